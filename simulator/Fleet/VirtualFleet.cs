using System.Diagnostics;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A fleet of the firmware's own cabinets in virtual time, without sockets and threads of their own. The same options are the same
/// run, whatever the machine does meanwhile.
/// </summary>
public sealed class VirtualFleet
{
    // What the fleet is told of how far it is; cabinets don't meet, so that a slice costs nothing.
    private const long SliceMs = 3_600_000;

    private readonly VirtualFleetOptions _options;
    private readonly VirtualCabinetBoard[] _boards;
    private readonly VirtualRecord[] _records;
    private readonly FleetImages[] _images;
    private readonly FleetLog _log = new();

    /// <summary>Initializes a new instance of the <see cref="VirtualFleet"/> class.</summary>
    /// <param name="options">What it is to be.</param>
    public VirtualFleet(VirtualFleetOptions options)
    {
        _options = options;
        DateOnly today = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(options.StartUnixMs).UtcDateTime);
        FleetRoll roll = new(options.Cabinets, options.Seed, new BrokerAddress("broker.invalid", 1883), today, 1);
        IReadOnlyList<FleetDraft> drafts = FleetDrafts.Of(roll, new FleetBroker(new BrokerAddress("broker.invalid", 1883), null));
        _records = [.. Enumerable.Range(0, options.Threads).Select(_ => new VirtualRecord(options.LengthMs))];
        _images = [.. Enumerable.Range(0, options.Threads).Select(_ => new FleetImages())];
        long before = GC.GetTotalMemory(true);
        _boards = [.. drafts.Select(Create)];
        BytesBefore = before;
    }

    /// <summary>Gets how much memory the process had in use before there were cabinets, in bytes.</summary>
    public long BytesBefore { get; }

    /// <summary>Lives all the cabinets' lives.</summary>
    /// <param name="progress">Told how many milliseconds of virtual time are over, or <c>null</c>.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>What was.</returns>
    public VirtualFleetReport Run(Action<long>? progress, CancellationToken stop)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long nowMs = 0;
        while (nowMs < _options.LengthMs && !stop.IsCancellationRequested)
        {
            nowMs = Math.Min(nowMs + SliceMs, _options.LengthMs);
            RunSlice(nowMs);
            progress?.Invoke(nowMs);
        }

        TimeSpan elapsed = watch.Elapsed;
        long bytes = GC.GetTotalMemory(true) - BytesBefore;
        VirtualRecord record = new(_options.LengthMs);
        foreach (VirtualRecord part in _records)
        {
            record.Add(part);
        }

        return VirtualFleetReport.Of(_options, nowMs, elapsed, bytes, record, [.. _boards.Select(board => (board.Deliveries, board.WaitingEvents, board.DroppedEvents))], _log);
    }

    private void RunSlice(long untilMs)
    {
        Thread[] threads = [.. Enumerable.Range(0, _options.Threads).Select(place => new Thread(() => RunShare(place, untilMs)) { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }

    private void RunShare(int place, long untilMs)
    {
        for (int i = place; i < _boards.Length; i += _options.Threads)
        {
            _boards[i].Run(untilMs, _images[place], _records[place]);
        }
    }

    private VirtualCabinetBoard Create(FleetDraft draft, int index)
    {
        long seed = unchecked((_options.Seed * 7919) + index);
        VirtualTime time = new(_options.StartUnixMs);
        VirtualConnection connection = new(time, _options.Plan.Faults, _records[index % _options.Threads], new Topics(draft.Configuration).Event, seed + 1);
        FleetHardware hardware = new()
        {
            Flash = new FleetFlash(draft.File),
            Connection = connection,
            Clock = time,
            Network = ReadyNetwork.Instance,
            Random = new FleetRandom(seed + 2),
            Log = _log,
        };
        long powerOnMs = new FleetRandom(seed + 3).Next(_options.RampMs);
        FleetSurroundings surroundings = new(draft.Configuration, seed + 4);
        _options.Plan.Visit(surroundings, new SeededRandom(seed + 5));
        return new VirtualCabinetBoard(
            draft.Configuration, hardware, connection, time, surroundings, _options.Plan.Faults.PowerCutsOf(draft.Configuration.Prefecture), powerOnMs, _options.IsDense);
    }
}
