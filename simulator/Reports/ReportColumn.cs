using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Reports;

/// <summary>One figure of a report: what it is called, what it means, and where it comes from.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Definition">What it means, as the report's last sheet and the handbook say it.</param>
/// <param name="Decimals">With how many decimals it is written.</param>
/// <param name="Value">Takes it from a row; <c>null</c> when it isn't known yet.</param>
/// <param name="IsIn">Whether it belongs into a row at all.</param>
public sealed record ReportColumn(string Key, Wording Heading, Wording Definition, int Decimals, Func<ReportRow, double?> Value,
    Func<ReportRow, bool> IsIn)
{
    private static readonly Func<ReportRow, bool> s_always = _ => true;

    /// <summary>Gets all of them, in their order.</summary>
    public static IReadOnlyList<ReportColumn> All { get; } =
    [
        Count("cabinets", new("机柜", "Cabinets"), row => row.Cabinets, new(
            "本月结束前（未结束的月份：截至报告时刻）至少上报过一次状态、现在仍登记在册的机柜；归属按机柜现在的盟市和归口部门",
            "cabinets that had sent a state before the month's end (or before now, while it lasts) and are registered today; "
                + "prefecture and "
                + "department are those of today")),
        Count("aeds", new("AED", "AEDs"), row => row.Aeds, new(
            "其中内有AED的机柜（aed和station两类）", "those of them that hold an AED (kinds aed and station)")),
        new("ready_percent", new("可用时间（%）", "Ready (%)"), new(
            "可用时长 ÷（可用＋不可用＋不明时长），逐台相加；每台从本月首日零时或首次上报起算；不明不算可用",
            "time ready ÷ (ready + not ready + not known), added up over the cabinets, each from the month's beginning or its first state "
                + "on; not known is not ready"), 2, row => row.Time.Total > TimeSpan.Zero ? row.Time.Share * 100 : null, s_always),
        Hours("ready_hours", new("可用（小时）", "Ready (h)"), row => row.Time.Ready, new(
            "机柜自报可用的时长", "time in which the cabinets said that they were ready")),
        Hours("not_ready_hours", new("不可用（小时）", "Not ready (h)"), row => row.Time.NotReady, new(
            "机柜自报不可用的时长", "time in which they said that they were not")),
        Hours("unknown_hours", new("不明（小时）", "Not known (h)"), row => row.Time.Unknown, new(
            "离线超过15分钟、状态过期、无法识别、两块控制器同号，或管理系统未运行的时长",
            "time offline beyond 15 min, with a state too old or not understood, with two boards as one cabinet, or while no "
                + "registry ran")),
        Count("faults", new("故障（次）", "Faults"), row => row.Faults, new(
            "机柜给出的不可用原因，从出现到消失算一次（本月内有任一时刻存在即计入）；巡检、耗材到期、维护、未投运不算故障；中间一段不明不算断开",
            "reasons for not being ready, each from its coming to its going, that stood at any time in the month; inspections, expiries, "
                + "maintenance and not being commissioned are none; a time in which nothing is known does not end one")),
        Hours("fault_hours", new("故障时长（小时）", "Faults stood (h)"), row => row.FaultTime, new(
            "各次故障在本月内已知持续的时长之和；同时存在的两项各计", "for how long they are known to have stood in the month, added up; two at once "
                + "count twice")),
        Count("openings", new("开门（次）", "Openings"), row => row.Openings, new(
            "door.opened事件，不含演练和维护期间的", "events door.opened, those in drills and during maintenance left out")),
        Count("taken", new("取出AED（次）", "AED taken"), row => row.Taken, new(
            "aed.removed事件，不含演练和维护期间的", "events aed.removed, those in drills and during maintenance left out")),
        Count("drills", new("演练（次）", "Drills"), row => row.Drills, new("drill.started事件", "events drill.started")),
        Count("inspections", new("巡检（次）", "Inspections"), row => row.Inspections, new(
            "inspection.done事件", "events inspection.done")),
        Count("overdue", new("月末待巡检（台）", "Inspection overdue"), row => row.Overdue, new(
            "期末最后一次已知状态中有inspection-due或needs-inspection的机柜（期限按各机柜自己的设置）",
            "cabinets whose last known state at the end asks for one (inspection-due, needs-inspection), by each cabinet's own interval")),
        Count("expiries_coming", new("90天内到期（件）", "Expiring in 90 days"), row => row.ExpiriesComing, new(
            "电极片、AED电池、急救箱中，有效期在期末当日起90天内的件数，按机柜现在登记的日期",
            "pads, AED batteries and kits whose date lies within 90 days from the end, by the dates that the cabinets hold today")),
        Count("expiries_past", new("已过期（件）", "Expired"), row => row.ExpiriesPast, new(
            "其中有效期在期末之前的件数，按机柜现在登记的日期", "those whose date lay before the end, by the dates of today")),
        new("per_100000", new("每10万人AED（台）", "AEDs per 100,000"), new(
            "AED台数 × 100000 ÷ 第七次全国人口普查常住人口；只在盟市和合计行；看不到该盟市全部机柜的人得到“尚无数据”",
            "AEDs × 100,000 ÷ people by the census of 2020; for prefectures and in all only; who may not see all cabinets of a prefecture "
                + "reads \"not known yet\""), 2, row => row.Per100000, row => row.HasCoverage),
        new("planned", new("规划AED（台）", "AEDs planned"), new(
            "每10万人30台，向上取整", $"{Coverage.PlannedPer100000} for each 100,000 people, rounded up"), 0, row => row.Planned,
            row => row.HasCoverage),
        new("trained", new("取证救护员（人）", "Trained responders"), new(
            "各设置单位期末有效证书的持证人数之和；单位没有证书记录的，按机柜登记的人数，同一单位的几台机柜只计一次（取最大）；都没有时为“尚无数据”",
            "the people of the sites with a certificate that was valid at the end; of a site without certificates what its cabinets "
                + "were set "
                + "up with, several of one site counting once (the largest); \"not known yet\" while there is neither"), 0,
            row => row.Trained, s_always),
        new("one_to_ten", new("取证救护员1∶10", "Responders 1:10"), new(
            "取证救护员人数 × 10 ÷ 单位人数，只算两个数都知道的单位；1.00及以上为达到1∶10；没有这样的单位时为“尚无数据”",
            "trained responders × 10 ÷ people at the sites, for the sites of which both are known; 1.00 and more reaches 1:10; \"not known "
                + "yet\" while it is known of none"), 2, row => row.OneToTen, s_always),
        new("sites_short", new("未达1∶10的单位（个）", "Sites short of 1:10"), new(
            "两个数都知道、取证救护员少于单位人数十分之一（向上取整）的单位数", "sites of which both are known and whose trained responders are fewer "
                + "than a tenth of their people, rounded up"), 0, row => row.SitesShort, s_always),
    ];

    private static ReportColumn Count(string key, Wording heading, Func<ReportRow, int> value, Wording definition) =>
        new(key, heading, definition, 0, row => value(row), s_always);

    private static ReportColumn Hours(string key, Wording heading, Func<ReportRow, TimeSpan> value, Wording definition) =>
        new(key, heading, definition, 1, row => value(row).TotalHours, s_always);
}
