using System.Diagnostics;
using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// How soon a registry names the nearest AEDs while it is asked all the time and events come in: its own way in, its database and its desk
/// in one process, without HTTP before it.
/// </summary>
public sealed class NearestLoadBench : IBench
{
    private const int FullCabinets = 7215;
    private const int ShortCabinets = 200;
    private const int EventsPerSecond = 500;
    private const int QuestionsPerSecond = 200;
    private const int Askers = 4;
    private const int FullSeconds = 30;
    private const int ShortSeconds = 1;
    private const double MostMs = 20;
    private const int BatchMs = 20;
    private const int Percentile = 99;

    private int _cabinets = FullCabinets;

    /// <inheritdoc/>
    public string Name => "nearest-load";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        int seconds = size == BenchSize.Full ? FullSeconds : ShortSeconds;
        _cabinets = size == BenchSize.Full ? FullCabinets : ShortCabinets;
        say(string.Create(CultureInfo.InvariantCulture,
            $"the nearest AEDs of {_cabinets:#,0}, {QuestionsPerSecond} times a second while {EventsPerSecond} events a second come in"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        try
        {
            SqliteStore store = new(Path.Combine(folder.FullName, "registry.db"));
            using LedgerDatabase database = store.OpenForIngest();
            using RegistryIngest ingest = new(database, TimeProvider.System, NullLogger.Instance);
            ingest.Start();
            Introduce(ingest);
            await using LedgerOffice office = new(ingest, () => true, store, null, new Nobody(), TimeProvider.System, NullLogger.Instance);
            using NearestDesk desk = new(office);
            _ = SpinWait.SpinUntil(() => !desk.IsReadingHours || stop.IsCancellationRequested, Timeout.Infinite);
            double[] times = await AskAsync(ingest, desk, office, seconds, stop);
            Array.Sort(times);
            ingest.Stop();
            return
            [
                BenchFigure.AtMost(
                    string.Create(CultureInfo.InvariantCulture,
                        $"nearest, p99, {QuestionsPerSecond} questions and {EventsPerSecond} events a second, {_cabinets:#,0} cabinets"),
                    MostMs, times[times.Length * Percentile / 100], "ms",
                    string.Create(CultureInfo.InvariantCulture,
                        $" (half: {times[times.Length / 2]:0.00} ms, most: {times[^1]:0.0} ms; without HTTP)")),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A question's time counts from when it was due: one that waits for its asker is late.
    private async Task<double[]> AskAsync(RegistryIngest ingest, NearestDesk desk, LedgerOffice office, int seconds,
        CancellationToken stop)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task events = Task.Factory.StartNew(() => Feed(ingest, done.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        double[] times = new double[seconds * QuestionsPerSecond];
        long began = Stopwatch.GetTimestamp();
        Task[] askers = [.. Enumerable.Range(0, Askers).Select(asker => Task.Factory.StartNew(() =>
        {
            for (int i = asker; i < times.Length && !stop.IsCancellationRequested; i += Askers)
            {
                double dueMs = i * 1000.0 / QuestionsPerSecond;
                double earlyMs = dueMs - Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (earlyMs > 0)
                {
                    Thread.Sleep(TimeSpan.FromMilliseconds(earlyMs));
                }

                // Coming late out of its own sleep is the asker's matter, waiting for the answer before is the desk's.
                double fromMs = earlyMs > 0 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : dueMs;
                (double north, double east) = Place(i * 37);
                _ = desk.Find(new NearestQuestion(north, east, office.Now), cabinet => cabinet);
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds - fromMs;
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await Task.WhenAll(askers);
        await done.CancelAsync();
        await events;
        return times;
    }

    private void Feed(RegistryIngest ingest, CancellationToken stop)
    {
        Confirmed confirmed = new();
        long began = Stopwatch.GetTimestamp();
        for (int sent = 0; !stop.IsCancellationRequested; Thread.Sleep(BatchMs))
        {
            for (int due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * EventsPerSecond); sent < due; sent++)
            {
                ingest.Take(Topic(sent % _cabinets) + "/event", Bytes($$$"""
                    {"id":"{{{Id(sent % _cabinets)}}}","event":"door.opened","severity":"info","boot":1,"seq":{{{2 + (sent / _cabinets)}}},
                    "time":"{{{Now()}}}","uptimeMs":30000,"data":{"compartment":"aed"}}
                    """), false, confirmed);
            }
        }
    }

    private void Introduce(RegistryIngest ingest)
    {
        Confirmed confirmed = new();
        for (int i = 0; i < _cabinets; i++)
        {
            (double north, double east) = Place(i);
            string id = Id(i), hours = _cabinets == FullCabinets ? "Mo-Su 00:00-23:59" : "24/7";
            (string ready, string reasons) = i % 4 == 0 ? ("false", "\"aed-attention\"") : ("true", string.Empty);
            string position = string.Create(CultureInfo.InvariantCulture,
                $$$"""{"lat":{{{north:0.####}}},"lon":{{{east:0.####}}},"datum":"WGS-84"}""");
            ingest.Take(Topic(i) + "/about", Bytes($$$"""
                {"id":"{{{id}}}","boot":1,"kind":"aed","site":{"name":"学校","indoor":true,"access":"yes","hours":"{{{hours}}}"},
                "position":{{{position}}},"firmware":{"version":"0.1.0"}}
                """), false, confirmed);
            ingest.Take(Topic(i) + "/online", Bytes("""{"online":true,"boot":1,"connection":1}"""), false, confirmed);
            ingest.Take(Topic(i) + "/state", Bytes($$$"""
                {"id":"{{{id}}}","boot":1,"connection":1,"seq":1,"time":"{{{Now()}}}","uptimeMs":20000,"mode":"normal","ready":{{{ready}}},
                "reasons":[{{{reasons}}}],"doors":{"aed":"closed"},"open":[]}
                """), false, confirmed);
        }

        SpinWait.SpinUntil(() => confirmed.Count == 3 * _cabinets);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"BN-{number:0000}");

    private static string Topic(int number) => "aed/v1/1501/150102/health/" + Id(number);

    private static string Now() => ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Trim());

    // Twenty towns, and in each a pattern without chance.
    private static (double North, double East) Place(int number) =>
        (38 + (number % 20 * 0.7) + (number * 7 % 300 / 1000.0), 100 + (number % 20 * 1.2) + (number * 13 % 400 / 1000.0));

    private sealed class Confirmed : IDelivery
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Confirm() => Interlocked.Increment(ref _count);
    }

    private sealed class Nobody : ICommandPublisher
    {
        public Task PublishAsync(string topic, string text, CancellationToken stop) => Task.CompletedTask;
    }
}
