using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A fleet in real time: its cabinets, the threads that step them, and what was counted.</summary>
public sealed class LiveFleet : IDisposable
{
    private readonly FleetWorker[] _workers;
    private readonly FleetConnectors _connectors;

    /// <summary>Makes the cabinets, without power.</summary>
    /// <param name="drafts">What they are.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="threads">How many threads step them.</param>
    public LiveFleet(IReadOnlyList<FleetDraft> drafts, long seed, int threads)
    {
        Ledger = new FleetLedger(drafts.Count, Clock);
        Counters = new FleetCounters(Clock);
        HostNetwork network = new();
        InputImage[] inputs = [.. Enumerable.Range(0, threads).Select(_ => new InputImage())];
        Members = [.. drafts.Select((draft, index) => Make(draft, index, seed, network, inputs[index % threads]))];
        _connectors = new FleetConnectors(Clock);
        _workers = [.. Enumerable.Range(0, threads)
            .Select(thread => new FleetWorker([.. Members.Where((_, index) => index % threads == thread)], Clock, _connectors, Log))];
    }

    /// <summary>Gets the fleet's time.</summary>
    public FleetClock Clock { get; } = new();

    /// <summary>Gets the cabinets.</summary>
    public IReadOnlyList<FleetMember> Members { get; }

    /// <summary>Gets what the links have done.</summary>
    public FleetCounters Counters { get; }

    /// <summary>Gets every event.</summary>
    public FleetLedger Ledger { get; }

    /// <summary>Gets the serial logs.</summary>
    public FleetLog Log { get; } = new();

    /// <summary>Gets how late scans were, a thread each.</summary>
    public IReadOnlyList<FleetHistogram> Lateness => [.. _workers.Select(worker => worker.Lateness)];

    /// <summary>Gets how many scans were made.</summary>
    public long Scans => _workers.Sum(worker => worker.Scans);

    /// <summary>Gets how many rounds of scans were left out because a thread was held up.</summary>
    public long SkippedRounds => _workers.Sum(worker => worker.SkippedRounds);

    /// <summary>Gets the longest time that an attempt to connect waited for a thread, in milliseconds.</summary>
    public long LongestConnectWaitMs => _connectors.LongestWaitMs;

    /// <summary>Gets how many cabinets are online as they know it themselves.</summary>
    public int Online => Members.Count(member => member.Cabinet.LinkState == LinkState.Online);

    /// <summary>
    /// Gets how many cabinets sleep after a report of which the broker has everything, or are about to: battery kits, for which it is the
    /// usual state.
    /// </summary>
    public int Asleep => Members.Count(member => member.Cabinet.HasReported && member.Cabinet.LinkState != LinkState.Online);

    /// <summary>Gets a value indicating whether every cabinet is online, or sleeps after its report.</summary>
    public bool HasAllReported => Members.All(member => member.Cabinet.HasReported);

    /// <summary>Gets how many messages are under way to the broker.</summary>
    public int UnderWay => Members.Sum(member => member.Connection.UnderWay);

    /// <summary>Begins to step the cabinets.</summary>
    public void Start()
    {
        foreach (FleetWorker worker in _workers)
        {
            worker.Start();
        }
    }

    /// <summary>Switches a cabinet on.</summary>
    /// <param name="index">Which.</param>
    public void PowerOn(int index) => WorkerOf(index).Post(nowMs => WorkerOf(index).PowerOn(Members[index], nowMs));

    /// <summary>Cuts a cabinet's power: its memory is lost, its flash kept, and the broker isn't told.</summary>
    /// <param name="index">Which.</param>
    public void CutPower(int index) => WorkerOf(index).Post(_ => WorkerOf(index).CutPower(Members[index]));

    /// <summary>Somebody opens a cabinet's door.</summary>
    /// <param name="index">Which cabinet.</param>
    /// <param name="afterMs">In how many milliseconds.</param>
    /// <param name="openMs">For how long, in milliseconds.</param>
    /// <param name="takesAed">Whether the AED is taken out and put back.</param>
    public void Visit(int index, int afterMs, int openMs, bool takesAed) =>
        WorkerOf(index).Post(nowMs => Members[index].Cabinet.Visit(nowMs + afterMs, openMs, takesAed));

    /// <summary>Lets every link say goodbye, and stores everything.</summary>
    /// <param name="patience">For how long to wait.</param>
    /// <returns>When it is done.</returns>
    public async Task StopAsync(TimeSpan patience)
    {
        foreach (FleetMember member in Members)
        {
            WorkerOf(member.Cabinet.Index).Post(member.Cabinet.BeginStop);
        }

        long untilMs = Clock.NowMs + (long)patience.TotalMilliseconds;
        while (Clock.NowMs < untilMs && Members.Any(member => !member.Cabinet.IsStopped))
        {
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FleetWorker worker in _workers)
        {
            worker.End();
        }

        _connectors.Dispose();
        foreach (FleetMember member in Members)
        {
            // The connection, and the one that a board without power has left behind.
            member.Connection.Abandon();
            member.Connection.Abandon();
        }
    }

    private FleetWorker WorkerOf(int index) => _workers[index % _workers.Length];

    private FleetMember Make(FleetDraft draft, int index, long seed, INetwork network, InputImage inputs)
    {
        FleetConnection connection = new(draft.Broker, draft.Configuration.Broker, draft.Configuration.Id, Counters);
        SeededRandom seeds = new(unchecked((seed * 7919) + index));
        FleetHardware board = new()
        {
            Flash = new FleetFlash(draft.File),
            Connection = connection,
            Clock = Clock,
            Network = network,
            Random = new FleetRandom(seeds.NextSeed()),
            Log = Log,
            Witness = Ledger,
            ConnectionPollMs = FleetConnection.PollMs,
        };
        FleetCabinet cabinet = new(index, draft.Configuration, board, new FleetSurroundings(draft.Configuration, seeds.NextSeed()), inputs);
        connection.Wake = cabinet.WakeLink;
        return new FleetMember(cabinet, connection);
    }
}
