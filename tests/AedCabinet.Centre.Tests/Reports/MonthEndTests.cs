using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Reports;

namespace AedCabinet.Centre.Tests.Reports;

/// <summary>
/// SPEC §19: each department is told once that a month's report is ready, whatever processes run and whenever they were away.
/// </summary>
[TestClass]
public class MonthEndTests : StoreTests
{
    private static readonly DateTimeOffset s_midnight = new(2026, 2, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [TestMethod]
    public void A_month_is_told_at_its_end_once_by_several_processes_to_each_department_of_a_prefecture()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("about", LedgerBench.AboutText("NM-2"), topic: "aed/v1/1525/152501/transport/NM-2");
        using ReadingPool pool = new(bench.Store);
        MonthEnd[] ends = [new(bench.Store, pool), new(bench.Store, pool), new(bench.Store, pool)];

        ends[0].Look(s_midnight.AddSeconds(-1));
        Assert.IsEmpty(Told(bench), "January, in which the cabinets came, is not over yet");
        Parallel.ForEach(ends, end => end.Look(s_midnight));
        new MonthEnd(bench.Store, pool).Look(s_midnight.AddDays(3));

        CollectionAssert.AreEqual(new[] { "department.report 1501 culture-tourism", "department.report 1525 transport" }, Told(bench));
        Assert.Contains("/v1/reports/2026-01", bench.Rows("SELECT data FROM centre_events")[0]);
    }

    [TestMethod]
    public void Months_in_which_the_registry_was_away_are_told_when_it_is_there_again_in_their_order()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        using ReadingPool pool = new(bench.Store);
        new MonthEnd(bench.Store, pool).Look(s_midnight);
        new MonthEnd(bench.Store, pool).Look(s_midnight.AddMonths(2).AddDays(4));

        CollectionAssert.AreEqual(new[] { "2026-01", "2026-02", "2026-03" },
            bench.Rows("SELECT month FROM month_reports ORDER BY month"));
        Assert.HasCount(3, Told(bench));
    }

    private static string[] Told(LedgerBench bench) => bench.Rows("SELECT type, prefecture, department FROM centre_events ORDER BY no");
}
