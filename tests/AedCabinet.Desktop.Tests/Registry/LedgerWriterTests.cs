using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>What the registry makes of what comes, and that a restart changes nothing of it.</summary>
[TestClass]
public class LedgerWriterTests : StoreTests
{
    [TestMethod]
    public void An_event_that_comes_again_is_counted_and_not_stored_again_also_after_a_restart()
    {
        using LedgerBench bench = Bench();
        string text = LedgerBench.EventText(4, 1);
        bench.Send("event", text);
        bench.Send("event", text);
        bench.Restart();
        bench.Send("event", text);

        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));
        Assert.AreEqual(2, bench.Verify().DoublesRemoved);
        Assert.IsTrue(bench.Verify().IsClean);
    }

    [TestMethod]
    public void The_same_event_with_the_time_it_lacked_is_the_same_and_another_of_its_number_is_kept_beside_it()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1)
            .Replace("\"time\":\"2026-01-12T03:00:00.000Z\"", "\"clock\":\"unsynced\"", StringComparison.Ordinal));
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 1, "door.closed"));
        bench.Send("event", LedgerBench.EventText(4, 1, "door.closed"));

        CollectionAssert.AreEqual(new[] { "door.opened 1 0", "door.closed 0 1" },
            bench.Rows("SELECT event, at_is_arrival, twin FROM events ORDER BY arrival"));
        Assert.AreEqual(2, bench.Verify().DoublesRemoved);
        Assert.AreEqual(1, bench.Verify().Conflicts);
        Assert.AreEqual(1, bench.Verify().SharedNumbers);
        Assert.IsEmpty(bench.Rows("SELECT reason FROM set_aside"));
    }

    [TestMethod]
    public void A_gap_is_listed_closes_when_it_is_filled_and_survives_a_restart()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 5, "aed.removed", "emergency"));
        Assert.AreEqual("4 2 4 -", bench.Rows("SELECT boot, first, last, explained_by FROM gaps").Single());
        LedgerProblem gap = bench.Verify().Missing.Single();
        Assert.AreEqual(new LedgerProblem(LedgerBench.Cabinet, 4, 2, 4, "gap", false), gap);
        Assert.IsFalse(bench.Verify().IsClean);

        bench.Restart();
        bench.Send("event", LedgerBench.EventText(4, 3));
        CollectionAssert.AreEqual(new[] { "2 2", "4 4" }, bench.Rows("SELECT first, last FROM gaps ORDER BY first"));
        bench.Send("event", LedgerBench.EventText(4, 2));
        bench.Send("event", LedgerBench.EventText(4, 4));

        Assert.IsEmpty(bench.Rows("SELECT * FROM gaps"));
        Assert.IsTrue(bench.Verify().IsClean);
    }

    [TestMethod]
    public void A_gap_that_the_cabinet_accounts_for_is_no_finding()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 6, "outbox.overflowed", "maintenance", """{"lost":3,"spoilt":0}"""));
        CollectionAssert.AreEqual(new[] { "2 4 2", "5 5 -" }, bench.Rows("SELECT first, last, explained_by FROM gaps ORDER BY first"));
        Assert.AreEqual(1, bench.Verify().MissingUnexplained);

        bench.Restart();
        bench.Send("event", LedgerBench.EventText(4, 2));

        Assert.AreEqual("3 5 2", bench.Rows("SELECT first, last, explained_by FROM gaps").Single());
        Assert.IsTrue(bench.Verify().IsClean);
        Assert.AreEqual(3, bench.Verify().MissingExplained);
    }

    [TestMethod]
    public void What_is_missing_behind_the_last_event_shows_by_what_the_state_counted()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("state", bench.StateText(4, 3));
        Assert.AreEqual(LedgerProblem.OnItsWay, bench.Verify().Missing.Single().Kind);
        Assert.IsTrue(bench.Verify().IsClean);

        bench.Now += MissingEvents.EventsMayFollow + TimeSpan.FromSeconds(1);
        Assert.AreEqual(new LedgerProblem(LedgerBench.Cabinet, 4, 2, 3, "tail", false), bench.Verify().Missing.Single());

        bench.Send("state", bench.StateText(5, 0));
        bench.Now += TimeSpan.FromHours(1);
        Assert.AreEqual(2, bench.Verify().MissingUnexplained);
    }

    [TestMethod]
    public void A_state_that_counts_no_further_does_not_make_a_missing_end_look_as_if_it_were_on_its_way()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("state", bench.StateText(4, 3));
        bench.Now += TimeSpan.FromHours(1);
        bench.Send("state", bench.StateText(4, 3));

        Assert.AreEqual("tail", bench.Verify().Missing.Single().Kind);
        bench.Send("state", bench.StateText(4, 4));
        Assert.AreEqual(LedgerProblem.OnItsWay, bench.Verify().Missing.Single().Kind);
    }

    [TestMethod]
    public virtual void Only_the_gaps_that_change_are_written_again_when_a_cabinet_accounts_for_losses()
    {
        using LedgerBench bench = Bench();
        bench.Writer.Write([.. Enumerable.Range(1, 400).Select(i => bench.Message("event", LedgerBench.EventText(4, i * 2)))], bench.NowMs);
        bench.Send("event", LedgerBench.EventText(4, 801, "outbox.overflowed", "maintenance", """{"lost":10,"spoilt":0}"""));
        Assert.AreEqual(10, bench.Number("SELECT count(*) FROM gaps WHERE explained_by IS NOT NULL"));
        long before = bench.Number("SELECT total_changes()");
        bench.Send("event", LedgerBench.EventText(4, 799));

        Assert.IsLessThan(10, bench.Number("SELECT total_changes()") - before);
        Assert.AreEqual(399, bench.Number("SELECT count(*) FROM gaps"));
        Assert.AreEqual(10, bench.Verify().MissingExplained);
        Assert.HasCount(0, bench.Verify().WrongGapLists);
    }

    [TestMethod]
    public void Many_boots_in_one_batch_lose_no_number_and_few_stay_in_memory()
    {
        using LedgerBench bench = Bench();
        int[] boots = [.. Enumerable.Range(1, 3 * LedgerLimits.BootsInMemory)];
        bench.Writer.Write(
            [.. boots.Concat(boots).Select((boot, i) => bench.Message("event", LedgerBench.EventText(boot, i < boots.Length ? 3 : 1)))],
            bench.NowMs);

        CollectionAssert.AreEqual(boots.Select(boot => $"{boot} 2 2").ToArray(),
            bench.Rows("SELECT boot, first, last FROM gaps ORDER BY boot"));
        Assert.IsLessThanOrEqualTo(LedgerLimits.BootsInMemory, bench.Writer.Book.Find(LedgerBench.Cabinet)!.Boots.Count);
        bench.Writer.Write([.. boots.Select(boot => bench.Message("event", LedgerBench.EventText(boot, 2)))], bench.NowMs);
        Assert.IsTrue(bench.Verify().IsClean);
        Assert.AreEqual(0, bench.Number("SELECT count(*) FROM gaps"));
    }

    [TestMethod]
    public void A_cabinet_whose_clock_is_ahead_was_last_seen_when_it_was_heard_and_one_clock_too_far_does_not_stay()
    {
        using LedgerBench bench = Bench();
        bench.Send("state", bench.StateText(4, 0, at: bench.Now.AddYears(50)));
        Assert.AreEqual(bench.NowMs, bench.Number("SELECT last_seen FROM cabinets"));
        bench.Restart();
        bench.Now += TimeSpan.FromMinutes(5);
        bench.Send("event", LedgerBench.EventText(4, 1));
        Assert.AreEqual(bench.NowMs, bench.Number("SELECT last_seen FROM cabinets"));

        // The registry's own clock was set back.
        bench.Now -= TimeSpan.FromHours(3);
        bench.Restart();
        bench.Send("event", LedgerBench.EventText(4, 2));
        Assert.AreEqual(bench.NowMs, bench.Number("SELECT last_seen FROM cabinets"));
    }

    [TestMethod]
    public void A_cabinet_of_a_topic_that_this_program_does_not_know_keeps_the_registry_from_nothing()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        bench.Send("event", LedgerBench.EventText(4, 3, "outbox.overflowed", "maintenance", """{"lost":1,"spoilt":0}"""));
        bench.Send("state", bench.StateText(4, 3, isReady: false, open: "aed.removed"));
        bench.Database.Execute("UPDATE cabinets SET topic = 'aed/v2/of-another-form'");
        bench.Restart();

        Assert.IsEmpty(bench.Writer.Book.Files);
        Assert.AreEqual(2, bench.Verify().Events);
    }

    [TestMethod]
    public void Verify_finds_an_event_stored_twice_and_a_gap_list_that_was_tampered_with()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 3));
        bench.Database.Execute("DROP INDEX events_key");
        bench.Database.Execute(
            "INSERT INTO events (arrival, cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, "
                + "maintenance, data, twin) SELECT 3, cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, "
                + "maintenance, data, 0 FROM events WHERE seq = 1");
        bench.Database.Execute("DELETE FROM gaps");

        LedgerReport report = bench.Verify();
        Assert.AreEqual(1, report.StoredTwice);
        Assert.AreEqual(LedgerBench.Cabinet, report.WrongGapLists.Single());
    }

    [TestMethod]
    public void An_emergency_is_open_until_the_state_names_it_no_more_and_a_restart_forgets_nothing()
    {
        using LedgerBench bench = Bench();
        bench.Send("state", bench.StateText(4, 0));
        bench.Now += TimeSpan.FromSeconds(10);
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency", at: bench.Now));
        bench.Restart();
        OpenEmergency open = bench.Record.Open.Single();
        Assert.AreEqual(new OpenEmergency(LedgerBench.Cabinet, "aed.removed", bench.Now, true), open);

        bench.Now += TimeSpan.FromMinutes(5);
        bench.Send("state", bench.StateText(4, 2, isReady: false, open: "aed.removed"));
        Assert.HasCount(1, bench.Record.Open);
        bench.Send("state", bench.StateText(4, 3));

        Assert.IsEmpty(bench.Record.Open);
        Assert.AreEqual($"aed.removed {bench.NowMs}", bench.Rows("SELECT event, closed FROM emergencies").Single());
    }

    [TestMethod]
    public void A_late_will_of_an_older_session_changes_nothing()
    {
        using LedgerBench bench = Bench();
        bench.Send("state", bench.StateText(4, 0));
        bench.Send("online", """{"online":true,"boot":4,"connection":2}""");
        bench.Send("online", """{"online":false,"boot":4,"connection":1}""");
        bench.Restart();
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);

        bench.Send("online", """{"online":false,"boot":4,"connection":2}""");
        Assert.AreEqual(CabinetStatus.Offline, bench.Record.Status);
    }

    [TestMethod]
    public void A_battery_kit_sleeps_without_being_offline_and_is_overdue_after_its_wake_hours_and_one()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(1, 1, "boot.started", data: """{"firmware":"0.1.0","wake":"timer"}"""));
        bench.Send("state", bench.StateText(1, 1));
        bench.Send("online", """{"online":true,"boot":1,"connection":1}""");
        bench.Send("online", """{"online":false,"boot":1,"connection":1}""");
        bench.Restart();

        bench.Pass(TimeSpan.FromHours(7));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        bench.Pass(TimeSpan.FromSeconds(1));
        Assert.IsTrue(bench.Record.IsStale);
        CollectionAssert.AreEqual(new[] { "1 ", "- stale" }, bench.Rows("SELECT ready, reasons FROM readiness ORDER BY since"));
    }

    [TestMethod]
    public void A_cabinet_whose_retained_messages_are_cleared_is_gone_and_its_events_stay()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("state", bench.StateText(4, 1, isReady: false, open: "aed.removed"));
        bench.Send("state", string.Empty);
        bench.Restart();

        Assert.IsEmpty(LedgerCabinets.Records(bench.Writer.Book, bench.Now));
        Assert.AreEqual(0, bench.Number("SELECT count(*) FROM emergencies WHERE closed IS NULL"));
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));
        bench.Send("state", bench.StateText(4, 1));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public virtual void A_disk_that_is_full_loses_nothing_and_leaves_nothing_half_done()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        ReceivedMessage[] batch = [.. Enumerable.Range(2, 2000)
            .Select(seq => bench.Message("event", LedgerBench.EventText(4, seq == 500 ? 9000 : seq))), bench.Message("state",
                bench.StateText(4, 1))];
        bench.Database.Execute("PRAGMA max_page_count = 40");

        SqliteException refused = Assert.ThrowsExactly<SqliteException>(() => bench.Writer.Write(batch, bench.NowMs));
        Assert.Contains("full", refused.Message);
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));

        bench.Database.Execute("PRAGMA max_page_count = 1000000");
        bench.Writer.Write(batch, bench.NowMs);
        Assert.AreEqual(batch.Length, bench.Number("SELECT count(*) FROM events"));
        CollectionAssert.AreEqual(new[] { "500 500", "2002 8999" }, bench.Rows("SELECT first, last FROM gaps ORDER BY first"));
        Assert.AreEqual(0, bench.Verify().DoublesRemoved);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public void The_list_for_integrators_reads_in_words()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));

        Assert.AreEqual(
            "NM-1 1501 culture-tourism 4 1 aed.removed emergency 2026-01-12T03:00:00.000Z {}",
            bench.Rows("SELECT cabinet, prefecture, sector, boot, seq, event, severity, at, data FROM event_list").Single());
    }
}
