using System.Diagnostics;
using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Storage;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A broker that is away for a day: the link's own day passes in virtual time, its attempts and what it delivers afterwards
/// are real ones.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class LongOutageTests
{
    // More than the memory holds: the flash does.
    private const int Events = 300;

    private const int DayMs = 24 * 60 * 60 * 1000;
    private const int Boots = 4;
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
        using Cabinets cabinets = new(configuration, environment.Log);
        Stopwatch watch = Stopwatch.StartNew();
        for (int emitted = 0; cabinets.NowMs < DayMs; cabinets.Step(StepMs))
        {
            if (cabinets.NowMs >= (long)emitted * DayMs / Events)
            {
                Emit(cabinets.Emitter, emitted++, cabinets.BootMs);
            }
        }

        int attempts = environment.Log.Lines.Count(line => line.Contains("no connection to broker", StringComparison.Ordinal));
        Console.WriteLine(
            $"a day in {watch.Elapsed.TotalSeconds:F1} s: {attempts} attempts, {cabinets.Boot} boots, {cabinets.Outbox.Count} events wait");
        Assert.AreEqual(Events, cabinets.Outbox.Count);
        Assert.AreEqual(Boots, cabinets.Boot, "boots: after 30 min, 2 h and 6 h of outage the board restarts");
        Assert.IsInRange(FewestAttempts, MostAttempts, attempts, "attempts in a day");

        environment.Broker.Start();
        environment.RenewReader();
        Waiting.Until(
            () =>
            {
                // The rest of the pause passes quickly; what happens on the line takes the time it takes.
                cabinets.Step(cabinets.IsOffline ? StepMs : PollMs);
                return cabinets.Outbox.Count == 0;
            },
            "every event to be acknowledged",
            () => $"{cabinets.Outbox.Count} wait");

        environment.Events.AwaitEveryEventOnce(
            () => cabinets.Emitted.Select(boot => (configuration.Id, boot.Boot, boot.LastSeq)),
            [.. Enumerable.Repeat(new[] { "door.opened", "aed.removed", "aed.returned", "door.closed" }, Events / 4)
                .SelectMany(names => names)]);
        Assert.AreEqual(0, cabinets.Outbox.DroppedCount);
        AssertEmergenciesFirst(environment.Reader);
    }

    // A rescue that leaves nothing behind, as often as the limit of events of one name allows.
    private static void Emit(EventEmitter emitter, int count, long nowMs)
    {
        switch (count % 4)
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

    /// <summary>
    /// One cabinet from boot to boot on one flash, its outbox and link stepped by the test, on a connection that is real.
    /// </summary>
    private sealed class Cabinets : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-outage-");
        private readonly CabinetConfiguration _configuration;
        private readonly ILog _log;
        private readonly FlashStorage _flash;
        private readonly AutoResetEvent _wake = new(false);
        private readonly SystemClock _clock = new();
        private readonly List<EventEmitter> _emitters = [];
        private M2MqttConnection _connection = null!;
        private ScanExchange _exchange = null!;
        private RegistryLink _link = null!;

        public Cabinets(CabinetConfiguration configuration, ILog log)
        {
            _configuration = configuration;
            _log = log;
            _flash = new FlashStorage(_folder.FullName + Path.DirectorySeparatorChar);
            Start();
        }

        public Outbox Outbox { get; private set; } = null!;

        public EventEmitter Emitter => _emitters[^1];

        public int Boot => _emitters.Count;

        public IEnumerable<(int Boot, int LastSeq)> Emitted => _emitters.Select((emitter, index) => (index + 1, emitter.LastSeq));

        public long NowMs { get; private set; }

        public long BootMs { get; private set; }

        public bool IsOffline => _link.State == LinkState.Offline;

        public void Step(int ms)
        {
            Outbox.Store(BootMs);
            _link.Step(BootMs);
            NowMs += ms;
            BootMs += ms;
            if (_exchange.Restarts.IsAsked)
            {
                Outbox.StoreAll(BootMs);
                _connection.Close(false);
                Start();
            }
        }

        public void Dispose()
        {
            _connection.Close(false);
            _wake.Dispose();
            _folder.Delete(recursive: true);
        }

        private void Start()
        {
            NoticeQueue notices = new();
            Outbox = new Outbox(_flash, _clock, notices, _log);
            Outbox.Open();
            _emitters.Add(new EventEmitter(Outbox, Boot + 1));
            _exchange = new ScanExchange(Outbox, notices);
            BootMs = 0;
            HostNetwork network = new();
            _connection = new M2MqttConnection(_configuration, _flash, _wake);
            MessageComposer composer = new(_configuration, Boot, _clock);
            Topics topics = new(_configuration);
            Outgoing outgoing = new(_connection, composer, topics, Outbox, _exchange.States, new ScanHealth(_exchange.Shortage),
                new ReplyQueue());
            ConnectPreparation preparation = new(_configuration.Broker.Tls, _clock, _exchange.Handshake, _log);
            LinkEscalation escalation = new(network, _exchange.Alarm, _exchange.Restarts, _flash, _log);
            _link = new RegistryLink(_configuration.Broker, network, _connection, new LinkSession(_connection, composer, topics), Outbox,
                outgoing, preparation, escalation, null, new Random(Boot), _log);
        }
    }
}
