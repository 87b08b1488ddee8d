using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>
/// One cabinet and everything around it in virtual time, in one thread: the firmware's own classes over the physical model,
/// flash, network and broker. The same setup and the same calls give the same run.
/// </summary>
public sealed class ScenarioWorld
{
    // While nothing moves, sounds or is about to be judged, scans this far apart see all there is to see: every judgement counts
    // in times handed in, and everything that takes less than this is triggered by something that moves.
    private const int QuietStepMs = 500;

    // Without a link, connection attempts need steps this often.
    private const int OfflineStepMs = 100;

    // After a movement scans stay close together for this long: longer than every time by which SPEC §4 judges a contact.
    private const int BusyMs = 10_000;

    // How long after a start scans stay close together: everything is measured again.
    private const int StartingMs = 60_000;

    private readonly Timeline _timeline = new(null);
    private readonly VirtualNetwork _network;
    private readonly VirtualBroker _broker;
    private readonly ScenarioBoard _board;
    private readonly SounderListener _ear = new();
    private readonly HashSet<(long Boot, long Seq)> _owed = [];
    private readonly PriorityQueue<Action, long> _later = new();
    private long _busyUntilMs = BusyMs;
    private long _scanDueMs;
    private long _judgedAtMs;
    private bool _isFine = true;

    /// <summary>Initializes a new instance of the <see cref="ScenarioWorld"/> class: the power has just come.</summary>
    /// <param name="setup">The cabinet.</param>
    /// <param name="isExact">Whether every scan is run, also while nothing happens.</param>
    public ScenarioWorld(CabinetSetup setup, bool isExact = false)
    {
        SeededRandom random = new(setup.Seed);
        Setup = setup;
        IsExact = isExact;
        Physics = new CabinetPhysics(setup.Physics, random.NextSeed());
        SimulatedDs18b20 inside = new(() => Physics.InsideC, () => NowMs) { Serial = SimulatedCabinet.InsideProbeSerial };
        SimulatedDs18b20 outside = new(() => Physics.OutsideC, () => NowMs) { Serial = SimulatedCabinet.OutsideProbeSerial };
        Panel = new CabinetInputs(Physics, inside, "indoor");
        SimulatedFlash flash = new();
        if (!setup.IsEmpty)
        {
            flash.TryWrite(ConfigurationFile.Name, setup.Configuration);
        }

        Clock = new VirtualClock(_timeline) { StartUnixMs = setup.Start.ToUnixTimeMilliseconds() };
        _network = new VirtualNetwork(_timeline);
        _broker = new VirtualBroker(_timeline, _network, new SeededRandom(random.NextSeed()), _ => { });
        _broker.Delivers = Receive;
        VirtualHardware hardware = new()
        {
            Timeline = _timeline,
            Flash = flash,
            Clock = Clock,
            Network = _network,
            Broker = _broker,
            Witness = new ScenarioWitness(OnEvent),
            Authenticator = new HmacSha256Authenticator(null),
            Random = new Random(0),
            Log = new SerialLines(this),
        };
        _board = new ScenarioBoard(hardware, flash, Physics, new SimulatedOneWireBus(inside, outside),
            random.NextSeed())
        { Tells = text => Noted?.Invoke(text) };
        Commands = new ScenarioCommands(this, setup);
    }

    /// <summary>Raised for everything that happens.</summary>
    public event Action<Occurrence>? Happened;

    /// <summary>Raised with what else is worth telling.</summary>
    public event Action<string>? Noted;

    /// <summary>Raised after every scan, and while nothing runs as often.</summary>
    public event Action? Scanned;

    /// <summary>Gets what it was made from.</summary>
    public CabinetSetup Setup { get; }

    /// <summary>Gets the physical side.</summary>
    public CabinetPhysics Physics { get; }

    /// <summary>Gets what can be moved, set and broken.</summary>
    public CabinetInputs Panel { get; }

    /// <summary>Gets the registry's commands.</summary>
    public ScenarioCommands Commands { get; }

    /// <summary>Gets the milliseconds since the scenario began.</summary>
    public long NowMs => _timeline.NowMs;

    /// <summary>Gets the latest state.</summary>
    public CabinetState State => _board.State;

    /// <summary>Gets the outputs.</summary>
    public OutputImage Outputs => _board.Outputs;

    /// <summary>Gets whether the board runs.</summary>
    public BoardPower Power => _board.Power;

    /// <summary>Gets the number of the latest boot.</summary>
    public int Boot => _board.BootNumber;

    /// <summary>Gets how often the firmware has scanned.</summary>
    public long Scans => _board.Scans;

    /// <summary>Gets how far the link has got.</summary>
    public LinkState Link => _board.Boot?.Link?.State ?? LinkState.Offline;

    /// <summary>Gets how many events the cabinet made that have not arrived at the registry.</summary>
    public int Owed => _owed.Count;

    /// <summary>Gets when the cabinet made its latest event, or something was done; in milliseconds since the scenario began.</summary>
    public long LastEventMs { get; private set; }

    /// <summary>Gets a value indicating whether every scan is run, also while nothing happens.</summary>
    public bool IsExact { get; }

    /// <summary>Gets or sets a value indicating whether somebody looks at the outputs: then no scan is left out.</summary>
    public bool AreOutputsWatched { get; set; }

    /// <summary>Gets whether the amber lamp blinks.</summary>
    internal BlinkWatch AmberLamp { get; } = new(2500);

    /// <summary>Gets whether the beacon flashes.</summary>
    internal BlinkWatch Beacon { get; } = new(1500);

    /// <summary>Gets the wall clock of the board.</summary>
    internal VirtualClock Clock { get; }

    /// <summary>Gets the broker.</summary>
    internal VirtualBroker Broker => _broker;

    /// <summary>Gets the network.</summary>
    internal VirtualNetwork Network => _network;

    /// <summary>Gets the board.</summary>
    internal ScenarioBoard Board => _board;

    /// <summary>Something is moved, set or broken: scans are close together for a while.</summary>
    /// <param name="forMs">For at least this long, in milliseconds.</param>
    public void Disturb(long forMs = 0)
    {
        LastEventMs = NowMs;
        _busyUntilMs = Math.Max(_busyUntilMs, NowMs + forMs + BusyMs);
        _scanDueMs = Math.Min(_scanDueMs, NowMs - (NowMs % Cabinet.ScanPeriodMs) + Cabinet.ScanPeriodMs);
    }

    /// <summary>Tells something in the timeline.</summary>
    /// <param name="text">What.</param>
    public void Note(string text) => Noted?.Invoke(text);

    /// <summary>Makes sure that there is a scan at this moment, for an expectation to be judged.</summary>
    /// <param name="atMs">When, in milliseconds since the scenario began.</param>
    public void ScanAt(long atMs) => _judgedAtMs = atMs;

    /// <summary>Scans at once, before something that is over within a scan.</summary>
    public void ScanNow()
    {
        Scan();
        Disturb();
    }

    /// <summary>Does something later.</summary>
    /// <param name="afterMs">After how many milliseconds.</param>
    /// <param name="act">What.</param>
    public void Later(long afterMs, Action act) => _later.Enqueue(act, NowMs + afterMs);

    /// <summary>Lets time pass.</summary>
    /// <param name="untilMs">Until when, in milliseconds since the scenario began.</param>
    public void Advance(long untilMs)
    {
        while (NowMs < untilMs)
        {
            _scanDueMs = _judgedAtMs > NowMs ? Math.Min(_scanDueMs, _judgedAtMs) : _scanDueMs;
            long nextMs = Math.Min(untilMs, _scanDueMs);
            nextMs = _later.TryPeek(out _, out long laterMs) ? Math.Min(nextMs, laterMs) : nextMs;
            Physics.Advance(nextMs, Outputs.HeaterOn, Outputs.FanOn, Outputs.Sounder);
            _timeline.NowMs = nextMs;
            if (nextMs == laterMs && _later.TryDequeue(out Action? act, out _))
            {
                act();
                Disturb();
            }

            if (nextMs == _scanDueMs)
            {
                Scan();
            }
        }
    }

    private void Scan()
    {
        bool wasOnline = Link == LinkState.Online;
        BoardPower power = Power;
        _broker.SendDueWill();
        _board.Step();
        if (Power != power || (Link == LinkState.Online) != wasOnline)
        {
            Disturb(StartingMs);
        }

        AmberLamp.Look(Outputs.LampAmber, NowMs);
        Beacon.Look(Outputs.Beacon, NowMs);

        // Scans far apart can miss a chirp, so the sounder is not judged then.
        if (_isFine && _ear.Hear(Outputs.Sounder, NowMs) is { } pattern)
        {
            Happened?.Invoke(new Occurrence(OccurrenceSource.Heard, NowMs, pattern, []));
        }

        Scanned?.Invoke();
        bool isFine = IsExact || Physics.StrayLight != StrayLight.None || NowMs < _busyUntilMs || AreOutputsWatched || _ear.IsListening
            || (_board.Boot?.Exchange.Alarm.IsSounding ?? false) || Power == BoardPower.Starting;
        if (isFine != _isFine)
        {
            _ear.Forget();
            _isFine = isFine;
        }

        _scanDueMs = NowMs
            + (isFine ? Cabinet.ScanPeriodMs : Power == BoardPower.Running && Link != LinkState.Online ? OfflineStepMs : QuietStepMs);
    }

    private void OnEvent(CabinetEvent item)
    {
        JsonObject members = JsonNode.Parse("{" + item.Data + "}")!.AsObject();
        members.Insert(0, "severity", EventCatalog.NameOf(item.Severity));
        if (item.Mode is OperatingMode.Drill or OperatingMode.Maintenance)
        {
            members[item.Mode == OperatingMode.Drill ? "drill" : "maintenance"] = true;
        }

        // A cabinet without an id sends no events.
        if (_board.Configuration.IsCommissioned)
        {
            _owed.Add((item.Boot, item.Seq));
        }

        Disturb();
        Happened?.Invoke(new Occurrence(OccurrenceSource.Event, NowMs, EventCatalog.NameOf(item.Kind), members));
    }

    private void Receive(string topic, string text)
    {
        string kind = topic[(topic.LastIndexOf('/') + 1)..];
        JsonObject message = JsonNode.Parse(text)!.AsObject();
        if (kind == "event")
        {
            _owed.Remove((message["boot"]!.GetValue<long>(), message["seq"]!.GetValue<long>()));
        }

        Happened?.Invoke(new Occurrence(OccurrenceSource.Received, NowMs, kind, message));
    }

    private sealed class SerialLines(ScenarioWorld world) : ILog
    {
        public void Info(string message)
        {
        }

        public void Warning(string message) => world.Noted?.Invoke("serial log: " + message);

        public void Error(string message) => world.Noted?.Invoke("serial log: " + message);
    }
}
