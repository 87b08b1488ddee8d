using System.Diagnostics;
using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Measures how fast events get to disk on the registry's own path (reading, checking, numbering, batches, commits that wait for
/// the disk, confirmation), against the bare inserts of the same rows in the same run. Without a broker: what MQTT costs is
/// another figure.
/// </summary>
public static class RegistryIngestBench
{
    /// <summary>How many events a round writes unless told otherwise.</summary>
    public const int DefaultEvents = 50_000;

    /// <summary>How many rounds there are unless told otherwise.</summary>
    public const int DefaultRounds = 9;

    private const int Cabinets = 7215;
    private const int WarmUpEvents = 20_000;
    private const long StartMs = 1_768_187_100_000;

    // One event in so many is an emergency: a bad day.
    private const int EmergencyEvery = 100;

    // Payloads as cabinets send them.
    private static readonly (string Event, string Severity, string Data)[] s_kinds =
    [
        ("door.opened", "info", "{\"compartment\":\"aed\"}"),
        ("door.closed", "info", "{\"compartment\":\"aed\"}"),
        ("aed.returned", "info", "{}"),
        ("temperature.low", "urgent", "{\"deciC\":-12}"),
        ("mains.lost", "maintenance", "{}"),
        ("mains.restored", "info", "{}"),
        ("link.restored", "info", "{}"),
    ];

    /// <summary>Measures.</summary>
    /// <param name="folder">A folder on the disk to be measured; nothing stays in it.</param>
    /// <param name="events">How many events a round writes.</param>
    /// <param name="rounds">How many rounds of each kind.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>The figures.</returns>
    public static IngestFigures Run(DirectoryInfo folder, int events = DefaultEvents, int rounds = DefaultRounds, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        (string Topic, byte[] Payload)[] messages = Make(events);

        // Once to compile both, not counted.
        RunPath(folder, messages[..(Cabinets + Math.Min(events, WarmUpEvents))]);
        RunBare(folder, messages[..(Cabinets + Math.Min(events, WarmUpEvents))], []);
        List<double> path = [];
        List<double> bare = [];
        List<double> commits = [];
        List<double> bytes = [];
        for (int round = 0; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();

            // The first of a round in turn: what the machine slows down or speeds up meanwhile favours neither.
            bool isPathFirst = round % 2 == 1;
            if (!isPathFirst)
            {
                bare.Add(RunBare(folder, messages, commits));
            }

            (double seconds, long allocated) = RunPath(folder, messages);
            path.Add(seconds);
            bytes.Add((double)allocated / events);
            if (isPathFirst)
            {
                bare.Add(RunBare(folder, messages, commits));
            }
        }

        double[] ratios = [.. path.Zip(bare, (one, other) => one / other)];
        return new IngestFigures(events, rounds, events / Median(path), events / Median(bare), Median(ratios), Median(commits), Median(bytes));
    }

    private static (double Seconds, long AllocatedBytes) RunPath(DirectoryInfo folder, (string Topic, byte[] Payload)[] messages)
    {
        using TemporaryLedger ledger = new(folder);
        using RegistryIngest ingest = new(ledger.Database, TimeProvider.System, new FailingLog());

        // As in a registry that runs: every cabinet is known.
        ingest.Start();
        Give(ingest, messages.AsSpan(0, Cabinets));
        long before = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        Give(ingest, messages.AsSpan(Cabinets));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long allocated = GC.GetTotalAllocatedBytes() - before;
        ingest.Stop();
        ledger.Expect(messages.Length);
        return (seconds, allocated);
    }

    private static void Give(RegistryIngest ingest, ReadOnlySpan<(string Topic, byte[] Payload)> messages)
    {
        // As at the broker: so many may be on their way unconfirmed.
        Window window = new(messages.Length);
        foreach ((string topic, byte[] payload) in messages)
        {
            window.Enter();

            // An MQTT client gives each message an array of its own.
            ingest.Take(topic, payload.AsSpan().ToArray(), false, window);
        }

        window.AwaitAll();
    }

    private static double RunBare(DirectoryInfo folder, (string Topic, byte[] Payload)[] messages, List<double> commits)
    {
        using TemporaryLedger ledger = new(folder);
        using CabinetLedger cabinets = new(ledger.Database.Connection, CabinetEntry.DefaultWakeHours);
        using EventInsert insert = new(ledger.Database.Connection);
        Dictionary<string, long> numbers = [];

        // In one step: each by itself would leave a log of 60 MB, the path's has 4 MB.
        ledger.Database.Execute("BEGIN IMMEDIATE");
        (long No, EventFacts Facts, byte[] Payload)[] rows = new (long, EventFacts, byte[])[messages.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            _ = CabinetTopic.TryParse(messages[i].Topic, out CabinetTopic? topic);
            rows[i] = (numbers.TryGetValue(topic!.Cabinet, out long no) ? no : numbers[topic.Cabinet] = cabinets.Add(topic, StartMs).No, EventReader.Read(messages[i].Payload, topic.Cabinet), messages[i].Payload);
        }

        ledger.Database.Execute("COMMIT");
        Insert(ledger, insert, rows.AsSpan(0, Cabinets), []);
        long start = Stopwatch.GetTimestamp();
        Insert(ledger, insert, rows.AsSpan(Cabinets), commits);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ledger.Expect(messages.Length);
        return seconds;
    }

    private static void Insert(TemporaryLedger ledger, EventInsert insert, ReadOnlySpan<(long No, EventFacts Facts, byte[] Payload)> rows, List<double> commits)
    {
        for (int i = 0; i < rows.Length;)
        {
            ledger.Database.Execute("BEGIN IMMEDIATE");
            for (int inBatch = 0; inBatch < LedgerLimits.BatchMessages && i < rows.Length; inBatch++, i++)
            {
                (long no, EventFacts facts, byte[] payload) = rows[i];
                insert.TryRun(no, facts, payload.AsSpan(facts.DataStart, facts.DataLength), StartMs);
            }

            long commit = Stopwatch.GetTimestamp();
            ledger.Database.Execute("COMMIT");
            commits.Add(Stopwatch.GetElapsedTime(commit).TotalMilliseconds);
        }
    }

    private static (string Topic, byte[] Payload)[] Make(int events)
    {
        Random random = new(1);
        int[] seqs = new int[Cabinets];
        (string, byte[])[] messages = new (string, byte[])[Cabinets + events];
        for (int i = 0; i < messages.Length; i++)
        {
            int cabinet = i < Cabinets ? i : random.Next(Cabinets);
            (string name, string severity, string data) = random.Next(EmergencyEvery) == 0 ? ("aed.removed", "emergency", "{}") : s_kinds[random.Next(s_kinds.Length)];
            string id = string.Create(CultureInfo.InvariantCulture, $"NM-0471-{cabinet:D4}");
            messages[i] = (
                $"aed/v1/1501/150102/culture-tourism/{id}/event",
                Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"{id}\",\"event\":\"{name}\",\"severity\":\"{severity}\",\"boot\":41,\"seq\":{++seqs[cabinet]},\"time\":\"{ContractForms.TimeText(StartMs + i)}\",\"uptimeMs\":{123456 + i},\"data\":{data}}}")));
        }

        return messages;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private sealed class Window(int all) : IDelivery
    {
        // Given back by the hundred, as a broker reads confirmations: waking somebody for each would be measured too.
        private const int GivenBackAtOnce = 100;

        private readonly SemaphoreSlim _free = new(LedgerLimits.UnconfirmedMessages);
        private readonly ManualResetEventSlim _done = new();
        private int _confirmed;

        public void Enter() => _free.Wait();

        public void AwaitAll() => _done.Wait();

        public void Confirm()
        {
            if (++_confirmed % GivenBackAtOnce == 0)
            {
                _free.Release(GivenBackAtOnce);
            }

            if (_confirmed == all)
            {
                _done.Set();
            }
        }
    }

    private sealed class FailingLog : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                throw new InvalidOperationException(formatter(state, exception));
            }
        }
    }
}
