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
    public static IngestFigures Run(DirectoryInfo folder, int events = DefaultEvents, int rounds = DefaultRounds,
        CancellationToken stop = default) =>
        Run(() => TemporaryLedger.InFolder(folder), events, rounds, stop);

    /// <summary>Measures on PostgreSQL.</summary>
    /// <param name="connectionString">How to get in; nothing stays there.</param>
    /// <param name="events">How many events a round writes.</param>
    /// <param name="rounds">How many rounds of each kind.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>The figures.</returns>
    public static IngestFigures RunOnPostgres(string connectionString, int events = DefaultEvents, int rounds = DefaultRounds,
        CancellationToken stop = default) =>
        Run(() => TemporaryLedger.InSchema(connectionString), events, rounds, stop);

    private static IngestFigures Run(Func<TemporaryLedger> open, int events, int rounds, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        (string Topic, byte[] Payload)[] messages = Make(events);

        // Once to compile both, not counted.
        RunPath(open, messages[..(Cabinets + Math.Min(events, WarmUpEvents))]);
        RunBare(open, messages[..(Cabinets + Math.Min(events, WarmUpEvents))], []);
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
                bare.Add(RunBare(open, messages, commits));
            }

            (double seconds, long allocated) = RunPath(open, messages);
            path.Add(seconds);
            bytes.Add((double)allocated / events);
            if (isPathFirst)
            {
                bare.Add(RunBare(open, messages, commits));
            }
        }

        double[] ratios = [.. path.Zip(bare, (one, other) => one / other)];
        return new IngestFigures(events, rounds, events / Median(path), events / Median(bare), Median(ratios),
            Median(commits), Median(bytes));
    }

    private static (double Seconds, long AllocatedBytes) RunPath(Func<TemporaryLedger> open, (string Topic, byte[] Payload)[] messages)
    {
        using TemporaryLedger ledger = open();
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

    private static double RunBare(Func<TemporaryLedger> open, (string Topic, byte[] Payload)[] messages, List<double> commits)
    {
        using TemporaryLedger ledger = open();
        using CabinetLedger cabinets = new(ledger.Database, CabinetEntry.DefaultWakeHours);
        using IEventInsert insert = ledger.Database.PrepareEvents();
        Dictionary<string, CabinetFile> files = [];

        // In one step: each by itself would leave a log of 60 MB, the path's has 4 MB.
        ledger.Database.Begin();
        CabinetFile[] senders = new CabinetFile[messages.Length];
        ReceivedMessage[] rows = new ReceivedMessage[messages.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            _ = CabinetTopic.TryParse(messages[i].Topic, out CabinetTopic? topic);
            senders[i] = files.TryGetValue(topic!.Cabinet, out CabinetFile? file) ? file
                : files[topic.Cabinet] = cabinets.Add(topic, StartMs);
            rows[i] = new ReceivedMessage(EventReader.Read(messages[i].Payload, topic.Cabinet))
            {
                TopicText = messages[i].Topic,
                Topic = topic,
                Kind = MessageKind.Event,
                Payload = messages[i].Payload,
                ReceivedMs = StartMs
            };
        }

        ledger.Database.Commit();
        Insert(ledger, insert, new ArraySegment<ReceivedMessage>(rows, 0, Cabinets),
            new ArraySegment<CabinetFile>(senders, 0, Cabinets), []);
        long start = Stopwatch.GetTimestamp();
        Insert(ledger, insert, new ArraySegment<ReceivedMessage>(rows)[Cabinets..],
            new ArraySegment<CabinetFile>(senders)[Cabinets..], commits);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ledger.Expect(messages.Length);
        return seconds;
    }

    private static void Insert(TemporaryLedger ledger, IEventInsert insert, ArraySegment<ReceivedMessage> rows,
        ArraySegment<CabinetFile> senders, List<double> commits)
    {
        for (int first = 0; first < rows.Count; first += LedgerLimits.BatchMessages)
        {
            int count = Math.Min(LedgerLimits.BatchMessages, rows.Count - first);
            ledger.Database.Begin();
            insert.Begin(rows.Slice(first, count), senders.Slice(first, count));
            for (int i = first; i < first + count; i++)
            {
                insert.TryRun(senders[i], rows[i]);
            }

            long commit = Stopwatch.GetTimestamp();
            ledger.Database.Commit();
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
            (string name, string severity, string data) = random.Next(EmergencyEvery) == 0 ? ("aed.removed", "emergency", "{}")
                : s_kinds[random.Next(s_kinds.Length)];
            string id = string.Create(CultureInfo.InvariantCulture, $"NM-0471-{cabinet:D4}");
            messages[i] = (
                $"aed/v1/1501/150102/culture-tourism/{id}/event",
                Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"{id}\",\"event\":\"{name}\",\"severity\":\"{severity}\",\"boot\":41,\"seq\":{++seqs[cabinet]},"
                        + $"\"time\":\"{ContractForms.TimeText(StartMs + i)}\",\"uptimeMs\":{123456 + i},\"data\":{data}}}")));
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

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                throw new InvalidOperationException(formatter(state, exception));
            }
        }
    }
}
