using System.Data.Common;
using System.Text;
using System.Text.Json;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Puts events into the database, each once, and keeps account of the numbers that are missing.</summary>
internal sealed class EventLedger : IDisposable
{
    private readonly IEventInsert _insert;
    private readonly Statement _highest;
    private readonly Statement _gapsOfBoot;
    private readonly Statement _stored;
    private readonly Statement _insertTwin;
    private readonly LedgerCounters _counters;
    private readonly SetAsideLedger _setAside;

    /// <summary>Initializes a new instance of the <see cref="EventLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    /// <param name="counters">Counts doubles.</param>
    /// <param name="setAside">Takes an event whose number too many others have.</param>
    public EventLedger(LedgerDatabase database, LedgerCounters counters, SetAsideLedger setAside)
    {
        _insert = database.PrepareEvents();
        _highest = database.Prepare("SELECT max(seq) FROM events WHERE cabinet = $1 AND boot = $2", 2);
        _gapsOfBoot = database.Prepare("SELECT first, last, since FROM gaps WHERE cabinet = $1 AND boot = $2 ORDER BY first", 2);
        _stored = database.Prepare(
            "SELECT event, severity, uptime_ms, drill, maintenance, data FROM events WHERE cabinet = $1 AND boot = $2 AND seq = $3 ORDER "
                + "BY twin", 3);
        _insertTwin = database.Prepare(
            "INSERT INTO events (cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, maintenance, data, "
                + "twin) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            13);
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

    /// <summary>Gets a batch ready to be put into the database.</summary>
    /// <param name="batch">The messages, in the order in which they came.</param>
    /// <param name="senders">The cabinet of each; <c>null</c> for a message that is none of a cabinet's.</param>
    public void Begin(IReadOnlyList<ReceivedMessage> batch, IReadOnlyList<CabinetFile?> senders) => _insert.Begin(batch, senders);

    /// <summary>Puts an event into the database.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">Its message, whose number is noted.</param>
    /// <returns>What became of it.</returns>
    public EventOutcome Take(CabinetFile file, ReceivedMessage message)
    {
        ref readonly EventFacts facts = ref message.Event;
        EventOutcome outcome = _insert.TryRun(file, message) ? EventOutcome.New : TakeAgain(file, message);
        if (facts.LostCount > 0 && outcome is EventOutcome.New or EventOutcome.Twin)
        {
            file.HasLosses = file.IsToBeExplained = file.IsChanged = true;
        }

        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _highest.Dispose();
        _gapsOfBoot.Dispose();
        _stored.Dispose();
        _insertTwin.Dispose();
    }

    private SeqBook BookOf(CabinetFile file, int boot)
    {
        if (file.FindBoot(boot) is { } known)
        {
            return known;
        }

        List<SeqGap> gaps = [];
        using (DbDataReader rows = _gapsOfBoot.Rows(file.No, boot))
        {
            while (rows.Read())
            {
                gaps.Add(new SeqGap
                {
                    First = rows.GetInt32(0),
                    Last = rows.GetInt32(1),
                    SinceMs = rows.GetInt64(2),
                    StoredFirst = rows.GetInt32(0)
                });
            }
        }

        SeqBook book = new(boot, (int)(_highest.Number(file.No, boot) ?? 0), gaps);
        file.AddBoot(book);
        file.IsChanged = true;
        return book;
    }

    private EventOutcome TakeAgain(CabinetFile file, ReceivedMessage message)
    {
        ref readonly EventFacts facts = ref message.Event;
        string data = Encoding.UTF8.GetString(facts.DataIn(message.Payload));
        int there = 0;
        string first = string.Empty;
        using (DbDataReader row = _stored.Rows(file.No, facts.Boot, facts.Seq))
        {
            for (; row.Read(); there++)
            {
                first = there == 0 ? row.GetString(0) : first;
                if (IsSame(row, facts, data))
                {
                    _counters.Count(LedgerCounters.Doubles);
                    return EventOutcome.Again;
                }
            }
        }

        _counters.Count(LedgerCounters.Conflicts);
        file.Entry.Suspect($"Two events have the number {facts.Seq} of boot {facts.Boot}: {first} and {facts.Name}.",
            DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs), facts.Boot, facts.Seq);
        file.IsChanged = true;
        if (there >= LedgerLimits.EventsOfOneNumber)
        {
            _setAside.Take(message,
                $"{there} other events have the number {facts.Seq} of boot {facts.Boot} already: {first} and others. They are kept.");
            return EventOutcome.TooMany;
        }

        bool isUndated = facts.AtMs == EventFacts.UnknownTime;
        _insertTwin.Run(
            file.No, facts.Boot, facts.Seq, facts.Name, (int)facts.Severity, isUndated ? message.ReceivedMs : facts.AtMs, isUndated ? 1
                : 0, message.ReceivedMs, facts.UptimeMs, facts.IsDrill ? 1 : 0, facts.IsMaintenance ? 1 : 0, data, there);
        return EventOutcome.Twin;
    }

    // The time is not compared: a cabinet that learns it sends the same event with it.
    private static bool IsSame(DbDataReader row, in EventFacts facts, string data) =>
        row.GetString(0) == facts.Name
        && row.GetInt32(1) == (int)facts.Severity
        && row.GetInt64(2) == facts.UptimeMs
        && row.GetInt64(3) != 0 == facts.IsDrill
        && row.GetInt64(4) != 0 == facts.IsMaintenance
        && IsSameData(row.GetString(5), data);

    private static bool IsSameData(string first, string second)
    {
        if (first == second)
        {
            return true;
        }

        // Not by nodes: they refuse an object that has a member twice, which deep in the data may be.
        try
        {
            using JsonDocument one = JsonDocument.Parse(first);
            using JsonDocument other = JsonDocument.Parse(second);
            return JsonElement.DeepEquals(one.RootElement, other.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What no reader can take apart is the same only letter for letter.
            return false;
        }
    }
}
