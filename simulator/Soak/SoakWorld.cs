using System.Text.Json;
using AedCabinet.Controller;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Inspection;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Sleeping;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Simulator.Soak;

/// <summary>One cabinet, its flash, its parts, its network and its broker in virtual time, in one thread.</summary>
internal sealed class SoakWorld
{
    /// <summary>The cabinet's id.</summary>
    public const string CabinetId = "NM-0471-0001";

    private readonly InputImage _contacts = new() { AedPresenceContactClosed = true, MainsPresent = true };
    private readonly People _people;
    private readonly SoakBoard _board;
    private bool _isTimeServerDead;

    /// <summary>Initializes a new instance of the <see cref="SoakWorld"/> class, with the power about to come.</summary>
    /// <param name="isKit">Whether it is a kit on battery; else a station on mains.</param>
    /// <param name="report">Counts; its seed is that of everything random.</param>
    /// <param name="timeline">The virtual time.</param>
    public SoakWorld(bool isKit, SoakReport report, Timeline timeline)
    {
        IsKit = isKit;
        Report = report;
        Timeline = timeline;
        SeededRandom seeds = new(isKit ? ~report.Seed : report.Seed);
        Clock = new VirtualClock(Timeline);
        Network = new VirtualNetwork(Timeline);
        Broker = new VirtualBroker(Timeline, Network, new SeededRandom(seeds.NextSeed()), Report.Count);
        Ledger = new EventInvariant(Timeline, Report);
        FlashFaults = new FlashFaults(Flash, Report, new SeededRandom(seeds.NextSeed()));
        Parts = new SoakParts(Timeline, Report);
        Faults = new FaultPlan(this, new SeededRandom(seeds.NextSeed()));
        Registry = new CommandRegistry(this);
        Settings = new SettingsInvariant(Timeline, Report);
        Lock = new LockInvariant(Timeline, Report);
        Commands = new CommandTraffic(this, Registry, new SeededRandom(seeds.NextSeed()));
        _people = new People(Timeline, new SeededRandom(seeds.NextSeed()), Report, isKit);
        _board = new SoakBoard(this, _contacts, seeds);
        Broker.Delivers = (topic, text) => TakeMessage(topic, () => Ledger.Deliver(text));
        Broker.Acknowledges = (topic, text) =>
        {
            TakeMessage(topic, () => Ledger.Confirm(text));
            CountReply(topic, text);
        };
        CheckFile(CabinetFile.Of(IsKit, 1));
        Flash.TryWrite(ConfigurationFile.Name, CabinetFile.Of(IsKit, 1));
        FlashFaults.Arm();
    }

    /// <summary>Gets a value indicating whether it is a kit on battery.</summary>
    public bool IsKit { get; }

    /// <summary>Gets the kinds of faults of the run.</summary>
    public FaultKinds Kinds => Report.Kinds;

    /// <summary>Gets what happened.</summary>
    public Timeline Timeline { get; }

    /// <summary>Gets the figures.</summary>
    public SoakReport Report { get; }

    /// <summary>Gets the wall clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Gets the time of day as the cabinet believes it.</summary>
    public IWallClock CabinetClock => Boot?.Clock as IWallClock ?? Clock;

    /// <summary>Gets the network.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Gets the broker.</summary>
    public VirtualBroker Broker { get; }

    /// <summary>Gets the flash.</summary>
    public SimulatedFlash Flash { get; } = new();

    /// <summary>Gets what is wrong with the flash.</summary>
    public FlashFaults FlashFaults { get; }

    /// <summary>Gets battery gauge, probe and light.</summary>
    public SoakParts Parts { get; }

    /// <summary>Gets the events there ever were.</summary>
    public EventInvariant Ledger { get; }

    /// <summary>Gets the faults.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets who signs commands, and sees that only they are executed.</summary>
    public CommandRegistry Registry { get; }

    /// <summary>Gets what comes on the command topic.</summary>
    public CommandTraffic Commands { get; }

    /// <summary>Gets which settings may be in force.</summary>
    public SettingsInvariant Settings { get; }

    /// <summary>Gets when the lock may be open.</summary>
    public LockInvariant Lock { get; }

    /// <summary>Gets the boot that runs, or <c>null</c> while there is none.</summary>
    public FirmwareBoot? Boot => _board.Boot;

    /// <summary>Gets a value indicating whether nothing is wrong now that keeps the cabinet from its link.</summary>
    public bool IsCalm => Faults.IsCalm && !Settings.IsAway && !IsWaitingForAlarm;

    /// <summary>Gets since when the board has power and nothing is wrong, in milliseconds of virtual time.</summary>
    public long CalmSinceMs => Math.Max(Math.Max(Faults.CalmSinceMs, Settings.AwayUntilMs), _board.PowerOnAtMs);

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

    /// <summary>Gets a value indicating whether flash takes writes as it should, and has done so for long enough.</summary>
    public bool IsFlashSound => FlashFaults.AreWritesSound(Timeline.NowMs);

    /// <summary>Gets a value indicating whether flash answers reads as it should, and has done so for long enough.</summary>
    public bool IsFlashReadable => FlashFaults.AreReadsSound(Timeline.NowMs);

    /// <summary>Gets what keeps the run from being calm, for a message.</summary>
    public string Restless =>
        $"faults {(Faults.IsCalm ? "over" : "on")}, settings {(Settings.IsAway ? "astray" : "at home")}, " +
        $"alarm {(IsWaitingForAlarm ? "sounding on a board without its settings" : "no hindrance")}";

    // Without its cabinet.json it has no link, and it restarts with it once nobody is alarmed or guided any more.
    private bool IsWaitingForAlarm => Boot is { Link: null, Exchange.Alarm.IsSounding: true };

    /// <summary>Whether nothing has been wrong for a while.</summary>
    /// <param name="ms">How long, in milliseconds.</param>
    /// <returns><c>true</c> when nothing has.</returns>
    public bool IsCalmFor(long ms) => IsCalm && Timeline.NowMs - CalmSinceMs >= ms;

    /// <summary>One scan's time passes.</summary>
    public void Step()
    {
        Timeline.NowMs += Cabinet.ScanPeriodMs;
        Faults.Step();
        FlashFaults.Step(Timeline.NowMs);
        _people.Move(_contacts);
        _board.Step();
    }

    /// <summary>The power fails between two scans.</summary>
    /// <param name="forMs">For how long, in milliseconds.</param>
    public void CutPower(int forMs)
    {
        if (_board.IsAlive)
        {
            _board.LosePower(forMs, "power gone");
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

    /// <summary>The flash comes up empty: a corrupted partition is formatted when it is mounted.</summary>
    public void FormatFlash()
    {
        _board.LosePower(1000, "power gone");
        Flash.Format();
        Ledger.FlashLost();
        Registry.FlashLost();
        _board.Memory.Forget();
        Settings.Forget();
        Commands.Replay();
    }

    /// <summary>A technician puts the cabinet's file on its flash, with a first boot above all that the registry knows.</summary>
    public void Deploy()
    {
        _board.LosePower(0, "cabinet.json is deployed");
        FlashFaults.Put(ConfigurationFile.Name, CabinetFile.Of(IsKit, Ledger.HighestBoot + 1000));
    }

    /// <summary>Somebody allowed has given the scan an order; it holds from the next scan on.</summary>
    /// <param name="request">What.</param>
    public void Allow(CabinetRequest request) => _board.Allow(request);

    /// <summary>Judges what takes its time.</summary>
    public void Judge()
    {
        Registry.Check(IsCalm);
        Settings.Check(IsFlashSound && IsFlashReadable && Boot is { Exchange.Alarm.IsSounding: false },
            Boot?.Storekeeper.HasUntold == true);
    }

    // What the soak itself puts on flash must be in order, or it judges a cabinet that is not commissioned.
    private static void CheckFile(byte[] file)
    {
        ConfigurationProblems problems = new();
        ConfigurationFile.Parse(file, problems);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException("the soak's cabinet.json: " + string.Join("; ", problems.ToLines()));
        }
    }

    private static void TakeMessage(string topic, Action take)
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
}
