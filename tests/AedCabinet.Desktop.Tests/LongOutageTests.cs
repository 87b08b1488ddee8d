using System.Diagnostics;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A broker that is away for a day: the link's own day passes in virtual time, its attempts and what it delivers afterwards
/// are real ones.
/// </summary>
[TestClass]
[DoNotParallelize]
public class LongOutageTests
{
    // More than the memory holds: they wait on flash.
    private const int Events = 300;

    private const int DayMs = 24 * 60 * 60 * 1000;
    private const int StepMs = 1000;
    private const int PollMs = 10;

    // 300 s at most between two attempts, on average half of it; each emergency may hasten one.
    private const int FewestAttempts = DayMs / 300_000;
    private const int MostAttempts = (DayMs / 100_000) + (Events / 4);

    [TestMethod]
    public void A_day_without_a_broker_loses_no_event()
    {
        using TestEnvironment environment = new();
        environment.Broker.Kill();
        CabinetConfiguration configuration = Configuration(environment.Broker.Port);
        using AutoResetEvent wake = new(false);
        using Session session = new(configuration, environment.Log, wake);
        Outbox events = session.Events;
        EventEmitter emitter = new(events, 1);
        RegistryLink link = session.Link;

        long nowMs = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (; nowMs < DayMs; nowMs += StepMs)
        {
            if (nowMs >= (long)emitter.LastSeq * DayMs / Events)
            {
                Emit(emitter, nowMs);
            }

            events.Store(nowMs);
            link.Step(nowMs);
        }

        int attempts = environment.Log.Lines.Count(line => line.Contains("no connection to broker", StringComparison.Ordinal));
        Console.WriteLine($"a day in {watch.Elapsed.TotalSeconds:F1} s: {attempts} attempts, {events.Count} events wait");
        Assert.AreEqual(Events, events.Count);
        Assert.IsInRange(FewestAttempts, MostAttempts, attempts, "attempts in a day");

        environment.Broker.Start();
        environment.RenewReader();
        Waiting.Until(
            () =>
            {
                // The rest of the pause passes quickly; what happens on the line takes the time it takes.
                nowMs += link.State == LinkState.Offline ? StepMs : PollMs;
                events.Store(nowMs);
                link.Step(nowMs);
                return events.Count == 0;
            },
            "every event to be acknowledged",
            () => $"{events.Count} wait");

        environment.Events.AwaitEveryEventOnce(
            () => [(configuration.Id, 1, emitter.LastSeq)],
            [.. Enumerable.Repeat(new[] { "door.opened", "aed.removed", "aed.returned", "door.closed" }, Events / 4).SelectMany(names => names)]);
        Assert.AreEqual(0, events.DroppedCount);
        AssertEmergenciesFirst(environment.Reader);
    }

    // A rescue that leaves nothing behind, as often as the limit of events of one name allows.
    private static void Emit(EventEmitter emitter, long nowMs)
    {
        switch (emitter.LastSeq % 4)
        {
            case 0:
                emitter.Emit(EventKind.DoorOpened, "\"compartment\":\"aed\"", nowMs);
                break;
            case 1:
                emitter.Emit(EventKind.AedRemoved, null, nowMs);
                break;
            case 2:
                emitter.Emit(EventKind.AedReturned, null, nowMs);
                break;
            default:
                emitter.Emit(EventKind.DoorClosed, "\"compartment\":\"aed\"", nowMs);
                break;
        }
    }

    private static void AssertEmergenciesFirst(MosquittoReader reader)
    {
        List<string> severities = [.. reader.All("event").Select(item => item["severity"]!.GetValue<string>())];
        Assert.AreEqual("emergency", severities[0]);
        Assert.IsLessThan(severities.IndexOf("info"), severities.LastIndexOf("emergency"), string.Join(", ", severities));
    }

    private static CabinetConfiguration Configuration(int port)
    {
        JsonNode root = JsonNode.Parse(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", port)))!;
        root["broker"]!["maxRetrySeconds"] = 300;
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(TestEnvironment.ToBytes(root), problems);
        Assert.AreEqual(0, problems.Count, string.Join(System.Environment.NewLine, problems.ToLines()));
        return configuration;
    }

    /// <summary>A link stepped by the test, on a connection that is real.</summary>
    private sealed class Session : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-outage-");
        private readonly M2MqttConnection _connection;

        public Session(CabinetConfiguration configuration, ILog log, AutoResetEvent wake)
        {
            FlashStorage flash = new(_folder.FullName + Path.DirectorySeparatorChar);
            SystemClock clock = new();
            MessageComposer composer = new(configuration, 1, clock);
            Topics topics = new(configuration);
            HostNetwork network = new();
            NoticeQueue notices = new();
            Events = new Outbox(flash, clock, notices, log);
            Events.Open();
            ScanExchange exchange = new(Events, notices);
            _connection = new M2MqttConnection(configuration, flash, wake);
            Outgoing outgoing = new(_connection, composer, topics, Events, exchange.States, new ScanHealth(), new ReplyQueue());
            Link = new RegistryLink(
                configuration.Broker,
                network,
                _connection,
                new LinkSession(_connection, composer, topics),
                Events,
                outgoing,
                new ConnectPreparation(configuration.Broker.Tls, clock, exchange.Handshake, log),
                new LinkEscalation(network, exchange.Alarm, exchange.Restarts, flash, log),
                null,
                new Random(1),
                log);
        }

        public Outbox Events { get; }

        public RegistryLink Link { get; }

        public void Dispose()
        {
            _connection.Close(false);
            _folder.Delete(recursive: true);
        }
    }
}
