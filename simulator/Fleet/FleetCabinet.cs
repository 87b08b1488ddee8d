using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One of a fleet's cabinets: the firmware's own core with its own flash, key and surroundings, and no thread. Its owner calls
/// the steps that a board's threads make, in real or in virtual time.
/// </summary>
/// <remarks>
/// <see cref="Scan"/>, <see cref="StepStorage"/>, <see cref="StepLink"/> and the power are the owner thread's. Only
/// <see cref="StepLink"/> may run on another thread, one at a time, between <see cref="HoldLink"/> and
/// <see cref="ReleaseLink"/>: the scan goes on meanwhile, as on the board.
/// </remarks>
public sealed class FleetCabinet
{
    /// <summary>From power to the first scan, in milliseconds: a board loads its CLR and reads its flash.</summary>
    public const int StartMs = 1500;

    /// <summary>
    /// The storage thread's and the link thread's poll, in milliseconds; news wakes both at once. Polls that would find nothing are left
    /// out, as are scans.
    /// </summary>
    public const int PollMs = 100;

    // The board waits as long for its link's farewell.
    private const int FarewellMs = 5000;

    private readonly FleetHardware _board;
    private readonly InputImage _inputs;
    private FleetFirmware? _firmware;
    private long _bootMs = long.MaxValue;
    private long _scannedMs;
    private long _scanDueMs;
    private long _storageDueMs;
    private long _linkDueMs;
    private SleepPlan? _sleep;
    private WakeCause _wake;
    private long _wakesMs;
    private long _lookMs;
    private long _endByMs;
    private bool _isHeaterOn;
    private bool _hasReported;
    private volatile bool _isEnding;
    private bool _isStopping;
    private volatile bool _hasLinkNews;
    private volatile bool _hasLinkStepped;
    private volatile bool _isLinkHeld;

    /// <summary>Initializes a new instance of the <see cref="FleetCabinet"/> class, without power.</summary>
    /// <param name="index">Its place in the fleet, from 0.</param>
    /// <param name="configuration">Its settings, commissioned.</param>
    /// <param name="board">What it runs on.</param>
    /// <param name="surroundings">What happens around it.</param>
    /// <param name="inputs">The image of what pins say, which every scan writes, shared by all cabinets of the owner's thread.</param>
    public FleetCabinet(int index, CabinetConfiguration configuration, FleetHardware board, FleetSurroundings surroundings,
        InputImage inputs)
    {
        Index = index;
        Configuration = configuration;
        _board = board;
        Surroundings = surroundings;
        _inputs = inputs;
    }

    /// <summary>Gets its place in the fleet, from 0.</summary>
    public int Index { get; }

    /// <summary>Gets its settings.</summary>
    public CabinetConfiguration Configuration { get; }

    /// <summary>Gets what happens around it.</summary>
    public FleetSurroundings Surroundings { get; }

    /// <summary>Gets a value indicating whether its firmware runs.</summary>
    public bool IsRunning => _firmware is not null;

    /// <summary>Gets the number of its boot, 0 while it has no power.</summary>
    public int Boot => _firmware?.Boot ?? 0;

    /// <summary>Gets how far its link has got.</summary>
    public LinkState LinkState => _firmware?.Link.State ?? LinkState.Offline;

    /// <summary>Gets a value indicating whether its board is in deep sleep, as a battery kit's is between two reports.</summary>
    public bool IsAsleep => _sleep is not null;

    /// <summary>Gets a value indicating whether it is online, or sleeps after a report of which the broker has everything.</summary>
    public bool HasReported => LinkState == LinkState.Online || _hasReported;

    /// <summary>Gets a value indicating whether it has ended after <see cref="BeginStop"/>.</summary>
    public bool IsStopped => _isStopping && _firmware is null;

    /// <summary>Gets how many of its events wait for the broker's acknowledgement.</summary>
    public int WaitingEvents => _firmware?.WaitingEvents ?? 0;

    /// <summary>
    /// Gets when the next scan is due, or for a sleeping board the next check for a wake-up, in the fleet's milliseconds;
    /// <see cref="long.MaxValue"/> without power.
    /// </summary>
    public long NextScanMs => IsAsleep ? _lookMs : _firmware is null ? _bootMs : _isEnding ? long.MaxValue
        : _hasLinkStepped ? Math.Min(_scanDueMs, _scannedMs + Cabinet.ScanPeriodMs) : _scanDueMs;

    /// <summary>
    /// Gets when the storage thread's step is due, in the fleet's milliseconds; <see cref="long.MaxValue"/> without power.
    /// </summary>
    public long NextStorageMs => _firmware is null ? long.MaxValue : _storageDueMs;

    /// <summary>
    /// Gets when the link thread's step is due unless there is news, in the fleet's milliseconds; <see cref="long.MaxValue"/> without
    /// power.
    /// </summary>
    public long NextLinkMs => _firmware is null ? long.MaxValue : _hasLinkNews ? 0 : _linkDueMs;

    /// <summary>Gets a value indicating whether the link's next step may try to connect, which blocks.</summary>
    public bool MayBlock => _firmware?.Link.State is LinkState.Network or LinkState.Clock;

    /// <summary>Gets a value indicating whether the link's step is due: its poll, or news.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    /// <returns><c>true</c> when it is, and no other thread is at it.</returns>
    public bool IsLinkDue(long nowMs) => _firmware is not null && !_isLinkHeld && (nowMs >= _linkDueMs || _hasLinkNews);

    /// <summary>The events that its flash holds for the broker, once it <see cref="IsStopped"/>.</summary>
    /// <returns>Their <see cref="CabinetEvent.Key"/>s.</returns>
    public IReadOnlyCollection<long> WaitingOnFlash() => FleetFirmware.WaitingOn(_board);

    /// <summary>Switches the power on: the firmware begins <see cref="StartMs"/> later.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    public void PowerOn(long nowMs)
    {
        if (!IsRunning && !IsAsleep)
        {
            _bootMs = _isStopping ? long.MaxValue : nowMs + StartMs;
            _wake = WakeCause.PowerOn;
        }
    }

    /// <summary>Cuts the power: what was only in memory is lost.</summary>
    /// <returns><c>false</c> while another thread is at its link: try again.</returns>
    public bool TryCutPower()
    {
        if (_isLinkHeld)
        {
            return false;
        }

        _firmware = null;
        _sleep = null;
        _hasReported = false;
        _bootMs = long.MaxValue;
        return true;
    }

    /// <summary>The connection has something to say. May be called from any thread.</summary>
    public void WakeLink() => _hasLinkNews = true;

    /// <summary>Another thread takes the link's next steps.</summary>
    public void HoldLink() => _isLinkHeld = true;

    /// <summary>The other thread has finished; the cabinet's own thread steps the link again.</summary>
    public void ReleaseLink() => _isLinkHeld = false;

    /// <summary>Somebody comes and opens a door; with the AED's, takes the AED out for a while.</summary>
    /// <param name="atMs">When, in the fleet's milliseconds.</param>
    /// <param name="openMs">For how long the door is open, in milliseconds, at least 5 s when the AED is taken.</param>
    /// <param name="takesAed">Whether the AED is taken out and put back.</param>
    public void Visit(long atMs, int openMs, bool takesAed)
    {
        Surroundings.Visit(atMs, openMs, takesAed);
        _lookMs = Math.Min(_lookMs, atMs);
        _scanDueMs = Math.Min(_scanDueMs, GridAfter(atMs));
    }

    /// <summary>Runs the scan if it is due, and the storage thread's step if that is due.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds, never less than in the call before.</param>
    /// <returns>Whether a scan was made.</returns>
    public bool Advance(long nowMs)
    {
        bool isScanDue = nowMs >= NextScanMs;
        if (isScanDue && IsAsleep)
        {
            LookForWake(nowMs);
            return false;
        }

        if (isScanDue)
        {
            if (_firmware is null)
            {
                Begin();
            }

            Scan(nowMs);
        }

        if (nowMs >= NextStorageMs)
        {
            StepStorage(nowMs);
        }

        return isScanDue;
    }

    /// <summary>One scan. If it produced anything, storage and link become due at once.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    /// <returns>Whether there was news.</returns>
    public bool Scan(long nowMs)
    {
        if (_isEnding)
        {
            return false;
        }

        if (_hasLinkStepped)
        {
            // The broker's acknowledgements are still to be noted on flash.
            _hasLinkStepped = false;
            _storageDueMs = Math.Min(_storageDueMs, nowMs + PollMs);
        }

        Surroundings.Write(_inputs, nowMs, _bootMs, _isHeaterOn);
        bool hasNews = _firmware!.Scan(_inputs, nowMs - _bootMs);
        _isHeaterOn = _firmware.Outputs.HeaterOn;
        _scannedMs = GridAfter(nowMs - Cabinet.ScanPeriodMs + 1);
        _scanDueMs = Math.Max(_scannedMs + Cabinet.ScanPeriodMs,
            GridAfter(Math.Min(Surroundings.NextScanMs(_firmware.Cabinet), ToFleet(_firmware.DeadlineMs))));
        if (hasNews)
        {
            _storageDueMs = nowMs;
            _hasLinkNews = true;
        }

        if (_firmware.Sleep is not null)
        {
            BeginEnd(nowMs);
        }

        return hasNews;
    }

    /// <summary>What the storage thread does, and the end of a boot that is to restart, to sleep or to stop.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    public void StepStorage(long nowMs)
    {
        long bootedMs = nowMs - _bootMs;
        _firmware!.StepStorage(bootedMs);
        _storageDueMs = Math.Max(nowMs + PollMs, ToFleet(_firmware.Storekeeper.DeadlineMs(bootedMs)));
        if (!_isEnding && _firmware.RestartReason is not null)
        {
            BeginEnd(nowMs);
        }

        if (_isEnding && !_isLinkHeld && (_firmware.Link.IsStopped || nowMs >= _endByMs))
        {
            End(nowMs);
        }
        else if (_isEnding)
        {
            _storageDueMs = nowMs + PollMs;
        }
    }

    /// <summary>What the link thread does. May block while <see cref="MayBlock"/>.</summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    public void StepLink(long nowMs)
    {
        if (_firmware is not { } firmware)
        {
            return;
        }

        // Reset before the step: what arrives during the step is handled in the next one.
        _hasLinkNews = false;
        long bootedMs = nowMs - _bootMs;
        try
        {
            firmware.StepLink(bootedMs, _isEnding);
        }
        catch (Exception exception)
        {
            // As on the board's link thread.
            _board.Log.Error($"link: failed ({exception.GetType().FullName} {exception.Message}); starting over");
            firmware.Link.StartOver(bootedMs);
        }

        long aliveMs = _board.ConnectionPollMs == Deadline.Never ? Deadline.Never : nowMs + _board.ConnectionPollMs;
        _linkDueMs = Math.Max(nowMs + PollMs, Math.Min(ToFleet(firmware.Link.DeadlineMs(bootedMs)), aliveMs));

        // The scan sees whether it is online, and takes what a command asks for.
        _hasLinkStepped = true;
    }

    /// <summary>
    /// Asks it to say goodbye to the broker, to store everything and to start no more; <see cref="IsStopped"/> once it has.
    /// </summary>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    public void BeginStop(long nowMs)
    {
        _isStopping = true;
        if (_firmware is null)
        {
            _sleep = null;
            _bootMs = long.MaxValue;
        }
        else if (!_isEnding)
        {
            BeginEnd(nowMs);
        }
    }

    // The first scan at or after a time, on the boot's own grid of 20 ms.
    private long GridAfter(long ms) => ms >= Deadline.Never ? long.MaxValue
        : _bootMs + ((Math.Max(ms - _bootMs, 0) + Cabinet.ScanPeriodMs - 1) / Cabinet.ScanPeriodMs * Cabinet.ScanPeriodMs);

    private long ToFleet(long bootedMs) => bootedMs >= Deadline.Never ? Deadline.Never : _bootMs + bootedMs;

    private void Begin()
    {
        _firmware = new FleetFirmware(Configuration, _board, _wake,
            _board.Witness is { } witness ? item => witness.Happened(this, item) : null);
        _hasLinkStepped = false;
        _scannedMs = _bootMs - Cabinet.ScanPeriodMs;
        _scanDueMs = _bootMs;
        _storageDueMs = _bootMs;
        _linkDueMs = _bootMs;
        _isHeaterOn = false;
        _isEnding = false;
    }

    // The link's own thread says goodbye; storage goes on until it has, because it notes what the broker acknowledges.
    private void BeginEnd(long nowMs)
    {
        _hasReported = _firmware!.HasReported && _firmware.Sleep is not null;
        _isEnding = true;
        _endByMs = nowMs + FarewellMs;
        _storageDueMs = nowMs;
        _hasLinkNews = true;
    }

    private void End(long nowMs)
    {
        FleetFirmware firmware = _firmware!;
        firmware.End(firmware.Sleep is not null ? "sleep" : firmware.RestartReason ?? "stopped", nowMs - _bootMs);
        _board.Connection.Close(true);
        _firmware = null;
        if (_isStopping)
        {
            _bootMs = long.MaxValue;
        }
        else if (firmware.Sleep is { } plan)
        {
            _sleep = plan;
            _wakesMs = nowMs + plan.LengthMs;
            LookForWake(nowMs);
        }
        else
        {
            Start(nowMs, WakeCause.PowerOn);
        }
    }

    private void LookForWake(long nowMs)
    {
        Surroundings.Change(nowMs);
        if (Surroundings.IsKitDoorOpen != _sleep!.IsDoorOpen)
        {
            Start(nowMs, WakeCause.Pin);
        }
        else if (nowMs >= _wakesMs)
        {
            Start(nowMs, WakeCause.Timer);
        }
        else
        {
            _lookMs = Math.Min(_wakesMs, Surroundings.NextVisitMs);
        }
    }

    // On the scan grid of the boot before: its owner thread looks at it at these times.
    private void Start(long nowMs, WakeCause wake)
    {
        _sleep = null;
        _hasReported = false;
        _wake = wake;
        _bootMs = GridAfter(nowMs + StartMs);
    }
}
