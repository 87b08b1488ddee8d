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

/// <summary>The board's life: it boots, scans, restarts, sleeps, wakes and loses its power, and is judged in each scan.</summary>
internal sealed class SoakBoard
{
    /// <summary>A board needs this long from power to its first scan, in milliseconds.</summary>
    private const int BootMs = 3000;

    /// <summary>After this long the network has told the time, in milliseconds.</summary>
    private const int TimeKnownMs = 5000;

    /// <summary>From the decision to sleep until the pins can wake it, in milliseconds.</summary>
    private const int FallAsleepMs = 300;

    private readonly SoakWorld _world;
    private readonly InputImage _contacts;
    private readonly SeededRandom _seeds;
    private readonly InputImage _inputs = new();
    private readonly AlarmInvariant _alarm;
    private readonly KitInvariant _kit;
    private readonly TornEnds _tornEnds;
    private readonly VirtualHardware _hardware;
    private readonly List<CabinetRequest> _allowed = [];
    private FirmwareBoot? _boot;
    private SleepPlan? _plan;
    private long _asleepFromMs;
    private long _timeKnownAtMs;

    /// <summary>Initializes a new instance of the <see cref="SoakBoard"/> class, with the power about to come.</summary>
    /// <param name="world">What is around it, whole but for the board.</param>
    /// <param name="contacts">The contacts as people leave them.</param>
    /// <param name="seeds">Seeds of what is random in each boot.</param>
    public SoakBoard(SoakWorld world, InputImage contacts, SeededRandom seeds)
    {
        _world = world;
        _contacts = contacts;
        _seeds = seeds;
        _tornEnds = new TornEnds(world.Flash, world.Timeline);
        _alarm = new AlarmInvariant(world.Timeline, world.Report);
        Memory = new MemoryInvariant(world.Report);
        _kit = new KitInvariant(world.Timeline, world.Report);
        PowerOnAtMs = BootMs;
        _hardware = new VirtualHardware
        {
            Timeline = world.Timeline,
            Flash = world.Flash,
            Clock = world.Clock,
            Network = world.Network,
            Broker = world.Broker,
            Witness = world.Ledger,
            Authenticator = world.Registry,
            Watch = world.Registry.Watch,
            Random = new Random(0),
            Log = new SilentLog(),
        };
        Wire();
    }

    /// <summary>Gets what the cabinet must remember.</summary>
    public MemoryInvariant Memory { get; }

    /// <summary>Gets the boot that runs, or <c>null</c> while there is none.</summary>
    public FirmwareBoot? Boot => _boot;

    /// <summary>Gets when the board begins to boot, or began, in milliseconds of virtual time.</summary>
    public long PowerOnAtMs { get; private set; }

    /// <summary>Gets a value indicating whether it runs or sleeps.</summary>
    public bool IsAlive => _boot != null || _plan != null;

    // As the next boot will find it.
    private bool IsWakeKept => (Remembered & PersistentState.KitMoved) != 0
        || new BootRecord(_world.Flash.Copy(), _hardware.Log).WakeOf(WakeCause.PowerOn) != WakeCause.PowerOn;

    private bool IsKitRememberedOpen => (Remembered & PersistentState.KitOpen) != 0;

    private int Remembered
    {
        get
        {
            PersistentState memory = new();
            if (new TwoSlotRecord(_world.Flash.Copy(), MemoryKeeper.FileName).TryRead(out byte[] content))
            {
                memory.FromBytes(content);
            }

            return memory.Standing;
        }
    }

    private bool IsAsleep => _plan != null && _world.Timeline.NowMs >= _asleepFromMs;

    /// <summary>Somebody allowed has given an order; it holds from the next scan on.</summary>
    /// <param name="request">What.</param>
    public void Allow(CabinetRequest request) => _allowed.Add(request);

    /// <summary>One scan's time has passed.</summary>
    public void Step()
    {
        if (_world.IsKit)
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
            else if (_world.Timeline.NowMs >= PowerOnAtMs)
            {
                StartBoard();
            }
        }
        catch (PowerCutException)
        {
            _world.Report.Count("power cuts in a flash write");
            LosePower(_world.Faults.OutageMs(), "power gone");
        }
    }

    /// <summary>The board is gone, with all that it holds, and comes again.</summary>
    /// <param name="forMs">How long it has no power, in milliseconds.</param>
    /// <param name="why">For the timeline.</param>
    public void LosePower(int forMs, string why)
    {
        _world.Timeline.Add(forMs == 0 ? why : $"{why} for {forMs} ms");
        _world.Flash.Restore();
        _world.Broker.Close(false);
        _world.Broker.BlockedMs = 0;
        _world.Network.PowerOff();
        _world.Clock.IsKnown = false;
        _world.Ledger.PowerLost(_world.IsFlashSound);
        _tornEnds.End(_world.IsFlashSound);
        _world.Registry.PowerLost();
        _world.Settings.PowerLost();
        if (forMs > 0)
        {
            _kit.Forgive();
        }

        _boot = null;
        _plan = null;
        _allowed.Clear();
        _hardware.WakeCause = WakeCause.PowerOn;
        PowerOnAtMs = _world.Timeline.NowMs + forMs + BootMs;
    }

    private void Wire()
    {
        EventInvariant ledger = _world.Ledger;
        ledger.Resends.IsOnFlash = _tornEnds.Holds;
        ledger.AreReadsSound = () => _world.IsFlashReadable;
        ledger.Book.IsHeldUp = severity => _tornEnds.HoldUp(severity, _world.FlashFaults.ReadsSettledMs);
        ledger.Book.ReadsSettledMs = () => _world.FlashFaults.ReadsSettledMs;
        ledger.Emitted = item =>
        {
            Memory.Note(item);
            _world.Settings.Note(item);
            _kit.Note(item);
        };
        _kit.IsKept = () => IsWakeKept;
        _kit.ReadsSettledMs = () => _world.FlashFaults.ReadsSettledMs;
        _world.Broker.Freezes = Freeze;
    }

    private void StepBoard(FirmwareBoot boot)
    {
        if (!_world.Clock.IsKnown && _world.Network.IsUp && _world.Timeline.NowMs >= _timeKnownAtMs && !_world.IsTimeServerDead)
        {
            _world.Clock.IsKnown = true;
        }

        if (boot.Link != null)
        {
            _world.Commands.Step();
        }

        foreach (CabinetRequest request in _allowed)
        {
            Memory.Allow(request);
        }

        _allowed.Clear();
        Scan(boot);
        boot.StepOthers();
        if (boot.HasStored)
        {
            Memory.NoteStored(_world.IsFlashSound);
        }

        if (boot.Sleep is { } plan)
        {
            FallAsleep(boot, plan);
        }
        else if (boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding)
        {
            _world.Report.Count("restarts by the firmware");
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
            _world.Parts.Read(_inputs, _contacts.AedPresenceContactClosed, boot.Outputs.HeaterOn);
            CopyContacts();
            boot.Scan(_inputs);
        }
        catch (Exception exception) when (FirmwareBoot.IsOfPart(exception))
        {
            throw new InvariantViolation("no part ends the scan", exception.Message);
        }

        _world.Report.Scans++;
        _alarm.Check(_inputs, boot.Outputs, boot.State.Mode == OperatingMode.Maintenance);
        if (boot.HasNews)
        {
            Memory.Check(boot.State);
        }

        if (!_world.IsKit && boot.Link != null)
        {
            CabinetState state = boot.State;
            bool isOpenAnyway = state.Mode != OperatingMode.Normal || state.IsRemovalOpen || state.IsSosOpen || state.IsKitOpeningOpen
                || state.IsAedDoorOpen
                || boot.Exchange.SelfTest.IsUnderWay || boot.Exchange.Handshake.IsGranted || boot.Boots.IsSafeMode;
            _world.Lock.Check(boot.Outputs.LockRelease, _inputs.IsOnline, isOpenAnyway);
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
        _timeKnownAtMs = _world.Timeline.NowMs + TimeKnownMs;
        _hardware.Random = new Random((int)_seeds.NextSeed());
        _hardware.LastResort = new LastResort(_world.Flash, null, _hardware.Log);
        bool isReadable = _world.IsFlashReadable;
        _tornEnds.Begin(isReadable, _world.Ledger.Book.IsAcknowledgementDurable);
        if (!isReadable)
        {
            _world.Ledger.Book.ForgetAcknowledgements();
        }

        try
        {
            CabinetConfiguration configuration = ConfigurationFile.Load(_world.Flash, SimulatedBoard.Target, _hardware.Log);
            _world.Settings.Begin(configuration, isReadable);
            _world.Ledger.IsHeard = configuration.IsCommissioned || configuration.IsUnread;
            _world.Broker.IsElsewhere = configuration.Broker.Host != "broker.example";
            _boot = new FirmwareBoot(configuration, _hardware);
            _world.Parts.Begin(_boot, configuration, _world.CabinetClock);
        }
        catch (Exception exception) when (FirmwareBoot.IsOfPart(exception))
        {
            // As Program.Main does.
            _world.Report.Count("boots that failed for a part's failure");
            _hardware.LastResort.EndMain(exception, _hardware.WakeCause, null, null, null);
            _kit.BeginAgain(IsWakeKept);
            LosePower(0, "the boot failed: " + exception.Message);
            return;
        }

        _alarm.Begin();
        Memory.Begin(isReadable);
        _world.Lock.Begin();
        _world.Report.Count(_boot.Link == null ? "boots without a cabinet.json"
            : _boot.Boots.IsSafeMode ? "boots into safe mode" : "boots");
        _world.Timeline.Add(
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

        _world.Report.Count("sleeps");
        _kit.FallAsleep(IsKitRememberedOpen, _world.IsFlashSound);
        LosePower(0, $"sleeps for {plan.LengthMs} ms");
        _plan = plan;
        _asleepFromMs = _world.Timeline.NowMs + FallAsleepMs;
        PowerOnAtMs = _world.Timeline.NowMs + plan.LengthMs + BootMs;
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
            _world.Report.Count("ends on purpose that failed for a part's failure");
            _hardware.LastResort!.End("main", exception);
            return false;
        }
    }

    private void StepSleep(SleepPlan plan)
    {
        bool isTimer = _world.Timeline.NowMs >= PowerOnAtMs - BootMs;
        if (isTimer || (IsAsleep && _contacts.KitDoorContactOpen != plan.IsDoorOpen))
        {
            _hardware.WakeCause = isTimer ? WakeCause.Timer : WakeCause.Pin;
            _world.Report.Count(isTimer ? "wakes by the timer" : "wakes by the door");
            _world.Timeline.Add(isTimer ? "the timer wakes the board" : "the door wakes the board");
            _plan = null;
            PowerOnAtMs = _world.Timeline.NowMs + BootMs;
        }
    }

    private void Freeze(int forMs)
    {
        _alarm.Freeze(_boot!.Outputs);
        _world.Report.Count("freezes");
        _world.Timeline.NowMs += forMs;
    }
}
