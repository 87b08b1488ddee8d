using System.Data.Common;
using System.Globalization;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// The events in the order of arrival, a piece at a time from any place in it, so that who goes on where it stopped misses none and gets
/// none twice.
/// </summary>
public static class EventLog
{
    /// <summary>So many numbers are looked through at once for who may see few of the cabinets: 0.1 s.</summary>
    public const int MostLookedThrough = 100_000;

    // Serious events have an index of their own, and are few.
    private const int MostSerious = 5_000_000;
    private const string Select = $"SELECT {LedgerHistory.Columns}, c.topic, e.arrival, e.received, e.twin FROM ";
    private const int TopicColumn = LedgerHistory.ColumnCount;

    /// <summary>The last number that is taken.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The number; 0 before the first event.</returns>
    public static long Last(LedgerDatabase database) => database.LastArrival();

    /// <summary>The newest events before one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Whose events.</param>
    /// <param name="severities">Of which severities; none for all.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The events, the newest first, and from which number to go on; <c>null</c> where nothing is left.</returns>
    public static (IReadOnlyList<LoggedEvent> Events, long? Next) Newest(
        LedgerDatabase database, CabinetCut cut, IReadOnlyCollection<Severity> severities, long? before, int count)
    {
        bool isSerious = severities.Count > 0 && severities.All(severity => severity >= Severity.Urgent);
        long from = before ?? database.LastArrival() + 1;
        long floor = Math.Max(0, from - (isSerious ? MostSerious : MostLookedThrough));
        List<object?> values = [];
        string source = isSerious ? database.EventsBy("events_serious") : "events e";
        string serious = isSerious ? $" AND e.severity >= {(int)Severity.Urgent}" : string.Empty;
        string sql = $"{Select}{source} JOIN cabinets c ON c.no = e.cabinet WHERE e.arrival < {CabinetCut.Next(values, from)} AND "
            + $"e.arrival >= {CabinetCut.Next(values, floor)} AND {Of(severities)}{serious} AND {cut.Condition(values)} ORDER BY e.arrival "
            + $"DESC LIMIT {CabinetCut.Next(values, count)}";
        IReadOnlyList<LoggedEvent> events = Read(database, sql, values);
        return (events, events.Count == count ? events[^1].Arrival : floor > 0 ? floor : null);
    }

    /// <summary>The events behind one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Whose events.</param>
    /// <param name="after">The number of the one; 0 for the beginning.</param>
    /// <param name="upTo">The last number that is settled (<see cref="EventTail"/>).</param>
    /// <param name="count">How many at most.</param>
    /// <param name="least">Only those at least so grave.</param>
    /// <returns>The events in their order, and up to which number nothing else is left out.</returns>
    public static (IReadOnlyList<LoggedEvent> Events, long Through) After(
        LedgerDatabase database, CabinetCut cut, long after, long upTo, int count, Severity least = Severity.Info)
    {
        bool isSerious = least >= Severity.Urgent;
        long ceiling = Math.Min(upTo, after + (isSerious ? MostSerious : MostLookedThrough));
        List<object?> values = [];
        string source = isSerious ? database.EventsBy("events_serious") : "events e";
        string serious = isSerious ? $" AND e.severity >= {(int)Severity.Urgent} AND e.severity >= {(int)least}" : string.Empty;
        string sql = $"{Select}{source} JOIN cabinets c ON c.no = e.cabinet WHERE e.arrival > {CabinetCut.Next(values, after)} AND "
            + $"e.arrival <= {CabinetCut.Next(values, ceiling)}{serious} AND {cut.Condition(values)} ORDER BY e.arrival LIMIT "
            + $"{CabinetCut.Next(values, count)}";
        IReadOnlyList<LoggedEvent> events = Read(database, sql, values);
        return (events, events.Count == count ? events[^1].Arrival : Math.Max(after, ceiling));
    }

    /// <summary>The events of one cabinet behind one, in the order of arrival.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="after">The number of the one.</param>
    /// <param name="upTo">The last number that counts, which is settled.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The events in their order, and up to which number nothing else is left out.</returns>
    public static (IReadOnlyList<LoggedEvent> Events, long Through) AfterOfCabinet(
        LedgerDatabase database, string id, long after, long upTo, int count)
    {
        string sql = $"{Select}{database.EventsBy("events_key")} JOIN cabinets c ON c.no = e.cabinet WHERE e.cabinet = (SELECT no FROM "
            + "cabinets WHERE id = $1) AND e.arrival > $2 AND e.arrival <= $3 ORDER BY e.arrival LIMIT $4";
        IReadOnlyList<LoggedEvent> events = Read(database, sql, [id, after, upTo, count]);
        return (events, events.Count == count ? events[^1].Arrival : Math.Max(after, upTo));
    }

    /// <summary>The newest events of one cabinet, in its own order.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">Its id.</param>
    /// <param name="severities">Of which severities; none for all.</param>
    /// <param name="before">Boot, number and twin of the event before which to begin; <c>null</c> for the newest.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The events, the newest first.</returns>
    public static IReadOnlyList<LoggedEvent> OfCabinet(LedgerDatabase database, string cabinet, IReadOnlyCollection<Severity> severities,
        (int Boot, int Seq, int Twin)? before, int count)
    {
        (int boot, int seq, int twin) = before ?? (int.MaxValue, int.MaxValue, int.MaxValue);
        List<object?> values = [cabinet, boot, seq, twin, count];
        string sql = $"{Select}{database.EventsBy("events_key")} JOIN cabinets c ON c.no = e.cabinet WHERE e.cabinet = (SELECT no FROM "
            + $"cabinets WHERE id = $1) AND (e.boot, e.seq, e.twin) < ($2, $3, $4) AND {Of(severities)} ORDER BY e.boot DESC, e.seq DESC, "
            + "e.twin DESC LIMIT $5";
        return Read(database, sql, values);
    }

    /// <summary>The events of one of a cabinet's boots from a number on, in its own order.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">Its id.</param>
    /// <param name="boot">The boot.</param>
    /// <param name="seq">The first number.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The events.</returns>
    public static IReadOnlyList<LoggedEvent> OfBoot(LedgerDatabase database, string cabinet, int boot, int seq, int count) =>
        Read(database, $"{Select}{database.EventsBy("events_key")} JOIN cabinets c ON c.no = e.cabinet WHERE e.cabinet = (SELECT no FROM "
            + "cabinets WHERE id = $1) AND e.boot = $2 AND e.seq >= $3 ORDER BY e.boot, e.seq, e.twin LIMIT $4",
            [cabinet, boot, seq, count]);

    private static string Of(IReadOnlyCollection<Severity> severities) => severities.Count == 0 ? "1 = 1"
        : $"e.severity IN ({string.Join(", ", severities.Select(severity => ((int)severity).ToString(CultureInfo.InvariantCulture)))})";

    private static List<LoggedEvent> Read(LedgerDatabase database, string sql, List<object?> values)
    {
        using Statement statement = database.Prepare(sql, values.Count);
        using DbDataReader rows = statement.Rows([.. values]);
        List<LoggedEvent> events = [];
        while (rows.Read())
        {
            // A topic that can't be read belongs to nobody: no scope covers it.
            if (CabinetTopic.TryParse(rows.GetString(TopicColumn) + "/event", out CabinetTopic? topic))
            {
                events.Add(new LoggedEvent(rows.GetInt64(TopicColumn + 1), topic!, LedgerHistory.ToEvent(rows),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(TopicColumn + 2)), rows.GetInt32(TopicColumn + 3)));
            }
        }

        return events;
    }
}
