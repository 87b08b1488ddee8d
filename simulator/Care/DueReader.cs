using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;

namespace AedCabinet.Care;

/// <summary>Works out from the ledger what is to be done: nothing of it is written down, so that nothing of it is forgotten.</summary>
/// <param name="database">The database.</param>
/// <param name="now">The time now.</param>
internal sealed class DueReader(LedgerDatabase database, DateTimeOffset now)
{
    // What has an item of its own, or is somebody's work already.
    private static readonly string[] s_noFaults =
    [
        "inspection-due", "needs-inspection", "maintenance", "not-commissioned", "pads-expired", "battery-expired", "kit-expired",
        "battery-critical",
    ];

    private readonly DateOnly _today = ChinaTime.DayOf(now);

    /// <summary>Reads what is due.</summary>
    /// <param name="cabinets">The cabinets that are looked at.</param>
    /// <returns>The items: what is wrong before what is due, and then by day.</returns>
    public IReadOnlyList<DueItem> Read(IEnumerable<CabinetRecord> cabinets)
    {
        Dictionary<(string Cabinet, string Item), CarePlan> plans = CareBook.Plans(database);
        Dictionary<(string Cabinet, string Item), CareDone> done = CareBook.Done(database);
        Dictionary<string, (long No, DateTimeOffset At, string Note)> defects = ReadDefects();
        Dictionary<string, PublicReport> reports = PublicReportBook.Open(database);
        using Statement spans = database.Prepare(
            "SELECT r.since, r.ready, r.reasons FROM readiness r JOIN cabinets c ON c.no = r.cabinet WHERE c.id = $1 ORDER BY r.since DESC "
                + "LIMIT $2", 2);
        List<DueItem> items = [];
        foreach (CabinetRecord cabinet in cabinets)
        {
            items.AddRange(Expiries(cabinet));
            items.AddRange(Faults(cabinet, spans));
            if (cabinet.State?.BatteryLevel is "low" or "critical")
            {
                items.Add(new DueItem(cabinet, "battery", DueKind.Battery, cabinet.State.BatteryLevel, _today));
            }

            if (defects.TryGetValue(cabinet.Id, out (long No, DateTimeOffset At, string Note) defect))
            {
                items.Add(new DueItem(cabinet, string.Create(CultureInfo.InvariantCulture, $"defect:{defect.No}"), DueKind.Defect, "defect",
                    ChinaTime.DayOf(defect.At), defect.Note));
            }

            if (reports.TryGetValue(cabinet.Id, out PublicReport? report))
            {
                items.Add(new DueItem(cabinet, PublicReportBook.ItemOf(report.No), DueKind.Report, report.Kinds[0],
                    ChinaTime.DayOf(report.First), string.Create(CultureInfo.InvariantCulture,
                        $"{report.Times}×{string.Concat(report.Words.Select(words => $" “{words}”"))}")));
            }
        }

        return
        [
            .. items.Select(item => With(item, plans.GetValueOrDefault((item.Cabinet.Id, item.Item)),
                    done.GetValueOrDefault((item.Cabinet.Id, item.Item))))
                .Where(item => item.Kind != DueKind.Defect || item.Done is null)
                .OrderBy(item => item.Kind).ThenBy(item => item.Plan?.Day ?? item.Day)
                .ThenBy(item => item.Cabinet.Id, StringComparer.Ordinal),
        ];
    }

    // What was agreed on, or done, before this fault began was about another.
    private static DueItem With(DueItem item, CarePlan? plan, CareDone? done) => item with
    {
        Plan = plan is not null && (item.Kind == DueKind.Battery || ChinaTime.DayOf(plan.At) >= item.Day || item.Item.Contains(':'))
            ? plan : null,
        Done = done is not null && (ChinaTime.DayOf(done.At) >= item.Day || item.Item.Contains(':')) ? done : null,
    };

    private IEnumerable<DueItem> Expiries(CabinetRecord cabinet)
    {
        foreach ((string what, string? text) in new[]
        {
            ("pads", cabinet.About?.PadsExpire), ("battery", cabinet.About?.BatteryExpire), ("kit", cabinet.About?.KitExpire),
        })
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                && day <= _today.AddDays(CareLimits.AheadDays))
            {
                yield return new DueItem(cabinet, $"expiry.{what}:{text}", DueKind.Expiry, what, day);
            }
        }
    }

    private IEnumerable<DueItem> Faults(CabinetRecord cabinet, Statement spans)
    {
        string[] reasons = [.. (cabinet.State?.Reasons ?? []).Distinct()];
        bool isSilent = cabinet.Status is not (CabinetStatus.Ready or CabinetStatus.NotReady);
        bool asksForLook = reasons.Any(reason => reason is "inspection-due" or "needs-inspection");
        string[] faults = [.. reasons.Except(s_noFaults)];
        if (faults.Length == 0 && !isSilent && !asksForLook)
        {
            yield break;
        }

        List<(long SinceMs, bool IsKnown, string[] Reasons)> latest = ReadSpans(spans, cabinet.Id);
        if (isSilent)
        {
            yield return new DueItem(cabinet, "silent", DueKind.Fault, StatusText.Of(cabinet.Status), Since(latest, null));
        }

        foreach (string fault in faults)
        {
            yield return new DueItem(cabinet, "fault." + fault, DueKind.Fault, fault, Since(latest, fault));
        }

        if (asksForLook)
        {
            string why = reasons.First(reason => reason is "inspection-due" or "needs-inspection");
            yield return new DueItem(cabinet, "inspection", DueKind.Inspection, why, Since(latest, why));
        }
    }

    // Back to where it began; a time of which nothing is known ends nothing.
    private DateOnly Since(List<(long SinceMs, bool IsKnown, string[] Reasons)> latest, string? reason)
    {
        long since = now.ToUnixTimeMilliseconds();
        foreach ((long spanMs, bool isKnown, string[] reasons) in latest)
        {
            if (reason is null ? isKnown : isKnown && !reasons.Contains(reason))
            {
                break;
            }

            since = reason is null || isKnown ? spanMs : since;
        }

        return ChinaTime.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(since));
    }

    private static List<(long SinceMs, bool IsKnown, string[] Reasons)> ReadSpans(Statement spans, string cabinet)
    {
        using DbDataReader rows = spans.Rows(cabinet, CareLimits.SpansLookedThrough);
        List<(long, bool, string[])> latest = [];
        while (rows.Read())
        {
            latest.Add((rows.GetInt64(0), !rows.IsDBNull(1), rows.GetString(2).Split(',')));
        }

        return latest;
    }

    private Dictionary<string, (long No, DateTimeOffset At, string Note)> ReadDefects()
    {
        using Statement statement = database.Prepare(
            "SELECT c.id, i.no, i.at, i.note FROM inspections i JOIN cabinets c ON c.no = i.cabinet WHERE i.defects > 0 AND i.no = "
                + "(SELECT max(j.no) FROM inspections j WHERE j.cabinet = i.cabinet)");
        using DbDataReader rows = statement.Rows();
        Dictionary<string, (long, DateTimeOffset, string)> defects = [];
        while (rows.Read())
        {
            defects[rows.GetString(0)] = (rows.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2)), rows.GetString(3));
        }

        return defects;
    }
}
