using System.Collections;
using System.Reflection;
using AedCabinet.Controller;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// One boot of the firmware: its own classes wired as the board wires them, each thread's step called in turn. Reads nothing
/// but what it is handed, so that a power cut is nothing but forgetting it.
/// </summary>
internal sealed class FirmwareBoot : IHealthSource
{
    /// <summary>The storage thread's poll; news wakes it at once.</summary>
    private const int StoragePollMs = 100;

    /// <summary>The link thread's poll.</summary>
    private const int LinkPollMs = 100;

    private readonly Timeline _timeline;
    private readonly VirtualBroker _broker;
    private readonly EventLedger _ledger;
    private readonly long _startedMs;
    private readonly Cabinet _cabinet;
    private readonly Storekeeper _storekeeper;
    private readonly Supervisor _supervisor;
    private readonly Progress _scanProgress = new();
    private readonly Progress _storageProgress = new();
    private readonly Progress _linkProgress = new();
    private readonly Queue _notices;
    private readonly EventQueue _fresh;
    private readonly InFlight _inFlight;
    private readonly ReplyQueue _replies;
    private long _storageDueMs;
    private long _linkDueMs;
    private long _superviseDueMs;
    private bool _hasNews;

    /// <summary>Initializes a new instance of the <see cref="FirmwareBoot"/> class: what the board does before its threads start. May be cut.</summary>
    public FirmwareBoot(CabinetConfiguration configuration, IStorage flash, VirtualClock clock, VirtualNetwork network, VirtualBroker broker, EventLedger ledger, CommandRegistry registry, Random random, Timeline timeline, ILog log)
    {
        _timeline = timeline;
        _broker = broker;
        _ledger = ledger;
        _startedMs = timeline.NowMs;
        NoticeQueue notices = new();
        Outbox outbox = new(flash, clock, notices, log);
        outbox.Open();
        Number = BootCounter.Next(flash, configuration.FirstBoot, outbox.HighestBoot, log);
        ledger.Begin(outbox, Number);
        Exchange = new ScanExchange(ledger, notices);
        Boots = new BootRecord(flash, log);
        _storekeeper = new Storekeeper(outbox, new MemoryKeeper(flash, Exchange.Memories, Boots, Exchange.Restarts));
        configuration = Boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
        Exchange.StartData = Boots.StartData;
        if (Boots.CrashData != null)
        {
            notices.TryAdd(EventKind.BootCrashed, Boots.CrashData);
        }

        MessageComposer composer = new(configuration, Number, clock);
        Topics topics = new(configuration);
        _replies = new ReplyQueue();
        Outgoing outgoing = new(broker, composer, topics, ledger, Exchange.States, this, _replies);
        ConnectPreparation preparation = new(configuration.Broker.Tls, clock, Exchange.Handshake, log);
        LinkEscalation escalation = new(network, Exchange.Alarm, Exchange.Restarts, flash, log);
        JsonParser parser = new();
        RemoteSettings settings = new(flash, []);
        SettingsTrial trial = new(settings, notices, Exchange.Restarts, Boots.IsSafeMode);
        CommandExecutor executor = new(configuration, parser, Exchange, outgoing, new SettingsCheck(flash, parser, settings), trial);
        CommandGate gate = new(configuration.Id, registry, registry.Watch(executor), composer, clock, notices, flash, _replies);
        Link = new RegistryLink(configuration.Broker, network, broker, new LinkSession(broker, composer, topics), ledger, outgoing, preparation, escalation, gate, random, log);
        _cabinet = new Cabinet(configuration, Number, Exchange);
        _supervisor = new Supervisor(_scanProgress, _storageProgress, _linkProgress);
        _notices = Within<Queue>(notices);
        _fresh = Within<EventQueue>(outbox);
        _inFlight = Within<InFlight>(outgoing);
    }

    /// <summary>Gets its number.</summary>
    public int Number { get; }

    /// <summary>Gets where its threads meet.</summary>
    public ScanExchange Exchange { get; }

    /// <summary>Gets how the boots end.</summary>
    public BootRecord Boots { get; }

    /// <summary>Gets its link.</summary>
    public RegistryLink Link { get; }

    /// <summary>Gets its outputs.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets the latest state, updated in the scan that changed it.</summary>
    public CabinetState State { get; } = new();

    /// <summary>Gets a value indicating whether the latest scan changed the state.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Gets a value indicating whether the storage thread has just stored everything there was.</summary>
    public bool HasStored { get; private set; }

    private long NowMs => _timeline.NowMs - _startedMs;

    /// <summary>One scan.</summary>
    /// <param name="inputs">The contacts.</param>
    public void Scan(InputImage inputs)
    {
        inputs.IsOnline = Link.State == LinkState.Online;
        HasNews = _cabinet.Step(inputs, NowMs, Outputs);
        _scanProgress.Note(NowMs);
        if (HasNews)
        {
            Exchange.States.Read(State);
            _hasNews = true;
            _storageDueMs = NowMs;
            _linkDueMs = NowMs;
        }
    }

    /// <summary>The other threads, as far as they are due.</summary>
    public void StepOthers()
    {
        HasStored = false;
        if (NowMs >= _storageDueMs)
        {
            _storageDueMs = NowMs + StoragePollMs;
            _storekeeper.Step(NowMs);
            _storageProgress.Note(NowMs);
            NoteStored();
        }

        if (NowMs >= _linkDueMs)
        {
            _linkDueMs = NowMs + LinkPollMs;
            _broker.Advance();
            Link.Step(NowMs);
            _linkProgress.Note(NowMs);
            _linkDueMs += _broker.BlockedMs;
            _broker.BlockedMs = 0;
        }

        if (NowMs >= _superviseDueMs)
        {
            _superviseDueMs = NowMs + SupervisionTimeouts.PeriodMs;
            _supervisor.Step(NowMs);
            CheckSupervisor();
        }

        if (_hasNews)
        {
            _hasNews = false;
            CheckBounds();
        }
    }

    /// <summary>The end on purpose: everything is stored, and the reason kept.</summary>
    /// <param name="reason">Why.</param>
    public void EndOnPurpose(string reason)
    {
        Boots.TryMarkPlannedUnlessCrashed(reason);
        _storekeeper.End(NowMs);
        NoteStored();
    }

    /// <summary>Checks that nothing in memory is larger than its bound.</summary>
    public void CheckBounds()
    {
        if (_notices.Count > NoticeQueue.Capacity || _fresh.Count > EventQueue.Capacity + InFlight.Window || _inFlight.Count > InFlight.Window || _replies.Count > ReplyQueue.Capacity + 1)
        {
            throw new SoakViolation("queues stay within bounds", $"{_notices.Count} notices, {_fresh.Count} events in memory, {_inFlight.Count} under way, {_replies.Count} replies");
        }
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
    }

    private void NoteStored()
    {
        HasStored = _fresh.Count == 0;
        if (HasStored)
        {
            _ledger.NoteStored();
        }
    }

    private void CheckSupervisor()
    {
        if (!_supervisor.MayFeed)
        {
            throw new SoakViolation("the watchdog is fed", "the supervisor sees a stall: " + _supervisor.StallReason);
        }
    }

    // The bounds are of no interest to the firmware's other classes, so they are looked up where they are kept.
    private static T Within<T>(object owner) => (T)owner.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        .Single(field => field.FieldType == typeof(T))
        .GetValue(owner)!;
}
