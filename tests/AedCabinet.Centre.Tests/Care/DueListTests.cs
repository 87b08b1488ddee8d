using System.Text;
using AedCabinet.Access;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Page.Care;

namespace AedCabinet.Centre.Tests.Care;

/// <summary>Due work follows from the ledger, has somebody responsible and a day, and done work is a record (SPEC §18, Care).</summary>
[TestClass]
public class DueListTests : StoreTests
{
    private static readonly DateOnly s_today = new(2026, 1, 12);

    [TestMethod]
    public void Expiries_faults_inspections_and_low_batteries_are_due_each_from_its_own_day()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText()
            .Replace("\"battery\":\"2029-01-31\"", "\"pads\":\"2026-01-11\",\"battery\":\"2026-04-12\"",
            StringComparison.Ordinal));
        State(bench, 1, "\"aed-dark\"");
        bench.Pass(TimeSpan.FromDays(1));
        State(bench, 2, "\"aed-dark\",\"inspection-due\",\"maintenance\"", "\"battery\":{\"mV\":11400,\"level\":\"low\"},");

        CollectionAssert.AreEqual(
            new[]
            {
                "fault.aed-dark 2026-01-12", "battery 2026-01-13", "inspection 2026-01-13", "expiry.pads:2026-01-11 2026-01-11",
                "expiry.battery:2026-04-12 2026-04-12",
            },
            Make(bench).Due.Select(item => $"{item.Item} {item.Day:yyyy-MM-dd}").ToArray());
    }

    [TestMethod]
    public void A_cabinet_of_which_nothing_is_heard_is_due_since_then()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        State(bench, 1, null);
        bench.Pass(TimeSpan.FromDays(3));

        DueItem item = Make(bench).Due.Single();

        Assert.AreEqual(("silent", "offline", s_today), (item.Item, item.Word, item.Day));
    }

    [TestMethod]
    public void Work_has_somebody_responsible_and_a_day_and_is_overdue_when_the_day_is_over()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        State(bench, 1, "\"aed-dark\"");
        CareBook book = new(bench.Store);
        Assert.IsTrue(Make(bench).Due.Single().IsOverdue(s_today), "a fault that is nobody's is overdue at once");

        book.Plan("NM-1", "fault.aed-dark", new CarePlan("张三", s_today, "李华", bench.Now));
        book.Plan("NM-1", "fault.aed-dark", new CarePlan("王敏", s_today.AddDays(2), "李华", bench.Now));
        bench.Restart();

        DueItem item = Make(bench).Due.Single();
        Assert.AreEqual(("王敏", s_today.AddDays(2), "李华"), (item.Plan!.Responsible, item.Plan.Day, item.Plan.Who));
        Assert.IsFalse(item.IsOverdue(s_today.AddDays(2)));
        Assert.IsTrue(item.IsOverdue(s_today.AddDays(3)));
    }

    [TestMethod]
    public void Done_work_is_a_record_and_stays_due_until_the_cabinet_shows_it_and_another_fault_begins_anew()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        State(bench, 1, "\"aed-dark\"");
        CareBook book = new(bench.Store);
        book.Record(new CareDone("NM-1", "fault.aed-dark", "王敏", bench.Now, "换了AED电池"));
        Assert.AreEqual("王敏", Make(bench).Due.Single().Done!.Who);

        bench.Pass(TimeSpan.FromDays(1));
        State(bench, 2, null);
        CareList well = Make(bench);
        Assert.IsEmpty(well.Due);
        Assert.AreEqual("换了AED电池", well.Done.Single().Note);

        bench.Pass(TimeSpan.FromDays(1));
        State(bench, 3, "\"aed-dark\"");
        Assert.IsNull(Make(bench).Due.Single().Done);
    }

    [TestMethod]
    public void A_list_is_cut_to_who_looks_and_who_may_not_plan_can_t()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        State(bench, 1, "\"aed-dark\"");
        AccessScope other = new("王敏", [new Grant(Role.Department, ["1502"], [], [])]);
        AccessScope keeper = new("王敏", [new Grant(Role.Keeper, [], [], ["NM-1"])]);
        CabinetRecord[] all = [.. LedgerCabinets.Read(bench.Database, bench.Now, 6)];

        Assert.IsEmpty(CareLists.Make(bench.Database, other.Cut(all), bench.Now).Due);
        Assert.HasCount(1, CareLists.Make(bench.Database, keeper.Cut(all), bench.Now).Due);
        Assert.IsFalse(keeper.May(Permission.PlanCare, all[0].Topic));
    }

    [TestMethod]
    [DataRow(true, "电极片有效期", "是")]
    [DataRow(false, "Pads expire", "yes")]
    public void Consumables_are_a_CSV_in_both_languages_in_which_no_cell_is_a_formula(bool isChinese, string what, string yes)
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText()
            .Replace("\"battery\":\"2029-01-31\"", "\"pads\":\"2026-01-11\"", StringComparison.Ordinal)
            .Replace("\"name\":\"景区\"", "\"name\":\"=1+1\"", StringComparison.Ordinal));
        State(bench, 1, null);
        CareList list = Make(bench);
        using MemoryStream file = new();
        DueFile.Write(list.Due, list.Today, isChinese, item => CareWords.Of(isChinese, item), file);
        string row = Encoding.UTF8.GetString(file.ToArray()).Split("\r\n")[1];

        Assert.Contains($",{what},2026-01-11,{yes},", row);
        Assert.Contains("'=1+1", row);
    }

    private static CareList Make(LedgerBench bench) =>
        CareLists.Make(bench.Database, LedgerCabinets.Read(bench.Database, bench.Now, 6), bench.Now);

    private static void State(LedgerBench bench, int seq, string? reasons, string more = "") => bench.Send("state",
        bench.StateText(4, seq, reasons is null).Replace("[\"needs-inspection\"]", $"[{reasons}]", StringComparison.Ordinal)
            .Replace("\"open\":", more + "\"open\":", StringComparison.Ordinal));
}
