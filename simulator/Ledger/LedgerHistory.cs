using System.Data.Common;
using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Reads pages of the history while a registry writes it, and never so much of it at a time that a page would keep its reader
/// waiting. One thread at a time.
/// </summary>
internal sealed class LedgerHistory
{
    /// <summary>So many of the newest events are looked through for severities that most events have: 20 ms.</summary>
    public const int MostCounted = 100_000;

    /// <summary>So many of the newest events are looked through for words, which are those of the reader's language: 0.1 s.</summary>
    public const int MostSearched = 20_000;

    /// <summary>What <see cref="ToEvent"/> reads, of events <c>e</c> and cabinets <c>c</c>.</summary>
    public const string Columns =
        "c.id, e.event, e.severity, e.boot, e.seq, e.at, e.at_is_arrival, e.drill, e.maintenance, e.data, e.uptime_ms";

    /// <summary>How many columns those are.</summary>
    public const int ColumnCount = 11;

    private readonly LedgerDatabase _database;

    /// <summary>Initializes a new instance of the <see cref="LedgerHistory"/> class.</summary>
    /// <param name="database">The database.</param>
    public LedgerHistory(LedgerDatabase database) => _database = database;

    /// <summary>Reads a page.</summary>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The events: one cabinet's in its own order, those of several in the order of arrival, the newest first.</returns>
    /// <exception cref="DbException">The database can't be read.</exception>
    public EventPage Read(EventFilter filter, int skip, int count)
    {
        Choice choice = Choice.Of(filter, _database);
        long there = _database.CountKept();
        long? bound = choice.IsBounded && there > MostCounted ? MostCounted : null;
        if (string.IsNullOrWhiteSpace(filter.Text))
        {
            long wanted = choice.IsEverything ? there : Count(choice);
            return new EventPage(Rows(choice, skip, count), wanted, bound);
        }

        IReadOnlyList<RegistryEvent> searched = Rows(choice, 0, MostSearched);
        RegistryEvent[] found = [.. searched.Where(filter.Wants)];
        return new EventPage([.. found.Skip(skip).Take(count)], found.Length, searched.Count == MostSearched ? MostSearched : bound);
    }

    /// <summary>An event as a row has it.</summary>
    /// <param name="row">The row, beginning with <see cref="Columns"/>.</param>
    /// <returns>The event.</returns>
    public static RegistryEvent ToEvent(DbDataReader row) => new()
    {
        Cabinet = row.GetString(0),
        Name = row.GetString(1),
        Severity = (Severity)row.GetInt32(2),
        Boot = row.GetInt32(3),
        Seq = row.GetInt32(4),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        IsTimeOfArrival = row.GetInt64(6) != 0,
        IsDrill = row.GetInt64(7) != 0,
        IsMaintenance = row.GetInt64(8) != 0,
        UptimeMs = row.GetInt64(10),
        Data = ToData(row.GetString(9)),
    };

    /// <summary>What belongs to an event, as whoever reads is given it.</summary>
    /// <param name="text">A JSON object.</param>
    /// <returns>By name, values as text.</returns>
    internal static IReadOnlyDictionary<string, string> ToData(string text)
    {
        try
        {
            return JsonMembers.Parse(Encoding.UTF8.GetBytes(text)).AsTexts;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            // Written by another hand: one row that can't be read must not keep a reader from the others.
            return new Dictionary<string, string> { ["data"] = text };
        }
    }

    private RegistryEvent[] Rows(Choice choice, int skip, int count)
    {
        object?[] values = [.. choice.Values, count, skip];
        string sql = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {Columns} FROM {choice.Source} JOIN cabinets c ON c.no = e.cabinet WHERE {choice.Condition} ORDER BY {choice.Order} "
                + $"LIMIT ${values.Length - 1} OFFSET ${values.Length}");
        using Statement statement = _database.Prepare(sql, values.Length);
        using DbDataReader rows = statement.Rows(values);
        List<RegistryEvent> events = [];
        while (rows.Read())
        {
            events.Add(ToEvent(rows));
        }

        return [.. events];
    }

    private long Count(Choice choice)
    {
        using Statement statement = _database.Prepare($"SELECT count(*) FROM {choice.Source} WHERE {choice.Condition}",
            choice.Values.Length);
        return statement.Number(choice.Values) ?? 0;
    }

    // From where the events are read and in which order: each choice has an index to read along.
    private readonly record struct Choice(string Source, string Condition, string Order, bool IsBounded, params object?[] Values)
    {
        private const string Arrival = "e.arrival DESC";
        private const string Everything = "1 = 1";

        public bool IsEverything => Condition == Everything;

        // Which cabinets, by what stands in their own table.
        private static string Within(IReadOnlyList<CabinetReach> reaches, List<object?> values)
        {
            string parts = string.Join(" OR ", reaches.Select(reach => CabinetCut.Condition(reach, values, string.Empty)));
            return $"e.cabinet IN (SELECT no FROM cabinets WHERE {(parts.Length == 0 ? "1 = 0" : parts)})";
        }

        public static Choice Of(EventFilter filter, LedgerDatabase database)
        {
            bool isAny = filter.Severities is not { Count: > 0 };
            string severities = isAny ? Everything
                : $"e.severity IN ({string.Join(',', filter.Severities!.Select(
                    severity => ((int)severity).ToString(CultureInfo.InvariantCulture)))})";
            List<object?> values = [];
            string? within = filter.Within is { } reaches ? Within(reaches, values) : null;
            if (!string.IsNullOrEmpty(filter.Cabinet))
            {
                values.Add(filter.Cabinet);
                return new Choice(database.EventsBy("events_key"),
                    string.Create(CultureInfo.InvariantCulture, $"e.cabinet = (SELECT no FROM cabinets WHERE id = ${values.Count}) AND ")
                        + $"{within ?? Everything} AND {severities}", "e.boot DESC, e.seq DESC", false, [.. values]);
            }

            if (within is not null)
            {
                return new Choice("events e", string.Create(CultureInfo.InvariantCulture,
                    $"e.arrival > (SELECT max(arrival) FROM events) - {MostCounted} AND {within} AND {severities}"), Arrival, true,
                    [.. values]);
            }

            if (isAny)
            {
                return new Choice("events e", severities, Arrival, false);
            }

            return filter.Severities!.All(severity => severity >= Severity.Urgent)
                ? new Choice(database.EventsBy("events_serious"), $"e.severity >= {(int)Severity.Urgent} AND {severities}", Arrival, false)
                : new Choice("events e", string.Create(CultureInfo.InvariantCulture,
                    $"e.arrival > (SELECT max(arrival) FROM events) - {MostCounted} AND {severities}"), Arrival, true);
        }
    }
}
