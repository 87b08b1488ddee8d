using System.Threading;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Virtual;

/// <summary>
/// One boot of the firmware as its composition root wires it, each thread's step called in turn. Reads nothing but what it is handed,
/// so that a power cut is nothing but forgetting it.
/// </summary>
public sealed class FirmwareBoot : CabinetFirmware, IHealthSource
{
    /// <summary>The storage thread's poll; news wakes it at once.</summary>
    private const int StoragePollMs = 100;

    /// <summary>The link thread's poll.</summary>
    private const int LinkPollMs = 100;

    private readonly Timeline _timeline;
    private readonly VirtualHardware _board;
    private readonly Supervisor _supervisor;
    private readonly Progress _scanProgress = new();
    private readonly Progress _linkProgress = new();
    private readonly StorageLoop _storage;
    private readonly ThreadFailures _linkFailures;
    private long _storageDueMs;
    private long _linkDueMs;
    private long _superviseDueMs;
    private bool _hasNews;
    private bool _mustStartOver;

    /// <summary>
    /// Initializes a new instance of the <see cref="FirmwareBoot"/> class: what the board does before its threads start. May be cut.
    /// </summary>
    /// <param name="configuration">The cabinet's settings.</param>
    /// <param name="board">What it runs on.</param>
    public FirmwareBoot(CabinetConfiguration configuration, VirtualHardware board)
        : base(
            new CabinetHardware(null, null, null, board.Flash, board.Network,
                board.Clock)
            { WakeCause = board.WakeCause, LastResort = board.LastResort },
            board.Log)
    {
        _board = board;
        _timeline = board.Timeline;
        StartedMs = _timeline.NowMs;
        Build(configuration, board.Random);
        Begin(CabinetPart, configuration, board.Random);
        AutoResetEvent unheard = new(false);
        _storage = new StorageLoop(Storekeeper, Hardware.BootClock, unheard, unheard, Boots, Exchange.Restarts, Exchange.Shortage,
            Log)
        { Unread = Unread, SelfTest = Exchange.SelfTest, IsOfPart = IsOfPart };
        _linkFailures = new ThreadFailures("link", Boots, Exchange.Restarts, Exchange.Shortage, Log);
        _supervisor = new Supervisor(_scanProgress, _storage.Progress, Link is null ? null : _linkProgress);
    }

    /// <summary>Gets its number.</summary>
    public int Number => Boot;

    /// <summary>Gets a value indicating whether it could not read what it is: what moves is told by a later boot.</summary>
    public bool IsKindUnread => Unread is not null;

    /// <summary>Gets its wall clock, as far as it believes it.</summary>
    public BelievedClock Clock => Hardware.Clock;

    /// <summary>Gets when it began, in milliseconds of virtual time; its own time begins at 0 then.</summary>
    public long StartedMs { get; }

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
        HasNews = Cabinet.Step(inputs, NowMs, Outputs);
        _scanProgress.Note();
        _ = Sleeping?.Step(inputs.SosContactClosed, NowMs);
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
            if (_storage.TryRound(NowMs))
            {
                NoteStored();
            }
        }

        if (Link is not null && NowMs >= _linkDueMs)
        {
            _linkDueMs = NowMs + LinkPollMs;
            _board.Broker.Advance();
            StepLink(Link);
            _linkDueMs += _board.Broker.BlockedMs;
            _board.Broker.BlockedMs = 0;
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
        if (_storage.TryFinish(NowMs))
        {
            NoteStored();
        }
    }

    /// <summary>
    /// Whether an exception is one that the board's parts are made to throw, which the firmware's threads survive; any other is a fault of
    /// the firmware's.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsOfPart(Exception exception) => exception is OutOfMemoryException or PartFailureException;

    /// <summary>Checks that nothing in memory is larger than its bound.</summary>
    public void CheckBounds()
    {
        int underWay = Link?.UnderWay ?? 0;
        int replies = Link?.WaitingReplies ?? 0;
        int notices = Exchange.Notices.Count;
        if (notices > NoticeQueue.Capacity || FreshEvents > EventQueue.Capacity + InFlight.Window || underWay > InFlight.Window
            || replies > ReplyQueue.Capacity + 1)
        {
            throw new InvariantViolation("queues stay within bounds",
                $"{notices} notices, {FreshEvents} events in memory, {underWay} under way, {replies} replies");
        }
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
    }

    /// <inheritdoc/>
    protected override IBrokerConnection CreateConnection() => _board.Broker;

    /// <inheritdoc/>
    protected override IHealthSource CreateHealth(out HeapWatch? heap)
    {
        heap = null;
        return this;
    }

    /// <inheritdoc/>
    protected override IEventSink Watch(IEventSink events)
    {
        _board.Witness.Begin(events, (IEventSource)events, Boot);
        return _board.Witness;
    }

    /// <inheritdoc/>
    protected override IEventSource Watch(IEventSource events) => _board.Witness;

    /// <inheritdoc/>
    protected override ICommandExecutor Watch(ICommandExecutor executor) => _board.Watch(executor);

    /// <inheritdoc/>
    protected override IMessageAuthenticator Watch(IMessageAuthenticator authenticator) => _board.Authenticator;

    /// <inheritdoc/>
    protected override bool EndsStart(Exception exception) => true;

    // Like the loops of the firmware's threads: a part's exception is noted, and the thread goes on.
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
            _linkProgress.Note();
        }
        catch (Exception exception) when (IsOfPart(exception))
        {
            _mustStartOver = true;
            _linkFailures.Note(exception, "starting over");
        }
    }

    private void NoteStored()
    {
        HasStored = FreshEvents == 0;
        if (HasStored)
        {
            _board.Witness.NoteStored();
        }
    }

    private void CheckSupervisor()
    {
        if (!_supervisor.MayFeed)
        {
            throw new InvariantViolation("the watchdog is fed", "the supervisor sees a stall: " + _supervisor.StallReason);
        }
    }
}
