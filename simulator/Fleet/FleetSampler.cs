using System.Diagnostics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Samples the figures of a live fleet once a second.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="brokerTime">The broker's processor time so far.</param>
internal sealed class FleetSampler(LiveFleet fleet, Func<TimeSpan> brokerTime)
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly List<FleetSample> _samples = [];
    private double _atMs = fleet.Clock.Ms;
    private TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;
    private TimeSpan _brokerCpu = brokerTime();
    private long _attempts;
    private long _accepted;
    private long _lost;
    private long _made;
    private long _received;
    private long _acknowledged;
    private long _scans;

    /// <summary>Gets the samples so far.</summary>
    public IReadOnlyList<FleetSample> Samples => _samples;

    /// <summary>Takes one.</summary>
    /// <returns>It.</returns>
    public FleetSample Take()
    {
        _process.Refresh();
        double elapsedMs = Math.Max(fleet.Clock.Ms - _atMs, 1);
        _atMs += elapsedMs;
        TimeSpan cpu = _process.TotalProcessorTime;
        TimeSpan brokerCpu = brokerTime();
        FleetCounters counters = fleet.Counters;
        FleetSample sample = new(
            _atMs / 1000,
            fleet.Online,
            fleet.Asleep,
            Since(ref _attempts, Volatile.Read(ref counters.Attempts)),
            Since(ref _accepted, Volatile.Read(ref counters.Accepted)),
            Since(ref _lost, Volatile.Read(ref counters.Lost)),
            Since(ref _made, fleet.Ledger.Made),
            Since(ref _received, fleet.Ledger.Received),
            Since(ref _acknowledged, Volatile.Read(ref counters.Acknowledged)),
            fleet.UnderWay,
            (cpu - _cpu).TotalMilliseconds / elapsedMs * 100,
            Math.Max((brokerCpu - _brokerCpu).TotalMilliseconds, 0) / elapsedMs * 100,
            _process.WorkingSet64,
            GC.GetTotalMemory(false),
            fleet.Lateness.Max(histogram => histogram.TakeRecentMaxMs()),
            Since(ref _scans, fleet.Scans));
        _cpu = cpu;
        _brokerCpu = brokerCpu;
        _samples.Add(sample);
        return sample;
    }

    private static long Since(ref long before, long now)
    {
        long since = now - before;
        before = now;
        return since;
    }
}
