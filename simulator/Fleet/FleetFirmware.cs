using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
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
/// One boot of a fleet's cabinet, wired by the firmware's composition root, without threads. A power cut simply drops the object.
/// </summary>
internal sealed class FleetFirmware : CabinetFirmware, IEventSink, IHealthSource
{
    private readonly FleetHardware _board;
    private readonly Action<CabinetEvent>? _happened;
    private IEventSink? _events;
    private long _sleepLookMs = Deadline.Never;
    private bool _isSayingGoodbye;

    /// <summary>
    /// Initializes a new instance of the <see cref="FleetFirmware"/> class: what the board does before its threads start.
    /// </summary>
    /// <param name="configuration">Its settings, commissioned.</param>
    /// <param name="board">What it runs on.</param>
    /// <param name="wake">What started the board.</param>
    /// <param name="happened">Told of every event in the scan in which it happens, or <c>null</c>.</param>
    public FleetFirmware(CabinetConfiguration configuration, FleetHardware board, WakeCause wake, Action<CabinetEvent>? happened)
        : base(new CabinetHardware(null, null, null, board.Flash, board.Network, board.Clock) { WakeCause = wake }, board.Log)
    {
        _board = board;
        _happened = happened;
        Build(configuration, board.Random);
        Begin(CabinetPart, configuration, board.Random);
        _sleepLookMs = Sleeping is null ? Deadline.Never : 0;
        Scans = new IdleScans(Cabinet);
    }

    /// <summary>Gets the output image, one for each boot: a scan that changes nothing does not write it.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets its scans, of which those that would change nothing may be left out.</summary>
    public IdleScans Scans { get; }

    /// <summary>Gets a value indicating whether another thread has left something for the scan.</summary>
    public bool NeedsScan => Exchange.NeedsScan;

    /// <summary>Gets why the board is to restart now, or <c>null</c>: never while an alarm sounds.</summary>
    public string? RestartReason => Exchange.Alarm.IsSounding ? null : Exchange.Restarts.Reason;

    /// <summary>Gets a value indicating whether the registry has everything that this boot had to report.</summary>
    public bool HasReported => Link.State == LinkState.Online && WaitingEvents == 0;

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
    public static string DeathOf(Exception exception) =>
        $"control: failed ({exception.GetType().FullName} {exception.Message}); the board restarts";

    /// <summary>One scan. Scans left out since the last one would have changed nothing.</summary>
    /// <param name="inputs">What its pins say.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    /// <returns>Whether there is news for flash and link.</returns>
    public bool Scan(InputImage inputs, long nowMs)
    {
        inputs.UnixMs = Hardware.Clock.TryGetUtc(out long unixMs) ? unixMs : -1;
        inputs.IsOnline = Link.State == LinkState.Online;
        bool hasNews = Scans.Step(inputs, nowMs, Outputs);
        if (nowMs >= _sleepLookMs)
        {
            _sleepLookMs = nowMs + SleepControl.PeriodMs;
            _ = Sleeping.Step(inputs.SosContactClosed, nowMs);
        }

        return hasNews;
    }

    /// <summary>
    /// Gets when a scan is needed if nothing changes outside, in milliseconds since the boot, or <see cref="Deadline.Never"/>: who may
    /// sleep looks every <see cref="SleepControl.PeriodMs"/> whether it is time.
    /// </summary>
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

    /// <summary>A deliberate end: everything is stored, with the reason.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    public void End(string reason, long nowMs)
    {
        Boots.TryMarkPlannedUnlessCrashed(reason);
        Storekeeper.End(nowMs);
    }

    /// <inheritdoc/>
    public void Add(CabinetEvent item)
    {
        _events!.Add(item);
        _happened?.Invoke(item);
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
        // Scan times and memory are measured for the whole process, so there is no figure for one cabinet.
    }

    /// <inheritdoc/>
    protected override IBrokerConnection CreateConnection() => _board.Connection;

    /// <inheritdoc/>
    protected override IHealthSource CreateHealth(out HeapWatch? heap)
    {
        heap = null;
        return this;
    }

    /// <inheritdoc/>
    protected override IEventSink Watch(IEventSink events)
    {
        _events = events;
        return this;
    }

    /// <inheritdoc/>
    protected override bool EndsStart(Exception exception) => true;
}
