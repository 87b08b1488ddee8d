using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// SPEC §13: a time in the future counts as the time of arrival. The earlier of a message's time and its arrival counts, and arrival
/// orders.
/// </summary>
[TestClass]
public class RegistryClockTests : StoreTests
{
    [TestMethod]
    public void A_state_from_2036_is_ready_for_two_hours_after_it_came_and_no_longer()
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        string text = bench.StateText(4, 1, at: new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        bench.Send("state", text);
        view.Take(new ObservedMessage(0, bench.Now, LedgerBench.Topic + "/state", text, false, bench.Now));
        DateTimeOffset came = bench.Now;
        bench.Restart();
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        Assert.AreEqual(came, bench.Record.State!.At);

        bench.Pass(TimeSpan.FromHours(1));

        // The broker gives its copy again: that makes it no younger.
        bench.Send("state", text, isRetained: true);
        view.Take(new ObservedMessage(0, bench.Now, LedgerBench.Topic + "/state", text, true, bench.Now));
        bench.Pass(TimeSpan.FromMinutes(61));

        Assert.AreEqual(CabinetStatus.Offline, bench.Record.Status);
        Assert.IsTrue(bench.Record.IsStale);
        Assert.IsTrue(view.Find(LedgerBench.Cabinet, bench.Now)!.IsStale);
        CollectionAssert.AreEqual(
            new[] { $"1 {came.ToUnixTimeMilliseconds()}", $"- {came.AddHours(2).ToUnixTimeMilliseconds()}" },
            bench.Rows("SELECT ready, since FROM readiness ORDER BY since"));
    }

    [TestMethod]
    public void An_event_from_2036_happened_when_it_came()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency", at: bench.Now.AddYears(10)));

        Assert.AreEqual($"{bench.NowMs} 1", bench.Rows("SELECT at, at_is_arrival FROM events").Single());
        Assert.AreEqual(bench.Now, bench.Record.Open.Single().Since);
    }

    [TestMethod]
    [DataRow(0, DisplayName = "the host's clock goes right")]
    [DataRow(10 * 365 * 24, DisplayName = "the cabinet's clock is ten years ahead for a while")]
    [DataRow(-3, DisplayName = "the cabinet's clock is set back by three hours")]
    [DataRow(-20 * 365 * 24, DisplayName = "the cabinet's clock forgets the time")]
    public void After_a_jump_of_a_cabinet_s_clock_the_history_has_every_period_as_it_came(int jumpHours)
    {
        using LedgerBench bench = Bench();
        DateTimeOffset start = bench.Now;
        for (int minute = 0; minute < 60; minute += 10)
        {
            // Ready and not in turn; the jump comes after the third.
            bench.Send("state", bench.StateText(4, 1 + minute, isReady: minute % 20 == 0,
                at: minute < 30 ? bench.Now : bench.Now.AddHours(jumpHours)));
            bench.Pass(TimeSpan.FromMinutes(10));
        }

        string[] rows = bench.Rows("SELECT (since - " + start.ToUnixTimeMilliseconds() + ") / 60000, ready FROM readiness ORDER BY since");

        // What was known before the jump stays. A state that is hours old by its own time tells nothing of now.
        string[] expected = jumpHours >= 0 ? ["0 1", "10 0", "20 1", "30 0", "40 1", "50 0"] : ["0 1", "10 0", "20 1", "30 -"];
        CollectionAssert.AreEqual(expected, rows, string.Join(", ", rows));
    }

    [TestMethod]
    public void After_a_jump_of_the_registry_s_own_clock_no_period_is_lost()
    {
        using LedgerBench bench = Bench();
        DateTimeOffset start = bench.Now;
        bench.Send("state", bench.StateText(4, 1));
        bench.Pass(TimeSpan.FromMinutes(10));

        // For a while this host believes to be in 2036.
        bench.Now = start.AddYears(10);
        bench.Send("state", bench.StateText(4, 2, isReady: false));
        bench.Send("online", """{"online":false,"boot":4,"connection":1}""");
        bench.Now += TimeSpan.FromMinutes(1);
        bench.Send("online", """{"online":true,"boot":4,"connection":2}""");
        bench.Send("state", bench.StateText(4, 3));
        bench.Restart();
        bench.Now = start.AddMinutes(20);
        bench.Pass(TimeSpan.Zero);
        bench.Send("state", bench.StateText(4, 4, isReady: false));
        bench.Pass(TimeSpan.FromMinutes(10));
        bench.Send("state", bench.StateText(4, 5));

        CollectionAssert.AreEqual(new[] { "1", "0", "1", "0", "1" }, bench.Rows("SELECT ready FROM readiness ORDER BY since"));
        Assert.AreEqual(0, bench.Number($"SELECT count(*) FROM readiness WHERE since > {bench.NowMs}"));
        Assert.AreEqual(0,
            bench.Number(
                "SELECT count(*) FROM readiness r JOIN readiness n ON n.cabinet = r.cabinet AND n.since = (SELECT min(since) FROM "
                    + "readiness WHERE since > r.since) WHERE r.until <> n.since"), "each period ends where the next begins");
        AvailabilityRow row = Availability.Of(bench.Database, start.ToUnixTimeMilliseconds(), bench.NowMs, null).Single();
        Assert.AreEqual(10, row.NotReady.TotalMinutes, 0.001, "the ten minutes after the clock was right again");

        bench.Pass(TimeSpan.FromHours(3));
        Assert.IsTrue(bench.Record.IsStale, "and what was said in 2036 is not fresh for ten years");
    }

    [TestMethod]
    public void A_forged_birth_of_the_highest_boot_makes_no_later_truth_ignored()
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        Give(bench, view, "online", """{"online":true,"boot":41,"connection":3}""");
        Give(bench, view, "state", State(41, 5));
        Give(bench, view, "online", """{"online":true,"boot":2147483647,"connection":2147483647}""");

        // The true session ends: its will has a lower number, and is no late one.
        Give(bench, view, "online", """{"online":false,"boot":41,"connection":3}""");
        Expect(CabinetStatus.Offline, bench, view);
        Give(bench, view, "online", """{"online":true,"boot":41,"connection":4}""");
        Expect(CabinetStatus.Ready, bench, view);

        // A late will is still one, and a forged end is ended by whoever speaks next.
        Give(bench, view, "online", """{"online":false,"boot":41,"connection":3}""");
        Expect(CabinetStatus.Ready, bench, view);
        Give(bench, view, "online", """{"online":false,"boot":2147483647,"connection":1}""");
        Expect(CabinetStatus.Offline, bench, view);
        bench.Now += TimeSpan.FromMinutes(1);
        Give(bench, view, "state", State(41, 6, connection: 4));
        Expect(CabinetStatus.Ready, bench, view);
        bench.Restart();
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        bench.Pass(TimeSpan.FromMinutes(20));
        Assert.AreEqual("1", bench.Rows("SELECT ready FROM readiness WHERE until IS NULL").Single());

        // Its name comes from whoever spoke last, not from whoever has the highest number.
        Give(bench, view, "about", LedgerBench.AboutText().Replace("\"boot\":1", "\"boot\":2147483647").Replace("景区", "forged"));
        Give(bench, view, "about", LedgerBench.AboutText().Replace("\"boot\":1", "\"boot\":41"));
        Assert.AreEqual("景区", bench.Record.About!.Site);
        Assert.AreEqual("景区", view.Find(LedgerBench.Cabinet, bench.Now)!.About!.Site);

        string State(int boot, int seq, int connection = 3) =>
            bench.StateText(boot, seq).Replace("\"connection\":1", $"\"connection\":{connection}");
    }

    private static void Give(LedgerBench bench, RegistryView view, string kind, string text)
    {
        bench.SendBytes($"{LedgerBench.Topic}/{kind}", Encoding.UTF8.GetBytes(text));
        view.Take(new ObservedMessage(0, bench.Now, $"{LedgerBench.Topic}/{kind}", text, false, bench.Now));
    }

    private static void Expect(CabinetStatus status, LedgerBench bench, RegistryView view)
    {
        Assert.AreEqual(status, bench.Record.Status);
        Assert.AreEqual(status, view.Find(LedgerBench.Cabinet, bench.Now)!.Status);
    }
}
