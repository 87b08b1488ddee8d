using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>What <c>registry verify</c> says of a sound database of which something is missing.</summary>
[TestClass]
public class LedgerVerifyTests : StoreTests
{
    [TestMethod]
    public void A_boot_of_which_nothing_came_between_two_that_did_cannot_be_proven_until_that_is_accepted()
    {
        using LedgerBench bench = Bench();
        foreach (int boot in new[] { 5, 6, 9, 5000, 5002 })
        {
            bench.Send("event", LedgerBench.EventText(boot, 1));
        }

        LedgerReport report = bench.Verify();
        Assert.IsTrue(report.HasNoFinding);
        Assert.IsFalse(report.IsClean);
        string[] told = [.. report.Unproven.Select(item => item.What)];
        Assert.AreEqual("NM-1的第7至8次启动什么也没有收到，前后的启动都有：无法证明当时没有事件。", VerifyWords.Say(true, told[0]));
        Assert.StartsWith("一上电就断电的控制板没有事件。可以问它：registry command CABINET resend", VerifyWords.Say(true, report.Unproven[0].Advice));
        Assert.HasCount(2, told, string.Join('\n', told));
        Assert.StartsWith("Nothing came of boots 7 to 8 of NM-1, between boots that did", told[0]);
        Assert.StartsWith("Nothing came of boot 5001 of NM-1", told[1]);
        Assert.Contains("resend", report.Unproven[0].Advice);

        bench.Database.Execute($"INSERT INTO losses (found, confirmed, kept, accepted) VALUES ({bench.NowMs}, 0, 0, {bench.NowMs})");
        Assert.IsTrue(bench.Verify().IsClean);
        bench.Now += TimeSpan.FromMinutes(1);
        bench.Send("event", LedgerBench.EventText(5004, 1));
        Assert.StartsWith("Nothing came of boot 5003", bench.Verify().Unproven.Single().What);
    }

    [TestMethod]
    public void The_page_and_the_figures_count_missing_events_as_verify_does()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(1, 1));
        bench.Send("event", LedgerBench.EventText(1, 5));
        bench.Send("state", bench.StateText(1, 73));
        bench.Send("event", LedgerBench.EventText(2, 2, "outbox.overflowed", "maintenance", """{"lost":2,"spoilt":0}"""));
        bench.Send("state", bench.StateText(3, 4));
        bench.Now += TimeSpan.FromMinutes(2);

        // Told: two of the three in the gap. Missing are the third, 68 behind the last of boot 1, one of boot 2 and four of boot 3.
        LedgerReport report = bench.Verify();
        Assert.AreEqual(74, report.MissingUnexplained);
        Assert.AreEqual(2, report.MissingExplained);
        IReadOnlyList<LedgerProblem> listed = MissingEvents.List(bench.Database, bench.NowMs);
        CollectionAssert.AreEqual(report.Missing.ToArray(), listed.ToArray());
        Assert.AreEqual(74, listed.Where(item => item.IsFinding).Sum(item => item.Count));
    }
}
