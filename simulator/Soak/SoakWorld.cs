using System.Text.Json;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>One cabinet, its flash, its network and its broker in virtual time, in one thread.</summary>
internal sealed class SoakWorld
{
    /// <summary>The cabinet's id.</summary>
    public const string CabinetId = "NM-0471-0001";

    /// <summary>A board needs this long from power to its first scan, in milliseconds.</summary>
    private const int BootMs = 3000;

    /// <summary>After this long the network has told the time, in milliseconds.</summary>
    private const int TimeKnownMs = 5000;

    /// <summary>After a fault of flash the firmware needs this long, in milliseconds, to have stored again: <see cref="Outbox.RetryMs"/> and a step.</summary>
    private const int FlashSoundMs = Outbox.RetryMs + 1000;

    private readonly SeededRandom _seeds;
    private readonly CabinetConfiguration _configuration = Commissioned();
    private readonly InputImage _inputs = new() { AedPresenceContactClosed = true, MainsPresent = true };
    private readonly AlarmInvariant _alarm;
    private readonly MemoryInvariant _memory;
    private readonly People _people;
    private readonly int _flashCapacity;
    private readonly VirtualHardware _hardware;
    private readonly List<CabinetRequest> _allowed = [];
    private FirmwareBoot? _boot;
    private Func<long, bool> _refuses = _ => false;
    private bool _isFlashFaulty;
    private long _flashFaultEndedMs;
    private long _powerOnAtMs;
    private long _timeKnownAtMs;
    private bool _isTimeServerDead;

    /// <summary>Initializes a new instance of the <see cref="SoakWorld"/> class, with the power about to come.</summary>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="verbose">Receives every happening, or <c>null</c>.</param>
    public SoakWorld(long seed, TextWriter? verbose)
    {
        _seeds = new SeededRandom(seed);
        Timeline = new Timeline(verbose);
        Report = new SoakReport { Seed = seed };
        Clock = new VirtualClock(Timeline);
        Network = new VirtualNetwork(Timeline);
        Broker = new VirtualBroker(Timeline, Network, new SeededRandom(_seeds.NextSeed()), Report.Count);
        Ledger = new EventLedger(Timeline, Report);
        Faults = new FaultPlan(this, new SeededRandom(_seeds.NextSeed()));
        Registry = new CommandRegistry(this);
        Commands = new CommandTraffic(this, Registry, new SeededRandom(_seeds.NextSeed()));
        _people = new People(Timeline, new SeededRandom(_seeds.NextSeed()), Report);
        _alarm = new AlarmInvariant(Timeline, Report);
        _memory = new MemoryInvariant(Report);
        _flashCapacity = Flash.Capacity;
        _powerOnAtMs = BootMs;
        _hardware = new VirtualHardware
        {
            Timeline = Timeline, Flash = Flash, Clock = Clock, Network = Network, Broker = Broker, Witness = Ledger,
            Authenticator = Registry, Watch = Registry.Watch, Random = new Random(0), Log = new SilentLog(),
        };
        Ledger.Emitted = _memory.Note;
        Broker.Freezes = Freeze;
        Broker.Delivers = (topic, text) => TakeMessage(topic, () => Ledger.Deliver(text));
        Broker.Acknowledges = (topic, text) =>
        {
            TakeMessage(topic, () => Ledger.Confirm(text));
            CountReply(topic, text);
        };
    }

    /// <summary>Gets what happened.</summary>
    public Timeline Timeline { get; }

    /// <summary>Gets the figures.</summary>
    public SoakReport Report { get; }

    /// <summary>Gets the wall clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Gets the time of day as the cabinet believes it.</summary>
    public IWallClock CabinetClock => _boot?.Clock as IWallClock ?? Clock;

    /// <summary>Gets the network.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Gets the broker.</summary>
    public VirtualBroker Broker { get; }

    /// <summary>Gets the flash.</summary>
    public SimulatedFlash Flash { get; } = new();

    /// <summary>Gets the events there ever were.</summary>
    public EventLedger Ledger { get; }

    /// <summary>Gets the faults.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets who signs commands, and sees that only they are executed.</summary>
    public CommandRegistry Registry { get; }

    /// <summary>Gets what comes on the command topic.</summary>
    public CommandTraffic Commands { get; }

    /// <summary>Gets the boot that runs, or <c>null</c> while there is no power.</summary>
    public FirmwareBoot? Boot => _boot;

    /// <summary>Gets since when the board has power and nothing is wrong, in milliseconds of virtual time.</summary>
    public long CalmSinceMs => Math.Max(Faults.CalmSinceMs, _powerOnAtMs);

    /// <summary>Gets a value indicating whether flash has taken everything for long enough.</summary>
    public bool IsFlashSound => !_isFlashFaulty && Timeline.NowMs - _flashFaultEndedMs >= FlashSoundMs;

    /// <summary>Gets or sets a value indicating whether nobody tells the time; the clock is forgotten when that begins.</summary>
    public bool IsTimeServerDead
    {
        get => _isTimeServerDead;
        set
        {
            _isTimeServerDead = value;
            Clock.IsKnown = Clock.IsKnown && !value;
        }
    }

    /// <summary>One scan's time passes.</summary>
    public void Step()
    {
        Timeline.NowMs += Cabinet.ScanPeriodMs;
        Faults.Step();
        _people.Move(_inputs);
        try
        {
            if (_boot != null)
            {
                StepBoard(_boot);
            }
            else if (Timeline.NowMs >= _powerOnAtMs)
            {
                StartBoard();
            }
        }
        catch (PowerCutException)
        {
            Report.Count("power cuts in a flash write");
            LosePower(Faults.OutageMs());
        }
    }

    /// <summary>The power fails between two scans.</summary>
    /// <param name="forMs">For how long, in milliseconds.</param>
    public void CutPower(int forMs)
    {
        if (_boot != null)
        {
            LosePower(forMs);
        }
    }

    /// <summary>The power fails in one of the next operations of flash.</summary>
    /// <param name="operations">How many more operations are done before it.</param>
    /// <param name="bytes">How many bytes of the write are done.</param>
    /// <param name="residue">What it leaves.</param>
    public void CutPowerInWrite(int operations, int bytes, CutResidue residue)
    {
        Flash.CutAtOperation = Flash.Operations + operations;
        Flash.CutAfterBytes = bytes;
        Flash.CutResidue = residue;
    }

    /// <summary>Flash refuses some of what is asked of it.</summary>
    /// <param name="refuses">Which operations.</param>
    /// <param name="residue">What is left of them.</param>
    public void RefuseFlash(Func<long, bool> refuses, CutResidue residue)
    {
        _isFlashFaulty = true;
        _refuses = refuses;
        Flash.RefusalResidue = residue;
        Flash.Refuses = operation => Refuse(_refuses(operation));
    }

    /// <summary>Flash has no room for more.</summary>
    /// <param name="spareBytes">But for these.</param>
    public void FillFlash(int spareBytes)
    {
        _isFlashFaulty = true;
        Flash.Capacity = Flash.UsedBytes + spareBytes;
    }

    /// <summary>Flash is sound again.</summary>
    public void HealFlash()
    {
        Flash.Refuses = _ => false;
        _refuses = _ => false;
        Flash.Capacity = _flashCapacity;
        _isFlashFaulty = false;
        _flashFaultEndedMs = Timeline.NowMs;
    }

    /// <summary>Somebody allowed has given the scan an order; it holds from the next scan on.</summary>
    /// <param name="request">What.</param>
    public void Allow(CabinetRequest request) => _allowed.Add(request);

    private static CabinetConfiguration Commissioned()
    {
        CabinetConfiguration configuration = new()
        {
            IsCommissioned = true,
            Id = CabinetId,
            Prefecture = "1501",
            County = "150102",
            Sector = "culture-tourism",
        };
        configuration.Broker.Host = "broker.example";
        configuration.Broker.Tls = true;
        configuration.Climate.ProbeFitted = false;
        configuration.Climate.HeaterFitted = false;
        return configuration;
    }

    private void StepBoard(FirmwareBoot boot)
    {
        if (!Clock.IsKnown && Network.IsUp && Timeline.NowMs >= _timeKnownAtMs && !IsTimeServerDead)
        {
            Clock.IsKnown = true;
        }

        Commands.Step();
        foreach (CabinetRequest request in _allowed)
        {
            _memory.Allow(request);
        }

        _allowed.Clear();
        boot.Scan(_inputs);
        Report.Scans++;
        _alarm.Check(_inputs, boot.Outputs, boot.State.Mode == OperatingMode.Maintenance);
        if (boot.HasNews)
        {
            _memory.Check(boot.State);
        }

        boot.StepOthers();
        if (boot.HasStored)
        {
            _memory.NoteStored(IsFlashSound);
        }

        if (boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding)
        {
            Timeline.Add("the board restarts: " + boot.Exchange.Restarts.Reason);
            Report.Count("restarts by the firmware");
            _alarm.CheckRestart(boot.Outputs);
            boot.EndOnPurpose(boot.Exchange.Restarts.Reason);
            LosePower(0);
        }
    }

    private void StartBoard()
    {
        // A boot whose number flash refuses may repeat it, which the firmware can only log; so flash refuses nothing here.
        int capacity = Flash.Capacity;
        Flash.Refuses = _ => false;
        Flash.Capacity = _flashCapacity;
        _timeKnownAtMs = Timeline.NowMs + TimeKnownMs;
        _hardware.Random = new Random((int)_seeds.NextSeed());
        _boot = new FirmwareBoot(_configuration, _hardware);
        Flash.Refuses = operation => Refuse(_refuses(operation));
        Flash.Capacity = capacity;
        _alarm.Begin();
        _memory.Begin();
        Report.Count(_boot.Boots.IsSafeMode ? "boots into safe mode" : "boots");
        Timeline.Add($"boot {_boot.Number}{(_boot.Boots.IsSafeMode ? " in safe mode" : string.Empty)}");
    }

    private void LosePower(int forMs)
    {
        Timeline.Add($"power gone for {forMs} ms");
        Flash.Restore();
        Broker.Close(false);
        Broker.BlockedMs = 0;
        Network.PowerOff();
        Clock.IsKnown = false;
        Ledger.PowerLost(IsFlashSound);
        _boot = null;
        _allowed.Clear();
        _powerOnAtMs = Timeline.NowMs + forMs + BootMs;
    }

    private bool Refuse(bool isRefused)
    {
        if (isRefused)
        {
            Report.Count("flash operations refused");
        }

        return isRefused;
    }

    private void Freeze(int forMs)
    {
        _alarm.Freeze(_boot!.Outputs);
        Report.Count("freezes");
        Timeline.NowMs += forMs;
    }

    private void TakeMessage(string topic, Action take)
    {
        if (topic.EndsWith("/event", StringComparison.Ordinal))
        {
            take();
        }
    }

    private void CountReply(string topic, string text)
    {
        if (topic.EndsWith("/reply", StringComparison.Ordinal))
        {
            using JsonDocument reply = JsonDocument.Parse(text);
            Report.Count("replies: " + reply.RootElement.GetProperty("code").GetString());
        }
    }

    private sealed class SilentLog : ILog
    {
        public void Info(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Error(string message)
        {
        }
    }
}
