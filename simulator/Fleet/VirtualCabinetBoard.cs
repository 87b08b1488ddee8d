using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One cabinet of a virtual fleet with its surroundings, flash and connection. It goes from one happening to the next: what changes
/// outside, what its firmware says it needs next (<see cref="Cabinet.NextDeadlineMs"/>), and what the broker answers.
/// </summary>
internal sealed class VirtualCabinetBoard
{
    private readonly CabinetConfiguration _configuration;
    private readonly FleetHardware _hardware;
    private readonly FleetSurroundings _surroundings;
    private readonly VirtualConnection _connection;
    private readonly VirtualTime _time;
    private readonly FaultSpan[] _cuts;
    private readonly Action<CabinetEvent> _happened;
    private readonly bool _isDense;
    private FleetFirmware? _firmware;
    private SleepPlan? _sleep;
    private WakeCause _wake;
    private long _wakesMs;
    private int _cut;
    private long _bootMs;
    private long _scanMs;
    private long _storageMs = Deadline.Never;
    private long _linkMs = Deadline.Never;
    private bool _isHeaterOn;
    private bool _isReady;
    private bool _isEnding;

    /// <summary>Initializes a new instance of the <see cref="VirtualCabinetBoard"/> class; it gets power at a time.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <param name="hardware">Its board.</param>
    /// <param name="connection">Its connection, also that of the board.</param>
    /// <param name="time">Its time, also that of the board.</param>
    /// <param name="surroundings">What happens to it.</param>
    /// <param name="cuts">When its board has no power.</param>
    /// <param name="powerOnMs">When it gets power, in milliseconds since the fleet began.</param>
    /// <param name="isDense">Whether it scans every <see cref="Cabinet.ScanPeriodMs"/> and polls, as a board does, whatever its firmware
    /// needs.</param>
    public VirtualCabinetBoard(
        CabinetConfiguration configuration, FleetHardware hardware, VirtualConnection connection, VirtualTime time,
        FleetSurroundings surroundings, FaultSpan[] cuts, long powerOnMs, bool isDense)
    {
        _configuration = configuration;
        _hardware = hardware;
        _connection = connection;
        _time = time;
        _surroundings = surroundings;
        _cuts = cuts;
        _isDense = isDense;
        _happened = connection.Deliveries.Note;
        _scanMs = powerOnMs + FleetCabinet.StartMs;
    }

    /// <summary>Gets the account of its events.</summary>
    public VirtualDeliveries Deliveries => _connection.Deliveries;

    /// <summary>Gets a value indicating whether it is a battery kit, which sleeps between its reports.</summary>
    public bool IsBatteryKit => _configuration.Power.DeepSleep;

    /// <summary>Gets a value indicating whether it sleeps after a report of which the broker has everything.</summary>
    public bool SleepsAfterReport { get; private set; }

    /// <summary>Counts those of its events that have not arrived and wait on its flash.</summary>
    /// <returns>How many.</returns>
    public int CountWaiting() => Deliveries.Missing.Count == 0 ? 0
        : Deliveries.Missing.Intersect(FleetFirmware.WaitingOn(_hardware)).Count();

    /// <summary>Lives on.</summary>
    /// <param name="untilMs">Until then, in milliseconds since the fleet began.</param>
    /// <param name="inputs">The thread's image of what pins say, which every scan writes.</param>
    /// <param name="record">The thread's record.</param>
    public void Run(long untilMs, InputImage inputs, VirtualRecord record)
    {
        while (true)
        {
            long nowMs = Math.Min(Math.Min(_scanMs, _storageMs),
                Math.Min(_linkMs, _cut < _cuts.Length ? _cuts[_cut].FromMs : Deadline.Never));
            if (nowMs >= untilMs)
            {
                return;
            }

            _time.NowMs = nowMs;
            if (_cut < _cuts.Length && nowMs >= _cuts[_cut].FromMs)
            {
                Cut(_cuts[_cut++].UntilMs);
                continue;
            }

            try
            {
                Step(nowMs, inputs, record);
            }
            catch (Exception exception)
            {
                // A board that dies of it restarts; the others must not notice.
                _hardware.Log.Error(FleetFirmware.DeathOf(exception));
                Cut(nowMs);
            }
        }
    }

    private void Step(long nowMs, InputImage inputs, VirtualRecord record)
    {
        if (_sleep is not null)
        {
            LookForWake(nowMs);
            return;
        }

        if (_firmware is null)
        {
            Begin(nowMs, record);
        }

        FleetFirmware firmware = _firmware!;
        if (nowMs >= _scanMs)
        {
            Scan(firmware, nowMs, inputs, record);
        }

        if (nowMs >= _storageMs)
        {
            firmware.StepStorage(nowMs - _bootMs);
            _linkMs = Math.Min(_linkMs, nowMs);
            _storageMs = PollAfter(firmware.Storekeeper.DeadlineMs(nowMs - _bootMs), nowMs);
        }

        if (nowMs >= _linkMs)
        {
            StepLink(firmware, nowMs);
        }

        if (!_isEnding && (firmware.Sleep is not null || firmware.RestartReason is not null))
        {
            // The link says goodbye first, and nothing scans meanwhile.
            _isEnding = true;
            SleepsAfterReport = firmware.Sleep is not null && firmware.HasReported;
            _scanMs = Deadline.Never;
            _linkMs = nowMs;
            StepLink(firmware, nowMs);
        }

        if (_isEnding && firmware.Link.IsStopped)
        {
            End(firmware, nowMs);
        }
    }

    private void Begin(long nowMs, VirtualRecord record)
    {
        record.NoteBoot();
        _bootMs = nowMs;
        _firmware = new FleetFirmware(_configuration, _hardware, _wake, _happened);
        _storageMs = nowMs;
        _linkMs = nowMs;
        _isHeaterOn = false;
        _isReady = false;
        _isEnding = false;
        SleepsAfterReport = false;
    }

    private void Scan(FleetFirmware firmware, long nowMs, InputImage inputs, VirtualRecord record)
    {
        record.NoteScan(firmware.Scans.ToMs(nowMs - _bootMs), _isReady);
        _surroundings.Write(inputs, nowMs, _bootMs, _isHeaterOn);
        if (firmware.Scan(inputs, nowMs - _bootMs))
        {
            _storageMs = nowMs;
            _linkMs = nowMs;
        }

        _isHeaterOn = firmware.Outputs.HeaterOn;
        _isReady = firmware.Outputs.LampGreen;
        PlanScan(firmware);
    }

    // The steps of the link and the storage can change what the scan needs: a command, a handshake, a link that is up.
    private void PlanScan(FleetFirmware firmware)
    {
        long changeMs = _surroundings.NextScanMs(firmware.Cabinet);
        _scanMs = _bootMs
            + (_isDense ? firmware.NextScanMs(0) : firmware.NextScanMs(changeMs == Deadline.Never ? changeMs : changeMs - _bootMs));
    }

    private void StepLink(FleetFirmware firmware, long nowMs)
    {
        LinkState before = firmware.Link.State;
        firmware.StepLink(nowMs - _bootMs, _isEnding);
        long heldMs = before < LinkState.Broker && firmware.Link.State >= LinkState.Broker ? _connection.HeldMs : 0;
        _linkMs = Math.Max(Math.Min(PollAfter(firmware.Link.DeadlineMs(nowMs - _bootMs), nowMs), _connection.NextSignalMs), nowMs + heldMs);
        _storageMs = Math.Min(_storageMs, PollAfter(firmware.Storekeeper.DeadlineMs(nowMs - _bootMs), nowMs));
        bool hasChanged = (before == LinkState.Online) != (firmware.Link.State == LinkState.Online);
        if (!_isEnding && (hasChanged || firmware.NeedsScan))
        {
            // A board's scan of this moment is over.
            _scanMs = Math.Min(_scanMs, _bootMs + firmware.Scans.NextMs(nowMs - _bootMs + 1));
        }
    }

    // Storage and link poll on the grid of their boot; a step whose time is not known is the next poll.
    private long PollAfter(long deadlineMs, long nowMs)
    {
        if (_isDense)
        {
            deadlineMs = 0;
        }

        if (deadlineMs == Deadline.Never)
        {
            return Deadline.Never;
        }

        long sinceMs = Math.Max(deadlineMs, nowMs - _bootMs + 1);
        return _bootMs + ((sinceMs + FleetCabinet.PollMs - 1) / FleetCabinet.PollMs * FleetCabinet.PollMs);
    }

    private void Cut(long untilMs)
    {
        _connection.Abandon();
        Off(untilMs + FleetCabinet.StartMs, WakeCause.PowerOn);
    }

    private void End(FleetFirmware firmware, long nowMs)
    {
        firmware.End(firmware.Sleep is not null ? "sleep" : firmware.RestartReason ?? "stopped", nowMs - _bootMs);
        Off(nowMs + FleetCabinet.StartMs, WakeCause.PowerOn);
        if (firmware.Sleep is { } plan)
        {
            _sleep = plan;
            _wakesMs = nowMs + plan.LengthMs;
            LookForWake(nowMs);
        }
    }

    private void LookForWake(long nowMs)
    {
        _surroundings.Change(nowMs);
        bool isPin = _surroundings.IsKitDoorOpen != _sleep!.IsDoorOpen;
        if (isPin || nowMs >= _wakesMs)
        {
            Off(nowMs + FleetCabinet.StartMs, isPin ? WakeCause.Pin : WakeCause.Timer);
        }
        else
        {
            _scanMs = Math.Min(_wakesMs, _surroundings.NextVisitMs);
        }
    }

    private void Off(long bootMs, WakeCause wake)
    {
        _firmware = null;
        _sleep = null;
        _wake = wake;
        _scanMs = bootMs;
        _storageMs = Deadline.Never;
        _linkMs = Deadline.Never;
    }
}
