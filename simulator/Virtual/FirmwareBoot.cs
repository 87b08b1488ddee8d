using System.Collections;
using System.Reflection;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Virtual;

/// <summary>
/// One boot of the firmware: its own classes wired as the board wires them, each thread's step called in turn. Reads nothing
/// but what it is handed, so that a power cut is nothing but forgetting it.
/// </summary>
public sealed class FirmwareBoot : IHealthSource
{
    /// <summary>The storage thread's poll; news wakes it at once.</summary>
    private const int StoragePollMs = 100;

    /// <summary>As the storage thread tries at the end.</summary>
    private const int LastTries = 3;

    /// <summary>The link thread's poll.</summary>
    private const int LinkPollMs = 100;

    private readonly Timeline _timeline;
    private readonly VirtualBroker _broker;
    private readonly IEventWitness _witness;
    private readonly Cabinet _cabinet;
    private readonly Storekeeper _storekeeper;
    private readonly Supervisor _supervisor;
    private readonly Progress _scanProgress = new();
    private readonly Progress _storageProgress = new();
    private readonly Progress _linkProgress = new();
    private readonly ThreadFailures _storageFailures;
    private readonly ThreadFailures _linkFailures;
    private readonly Queue _notices;
    private readonly EventQueue _fresh;
    private InFlight? _inFlight;
    private readonly ReplyQueue _replies;
    private readonly SleepControl? _sleep;
    private SettingsTrial? _trial;
    private IStorage? _unread;
    private long _readAgainAtMs;
    private long _storageDueMs;
    private long _linkDueMs;
    private long _superviseDueMs;
    private bool _hasNews;
    private bool _mustStartOver;

    /// <summary>Initializes a new instance of the <see cref="FirmwareBoot"/> class: what the board does before its threads start. May be cut.</summary>
    /// <param name="configuration">The cabinet's settings.</param>
    /// <param name="board">What it runs on.</param>
    public FirmwareBoot(CabinetConfiguration configuration, VirtualHardware board)
    {
        _timeline = board.Timeline;
        _broker = board.Broker;
        _witness = board.Witness;
        StartedMs = _timeline.NowMs;
        NoticeQueue notices = new();
        Clock = new BelievedClock(board.Clock);
        Boots = new BootRecord(board.Flash, board.Log) { Clock = Clock };
        board.LastResort?.Know(Boots);
        Outbox outbox = new(board.Flash, Clock, notices, board.Log);
        outbox.Open();
        Number = BootCounter.Next(board.Flash, configuration.FirstBoot, outbox.HighestBoot, board.Random, out bool isCounted);
        if (!isCounted)
        {
            outbox.NoteGivenUp();
        }

        _fresh = Within<EventQueue>(outbox);

        // Nobody will ever hear of what happens before the cabinet has a name.
        EventQueue unheard = new();
        bool isHeard = configuration.IsCommissioned || configuration.IsUnread;
        _witness.Begin(isHeard ? outbox : unheard, isHeard ? outbox : unheard, Number);
        _unread = configuration.IsUnread && !configuration.IsCommissioned ? board.Flash : null;
        Exchange = new ScanExchange(_witness, notices) { WakeCause = Boots.WakeOf(board.WakeCause) };
        if (_unread is not null)
        {
            Boots.LeaveWake(Exchange.WakeCause);
        }

        _storageFailures = new ThreadFailures("storage", Boots, Exchange.Restarts, Exchange.Shortage, board.Log);
        _linkFailures = new ThreadFailures("link", Boots, Exchange.Restarts, Exchange.Shortage, board.Log);
        _storekeeper = new Storekeeper(outbox, new MemoryKeeper(board.Flash, Exchange.Memories, Boots, Exchange.Restarts));
        Clock.NotBefore(LocalTime.StartOf(Exchange.Memories.LastDay, configuration.Clock.UtcOffsetMinutes));
        configuration = Boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
        Exchange.StartData = Boots.StartData + (SleepControl.IsFor(configuration) ? SleepControl.StartDataOf(board.WakeCause) : string.Empty);
        if (Boots.CrashData != null)
        {
            notices.TryAdd(EventKind.BootCrashed, Boots.CrashData);
        }

        _replies = new ReplyQueue();
        Link = configuration.IsCommissioned ? CreateLink(configuration, board) : null;
        _sleep = Link is not null && SleepControl.IsFor(configuration) ? new SleepControl(configuration.Power, board.Flash, Exchange, outbox, Link, _trial) : null;
        _cabinet = new Cabinet(configuration, Number, Exchange);
        _supervisor = new Supervisor(_scanProgress, _storageProgress, Link is null ? null : _linkProgress);
        _notices = Within<Queue>(notices);
    }

    /// <summary>Gets its number.</summary>
    public int Number { get; }

    /// <summary>Gets its wall clock, as far as it believes it.</summary>
    public BelievedClock Clock { get; }

    /// <summary>Gets where its threads meet.</summary>
    public ScanExchange Exchange { get; }

    /// <summary>Gets how the boots end.</summary>
    public BootRecord Boots { get; }

    /// <summary>Gets its link; <c>null</c> when the cabinet is not commissioned.</summary>
    public RegistryLink? Link { get; }

    /// <summary>Gets when it began, in milliseconds of virtual time; its own time begins at 0 then.</summary>
    public long StartedMs { get; }

    /// <summary>Gets the sleep that is due, or <c>null</c>.</summary>
    public SleepPlan? Sleep => _sleep?.Due;

    /// <summary>Gets its outputs.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets the latest state, updated in the scan that changed it.</summary>
    public CabinetState State { get; } = new();

    /// <summary>Gets a value indicating whether the latest scan changed the state.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Gets a value indicating whether the storage thread has just stored everything there was.</summary>
    public bool HasStored { get; private set; }

    private long NowMs => _timeline.NowMs - StartedMs;

    /// <summary>One scan.</summary>
    /// <param name="inputs">The contacts.</param>
    public void Scan(InputImage inputs)
    {
        inputs.UnixMs = Clock.TryGetUtc(out long unixMs) ? unixMs : -1;
        inputs.IsOnline = Link?.State == LinkState.Online;
        HasNews = _cabinet.Step(inputs, NowMs, Outputs);
        _scanProgress.Note(NowMs);
        _ = _sleep?.Step(inputs.SosContactClosed, NowMs);
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
            if (TryStore())
            {
                _storageProgress.Note(NowMs);
                NoteStored();
            }
        }

        if (Link is not null && NowMs >= _linkDueMs)
        {
            _linkDueMs = NowMs + LinkPollMs;
            _broker.Advance();
            StepLink(Link);
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
        for (int i = 0; i < LastTries; i++)
        {
            try
            {
                _storekeeper.End(NowMs);
                NoteStored();
                return;
            }
            catch (Exception exception) when (IsOfPart(exception))
            {
                _storageFailures.Note(exception, "trying again");
            }
        }
    }

    /// <summary>Whether an exception is one that the board's parts are made to throw, which the firmware's threads survive; any other is a fault of the firmware's.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsOfPart(Exception exception) => exception is OutOfMemoryException or PartFailureException;

    /// <summary>Checks that nothing in memory is larger than its bound.</summary>
    public void CheckBounds()
    {
        if (_notices.Count > NoticeQueue.Capacity || _fresh.Count > EventQueue.Capacity + InFlight.Window || _inFlight?.Count > InFlight.Window || _replies.Count > ReplyQueue.Capacity + 1)
        {
            throw new InvariantViolation("queues stay within bounds", $"{_notices.Count} notices, {_fresh.Count} events in memory, {_inFlight?.Count ?? 0} under way, {_replies.Count} replies");
        }
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
    }

    private RegistryLink CreateLink(CabinetConfiguration configuration, VirtualHardware board)
    {
        MessageComposer composer = new(configuration, Number, Clock);
        Topics topics = new(configuration);
        Outgoing outgoing = new(board.Broker, composer, topics, _witness, Exchange.States, this, _replies);
        _inFlight = Within<InFlight>(outgoing);
        ConnectPreparation preparation = new(configuration.Broker.Tls, Clock, Exchange.Handshake, board.Log);
        LinkEscalation escalation = new(board.Network, Exchange.Alarm, Exchange.Restarts, board.Flash, board.Log);
        JsonParser parser = new();
        board.Flash.Read(ConfigurationFile.Name, out byte[] file);
        RemoteSettings settings = new(board.Flash, file ?? [], file is null || configuration.IsUnread);
        _trial = new SettingsTrial(settings, Exchange.Notices, Exchange.Restarts, Boots.IsSafeMode);
        CommandExecutor executor = new(configuration, parser, Exchange, outgoing, new SettingsCheck(board.Flash, parser, settings), _trial);
        CommandGate gate = new(configuration.Id, board.Authenticator, board.Watch(executor), composer, Clock, Exchange.Notices, board.Flash, _replies, Exchange.Shortage);
        return new RegistryLink(
            configuration.Broker, board.Network, board.Broker, new LinkSession(board.Broker, composer, topics), _witness, outgoing, preparation, escalation, gate, board.Random, board.Log);
    }

    // As the loops of the firmware's threads: what a part throws is noted, and the thread goes on.
    private bool TryStore()
    {
        try
        {
            _storekeeper.Step(NowMs);
            ReadAgain();
            _storageFailures.Clear();
            return true;
        }
        catch (Exception exception) when (IsOfPart(exception))
        {
            _storageFailures.Note(exception, "trying again");
            return false;
        }
    }

    // As StorageLoop does.
    private void ReadAgain()
    {
        if (_unread is null || NowMs < _readAgainAtMs)
        {
            return;
        }

        _readAgainAtMs = NowMs + Outbox.RetryMs;
        if (_unread.Read(ConfigurationFile.Name, out _) != FlashAnswer.Failed)
        {
            Exchange.Restarts.Ask(ConfigurationFile.Name + " read");
            _unread = null;
        }
    }

    private void StepLink(RegistryLink link)
    {
        try
        {
            if (_mustStartOver)
            {
                link.StartOver(NowMs);
                _mustStartOver = false;
            }

            link.Step(NowMs);
            _linkFailures.Clear();
            _linkProgress.Note(NowMs);
        }
        catch (Exception exception) when (IsOfPart(exception))
        {
            _mustStartOver = true;
            _linkFailures.Note(exception, "starting over");
        }
    }

    private void NoteStored()
    {
        HasStored = _fresh.Count == 0;
        if (HasStored)
        {
            _witness.NoteStored();
        }
    }

    private void CheckSupervisor()
    {
        if (!_supervisor.MayFeed)
        {
            throw new InvariantViolation("the watchdog is fed", "the supervisor sees a stall: " + _supervisor.StallReason);
        }
    }

    // The bounds are of no interest to the firmware's other classes, so they are looked up where they are kept.
    private static T Within<T>(object owner) => (T)owner.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        .Single(field => field.FieldType == typeof(T))
        .GetValue(owner)!;
}
