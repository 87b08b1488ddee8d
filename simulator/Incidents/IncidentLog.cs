using System.Data.Common;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>Reads the incidents and what happened in them.</summary>
public static class IncidentLog
{
    private const string Select =
        "SELECT i.no, i.prefecture, c.topic, i.origin, i.latitude, i.longitude, i.address, i.reference, i.opened, "
        + "i.opened_by, i.stage, i.changed, i.closed, i.outcome, i.forgotten FROM incidents i LEFT JOIN cabinets c ON c.no = i.cabinet "
        + "WHERE ";

    /// <summary>One incident.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">Its number.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static Incident? Find(LedgerDatabase database, long no) => Read(database, "i.no = $1", no) is [{ } one] ? one : null;

    /// <summary>The newest incidents before one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="isOpen">Whether those that are open are wanted, or those that are closed; <c>null</c> for both.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The incidents, the newest first.</returns>
    public static IReadOnlyList<Incident> Newest(LedgerDatabase database, bool? isOpen, long? before, int count)
    {
        string closed = isOpen switch
        {
            null => string.Empty,
            true => " AND i.closed IS NULL",
            false => " AND i.closed IS NOT NULL",
        };
        return Read(database, $"i.no < $1{closed} ORDER BY i.no DESC LIMIT $2", before ?? long.MaxValue, count);
    }

    /// <summary>What happened in an incident, what the centre did about its emergencies too.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">Its number.</param>
    /// <returns>It, in the order in which it happened.</returns>
    public static IReadOnlyList<IncidentEntry> Entries(LedgerDatabase database, long no)
    {
        List<IncidentEntry> entries = [];
        using (Statement statement = database.Prepare("SELECT n.no, n.at, n.kind, n.who, c.id, n.responder, n.word, n.note, n.counter, "
            + "n.outcome FROM incident_entries n LEFT JOIN cabinets c ON c.no = n.cabinet WHERE n.incident = $1 ORDER BY n.no", 1))
        using (DbDataReader rows = statement.Rows(no))
        {
            while (rows.Read())
            {
                entries.Add(EntryOf(rows));
            }
        }

        using (Statement steps = database.Prepare("SELECT s.at, s.who, c.id, s.step, s.reason FROM emergency_steps s JOIN emergencies e ON "
            + "e.no = s.emergency JOIN cabinets c ON c.no = e.cabinet WHERE e.incident = $1 AND e.incident > 0 ORDER BY s.no", 1))
        using (DbDataReader rows = steps.Rows(no))
        {
            while (rows.Read())
            {
                entries.Add(new IncidentEntry
                {
                    At = TimeOf(rows.GetInt64(0)),
                    Kind = IncidentEntry.EmergencyStep,
                    Who = rows.GetString(1),
                    Cabinet = rows.GetString(2),
                    Word = rows.GetString(3),
                    Outcome = TextOf(rows, 4),
                });
            }
        }

        // What happened at one moment stays as it was written down.
        return [.. entries.OrderBy(entry => entry.At)];
    }

    /// <summary>The numbers of an incident's emergencies.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">The incident's number.</param>
    /// <returns>They, in the order in which they came.</returns>
    public static IReadOnlyList<long> Emergencies(LedgerDatabase database, long no)
    {
        using Statement statement = database.Prepare("SELECT no FROM emergencies WHERE incident = $1 AND incident > 0 ORDER BY no", 1);
        using DbDataReader rows = statement.Rows(no);
        List<long> numbers = [];
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    /// <summary>The incidents of the emergencies that are open.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The incident's number by cabinet and event.</returns>
    public static IReadOnlyDictionary<(string Cabinet, string Event), long> OfOpenEmergencies(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT c.id, e.event, e.incident FROM emergencies e JOIN cabinets c ON c.no = "
            + "e.cabinet WHERE e.closed IS NULL AND e.incident > 0");
        using DbDataReader rows = statement.Rows();
        Dictionary<(string, string), long> incidents = [];
        while (rows.Read())
        {
            incidents[(rows.GetString(0), rows.GetString(1))] = rows.GetInt64(2);
        }

        return incidents;
    }

    /// <summary>One entry.</summary>
    /// <param name="database">The database.</param>
    /// <param name="condition">Which, over <c>n</c>.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>It, or <c>null</c>.</returns>
    internal static IncidentEntry? Entry(LedgerDatabase database, string condition, params ReadOnlySpan<object?> values)
    {
        using Statement statement = database.Prepare("SELECT n.no, n.at, n.kind, n.who, c.id, n.responder, n.word, n.note, n.counter, "
            + $"n.outcome FROM incident_entries n LEFT JOIN cabinets c ON c.no = n.cabinet WHERE {condition} ORDER BY n.no LIMIT 1",
            values.Length);
        using DbDataReader rows = statement.Rows(values);
        return rows.Read() ? EntryOf(rows) : null;
    }

    /// <summary>Incidents.</summary>
    /// <param name="database">The database.</param>
    /// <param name="condition">Which, over <c>i</c>.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>They.</returns>
    internal static IReadOnlyList<Incident> Read(LedgerDatabase database, string condition, params ReadOnlySpan<object?> values)
    {
        using Statement statement = database.Prepare(Select + condition, values.Length);
        using DbDataReader rows = statement.Rows(values);
        List<Incident> incidents = [];
        while (rows.Read())
        {
            CabinetTopic? topic = null;
            if (!rows.IsDBNull(2) && !CabinetTopic.TryParse(rows.GetString(2) + "/event", out topic))
            {
                // A topic that can't be read belongs to nobody: no scope covers it.
                continue;
            }

            incidents.Add(new Incident
            {
                No = rows.GetInt64(0),
                Prefecture = rows.GetString(1),
                Topic = topic,
                IsOfCabinet = rows.GetString(3) == IncidentBook.OfCabinet,
                Place = rows.IsDBNull(4) || rows.IsDBNull(5) ? null : IncidentPlace.Stored(rows.GetInt64(4), rows.GetInt64(5)),
                Address = TextOf(rows, 6),
                Reference = TextOf(rows, 7),
                Opened = TimeOf(rows.GetInt64(8)),
                OpenedBy = rows.GetString(9),
                Stage = (IncidentStage)rows.GetInt64(10),
                Changed = TimeOf(rows.GetInt64(11)),
                Closed = rows.IsDBNull(12) ? null : TimeOf(rows.GetInt64(12)),
                Outcome = TextOf(rows, 13),
                IsForgotten = rows.GetInt64(14) != 0,
            });
        }

        return incidents;
    }

    /// <summary>A moment as it is stored.</summary>
    /// <param name="ms">Milliseconds since 1970-01-01 UTC.</param>
    /// <returns>The moment.</returns>
    internal static DateTimeOffset TimeOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static IncidentEntry EntryOf(DbDataReader row) => new()
    {
        No = row.GetInt64(0),
        At = TimeOf(row.GetInt64(1)),
        Kind = row.GetString(2),
        Who = row.GetString(3),
        Cabinet = TextOf(row, 4),
        Responder = TextOf(row, 5),
        Word = TextOf(row, 6),
        Note = TextOf(row, 7),
        Counter = row.IsDBNull(8) ? null : row.GetInt64(8),
        Outcome = TextOf(row, 9) switch
        {
            // As commands are kept, and as they are told.
            "noreply" => "no-reply",
            "notsent" => "not-sent",
            { } outcome => outcome,
            null => null,
        },
    };
}
