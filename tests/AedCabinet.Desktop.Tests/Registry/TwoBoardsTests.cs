using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// SPEC §13: two different events under one (boot, seq) are both kept, told and alarmed. Two boards flashed with one file, a formatted
/// flash, a number used twice: no state of one closes what the other opened.
/// </summary>
[TestClass]
public class TwoBoardsTests : StoreTests
{
    [TestMethod]
    public void The_second_board_s_removal_is_kept_opened_and_not_closed_by_the_other_board_s_state()
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        for (int seq = 1; seq <= 12; seq++)
        {
            Give(bench, view, "event", LedgerBench.EventText(5, seq));
        }

        Give(bench, view, "state", bench.StateText(5, 12));
        bench.Now += TimeSpan.FromMinutes(1);

        // The other board, with numbers that the first has used.
        string removal = LedgerBench.EventText(5, 7, "aed.removed", "emergency", at: bench.Now);
        Give(bench, view, "event", removal);
        Give(bench, view, "event", removal);
        bench.Now += TimeSpan.FromSeconds(110);
        Give(bench, view, "state", bench.StateText(5, 13));

        CollectionAssert.AreEqual(new[] { "door.opened 0", "aed.removed 1" },
            bench.Rows("SELECT event, twin FROM events WHERE seq = 7 ORDER BY twin"));
        Assert.AreEqual(1, view.Doubles);
        Assert.HasCount(2, view.Events(new EventFilter()).Where(item => item.Seq == 7).ToArray());
        bench.Restart();
        foreach (CabinetRecord cabinet in new[] { bench.Record, view.Find(LedgerBench.Cabinet, bench.Now)! })
        {
            Assert.AreEqual(CabinetStatus.TwoBoards, cabinet.Status);
            CollectionAssert.AreEquivalent(new[] { "aed.removed", BoardConflict.Emergency },
                cabinet.Open.Select(open => open.Event).ToArray());
        }

        LedgerReport report = bench.Verify();
        Assert.IsFalse(report.IsClean);
        Assert.AreEqual(1, report.SharedNumbers);
        Assert.Contains("number 7 of boot 5: door.opened and aed.removed", report.TwoBoards.Single().Sign);
        Assert.AreEqual("- two-boards", bench.Rows("SELECT ready, reasons FROM readiness WHERE until IS NULL").Single());
    }

    [TestMethod]
    public void It_is_told_until_somebody_has_looked_and_then_what_the_cabinet_says_counts_again()
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        Give(bench, view, "event", LedgerBench.EventText(5, 1));
        Give(bench, view, "event", LedgerBench.EventText(5, 1, "aed.removed", "emergency"));
        bench.Pass(TimeSpan.FromHours(30));
        Assert.AreEqual(CabinetStatus.TwoBoards, bench.Record.Status);

        Give(bench, view, "event", LedgerBench.EventText(5, 2, "inspection.done", at: bench.Now));
        Assert.AreEqual("aed.removed", bench.Record.Open.Single().Event);
        Give(bench, view, "state", bench.StateText(5, 2));
        Assert.IsEmpty(bench.Record.Open);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        Assert.AreEqual(CabinetStatus.Ready, view.Find(LedgerBench.Cabinet, bench.Now)!.Status);
        Assert.IsTrue(bench.Verify().IsClean, "both events are there, and the matter is settled");
        Assert.AreEqual(0, bench.Number("SELECT count(*) FROM emergencies WHERE closed IS NULL"));

        // The cause was not: the next sign tells it again.
        Give(bench, view, "event", LedgerBench.EventText(5, 1, "door.closed"));
        Assert.AreEqual(CabinetStatus.TwoBoards, bench.Record.Status);
        Assert.AreEqual(2, bench.Number("SELECT count(*) FROM board_conflicts"));
    }

    [TestMethod]
    [DataRow(41, 500, 3, 2, "Boot 3 came after boot 41", DisplayName = "a formatted flash: boots begin anew")]
    [DataRow(41, 500, 41, 20, "running time of boot 41 went back", DisplayName = "two boards that count the same boot")]
    public void It_shows_in_the_states_before_any_number_is_used_twice(int boot, int seq, int otherBoot, int otherSeq, string sign)
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        Give(bench, view, "state", bench.StateText(boot, seq));
        bench.Now += TimeSpan.FromMinutes(2);
        Give(bench, view, "event", LedgerBench.EventText(otherBoot, otherSeq, "aed.removed", "emergency", at: bench.Now));
        Give(bench, view, "state", bench.StateText(otherBoot, otherSeq, isReady: false, open: "aed.removed"));
        bench.Now += TimeSpan.FromSeconds(110);
        Give(bench, view, "state", bench.StateText(boot, seq + 200));

        foreach (CabinetRecord cabinet in new[] { bench.Record, view.Find(LedgerBench.Cabinet, bench.Now)! })
        {
            Assert.AreEqual(CabinetStatus.TwoBoards, cabinet.Status);
            CollectionAssert.IsSubsetOf(new[] { "aed.removed", BoardConflict.Emergency },
                cabinet.Open.Select(open => open.Event).ToArray());
        }

        Assert.Contains(sign, bench.Verify().TwoBoards.Single().Sign);
    }

    [TestMethod]
    public void A_removal_that_happened_after_the_state_of_a_later_boot_is_of_another_board()
    {
        using LedgerBench bench = Bench();
        bench.Send("state", bench.StateText(41, 5));
        bench.Now += TimeSpan.FromMinutes(30);
        bench.Send("event", LedgerBench.EventText(7, 3, "aed.removed", "emergency", at: bench.Now));
        bench.Now += TimeSpan.FromMinutes(1);
        bench.Send("state", bench.StateText(41, 6));

        CollectionAssert.AreEquivalent(new[] { "aed.removed", BoardConflict.Emergency },
            bench.Record.Open.Select(open => open.Event).ToArray());
    }

    [TestMethod]
    public void What_happens_to_every_cabinet_is_no_sign()
    {
        using LedgerBench bench = Bench();
        string before = bench.StateText(41, 9);
        bench.Send("state", before);
        bench.Send("event", LedgerBench.EventText(41, 9));
        bench.Now += TimeSpan.FromMinutes(1);

        // A restart, and what waited from the boot before; the same messages once more, as after a broken connection.
        string after = bench.StateText(42, 1);
        bench.Send("state", after);
        bench.Send("event", LedgerBench.EventText(42, 1, "boot.started", data: """{"firmware":"0.1.0"}"""));
        bench.Send("event", LedgerBench.EventText(41, 8, at: bench.Now.AddMinutes(-2)));
        bench.Send("event", LedgerBench.EventText(41, 10, "aed.removed", "emergency", at: bench.Now.AddMinutes(-1)));
        bench.Send("state", before);
        bench.Send("state", after);
        bench.Send("event", LedgerBench.EventText(41, 9));

        // A clock that is set back within a boot, a boot number of a flash that refuses, and the way back from it.
        bench.Now += TimeSpan.FromMinutes(1);
        bench.Send("state", bench.StateText(42, 2, at: bench.Now.AddHours(-1)));
        bench.Send("state", bench.StateText(1_900_000, 3)
            .Replace("\"ready\":true,\"reasons\":[]", "\"ready\":false,\"reasons\":[\"storage-fault\"]", StringComparison.Ordinal));
        bench.Now += TimeSpan.FromMinutes(1);
        bench.Send("state", bench.StateText(43, 1));

        Assert.IsNull(bench.Record.Conflict, bench.Record.Conflict?.Sign);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        Assert.IsEmpty(bench.Verify().TwoBoards);
    }

    [TestMethod]
    public void However_many_events_have_one_number_only_so_many_are_kept_and_an_emergency_among_them_is_opened()
    {
        using LedgerBench bench = Bench();
        string[] events = [.. Enumerable.Range(0, LedgerLimits.EventsOfOneNumber + 20)
            .Select(i => LedgerBench.EventText(1, 1, "door.opened", data: $$"""{"compartment":"aed","i":{{i}}}"""))];
        bench.Writer.Write([.. events.Concat(events).Select(text => bench.Message("event", text))], bench.NowMs);
        Assert.AreEqual(LedgerLimits.EventsOfOneNumber, bench.Number("SELECT count(*) FROM events"));

        bench.Send("event", LedgerBench.EventText(1, 1, "sos.pressed", "emergency"));
        CollectionAssert.Contains(bench.Record.Open.Select(open => open.Event).ToArray(), "sos.pressed");
        Assert.AreEqual(0, bench.Verify().StoredTwice);
    }

    [TestMethod]
    public void The_page_has_words_for_every_status_and_for_whatever_came_of_asking_again()
    {
        string[] keys =
        [
            .. Enum.GetValues<CabinetStatus>().Select(status => "registry.status." + RegistryWords.KeyOf(status)),
            .. ResendOutcome.All.Select(outcome => "registry.resend." + outcome.Replace(' ', '-')),
            "registry.event." + BoardConflict.Emergency, "registry.event."
                + EventReader.UnnamedEmergency, "registry.two-boards", "registry.not-understood",
            .. new[] { "close", "why", "telling", "no-key" }.Select(word => "registry.emergency.looked." + word),
        ];
        Assert.IsEmpty(keys.Where(key => !PageText.Has(key)).ToArray());
        CollectionAssert.AllItemsAreUnique(Enum.GetValues<CabinetStatus>().Select(StatusText.Of).ToArray());
    }

    [TestMethod]
    [DataRow("Two events have the number 7 of boot 5: door.opened and aed.removed.", "第5次启动的第7号有两个事件：door.opened和aed.removed。")]
    [DataRow("Boot 3 came after boot 41.", "第41次启动之后又来了第3次启动。")]
    [DataRow("The running time of boot 41 went back from 500 to 20 ms.", "第41次启动的运行时间从500毫秒退回到20毫秒。")]
    [DataRow("aed.removed of boot 7 happened after a state of boot 41.", "第7次启动的aed.removed发生在第41次启动的状态之后。")]
    [DataRow("The state does not tell whether the cabinet is ready: \"ready\" is true and \"mode\" can't be read.",
        "该状态说不清机柜能否使用：“ready”为true而“mode”读不出。")]
    [DataRow("The member \"mode\" is \"quiet\", a word that this program does not know. The member \"open\" is missing.",
        "“mode”的值“quiet”本程序不认识。缺少“open”。")]
    public void What_the_reader_says_is_said_in_the_page_s_language(string english, string chinese)
    {
        Assert.AreEqual(chinese, ReaderWords.Say(PageText.Chinese, english));
        Assert.AreEqual(english, ReaderWords.Say(PageText.English, english));
    }

    [TestMethod]
    public void Whatever_the_reader_notes_of_a_bad_state_has_Chinese_words()
    {
        using LedgerBench bench = Bench();
        string state = bench.StateText(5, 1);
        foreach (string bad in new[]
                 {
                     state.Replace("\"mode\":\"normal\"", "\"mode\":\"quiet\""), state.Replace("\"mode\":\"normal\"",
                         "\"mode\":7"), state.Replace("\"reasons\":[]", "\"reasons\":[7]"), state.Replace("\"ready\":true", "\"ready\":1"),
                     state.Replace("\"open\":[]", "\"open\":{}"), state.Replace("\"seq\":1", "\"seq\":-1"), state.Replace(
                         "\"uptimeMs\":1000", "\"uptimeMs\":\"x\""), state.Replace("\"doors\":{\"aed\":\"closed\"}", "\"doors\":[]"), "[]",
                 })
        {
            bench.Send("state", bad);
        }

        string[] reasons = bench.Rows("SELECT reason FROM set_aside");
        Assert.HasCount(9, reasons, string.Join('\n', reasons));
        foreach (string detail in reasons.Select(SetAsideWords.DetailOf).OfType<string>().Append(bench.Record.Doubt!))
        {
            string chinese = ReaderWords.Say(PageText.Chinese, detail);
            Assert.DoesNotMatchRegex("[a-z] (is|not|the|that|of) ", chinese, detail);
        }
    }

    [TestMethod]
    public void A_message_that_was_used_but_for_something_in_it_is_not_called_a_breach_of_the_contract()
    {
        string reason = SetAsideMessage.InPart + "The member \"mode\" is missing.";

        Assert.AreEqual("in-part", SetAsideWords.KeyOf(reason));
        Assert.AreEqual("The member \"mode\" is missing.", SetAsideWords.DetailOf(reason));
        Assert.AreEqual("contract", SetAsideWords.KeyOf("The member \"mode\" is missing."));
        foreach (string key in new[] { "in-part", "contract", "json", "unicode", "topic", "failed" })
        {
            Assert.IsTrue(PageText.Has("registry.set-aside." + key), key);
        }
    }

    [TestMethod]
    public async Task The_figures_count_them()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(5, 1));
        ReceivedMessage[] batch = [bench.Message("event", LedgerBench.EventText(5, 1, "door.closed")), bench.Message("event", "no JSON"),
            bench.Message("state", bench.StateText(5, 1).Replace("normal", "quiet"))];
        bench.Writer.Write(batch, bench.NowMs);
        LedgerMetrics metrics = new();
        metrics.CountBatch(batch, bench.Writer.LastBatch, TimeSpan.Zero);
        metrics.ShowCabinets([bench.Record]);
        metrics.CountResend(ResendOutcome.Came, 3);
        metrics.ShowMissing([new LedgerProblem("NM-1", 1, 2, 4, "tail", false), new LedgerProblem("NM-1", 1, 6, 6, "gap", true)]);

        using MemoryStream text = new();
        await metrics.Registry.CollectAndExportAsTextAsync(text);
        string[] lines = System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n');
        foreach (string line in new[]
                 {
                     "aed_registry_conflicts_total 1", "aed_registry_set_aside_total 1", "aed_registry_taken_in_part_total 1",
                     "aed_registry_cabinets{status=\"two-boards\"} 1",
                     "aed_registry_open_emergencies{event=\"registry.two-boards\"} 1", "aed_registry_resends_total{outcome=\"came\"} 1",
                     "aed_registry_resent_events_total 3",
                     "aed_registry_missing_events{explained=\"no\"} 3", "aed_registry_missing_events{explained=\"yes\"} 1",
                 })
        {
            CollectionAssert.Contains(lines, line, string.Join('\n',
                lines.Where(item => item.StartsWith("aed", StringComparison.Ordinal))));
        }
    }

    private static void Give(LedgerBench bench, RegistryView view, string kind, string text)
    {
        bench.Send(kind, text);
        view.Take(new ObservedMessage(0, bench.Now, $"{LedgerBench.Topic}/{kind}", text, false, bench.Now));
    }
}
