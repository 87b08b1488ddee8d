using System.Diagnostics;
using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Handover;
using AedCabinet.Inputs;
using AedCabinet.Messages;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A fleet of the firmware's own cabinets in virtual time, without sockets and threads of their own. The same options are the same
/// run, whatever the machine does meanwhile.
/// </summary>
public sealed class VirtualFleet
{
    /// <summary>
    /// The virtual time, in milliseconds, after which the fleet says how far it is and may be stopped; cabinets don't meet, so that a slice
    /// costs nothing.
    /// </summary>
    internal const int SliceMs = 3_600_000;

    // In which the fleet is switched on.
    private const int RampSeconds = 120;

    private static readonly FleetBroker s_broker = new(new BrokerAddress("broker.invalid", 1883), null);

    private readonly VirtualFleetOptions _options;
    private readonly VirtualCabinetBoard[] _boards;
    private readonly VirtualRecord[] _records;
    private readonly InputImage[] _inputs;
    private readonly FleetLog _log = new();
    private long _nowMs;
    private int _mostConnects;

    /// <summary>Initializes a new instance of the <see cref="VirtualFleet"/> class.</summary>
    /// <param name="options">What it is to be.</param>
    public VirtualFleet(VirtualFleetOptions options)
        : this(options, FleetDrafts.Of(RollOf(options), s_broker))
    {
    }

    private VirtualFleet(VirtualFleetOptions options, IReadOnlyList<FleetDraft> drafts)
    {
        _options = options;
        _records = [.. Enumerable.Range(0, options.Threads).Select(_ => new VirtualRecord())];
        _inputs = [.. Enumerable.Range(0, options.Threads).Select(_ => new InputImage())];
        long before = GC.GetTotalMemory(true);
        _boards = [.. drafts.Select(Create)];
        BytesBefore = before;
    }

    /// <summary>As many of the demo cabinet as there are to be cabinets, each with a life of its own.</summary>
    /// <param name="options">What they are to be.</param>
    /// <returns>The fleet.</returns>
    public static VirtualFleet OfDemoCabinet(VirtualFleetOptions options) =>
        new(options, [.. Enumerable.Repeat(FleetDrafts.Of(PlainJson.Write(DemoCabinet.All[0].Load()), s_broker), options.Cabinets)]);

    /// <summary>Gets how much memory the process had in use before there were cabinets, in bytes.</summary>
    public long BytesBefore { get; }

    /// <summary>Lives all the cabinets' lives.</summary>
    /// <param name="progress">Told how many milliseconds of virtual time are over, or <c>null</c>.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>What was.</returns>
    public VirtualFleetReport Run(Action<long>? progress, CancellationToken stop)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (_nowMs < _options.LengthMs && !stop.IsCancellationRequested)
        {
            long fromMs = _nowMs;
            _nowMs = Math.Min(_nowMs + SliceMs, _options.LengthMs);
            RunSlice(_nowMs);
            NoteConnects(fromMs);
            progress?.Invoke(_nowMs);
        }

        return Report(watch.Elapsed);
    }

    private static FleetMembers RollOf(VirtualFleetOptions options) => new(
        options.Cabinets, options.Seed, s_broker.Address,
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(options.StartUnixMs).UtcDateTime), 1);

    private void NoteConnects(long fromMs)
    {
        int[] connects = new int[SliceMs / 1000];
        foreach (VirtualRecord record in _records)
        {
            record.TakeConnects(connects);
        }

        _mostConnects = Math.Max(_mostConnects, connects.Skip(fromMs == 0 ? RampSeconds : 0).Max());
    }

    private VirtualFleetReport Report(TimeSpan elapsed)
    {
        long bytes = GC.GetTotalMemory(true) - BytesBefore;
        VirtualRecord record = new();
        foreach (VirtualRecord part in _records)
        {
            record.Add(part);
        }

        long waiting = _boards.Sum(board => (long)board.CountWaiting());
        return new VirtualFleetReport
        {
            Cabinets = _boards.Length,
            BatteryKits = _boards.Count(board => board.IsBatteryKit),
            Asleep = _boards.Count(board => board.SleepsAfterReport),
            Seed = _options.Seed,
            Plan = [.. _options.Plan.Entries.Select(entry => entry.ToString())],
            WasCut = _nowMs < _options.LengthMs,
            VirtualHours = _nowMs / 3_600_000.0,
            Seconds = elapsed.TotalSeconds,
            ManagedBytesPerCabinet = bytes / _boards.Length,
            Scans = record.Scans,
            ScansOfBoards = record.RunMs / Cabinet.ScanPeriodMs,
            Boots = record.Boots,
            Attempts = record.Attempts,
            Connections = record.Connections,
            MostAccepted = _mostConnects,
            Messages = record.Messages,
            MessageBytes = record.Messages == 0 ? 0 : (double)record.Bytes / record.Messages,
            LargestEventBytes = record.LargestEvent,
            LargestStateBytes = record.LargestState,
            EventsMade = _boards.Sum(board => (long)board.Deliveries.Happened),
            EventsArrived = _boards.Sum(board => (long)board.Deliveries.Arrived),
            EventsDoubled = _boards.Sum(board => (long)board.Deliveries.Doubles),
            EventsWaiting = waiting,
            EventsLost = _boards.Sum(board => (long)board.Deliveries.Missing.Count) - waiting,
            EventsOfStrangers = _boards.Sum(board => (long)board.Deliveries.Strangers),
            Emergencies = _boards.Sum(board => (long)board.Deliveries.Emergencies),
            Ready = record.RunMs == 0 ? 0 : (double)record.ReadyMs / record.RunMs,
            Fingerprint = record.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
            Errors = _log.Errors,
            Complaints = _log.Lines,
        };
    }

    private void RunSlice(long untilMs)
    {
        Thread[] threads = [.. Enumerable.Range(0, _options.Threads)
            .Select(place => new Thread(() => RunShare(place, untilMs)) { IsBackground = true })];
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
            _boards[i].Run(untilMs, _inputs[place], _records[place]);
        }
    }

    private VirtualCabinetBoard Create(FleetDraft draft, int index)
    {
        long seed = unchecked((_options.Seed * 7919) + index);
        VirtualTime time = new(_options.StartUnixMs);
        VirtualConnection connection = new(time, _options.Plan.Faults, _records[index % _options.Threads],
            new Topics(draft.Configuration).Event, seed + 1);
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

        // A kit that lives on its battery does not notice that the mains fail.
        FaultSpan[] cuts = draft.Configuration.Power.DeepSleep ? [] : _options.Plan.Faults.PowerCutsOf(draft.Configuration.Prefecture);
        return new VirtualCabinetBoard(draft.Configuration, hardware, connection, time, surroundings, cuts, powerOnMs, _options.IsDense);
    }
}
