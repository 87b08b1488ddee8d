using System.Diagnostics;
using System.Runtime.Versioning;
using AedCabinet.Cell.Trial;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Commands;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// SPEC §20: workers as processes of their own at a real Mosquitto and one PostgreSQL. One is killed, the next is stopped for longer than
/// its lease and goes on: every event is there, and once.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
[UnsupportedOSPlatform("windows")]
public class WorkerFailoverTests
{
    private const string Kept = "all cabinets: kept here from now on";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-workers-");
    private int _events;

    [TestCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task A_killed_worker_is_followed_and_a_paused_one_that_wakes_finds_itself_fenced()
    {
        using PostgresTestStore store = new();
        using MosquittoBroker broker = new(_ => ["allow_anonymous true", "max_queued_messages 0"]);
        string[] arguments = ["registry", "--role", "worker", "--lease", "3", "--language", "en", "--broker",
            $"127.0.0.1:{broker.Port}", .. store.Options];
        using CellProcess first = Worker("first", arguments);
        Await("first", Kept);
        Await("first", "connected to");
        using CellProcess second = Worker("second", arguments);
        Await("second", "worker   ");
        using CancellationTokenSource enough = new();
        Task publishing = PublishAsync(broker.Port, enough.Token);

        Stopwatch away = Stopwatch.StartNew();
        first.Kill();
        Await("second", Kept);
        Console.WriteLine($"killed, and followed after {away.Elapsed.TotalSeconds:F1} s");

        using CellProcess third = Worker("third", arguments);
        Await("third", "worker   ");
        away.Restart();
        second.Pause();
        Await("third", Kept);
        Console.WriteLine($"stopped, and followed after {away.Elapsed.TotalSeconds:F1} s");
        second.Resume();
        Await("second", "another worker has its lease now");

        await enough.CancelAsync();
        await publishing;
        Waiting.Until(() => store.Number("SELECT count(*) FROM events") >= _events, "all events", () => Said("third"));
        Assert.AreEqual(_events, store.Number("SELECT count(*) FROM events"));

        // Each time that one took it over, and said so, has a number of its own: a worker that a busy machine starves may be followed too.
        int takenOver = new[] { "first", "second", "third" }.Sum(name => Said(name).Split(Kept).Length - 1);
        Assert.IsGreaterThanOrEqualTo(3, takenOver);
        Assert.AreEqual(takenOver, store.Number("SELECT token FROM leases"));
        using SimulatorProcess verify = new(["registry", "verify", .. store.Options, "--json"]);
        Assert.AreEqual(0, verify.AwaitExit(), verify.Output);
    }

    private CellProcess Worker(string name, string[] arguments)
    {
        CellProcess worker = new(name, "dotnet", [typeof(RunCommand).Assembly.Location, .. arguments], LogOf(name));
        worker.Start();
        return worker;
    }

    private string LogOf(string name) => Path.Combine(_folder.FullName, name + ".log");

    private string Said(string name) => File.Exists(LogOf(name)) ? File.ReadAllText(LogOf(name)) : string.Empty;

    private void Await(string name, string part) => Waiting.Until(() => Said(name).Contains(part, StringComparison.Ordinal),
        $"the {name} worker to say \"{part}\"", () => string.Join('\n', new[] { "first", "second", "third" }.Select(Said)));

    private async Task PublishAsync(int port, CancellationToken enough)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), CancellationToken.None);
        while (!enough.IsCancellationRequested)
        {
            int seq = _events + 1;
            await client.PublishStringAsync(LedgerBench.Topic + "/event", LedgerBench.EventText(1, seq),
                MqttQualityOfServiceLevel.AtLeastOnce, false, CancellationToken.None);
            _events = seq;
            await Task.Delay(TimeSpan.FromMilliseconds(5), enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await client.DisconnectAsync(cancellationToken: CancellationToken.None);
    }
}
