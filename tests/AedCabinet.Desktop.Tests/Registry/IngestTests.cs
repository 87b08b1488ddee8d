using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>From a message as it comes to the row on disk: batches, and nothing confirmed before it is there.</summary>
[TestClass]
public class IngestTests : StoreTests
{
    [TestMethod]
    public void A_message_is_confirmed_when_another_program_finds_it_in_the_file_and_not_before()
    {
        using TestStore store = NewStore();
        using LedgerDatabase database = store.Store.OpenForIngest();
        using RegistryIngest ingest = new(database, TimeProvider.System, new ErrorLog());
        using LedgerDatabase other = store.Store.OpenForReading();
        Witness witness = new(() => other.Number("SELECT count(*) FROM events"));
        for (int seq = 1; seq <= 1200; seq++)
        {
            ingest.Take(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, seq)), false, witness);
        }

        Assert.AreEqual(0, witness.Confirmed);
        ingest.Start();
        Waiting.Until(() => witness.Confirmed == 1200, "all to be confirmed");
        ingest.Stop();
        Assert.IsEmpty(witness.Missed);
    }

    [TestMethod]
    public void A_batch_has_no_more_than_its_limit_and_telemetry_alone_is_dropped_when_too_much_waits()
    {
        using LedgerBench bench = Bench();
        IngestQueue queue = new();
        for (int i = 0; i < LedgerLimits.MostWaitingMessages; i++)
        {
            Assert.IsTrue(queue.TryAdd(bench.Message("event", LedgerBench.EventText(1, i + 1))));
        }

        Assert.IsFalse(queue.TryAdd(bench.Message("telemetry", """{"id":"NM-1","boot":4,"clock":"unsynced","uptimeMs":1}""")));
        Assert.IsTrue(queue.TryAdd(bench.Message("event", LedgerBench.EventText(1, LedgerLimits.MostWaitingMessages + 1))));
        queue.End();
        List<int> sizes = [];
        List<ReceivedMessage> batch = [];
        while (queue.TakeBatch(batch, TimeSpan.Zero))
        {
            sizes.Add(batch.Count);
            batch.Clear();
        }

        Assert.AreEqual(LedgerLimits.MostWaitingMessages + 1, sizes.Sum());
        Assert.AreEqual(LedgerLimits.BatchMessages, sizes.Max());
    }

    [TestMethod]
    public void A_message_at_which_the_registry_itself_fails_is_set_aside_and_stops_nothing_behind_it()
    {
        TestStore store = NewStore();
        using LedgerBench bench = new(store);
        store.RefuseEvent(3, "no such number");
        ErrorLog log = new() { Expected = "the registry failed at it" };
        Tally tally = new();
        using (RegistryIngest ingest = new(bench.Database, TimeProvider.System, log))
        {
            for (int seq = 1; seq <= 5; seq++)
            {
                ingest.Take(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, seq)), false, tally);
            }

            // As a mistake in the program would make it: the writer runs into a null.
            ingest.Queue.TryAdd(new ReceivedMessage
            {
                TopicText = "?",
                Kind = MessageKind.State,
                Payload = [1],
                ReceivedMs = bench.NowMs,
                Delivery = tally
            });
            ingest.Take(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, 6)), false, tally);
            ingest.Start();
            Waiting.Until(() => tally.Confirmed == 7, "all to be confirmed", () => string.Join('\n', log.Lines));
            ingest.Stop();
        }

        Assert.IsEmpty(log.Errors);
        CollectionAssert.AreEqual(new[] { "1", "2", "4", "5", "6" }, bench.Rows("SELECT seq FROM events ORDER BY arrival"));
        CollectionAssert.AreEqual(new[] { "3 3" }, bench.Rows("SELECT first, last FROM gaps"));
        string[] aside = bench.Rows("SELECT topic, reason FROM set_aside ORDER BY no");
        Assert.HasCount(2, aside);
        Assert.Contains("no such number", aside[0]);
        Assert.Contains("NullReferenceException", aside[1]);
    }

    [TestMethod]
    public void The_pause_before_connecting_again_grows_to_its_limit_and_starts_anew()
    {
        ReconnectPause pause = new(() => 1);
        TimeSpan[] pauses = [.. Enumerable.Range(0, 7).Select(_ => pause.Next())];

        CollectionAssert.AreEqual(new double[] { 1, 2, 4, 8, 16, 30, 30 }, pauses.Select(item => item.TotalSeconds).ToArray());
        pause.Reset();
        Assert.AreEqual(1, pause.Next().TotalSeconds);
    }

    [TestMethod]
    public void The_bench_writes_every_event_on_both_paths_and_gives_its_figures()
    {
        using TestStore store = NewStore();
        IngestFigures figures = store.Measure(events: 1000, rounds: 1);

        Console.WriteLine(figures);
        Assert.IsGreaterThan(0.0, figures.EventsPerSecond);
        Assert.IsGreaterThan(0.0, figures.BareEventsPerSecond);
        Assert.IsGreaterThan(0.0, figures.Ratio);
    }

    private sealed class Tally : IDelivery
    {
        private int _confirmed;

        public int Confirmed => Volatile.Read(ref _confirmed);

        public void Confirm() => Interlocked.Increment(ref _confirmed);
    }

    private sealed class Witness(Func<long> onDisk) : IDelivery
    {
        private int _confirmed;

        public int Confirmed => Volatile.Read(ref _confirmed);

        public List<string> Missed { get; } = [];

        public void Confirm()
        {
            int number = _confirmed + 1;
            long there = onDisk();
            if (there < number)
            {
                Missed.Add($"{number} was confirmed while {there} were on disk");
            }

            Volatile.Write(ref _confirmed, number);
        }
    }
}
