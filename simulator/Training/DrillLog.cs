using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>
/// Reads drills: those that were planned, with what the cabinet's events say of them, and those that a cabinet began without a plan.
/// </summary>
public static partial class DrillLog
{
    /// <summary>The columns of a plan, those of its command behind them.</summary>
    internal const string PlanColumns =
        $"d.no, d.id, c.topic, d.at, d.minutes, d.sos, d.plan, d.expects, d.who, d.made, d.ended, {TimedCommandBook.Columns}";

    /// <summary>Where they come from.</summary>
    internal const string PlanSource =
        "drills d JOIN cabinets c ON c.no = d.cabinet JOIN timed_commands t ON t.no = d.timed";

    private const int PlanColumnCount = 11;

    // Word for word as the index events_reported has it, so that it serves.
    private const string Begun =
        "e.event IN ('door.opened', 'aed.removed', 'drill.started', 'inspection.done') AND e.event = 'drill.started'";

    // A day, in milliseconds: what expires later than that by the cabinet's clock, it refuses.
    private const string Slowest = "86400000";

    private static readonly long s_slackMs = (long)DrillLimits.Slack.TotalMilliseconds;

    /// <summary>A piece of the list, the newest first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Whose drills.</param>
    /// <param name="cabinet">The id of the one cabinet that is wanted; <c>null</c> for all.</param>
    /// <param name="from">From when on; <c>null</c> for ever.</param>
    /// <param name="after">The place behind which to go on.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The drills, each with its place.</returns>
    public static IReadOnlyList<(HeldDrill Drill, DrillPlace Place)> List(LedgerDatabase database, CabinetCut cut, string? cabinet,
        DateTimeOffset? from, DrillPlace after, int count)
    {
        long fromMs = from?.ToUnixTimeMilliseconds() ?? 0;
        List<(HeldDrill Drill, DrillPlace Place)> all =
        [
            .. Planned(database, cut, cabinet, fromMs, after, count).Select(plan => (
                new HeldDrill(plan.Id, plan.Topic, plan, null), new DrillPlace(plan.At.ToUnixTimeMilliseconds(), 1, plan.No))),
            .. Unplanned(database, cut, cabinet, fromMs, after, count),
        ];
        return
        [
            .. all.OrderByDescending(item => item.Place.AtMs).ThenByDescending(item => item.Place.Rank)
                .ThenByDescending(item => item.Place.No).Take(count).ToArray()
                .Select(item => (item.Drill with { Course = CourseOf(database, item.Drill) }, item.Place)),
        ];
    }

    /// <summary>One drill.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static HeldDrill? Find(LedgerDatabase database, string id)
    {
        if (FindPlan(database, id) is { } plan)
        {
            return new HeldDrill(plan.Id, plan.Topic, plan, CourseOf(database, plan));
        }

        return OfEvent().Match(id) is { Success: true } match && int.TryParse(match.Groups["boot"].ValueSpan, out int boot)
            && int.TryParse(match.Groups["seq"].ValueSpan, out int seq)
            && EventLog.OfBoot(database, match.Groups["cabinet"].Value, boot, seq, 1) is [{ Event.Name: DrillCourse.StartedEvent } begun]
            && begun.Event.Seq == seq ? new HeldDrill(id, begun.Topic, null, CourseFrom(database, begun.Event)) : null;
    }

    /// <summary>One planned drill.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    internal static DrillPlan? FindPlan(LedgerDatabase database, string id)
    {
        using Statement find = database.Prepare($"SELECT {PlanColumns} FROM {PlanSource} WHERE d.id = $1", 1);
        using DbDataReader rows = find.Rows(id);
        return rows.Read() ? ReadPlan(rows) : null;
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="row">The row, of <see cref="PlanColumns"/>.</param>
    /// <returns>The plan; <c>null</c> where its cabinet's topic can't be read: it belongs to nobody.</returns>
    internal static DrillPlan? ReadPlan(DbDataReader row) =>
        CabinetTopic.TryParse(row.GetString(2) + "/event", out CabinetTopic? topic)
            ? new DrillPlan(row.GetInt64(0), row.GetString(1), topic!,
            TimeOf(row.GetInt64(3)), (int)row.GetInt64(4), row.GetInt64(5) != 0, row.GetString(6),
            row.GetString(7).Split(',', StringSplitOptions.RemoveEmptyEntries), row.GetString(8), TimeOf(row.GetInt64(9)),
            row.IsDBNull(10) ? null : TimeOf(row.GetInt64(10)), TimedCommandBook.Read(row, PlanColumnCount)) : null;

    /// <summary>What happened in a planned drill.</summary>
    /// <param name="database">The database.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>It; <c>null</c> while nothing was heard of its beginning.</returns>
    internal static DrillCourse? CourseOf(LedgerDatabase database, DrillPlan plan)
    {
        if (plan.Command.Tried is null)
        {
            return null;
        }

        // A cabinet whose clock is slow takes the command all the same, up to a day (SPEC §14): its drill is known by when it came.
        using Statement begin = database.Prepare(
            $"SELECT e.boot, e.seq FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE {Begun} AND c.id = $1 AND e.at >= $2 - "
            + $"{Slowest} AND e.at <= $3 AND (e.at >= $2 OR (e.received >= $2 AND e.received <= $3)) "
            + "ORDER BY CASE WHEN e.at >= $2 THEN 0 ELSE 1 END, e.at, e.arrival LIMIT 1", 3);
        (int Boot, int Seq) first;
        using (DbDataReader rows = begin.Rows(plan.Topic.Cabinet, plan.At.ToUnixTimeMilliseconds() - s_slackMs,
            plan.Until.ToUnixTimeMilliseconds() + s_slackMs))
        {
            if (!rows.Read())
            {
                return null;
            }

            first = (rows.GetInt32(0), rows.GetInt32(1));
        }

        return EventLog.OfBoot(database, plan.Topic.Cabinet, first.Boot, first.Seq, 1) is [{ } begun] ? CourseFrom(database, begun.Event)
            : null;
    }

    private static DrillCourse? CourseOf(LedgerDatabase database, HeldDrill drill) =>
        drill.Plan is { } plan ? CourseOf(database, plan) : drill.Course;

    // Up to its end; a restart ends it without a word, and what comes after it has another boot.
    private static DrillCourse CourseFrom(LedgerDatabase database, RegistryEvent begun)
    {
        List<RegistryEvent> within = [];
        DateTimeOffset? ended = null;
        foreach (LoggedEvent next in EventLog.OfBoot(database, begun.Cabinet, begun.Boot, begun.Seq + 1, DrillLimits.MostEvents))
        {
            if (next.Event.Name == DrillCourse.EndedEvent || (!next.Event.IsDrill && next.Event.Name != DrillCourse.StartedEvent))
            {
                ended = AtOf(begun, next.Event);
                break;
            }

            within.Add(next.Event with { At = AtOf(begun, next.Event) });
        }

        return new DrillCourse(begun.At, ended, begun.Data.GetValueOrDefault("sos") == "true",
            [.. within.Where(item => item.Name != DrillCourse.StartedEvent)]);
    }

    // Where a clock was of no use, the registry's time of arrival says little: how long after the beginning the boot itself knows.
    private static DateTimeOffset AtOf(RegistryEvent begun, RegistryEvent item) => begun.IsTimeOfArrival || item.IsTimeOfArrival
        ? begun.At.AddMilliseconds(item.UptimeMs - begun.UptimeMs) : item.At;

    private static List<DrillPlan> Planned(LedgerDatabase database, CabinetCut cut, string? cabinet, long fromMs,
        DrillPlace after, int count)
    {
        List<object?> values = [after.AtMs, after.Rank, after.No, fromMs];
        string sql = $"SELECT {PlanColumns} FROM {PlanSource} WHERE (d.at, 1, d.no) < ($1, $2, $3) AND d.at >= $4 AND "
            + $"{Only(cabinet, values)} AND {cut.Condition(values)} ORDER BY d.at DESC, d.no DESC LIMIT {CabinetCut.Next(values, count)}";
        using Statement list = database.Prepare(sql, values.Count);
        using DbDataReader rows = list.Rows([.. values]);
        List<DrillPlan> plans = [];
        while (rows.Read())
        {
            if (ReadPlan(rows) is { } plan)
            {
                plans.Add(plan);
            }
        }

        return plans;
    }

    private static IEnumerable<(HeldDrill Drill, DrillPlace Place)> Unplanned(LedgerDatabase database, CabinetCut cut, string? cabinet,
        long fromMs, DrillPlace after, int count)
    {
        List<object?> values = [after.AtMs, after.Rank, after.No, fromMs, s_slackMs];
        string sql =
            $"SELECT c.id, c.topic, e.boot, e.seq, e.at, e.arrival FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE {Begun} "
            + "AND (e.at, 0, e.arrival) < ($1, $2, $3) AND e.at >= $4 AND e.twin = 0 AND NOT EXISTS (SELECT 1 FROM drills d JOIN "
            + $"timed_commands t ON t.no = d.timed WHERE d.cabinet = e.cabinet AND t.tried IS NOT NULL AND ({WithinOf("e", "at")} OR "
            + $"({WithinOf("e", "received")} AND e.at < d.at AND e.at >= d.at - $5 - {Slowest} AND NOT EXISTS (SELECT 1 FROM events o "
            + $"WHERE o.cabinet = e.cabinet AND {Begun.Replace("e.", "o.", StringComparison.Ordinal)} AND {WithinOf("o", "at")})))) AND "
            + $"{Only(cabinet, values)} AND {cut.Condition(values)} ORDER BY e.at DESC, e.arrival DESC LIMIT "
            + CabinetCut.Next(values, count);
        List<(string Cabinet, CabinetTopic Topic, int Boot, int Seq, DrillPlace Place)> begun = [];
        using (Statement list = database.Prepare(sql, values.Count))
        using (DbDataReader rows = list.Rows([.. values]))
        {
            while (rows.Read())
            {
                if (CabinetTopic.TryParse(rows.GetString(1) + "/event", out CabinetTopic? topic))
                {
                    begun.Add((rows.GetString(0), topic!, rows.GetInt32(2), rows.GetInt32(3),
                        new DrillPlace(rows.GetInt64(4), 0, rows.GetInt64(5))));
                }
            }
        }

        foreach ((string id, CabinetTopic topic, int boot, int seq, DrillPlace place) in begun)
        {
            if (EventLog.OfBoot(database, id, boot, seq, 1) is [{ } first])
            {
                yield return (new HeldDrill(string.Create(CultureInfo.InvariantCulture, $"{id}-{boot}-{seq}"), topic, null,
                    CourseFrom(database, first.Event)), place);
            }
        }
    }

    private static string WithinOf(string of, string time) =>
        $"{of}.{time} >= d.at - $5 AND {of}.{time} <= d.at + d.minutes * 60000 + $5";

    private static string Only(string? cabinet, List<object?> values) => cabinet is null ? "1 = 1"
        : $"c.id = {CabinetCut.Next(values, cabinet)}";

    private static DateTimeOffset TimeOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    [GeneratedRegex(@"^(?<cabinet>[A-Za-z0-9._-]{1,32})-(?<boot>[0-9]{1,10})-(?<seq>[0-9]{1,10})\z")]
    private static partial Regex OfEvent();
}
