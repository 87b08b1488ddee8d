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
using AedCabinet.Simulator.Virtual;
using AedCabinet.Sleeping;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One boot of a fleet's cabinet: the firmware's own classes wired as <see cref="CabinetApplication"/> wires them, without its
/// threads. A power cut is nothing but forgetting it.
/// </summary>
internal sealed class FleetFirmware : IEventSink, IHealthSource
{
    private readonly Action<CabinetEvent>? _happened;
    private readonly IWallClock _clock;
    private readonly Outbox _outbox;
    private readonly BootRecord _boots;
    private readonly ScanExchange _exchange;
    private readonly SleepControl? _sleep;
    private long _sleepLookMs = Deadline.Never;
    private bool _isSayingGoodbye;

    /// <summary>Initializes a new instance of the <see cref="FleetFirmware"/> class: what the board does before its threads start.</summary>
    /// <param name="configuration">Its settings, commissioned.</param>
    /// <param name="board">What it runs on.</param>
    /// <param name="wake">What started the board.</param>
    /// <param name="happened">Told of every event in the scan in which it happens, or <c>null</c>.</param>
    public FleetFirmware(CabinetConfiguration configuration, FleetHardware board, WakeCause wake, Action<CabinetEvent>? happened)
    {
        _happened = happened;
        BelievedClock clock = new(board.Clock);
        _clock = clock;
        NoticeQueue notices = new();
        _boots = new BootRecord(board.Flash, board.Log) { Clock = clock };
        _outbox = new Outbox(board.Flash, clock, notices, board.Log);
        _outbox.Open();
        Number = BootCounter.Next(board.Flash, configuration.FirstBoot, _outbox.HighestBoot, board.Random, out bool isCounted);
        if (!isCounted)
        {
            _outbox.NoteGivenUp();
        }

        _exchange = new ScanExchange(this, notices) { WakeCause = wake };
        Storekeeper = new Storekeeper(_outbox, new MemoryKeeper(board.Flash, _exchange.Memories, _boots, _exchange.Restarts));
        clock.NotBefore(LocalTime.StartOf(_exchange.Memories.LastDay, configuration.Clock.UtcOffsetMinutes));
        configuration = _boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
        bool isSleeper = SleepControl.IsFor(configuration);
        _exchange.StartData = _boots.StartData + (isSleeper ? SleepControl.StartDataOf(wake) : string.Empty);
        if (_boots.CrashData != null)
        {
            notices.TryAdd(EventKind.BootCrashed, _boots.CrashData);
        }

        Link = CreateLink(configuration, board, out SettingsTrial trial);
        if (isSleeper)
        {
            _sleep = new SleepControl(configuration.Power, board.Flash, _exchange, _outbox, Link, trial);
            _sleepLookMs = 0;
        }

        Cabinet = new Cabinet(configuration, Number, _exchange);
        Scans = new IdleScans(Cabinet);
    }

    /// <summary>Gets its number.</summary>
    public int Number { get; }

    /// <summary>Gets its judgement.</summary>
    public Cabinet Cabinet { get; }

    /// <summary>Gets what its pins are to be: its own image, because a scan that changes nothing leaves it as it is.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets its scans, of which those that would change nothing may be left out.</summary>
    public IdleScans Scans { get; }

    /// <summary>Gets its storage.</summary>
    public Storekeeper Storekeeper { get; }

    /// <summary>Gets its link.</summary>
    public RegistryLink Link { get; }

    /// <summary>Gets how many events wait for the broker's acknowledgement.</summary>
    public int WaitingEvents => _outbox.Count;

    /// <summary>Gets a value indicating whether another thread has left something for the scan.</summary>
    public bool NeedsScan => _exchange.NeedsScan;

    /// <summary>Gets why the board is to restart now, or <c>null</c>: never while an alarm sounds.</summary>
    public string? RestartReason => _exchange.Alarm.IsSounding ? null : _exchange.Restarts.Reason;

    /// <summary>Gets the sleep that is due, or <c>null</c>: only a battery kit sleeps.</summary>
    public SleepPlan? Sleep => _sleep?.Due;

    /// <summary>Gets a value indicating whether the registry has all there is to tell.</summary>
    public bool HasReported => Link.State == LinkState.Online && _outbox.Count == 0;

    /// <summary>The events that a board's flash holds for the broker; nothing may run on it any more.</summary>
    /// <param name="board">The board.</param>
    /// <returns>Their <see cref="CabinetEvent.Key"/>s.</returns>
    public static IReadOnlyCollection<long> WaitingOn(FleetHardware board)
    {
        Outbox outbox = new(board.Flash, board.Clock, new NoticeQueue(), board.Log);
        outbox.Open();
        List<long> keys = [];
        while (outbox.TryTake(out CabinetEvent item))
        {
            keys.Add(item.Key);
        }

        return keys;
    }

    /// <summary>What is logged when a board dies of an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>A line.</returns>
    public static string DeathOf(Exception exception) => $"control: failed ({exception.GetType().FullName} {exception.Message}); the board restarts";

    /// <summary>One scan. Those since the one before that were left out were ones that would have changed nothing.</summary>
    /// <param name="inputs">What its pins say.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    /// <returns>Whether there is news for flash and link.</returns>
    public bool Scan(InputImage inputs, long nowMs)
    {
        inputs.UnixMs = _clock.TryGetUtc(out long unixMs) ? unixMs : -1;
        inputs.IsOnline = Link.State == LinkState.Online;
        bool hasNews = Scans.Step(inputs, nowMs, Outputs);
        if (nowMs >= _sleepLookMs)
        {
            _sleepLookMs = nowMs + SleepControl.PeriodMs;
            _ = _sleep!.Step(inputs.SosContactClosed, nowMs);
        }

        return hasNews;
    }

    /// <summary>Gets when a scan is needed if nothing changes outside, in milliseconds since the boot, or <see cref="Deadline.Never"/>: who may sleep looks every <see cref="SleepControl.PeriodMs"/> whether it is time.</summary>
    public long DeadlineMs => Math.Min(Cabinet.NextDeadlineMs, _sleepLookMs);

    /// <summary>When the next scan is needed.</summary>
    /// <param name="changeMs">When the inputs change next, in milliseconds since the boot, or <see cref="Deadline.Never"/>.</param>
    /// <returns>The scan's time in milliseconds since the boot.</returns>
    public long NextScanMs(long changeMs) => Scans.NextMs(Math.Min(changeMs, _sleepLookMs));

    /// <summary>What the storage thread does.</summary>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    public void StepStorage(long nowMs) => Storekeeper.Step(nowMs);

    /// <summary>What the link thread does. May block while it may connect.</summary>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    /// <param name="isEnding">Whether the board is about to stop: then the link says goodbye.</param>
    public void StepLink(long nowMs, bool isEnding)
    {
        if (isEnding && !_isSayingGoodbye)
        {
            _isSayingGoodbye = true;
            Link.BeginStop(nowMs);
        }

        Link.Step(nowMs);
    }

    /// <summary>The end on purpose: everything is stored, and the reason kept.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    public void End(string reason, long nowMs)
    {
        _boots.TryMarkPlannedUnlessCrashed(reason);
        Storekeeper.End(nowMs);
    }

    /// <inheritdoc/>
    public void Add(CabinetEvent item)
    {
        _outbox.Add(item);
        _happened?.Invoke(item);
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
        // A fleet's scans are timed as a whole, and its memory is the process's: there is nothing to say of one cabinet.
    }

    private RegistryLink CreateLink(CabinetConfiguration configuration, FleetHardware board, out SettingsTrial trial)
    {
        MessageComposer composer = new(configuration, Number, _clock);
        Topics topics = new(configuration);
        ReplyQueue replies = new();
        Outgoing outgoing = new(board.Connection, composer, topics, _outbox, _exchange.States, this, replies);
        ConnectPreparation preparation = new(configuration.Broker.Tls, _clock, _exchange.Handshake, board.Log);
        LinkEscalation escalation = new(board.Network, _exchange.Alarm, _exchange.Restarts, board.Flash, board.Log);
        JsonParser parser = new();
        board.Flash.Read(ConfigurationFile.Name, out byte[] file);
        RemoteSettings settings = new(board.Flash, file ?? [], file is null || configuration.IsUnread);
        trial = new SettingsTrial(settings, _exchange.Notices, _exchange.Restarts, _boots.IsSafeMode);
        CommandExecutor executor = new(configuration, parser, _exchange, outgoing, new SettingsCheck(board.Flash, parser, settings), trial);
        HmacSha256Authenticator authenticator = new(configuration.CommandKey);
        CommandGate gate = new(configuration.Id, authenticator, executor, composer, _clock, _exchange.Notices, board.Flash, replies, _exchange.Shortage);
        return new RegistryLink(
            configuration.Broker, board.Network, board.Connection, new LinkSession(board.Connection, composer, topics), _outbox, outgoing, preparation, escalation, gate, board.Random, board.Log);
    }
}
