using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Puts events into the database, each once, and keeps account of the numbers that are missing.</summary>
internal sealed class EventLedger : IDisposable
{
    private readonly EventInsert _insert;
    private readonly Statement _highest;
    private readonly Statement _gapsOfBoot;
    private readonly Statement _stored;
    private readonly LedgerCounters _counters;
    private readonly SetAsideLedger _setAside;

    /// <summary>Initializes a new instance of the <see cref="EventLedger"/> class.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="counters">Counts doubles.</param>
    /// <param name="setAside">Takes an event that has the key of another.</param>
    public EventLedger(SqliteConnection connection, LedgerCounters counters, SetAsideLedger setAside)
    {
        _insert = new EventInsert(connection);
        _highest = new Statement(connection, "SELECT max(seq) FROM events WHERE cabinet = ?1 AND boot = ?2", 2);
        _gapsOfBoot = new Statement(connection, "SELECT first, last, since FROM gaps WHERE cabinet = ?1 AND boot = ?2 ORDER BY first", 2);
        _stored = new Statement(connection, "SELECT event, severity, uptime_ms, drill, maintenance, data FROM events WHERE cabinet = ?1 AND boot = ?2 AND seq = ?3", 3);
        _counters = counters;
        _setAside = setAside;
    }

    /// <summary>Notes an event's number. Not undone when the event turns out to be there already: its number is then known too.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">Its message, which is not in the database yet.</param>
    public void Number(CabinetFile file, ReceivedMessage message)
    {
        SeqBook book = BookOf(file, message.Event.Boot);
        book.Take(message.Event.Seq, message.ReceivedMs);
        if (book.IsChanged)
        {
            file.IsChanged = true;
            file.IsToBeExplained |= file.HasLosses;
        }
    }

    /// <summary>Puts an event into the database.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">Its message, whose number is noted.</param>
    /// <returns><c>false</c> when it is there already, or another of its key.</returns>
    public bool Take(CabinetFile file, ReceivedMessage message)
    {
        ref readonly EventFacts facts = ref message.Event;
        if (!_insert.TryRun(file.No, facts, message.Payload.AsSpan(facts.DataStart, facts.DataLength), message.ReceivedMs))
        {
            TakeAgain(file, message);
            return false;
        }

        if (facts.LostCount > 0)
        {
            file.HasLosses = file.IsToBeExplained = file.IsChanged = true;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _highest.Dispose();
        _gapsOfBoot.Dispose();
        _stored.Dispose();
    }

    private SeqBook BookOf(CabinetFile file, int boot)
    {
        if (file.FindBoot(boot) is { } known)
        {
            return known;
        }

        List<SeqGap> gaps = [];
        using (SqliteDataReader rows = _gapsOfBoot.Rows(file.No, boot))
        {
            while (rows.Read())
            {
                gaps.Add(new SeqGap { First = rows.GetInt32(0), Last = rows.GetInt32(1), SinceMs = rows.GetInt64(2), StoredFirst = rows.GetInt32(0) });
            }
        }

        SeqBook book = new(boot, (int)(_highest.Number(file.No, boot) ?? 0), gaps);
        file.AddBoot(book);
        file.IsChanged = true;
        return book;
    }

    private void TakeAgain(CabinetFile file, ReceivedMessage message)
    {
        ref readonly EventFacts facts = ref message.Event;
        string data = Encoding.UTF8.GetString(message.Payload, facts.DataStart, facts.DataLength);
        bool isSame;
        string first;
        using (SqliteDataReader row = _stored.Rows(file.No, facts.Boot, facts.Seq))
        {
            row.Read();
            first = row.GetString(0);

            // The time is not compared: a cabinet that learns it sends the same event with it.
            isSame = first == facts.Name
                && row.GetInt32(1) == (int)facts.Severity
                && row.GetInt64(2) == facts.UptimeMs
                && row.GetInt64(3) != 0 == facts.IsDrill
                && row.GetInt64(4) != 0 == facts.IsMaintenance
                && IsSameData(row.GetString(5), data);
        }

        if (isSame)
        {
            _counters.Count(LedgerCounters.Doubles);
            return;
        }

        _counters.Count(LedgerCounters.Conflicts);
        _setAside.Take(message, $"Another event of boot {facts.Boot} with the number {facts.Seq} is there already: {first}. The first one is kept.");
    }

    private static bool IsSameData(string first, string second)
    {
        if (first == second)
        {
            return true;
        }

        // Not by nodes: they refuse an object that has a member twice, which deep in the data may be.
        using JsonDocument one = JsonDocument.Parse(first);
        using JsonDocument other = JsonDocument.Parse(second);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }
}
