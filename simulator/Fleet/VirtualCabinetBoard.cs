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
    private int _cut;
    private long _bootMs;
    private long _scanMs;
    private long _storageMs = Deadline.Never;
    private long _linkMs = Deadline.Never;
    private bool _isHeaterOn;
    private bool _isReady;

    /// <summary>Initializes a new instance of the <see cref="VirtualCabinetBoard"/> class; it gets power at a time.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <param name="hardware">Its board.</param>
    /// <param name="connection">Its connection, also that of the board.</param>
    /// <param name="time">Its time, also that of the board.</param>
    /// <param name="surroundings">What happens to it.</param>
    /// <param name="cuts">When its board has no power.</param>
    /// <param name="powerOnMs">When it gets power, in milliseconds since the fleet began.</param>
    /// <param name="isDense">Whether it scans every <see cref="Cabinet.ScanPeriodMs"/> and polls, as a board does, whatever its firmware needs.</param>
    public VirtualCabinetBoard(
        CabinetConfiguration configuration, FleetHardware hardware, VirtualConnection connection, VirtualTime time, FleetSurroundings surroundings, FaultSpan[] cuts, long powerOnMs, bool isDense)
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

    /// <summary>Gets how many of its events wait for the broker.</summary>
    public int WaitingEvents => _firmware?.WaitingEvents ?? 0;

    /// <summary>Gets how many of its events were given up in this boot.</summary>
    public int DroppedEvents => _firmware?.DroppedEvents ?? 0;

    /// <summary>Lives on.</summary>
    /// <param name="untilMs">Until then, in milliseconds since the fleet began.</param>
    /// <param name="images">The thread's images.</param>
    /// <param name="record">The thread's record.</param>
    public void Run(long untilMs, FleetImages images, VirtualRecord record)
    {
        while (true)
        {
            long nowMs = Math.Min(Math.Min(_scanMs, _storageMs), Math.Min(_linkMs, _cut < _cuts.Length ? _cuts[_cut].FromMs : Deadline.Never));
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

            Step(nowMs, images, record);
        }
    }

    private void Step(long nowMs, FleetImages images, VirtualRecord record)
    {
        if (_firmware is null)
        {
            Begin(nowMs, record);
        }

        FleetFirmware firmware = _firmware!;
        if (nowMs >= _scanMs)
        {
            Scan(firmware, nowMs, images, record);
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

        if (firmware.RestartReason is { } reason)
        {
            firmware.End(reason, nowMs - _bootMs);
            _connection.Close(true);
            Off(nowMs);
        }
    }

    private void Begin(long nowMs, VirtualRecord record)
    {
        record.NoteBoot();
        _bootMs = nowMs;
        _firmware = new FleetFirmware(_configuration, _hardware, _happened);
        _storageMs = nowMs;
        _linkMs = nowMs;
        _isHeaterOn = false;
        _isReady = false;
    }

    private void Scan(FleetFirmware firmware, long nowMs, FleetImages images, VirtualRecord record)
    {
        record.NoteScan(firmware.Scans.ToMs(nowMs - _bootMs), _isReady);
        _surroundings.Write(images.Inputs, nowMs, _bootMs, _isHeaterOn);
        firmware.TakeClockAndLink(images.Inputs);
        if (firmware.Scans.Step(images.Inputs, nowMs - _bootMs, images.Outputs))
        {
            _storageMs = nowMs;
            _linkMs = nowMs;
        }

        _isHeaterOn = images.Outputs.HeaterOn;
        _isReady = images.Outputs.LampGreen;
        PlanScan(firmware);
    }

    // The steps of the link and the storage can change what the scan needs: a command, a handshake, a link that is up.
    private void PlanScan(FleetFirmware firmware)
    {
        long changeMs = _surroundings.NextScanMs(firmware.Cabinet);
        _scanMs = _bootMs + (_isDense ? firmware.Scans.NextMs(0) : firmware.Scans.NextMs(changeMs == Deadline.Never ? changeMs : changeMs - _bootMs));
    }

    private void StepLink(FleetFirmware firmware, long nowMs)
    {
        LinkState before = firmware.Link.State;
        firmware.Link.Step(nowMs - _bootMs);
        long heldMs = before < LinkState.Broker && firmware.Link.State >= LinkState.Broker ? _connection.HeldMs : 0;
        _linkMs = Math.Max(Math.Min(PollAfter(firmware.Link.DeadlineMs(nowMs - _bootMs), nowMs), _connection.NextSignalMs), nowMs + heldMs);
        _storageMs = Math.Min(_storageMs, PollAfter(firmware.Storekeeper.DeadlineMs(nowMs - _bootMs), nowMs));
        bool hasChanged = (before == LinkState.Online) != (firmware.Link.State == LinkState.Online);
        if (hasChanged || firmware.NeedsScan)
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
        Off(untilMs);
    }

    private void Off(long powerOnMs)
    {
        _firmware = null;
        _scanMs = powerOnMs + FleetCabinet.StartMs;
        _storageMs = Deadline.Never;
        _linkMs = Deadline.Never;
    }
}
