using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Reports;

/// <summary>Reads each cabinet's month from the database: everything that a report says follows from here.</summary>
/// <param name="database">The database.</param>
/// <param name="fromMs">The month's beginning, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="untilMs">Its end, or the time now while it lasts.</param>
internal sealed class MonthReader(LedgerDatabase database, long fromMs, long untilMs)
{
    /// <summary>A door was opened.</summary>
    public const string DoorOpened = "door.opened";

    /// <summary>The AED was taken out.</summary>
    public const string AedRemoved = "aed.removed";

    /// <summary>A drill began.</summary>
    public const string DrillStarted = "drill.started";

    /// <summary>Somebody has looked at the cabinet.</summary>
    public const string InspectionDone = "inspection.done";

    // Word for word as the index events_reported has it, so that it serves.
    private const string Reported = "e.event IN ('door.opened', 'aed.removed', 'drill.started', 'inspection.done')";

    private static readonly string[] s_asksForLook = ["inspection-due", "needs-inspection"];

    // What is no fault: somebody's work, what is due, and a door that somebody holds.
    private static readonly string[] s_noFaults =
        ["inspection-due", "needs-inspection", "maintenance", "not-commissioned", "pads-expired", "battery-expired", "kit-expired"];

    /// <summary>Reads the month.</summary>
    /// <param name="cabinets">The cabinets that are reported.</param>
    /// <returns>The month of each that had said how it is before the end.</returns>
    public IReadOnlyList<CabinetMonth> Read(IEnumerable<CabinetRecord> cabinets)
    {
        Dictionary<string, AvailabilityRow> times = Availability.Of(database, fromMs, untilMs, null).ToDictionary(row => row.Name);
        Dictionary<string, (List<FaultRun> Faults, bool IsOverdue)> faults = ReadFaults();
        Dictionary<string, Dictionary<string, int>> happened = ReadEvents();
        List<CabinetMonth> months = [];
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (times.TryGetValue(cabinet.Id, out AvailabilityRow? time))
            {
                (List<FaultRun> Faults, bool IsOverdue) stood = faults.GetValueOrDefault(cabinet.Id, ([], false));
                months.Add(new CabinetMonth
                {
                    Cabinet = cabinet,
                    Time = time,
                    Faults = stood.Faults,
                    IsOverdue = stood.IsOverdue,
                    Happened = happened.GetValueOrDefault(cabinet.Id) ?? [],
                    ExpiriesComing = Expiries(cabinet).Count(day => day >= EndDay && day < EndDay.AddDays(ReportLimits.ComingDays)),
                    ExpiriesPast = Expiries(cabinet).Count(day => day < EndDay),
                });
            }
        }

        return months;
    }

    private DateOnly EndDay => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(untilMs).ToOffset(WallTime.Offset).DateTime);

    private static IEnumerable<DateOnly> Expiries(CabinetRecord cabinet)
    {
        foreach (string? text in new[] { cabinet.About?.PadsExpire, cabinet.About?.BatteryExpire, cabinet.About?.KitExpire })
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                yield return day;
            }
        }
    }

    private Dictionary<string, (List<FaultRun> Faults, bool IsOverdue)> ReadFaults()
    {
        using LedgerCounters counters = new(database);
        long knownMs = Math.Min(untilMs, counters.Get(LedgerCounters.Alive));
        using Statement statement = database.Prepare(
            "SELECT c.id, r.since, coalesce(r.until, $2), r.ready, r.reasons FROM readiness r JOIN cabinets c ON c.no = r.cabinet "
                + "WHERE c.withdrawn = 0 AND r.since < $2 AND (r.until IS NULL OR r.until > $1) ORDER BY c.no, r.since",
            2);
        using DbDataReader rows = statement.Rows(fromMs, knownMs);
        Dictionary<string, (List<FaultRun>, bool)> all = [];
        Dictionary<string, TimeSpan> standing = [];
        List<FaultRun> runs = [];
        bool isOverdue = false;
        string? cabinet = null;
        while (rows.Read())
        {
            if (rows.GetString(0) != cabinet)
            {
                Close();
                cabinet = rows.GetString(0);
            }

            // What was, stays while nothing is known, and that time is nobody's.
            if (!rows.IsDBNull(3))
            {
                string[] reasons = rows.GetString(4).Split(',', StringSplitOptions.RemoveEmptyEntries);
                TimeSpan time = TimeSpan.FromMilliseconds(Math.Max(0,
                    Math.Min(rows.GetInt64(2), knownMs) - Math.Max(rows.GetInt64(1), fromMs)));
                isOverdue = reasons.Any(s_asksForLook.Contains);
                Follow(standing, runs, reasons, time);
            }
        }

        Close();
        return all;

        void Close()
        {
            Follow(standing, runs, [], TimeSpan.Zero);
            if (cabinet is not null)
            {
                all[cabinet] = ([.. runs], isOverdue);
            }

            runs.Clear();
            isOverdue = false;
        }
    }

    private static void Follow(Dictionary<string, TimeSpan> standing, List<FaultRun> runs, string[] reasons, TimeSpan time)
    {
        foreach (string over in standing.Keys.Except(reasons).ToArray())
        {
            runs.Add(new FaultRun(over, standing[over]));
            standing.Remove(over);
        }

        foreach (string reason in reasons.Except(s_noFaults))
        {
            standing[reason] = standing.GetValueOrDefault(reason) + time;
        }
    }

    private Dictionary<string, Dictionary<string, int>> ReadEvents()
    {
        // What happened in a drill or during maintenance was nobody's need; a drill itself and an inspection count however they came.
        using Statement statement = database.Prepare(
            $"SELECT c.id, e.event, count(*) FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE {Reported} AND e.at >= $1 AND "
                + $"e.at < $2 "
                + "AND c.withdrawn = 0 AND (e.event IN ('drill.started', 'inspection.done') OR (e.drill = 0 AND e.maintenance = 0)) "
                + "GROUP BY c.id, e.event",
            2);
        using DbDataReader rows = statement.Rows(fromMs, untilMs);
        Dictionary<string, Dictionary<string, int>> all = [];
        while (rows.Read())
        {
            if (!all.TryGetValue(rows.GetString(0), out Dictionary<string, int>? counts))
            {
                all.Add(rows.GetString(0), counts = []);
            }

            counts[rows.GetString(1)] = (int)rows.GetInt64(2);
        }

        return all;
    }
}
