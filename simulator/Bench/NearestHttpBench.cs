using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Simulator.Fleet;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// How soon a system is told the nearest AEDs: over HTTP with its token, by a registry in a process of its own, while events come in
/// through a broker; with Inner Mongolia's cabinets and with as many as a country has.
/// </summary>
public sealed class NearestHttpBench : IBench
{
    private const int CountryCabinets = 420_000;
    private const int RegionCabinets = 7215;
    private const int ShortCabinets = 200;
    private const int EventsPerSecond = 500;
    private const int QuestionsPerSecond = 200;
    private const int Askers = 8;
    private const int FullSeconds = 30;
    private const int ShortSeconds = 1;
    private const int WarmUpSeconds = 5;
    private const double MostMs = 20;
    private const double MostHalfMs = 5;
    private const int BatchMs = 20;
    private const int Percentile = 99;
    private const int PieceCabinets = 5000;
    private const string SystemName = "bench";

    private static readonly string[] s_hours =
    [
        "24/7", "Mo-Fr 08:00-18:00; PH off", "Mo-Su 05:00-23:30", "Mo-Fr 08:00-12:00,14:30-18:00", "Mo-Su 09:00-22:00",
    ];

    private int _cabinets;

    /// <inheritdoc/>
    public string Name => "nearest-http";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        if (size != BenchSize.Full)
        {
            return [Figure(await AskAsync(ShortCabinets, ShortSeconds, 0, say, stop))];
        }

        double[] region = await AskAsync(RegionCabinets, FullSeconds, WarmUpSeconds, say, stop);
        BenchFigure figure = Figure(region);
        double[] country = await AskAsync(CountryCabinets, FullSeconds, WarmUpSeconds, say, stop);

        // One process for a country is the bound of what a centre may hold: a collection of its garbage stops it for a tenth of a second.
        return
        [
            figure,
            BenchFigure.AtMost(Text("half of all"), MostHalfMs, country[country.Length / 2], "ms",
                string.Create(CultureInfo.InvariantCulture,
                    $" (p99: {country[country.Length * Percentile / 100]:0.0} ms, most: {country[^1]:0.0} ms)")),
        ];
    }

    private async Task<double[]> AskAsync(int cabinets, int seconds, int warmUpSeconds, Action<string> say, CancellationToken stop)
    {
        _cabinets = cabinets;
        say(string.Create(CultureInfo.InvariantCulture, $"a registry with {_cabinets:#,0} cabinets, asked over HTTP"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        try
        {
            FileInfo database = new(Path.Combine(folder.FullName, "registry.db"));
            SqliteStore store = new(database.FullName);
            Introduce(store, stop);
            string secret = AddSystem(store);
            using BenchBroker broker = await BenchBroker.StartAsync(Name);
            int port = FreePort();
            using OwnRegistry registry = await OwnRegistry.StartAsync(broker.Address, database, stop, "--http",
                port.ToString(CultureInfo.InvariantCulture));
            using HttpClient http = new()
            {
                BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
            };
            await LogInAsync(http, secret, stop);
            double[] times = await MeasureAsync(http, broker, seconds, warmUpSeconds, stop);
            Array.Sort(times);
            return times;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private BenchFigure Figure(double[] times) => BenchFigure.AtMost(Text("p99"), MostMs, times[times.Length * Percentile / 100], "ms",
        string.Create(CultureInfo.InvariantCulture, $" (half: {times[times.Length / 2]:0.00} ms, most: {times[^1]:0.0} ms)"));

    private string Text(string share) => string.Create(CultureInfo.InvariantCulture,
        $"nearest over HTTP, {share}, {QuestionsPerSecond} questions and {EventsPerSecond} events a second, {_cabinets:#,0} cabinets");

    private static async Task LogInAsync(HttpClient http, string secret, CancellationToken stop)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = SystemName,
            ["client_secret"] = secret,
        });
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, stop);
        answer.EnsureSuccessStatusCode();
        JsonNode token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["access_token"]!);
    }

    private async Task<double[]> MeasureAsync(HttpClient http, BenchBroker broker, int seconds, int warmUpSeconds, CancellationToken stop)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task events = FeedAsync(broker, done.Token);
        try
        {
            if (warmUpSeconds > 0)
            {
                _ = await AskAsync(http, warmUpSeconds, stop);
            }

            return await AskAsync(http, seconds, stop);
        }
        finally
        {
            await done.CancelAsync();
            await events;
        }
    }

    // A question's time counts from when it was due: one that waits for its asker is late.
    private static async Task<double[]> AskAsync(HttpClient http, int seconds, CancellationToken stop)
    {
        BenchTowns towns = new();
        Uri[] questions = [.. Enumerable.Range(0, seconds * QuestionsPerSecond).Select(_ => towns.Place()).Select(place => new Uri(
            string.Create(CultureInfo.InvariantCulture, $"/v1/nearest?lat={place.Latitude:0.#####}&lon={place.Longitude:0.#####}"),
            UriKind.Relative))];
        double[] times = new double[questions.Length];
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(async asker =>
        {
            for (int i = asker; i < times.Length; i += Askers)
            {
                double dueMs = i * 1000.0 / QuestionsPerSecond;
                double earlyMs = dueMs - Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (earlyMs > 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(earlyMs), stop);
                }

                // Coming late out of its own sleep is the asker's matter, waiting for the answer before is the registry's.
                double fromMs = earlyMs > 0 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : dueMs;
                using HttpResponseMessage answer = await http.GetAsync(questions[i], stop);
                answer.EnsureSuccessStatusCode();
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds - fromMs;
            }
        }));
        return times;
    }

    private async Task FeedAsync(BenchBroker broker, CancellationToken stop)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(broker.Address.Host, broker.Address.Port).Build(),
            CancellationToken.None);
        long began = Stopwatch.GetTimestamp();
        for (int sent = 0; !stop.IsCancellationRequested;)
        {
            List<Task> batch = [];
            for (int due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * EventsPerSecond); sent < due; sent++)
            {
                int number = sent % _cabinets;
                batch.Add(client.PublishStringAsync(Topic(number) + "/event", $$$"""
                    {"id":"{{{Id(number)}}}","event":"door.opened","severity":"info","boot":1,"seq":{{{2
                        + (sent / _cabinets)}}},"time":"{{{Now()}}}","uptimeMs":30000,"data":{"compartment":"aed"}}
                    """, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: CancellationToken.None));
            }

            await Task.WhenAll(batch);
            await Task.Delay(BatchMs, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Into the database itself, by the registry's own way in: through a broker it would take many times as long.
    private void Introduce(SqliteStore store, CancellationToken stop)
    {
        using LedgerDatabase database = store.OpenForIngest();
        using RegistryIngest ingest = new(database, TimeProvider.System, NullLogger.Instance);
        ingest.Start();
        BenchTowns towns = new();
        Confirmed confirmed = new();
        for (int i = 0; i < _cabinets && !stop.IsCancellationRequested; i++)
        {
            Introduce(ingest, i, towns, confirmed);
            if (i % PieceCabinets == 0 || i == _cabinets - 1)
            {
                SpinWait.SpinUntil(() => confirmed.Count == 3 * (i + 1));
            }
        }

        ingest.Stop();
    }

    private void Introduce(RegistryIngest ingest, int number, BenchTowns towns, Confirmed confirmed)
    {
        (double north, double east) = towns.Place();
        string id = Id(number), hours = _cabinets > ShortCabinets ? s_hours[number % s_hours.Length] : "24/7";
        (string ready, string reasons) = number % 4 == 0 ? ("false", "\"aed-attention\"") : ("true", string.Empty);
        string position = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"lat":{{{north:0.#####}}},"lon":{{{east:0.#####}}},"datum":"WGS-84"}""");
        ingest.Take(Topic(number) + "/about", Bytes($$$"""
            {"id":"{{{id}}}","boot":1,"kind":"aed","site":{"name":"学校","indoor":true,"access":"yes","hours":"{{{hours}}}"},
            "position":{{{position}}},"firmware":{"version":"0.1.0"}}
            """), false, confirmed);
        ingest.Take(Topic(number) + "/online", Bytes("""{"online":true,"boot":1,"connection":1}"""), false, confirmed);
        ingest.Take(Topic(number) + "/state", Bytes($$$"""
            {"id":"{{{id}}}","boot":1,"connection":1,"seq":1,"time":"{{{Now()}}}","uptimeMs":20000,"mode":"normal","ready":{{{ready}}},
            "reasons":[{{{reasons}}}],"doors":{"aed":"closed"},"open":[]}
            """), false, confirmed);
    }

    // As `registry system add` does.
    private static string AddSystem(SqliteStore store)
    {
        string secret = SystemSecret.New();
        using AccountBook book = new(store);
        _ = book.TryAdd(new Account
        {
            Kind = Account.System,
            Name = SystemName,
            NormalizedName = SystemName.ToUpperInvariant(),
            PasswordHash = SystemSecret.Hash(secret),
            Stamp = Guid.NewGuid().ToString("N"),
            Made = DateTimeOffset.UtcNow,
            Grants = [Grant.Everywhere(Role.Dispatcher)],
        });
        return secret;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"BN-{number:000000}");

    private static string Topic(int number) => "aed/v1/1501/150102/health/" + Id(number);

    private static string Now() => ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Trim());

    private sealed class Confirmed : IDelivery
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Confirm() => Interlocked.Increment(ref _count);
    }
}
