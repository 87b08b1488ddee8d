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

    /// <summary>A board needs this long from power to its first scan, in milliseconds.</summary>
    private const int BootMs = 3000;

    /// <summary>After this long the network has told the time, in milliseconds.</summary>
    private const int TimeKnownMs = 5000;

    /// <summary>From the decision to sleep until the pins can wake it, in milliseconds.</summary>
    private const int FallAsleepMs = 300;

    private readonly SeededRandom _seeds;
    private readonly InputImage _contacts = new() { AedPresenceContactClosed = true, MainsPresent = true };
    private readonly InputImage _inputs = new();
    private readonly AlarmInvariant _alarm;
    private readonly MemoryInvariant _memory;
    private readonly KitInvariant _kit;
    private readonly People _people;
    private readonly TornEnds _tornEnds;
    private readonly VirtualHardware _hardware;
    private readonly List<CabinetRequest> _allowed = [];
    private FirmwareBoot? _boot;
    private SleepPlan? _plan;
    private long _asleepFromMs;
    private long _powerOnAtMs;
    private long _timeKnownAtMs;
    private bool _isTimeServerDead;
    private bool _isOnline;

    /// <summary>Initializes a new instance of the <see cref="SoakWorld"/> class, with the power about to come.</summary>
    /// <param name="isKit">Whether it is a kit on battery; else a station on mains.</param>
    /// <param name="report">Counts; its seed is that of everything random.</param>
    /// <param name="timeline">The virtual time.</param>
    public SoakWorld(bool isKit, SoakReport report, Timeline timeline)
    {
        IsKit = isKit;
        Report = report;
        Timeline = timeline;
        _seeds = new SeededRandom(isKit ? ~report.Seed : report.Seed);
        Clock = new VirtualClock(Timeline);
        Network = new VirtualNetwork(Timeline);
        Broker = new VirtualBroker(Timeline, Network, new SeededRandom(_seeds.NextSeed()), Report.Count);
        Ledger = new EventInvariant(Timeline, Report);
        _tornEnds = new TornEnds(Flash, Timeline);
        FlashFaults = new FlashFaults(Flash, Report, new SeededRandom(_seeds.NextSeed()));
        Parts = new SoakParts(Timeline, Report);
        Faults = new FaultPlan(this, new SeededRandom(_seeds.NextSeed()));
        Registry = new CommandRegistry(this);
        Settings = new SettingsInvariant(Timeline, Report);
        Lock = new LockInvariant(Timeline, Report);
        Commands = new CommandTraffic(this, Registry, new SeededRandom(_seeds.NextSeed()));
        _people = new People(Timeline, new SeededRandom(_seeds.NextSeed()), Report, isKit);
        _alarm = new AlarmInvariant(Timeline, Report);
        _memory = new MemoryInvariant(Report);
        _kit = new KitInvariant(Timeline, Report);
        _powerOnAtMs = BootMs;
        _hardware = new VirtualHardware
        {
            Timeline = Timeline,
            Flash = Flash,
            Clock = Clock,
            Network = Network,
            Broker = Broker,
            Witness = Ledger,
            Authenticator = Registry,
            Watch = Registry.Watch,
            Random = new Random(0),
            Log = new SilentLog(),
        };
        Wire();
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
    public IWallClock CabinetClock => _boot?.Clock as IWallClock ?? Clock;

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
    public FirmwareBoot? Boot => _boot;

    /// <summary>Gets a value indicating whether nothing is wrong now that keeps the cabinet from its link.</summary>
    public bool IsCalm => Faults.IsCalm && !Settings.IsAway && !IsWaitingForAlarm;

    /// <summary>Gets since when the board has power and nothing is wrong, in milliseconds of virtual time.</summary>
    public long CalmSinceMs => Math.Max(Math.Max(Faults.CalmSinceMs, Settings.AwayUntilMs), _powerOnAtMs);

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

    private bool IsFlashSound => FlashFaults.AreWritesSound(Timeline.NowMs);

    private bool IsFlashReadable => FlashFaults.AreReadsSound(Timeline.NowMs);

    /// <summary>Gets what keeps the run from being calm, for a message.</summary>
    public string Restless =>
        $"faults {(Faults.IsCalm ? "over" : "on")}, settings {(Settings.IsAway ? "astray" : "at home")}, " +
        $"alarm {(IsWaitingForAlarm ? "sounding on a board without its settings" : "no hindrance")}";

    // Without its cabinet.json it has no link, and it restarts with it once nobody is alarmed or guided any more.
    private bool IsWaitingForAlarm => _boot is { Link: null, Exchange.Alarm.IsSounding: true };

    // As the next boot will find it.
    private bool IsWakeKept => (Remembered & PersistentState.KitMoved) != 0
        || new BootRecord(Flash.Copy(), _hardware.Log).WakeOf(WakeCause.PowerOn) != WakeCause.PowerOn;

    private bool IsKitRememberedOpen => (Remembered & PersistentState.KitOpen) != 0;

    private int Remembered
    {
        get
        {
            PersistentState memory = new();
            if (new TwoSlotRecord(Flash.Copy(), MemoryKeeper.FileName).TryRead(out byte[] content))
            {
                memory.FromBytes(content);
            }

            return memory.Standing;
        }
    }

    private bool IsAsleep => _plan != null && Timeline.NowMs >= _asleepFromMs;

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
        if (IsKit)
        {
            // A board that can't read yet what it is tells nothing; what moved waits for the boot that can.
            _kit.Check(_contacts.KitDoorContactOpen, IsAsleep, _boot is { Link: not null } or { IsKindUnread: true });
            if (_boot is { Link: null })
            {
                _kit.BeginAgain(true);
            }
        }

        try
        {
            if (_boot != null)
            {
                StepBoard(_boot);
            }
            else if (_plan != null)
            {
                StepSleep(_plan);
            }
            else if (Timeline.NowMs >= _powerOnAtMs)
            {
                StartBoard();
            }
        }
        catch (PowerCutException)
        {
            Report.Count("power cuts in a flash write");
            LosePower(Faults.OutageMs(), "power gone");
        }
    }

    /// <summary>The power fails between two scans.</summary>
    /// <param name="forMs">For how long, in milliseconds.</param>
    public void CutPower(int forMs)
    {
        if (_boot != null || _plan != null)
        {
            LosePower(forMs, "power gone");
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
        LosePower(1000, "power gone");
        Flash.Format();
        Ledger.FlashLost();
        Registry.FlashLost();
        _memory.Forget();
        Settings.Forget();
        Commands.Replay();
    }

    /// <summary>A technician puts the cabinet's file on its flash, with a first boot above all that the registry knows.</summary>
    public void Deploy()
    {
        LosePower(0, "cabinet.json is deployed");
        FlashFaults.Put(ConfigurationFile.Name, CabinetFile.Of(IsKit, Ledger.HighestBoot + 1000));
    }

    /// <summary>Somebody allowed has given the scan an order; it holds from the next scan on.</summary>
    /// <param name="request">What.</param>
    public void Allow(CabinetRequest request) => _allowed.Add(request);

    /// <summary>Judges what takes its time.</summary>
    public void Judge()
    {
        Registry.Check(IsCalm);
        Settings.Check(IsFlashSound && IsFlashReadable && _boot is { Exchange.Alarm.IsSounding: false },
            _boot?.Storekeeper.HasUntold == true);
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

    private void Wire()
    {
        Ledger.IsOnFlash = _tornEnds.Holds;
        Ledger.AreReadsSound = () => IsFlashReadable;
        Ledger.IsHeldUp = severity => _tornEnds.HoldUp(severity, FlashFaults.ReadsSettledMs);
        Ledger.ReadsSettledMs = () => FlashFaults.ReadsSettledMs;
        Ledger.Emitted = item =>
        {
            _memory.Note(item);
            Settings.Note(item);
            _kit.Note(item);
        };
        _kit.IsKept = () => IsWakeKept;
        _kit.ReadsSettledMs = () => FlashFaults.ReadsSettledMs;
        Broker.Freezes = Freeze;
        Broker.Delivers = (topic, text) => TakeMessage(topic, () => Ledger.Deliver(text));
        Broker.Acknowledges = (topic, text) =>
        {
            TakeMessage(topic, () => Ledger.Confirm(text));
            CountReply(topic, text);
        };
    }

    private void StepBoard(FirmwareBoot boot)
    {
        if (!Clock.IsKnown && Network.IsUp && Timeline.NowMs >= _timeKnownAtMs && !IsTimeServerDead)
        {
            Clock.IsKnown = true;
        }

        if (boot.Link != null)
        {
            Commands.Step();
        }

        foreach (CabinetRequest request in _allowed)
        {
            _memory.Allow(request);
        }

        _allowed.Clear();
        Scan(boot);
        boot.StepOthers();
        if (boot.HasStored)
        {
            _memory.NoteStored(IsFlashSound);
        }

        if (boot.Sleep is { } plan)
        {
            FallAsleep(boot, plan);
        }
        else if (boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding)
        {
            Report.Count("restarts by the firmware");
            _alarm.CheckRestart(boot.Outputs);
            TryEndOnPurpose(boot, boot.Exchange.Restarts.Reason);
            if (boot.Link == null)
            {
                _kit.BeginAgain(IsWakeKept);
            }

            LosePower(0, "the board restarts: " + boot.Exchange.Restarts.Reason);
        }
    }

    private void Scan(FirmwareBoot boot)
    {
        try
        {
            Parts.Read(_inputs, _contacts.AedPresenceContactClosed, boot.Outputs.HeaterOn);
            CopyContacts();
            boot.Scan(_inputs);
        }
        catch (Exception exception) when (FirmwareBoot.IsOfPart(exception))
        {
            throw new InvariantViolation("no part ends the scan", exception.Message);
        }

        Report.Scans++;
        _isOnline = _inputs.IsOnline;
        _alarm.Check(_inputs, boot.Outputs, boot.State.Mode == OperatingMode.Maintenance);
        if (boot.HasNews)
        {
            _memory.Check(boot.State);
        }

        if (!IsKit && boot.Link != null)
        {
            CabinetState state = boot.State;
            bool isOpenAnyway = state.Mode != OperatingMode.Normal || state.IsRemovalOpen || state.IsSosOpen || state.IsKitOpeningOpen
                || state.IsAedDoorOpen
                || boot.Exchange.SelfTest.IsUnderWay || boot.Exchange.Handshake.IsGranted || boot.Boots.IsSafeMode;
            Lock.Check(boot.Outputs.LockRelease, _isOnline, isOpenAnyway);
        }
    }

    private void CopyContacts()
    {
        _inputs.AedDoorContactOpen = _contacts.AedDoorContactOpen;
        _inputs.AedPresenceContactClosed = _contacts.AedPresenceContactClosed;
        _inputs.KitDoorContactOpen = _contacts.KitDoorContactOpen;
        _inputs.TamperContactOpen = _contacts.TamperContactOpen;
        _inputs.SosContactClosed = _contacts.SosContactClosed;
        _inputs.ServiceContactClosed = _contacts.ServiceContactClosed;
        _inputs.MainsPresent = _contacts.MainsPresent;
    }

    private void StartBoard()
    {
        _timeKnownAtMs = Timeline.NowMs + TimeKnownMs;
        _hardware.Random = new Random((int)_seeds.NextSeed());
        _hardware.LastResort = new LastResort(Flash, null, _hardware.Log);
        bool isReadable = IsFlashReadable;
        _tornEnds.Begin(isReadable, Ledger.IsAcknowledgementDurable);
        if (!isReadable)
        {
            Ledger.ForgetAcknowledgements();
        }

        try
        {
            CabinetConfiguration configuration = ConfigurationFile.Load(Flash, SimulatedBoard.Target, _hardware.Log);
            Settings.Begin(configuration, isReadable);
            Ledger.IsHeard = configuration.IsCommissioned || configuration.IsUnread;
            Broker.IsElsewhere = configuration.Broker.Host != "broker.example";
            _boot = new FirmwareBoot(configuration, _hardware);
            Parts.Begin(_boot, configuration, CabinetClock);
        }
        catch (Exception exception) when (FirmwareBoot.IsOfPart(exception))
        {
            // As Program.Main does.
            Report.Count("boots that failed for a part's failure");
            _hardware.LastResort.EndMain(exception, _hardware.WakeCause, null, null, null);
            _kit.BeginAgain(IsWakeKept);
            LosePower(0, "the boot failed: " + exception.Message);
            return;
        }

        _alarm.Begin();
        _memory.Begin(isReadable);
        Lock.Begin();
        Report.Count(_boot.Link == null ? "boots without a cabinet.json" : _boot.Boots.IsSafeMode ? "boots into safe mode" : "boots");
        Timeline.Add(
            $"boot {_boot.Number}{(_boot.Boots.IsSafeMode ? " in safe mode" : string.Empty)}{(_boot.Link == null ? ", not commissioned"
                : string.Empty)}");
    }

    private void FallAsleep(FirmwareBoot boot, SleepPlan plan)
    {
        if (!TryEndOnPurpose(boot, "sleep"))
        {
            LosePower(0, "the board restarts: it can't fall asleep");
            return;
        }

        Report.Count("sleeps");
        _kit.FallAsleep(IsKitRememberedOpen, IsFlashSound);
        LosePower(0, $"sleeps for {plan.LengthMs} ms");
        _plan = plan;
        _asleepFromMs = Timeline.NowMs + FallAsleepMs;
        _powerOnAtMs = Timeline.NowMs + plan.LengthMs + BootMs;
    }

    // As CabinetApplication.Run does: what fails there ends the board all the same, and is kept as its reason.
    private bool TryEndOnPurpose(FirmwareBoot boot, string reason)
    {
        try
        {
            boot.EndOnPurpose(reason);
            return true;
        }
        catch (Exception exception) when (FirmwareBoot.IsOfPart(exception))
        {
            Report.Count("ends on purpose that failed for a part's failure");
            _hardware.LastResort!.End("main", exception);
            return false;
        }
    }

    private void StepSleep(SleepPlan plan)
    {
        bool isTimer = Timeline.NowMs >= _powerOnAtMs - BootMs;
        if (isTimer || (IsAsleep && _contacts.KitDoorContactOpen != plan.IsDoorOpen))
        {
            _hardware.WakeCause = isTimer ? WakeCause.Timer : WakeCause.Pin;
            Report.Count(isTimer ? "wakes by the timer" : "wakes by the door");
            Timeline.Add(isTimer ? "the timer wakes the board" : "the door wakes the board");
            _plan = null;
            _powerOnAtMs = Timeline.NowMs + BootMs;
        }
    }

    private void LosePower(int forMs, string why)
    {
        Timeline.Add(forMs == 0 ? why : $"{why} for {forMs} ms");
        Flash.Restore();
        Broker.Close(false);
        Broker.BlockedMs = 0;
        Network.PowerOff();
        Clock.IsKnown = false;
        Ledger.PowerLost(IsFlashSound);
        _tornEnds.End(IsFlashSound);
        Registry.PowerLost();
        Settings.PowerLost();
        if (forMs > 0)
        {
            _kit.Forgive();
        }

        _boot = null;
        _plan = null;
        _isOnline = false;
        _allowed.Clear();
        _hardware.WakeCause = WakeCause.PowerOn;
        _powerOnAtMs = Timeline.NowMs + forMs + BootMs;
    }

    private void Freeze(int forMs)
    {
        _alarm.Freeze(_boot!.Outputs);
        Report.Count("freezes");
        Timeline.NowMs += forMs;
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
