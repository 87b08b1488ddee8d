using System.Collections.Concurrent;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One thread that steps a part of the fleet in real time: every millisecond those cabinets whose scan is due then, each every
/// 20 ms. What it is asked to do meanwhile is done between two cabinets.
/// </summary>
internal sealed class FleetWorker
{
    // As in the board's control loop: rounds missed by more than this are skipped, not caught up.
    private const double MaxBehindMs = 200;

    private readonly FleetMember[][] _groups;
    private readonly FleetClock _clock;
    private readonly FleetConnectors _connectors;
    private readonly ILog _log;
    private readonly ConcurrentQueue<Action<long>> _requests = new();

    // Cabinets whose power is to be cut as soon as no thread steps their link, and whether it is switched on again at once.
    private readonly Dictionary<FleetMember, bool> _cuts = [];
    private readonly Thread _thread;
    private volatile bool _isEnding;
    private long _skipped;
    private long _scans;

    public FleetWorker(IReadOnlyList<FleetMember> members, FleetClock clock, FleetConnectors connectors, ILog log)
    {
        _groups = [.. Enumerable.Range(0, Cabinet.ScanPeriodMs)
            .Select(group => members.Where((_, place) => place % Cabinet.ScanPeriodMs == group).ToArray())];
        _clock = clock;
        _connectors = connectors;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "fleet worker" };
    }

    /// <summary>Gets how late scans were.</summary>
    public FleetHistogram Lateness { get; } = new();

    /// <summary>Gets how many scans were made.</summary>
    public long Scans => Volatile.Read(ref _scans);

    /// <summary>Gets how many rounds of 20 ms were left out because the thread was held up.</summary>
    public long SkippedRounds => Volatile.Read(ref _skipped);

    /// <summary>Begins.</summary>
    public void Start() => _thread.Start();

    /// <summary>Queues work for the thread; it is called with the fleet's time in milliseconds.</summary>
    /// <param name="request">What.</param>
    public void Post(Action<long> request) => _requests.Enqueue(request);

    /// <summary>Switches a cabinet on; its scans fall on the grid of this thread's rounds.</summary>
    /// <param name="member">The cabinet.</param>
    /// <param name="nowMs">The fleet's time in milliseconds.</param>
    public void PowerOn(FleetMember member, long nowMs)
    {
        if (_cuts.ContainsKey(member))
        {
            _cuts[member] = true;
            return;
        }

        int group = Array.FindIndex(_groups, members => members.Contains(member));
        member.Cabinet.PowerOn(((nowMs / Cabinet.ScanPeriodMs) * Cabinet.ScanPeriodMs) + group);
    }

    /// <summary>Cuts a cabinet's power: at once, or as soon as no thread steps its link.</summary>
    /// <param name="member">The cabinet.</param>
    public void CutPower(FleetMember member)
    {
        if (member.Cabinet.TryCutPower())
        {
            member.Connection.Abandon();
        }
        else
        {
            _cuts[member] = false;
        }
    }

    /// <summary>Ends, and waits for it.</summary>
    public void End()
    {
        _isEnding = true;
        if ((_thread.ThreadState & ThreadState.Unstarted) == 0)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        long nextMs = _clock.NowMs + 1;
        while (!_isEnding)
        {
            double behindMs = _clock.Ms - nextMs;
            if (behindMs < 0)
            {
                Thread.Sleep(1);
                continue;
            }

            if (behindMs >= MaxBehindMs)
            {
                long rounds = (long)(behindMs / Cabinet.ScanPeriodMs);
                Volatile.Write(ref _skipped, _skipped + rounds);
                nextMs += rounds * Cabinet.ScanPeriodMs;
            }

            TakeRequests();
            Step(_groups[nextMs % Cabinet.ScanPeriodMs], nextMs);
            nextMs++;
        }
    }

    private void TakeRequests()
    {
        while (_requests.TryDequeue(out Action<long>? request))
        {
            request(_clock.NowMs);
        }

        foreach ((FleetMember member, bool isBack) in _cuts.Count == 0 ? [] : _cuts.ToArray())
        {
            if (member.Cabinet.TryCutPower())
            {
                member.Connection.Abandon();
                _ = _cuts.Remove(member);
                if (isBack)
                {
                    PowerOn(member, _clock.NowMs);
                }
            }
        }
    }

    private void Step(FleetMember[] members, long plannedMs)
    {
        foreach (FleetMember member in members)
        {
            FleetCabinet cabinet = member.Cabinet;
            double ms = _clock.Ms;
            long nowMs = (long)ms;
            try
            {
                if (cabinet.Advance(nowMs))
                {
                    Volatile.Write(ref _scans, _scans + 1);
                    Lateness.Add(ms - plannedMs);
                }

                if (!cabinet.IsLinkDue(nowMs))
                {
                    continue;
                }

                if (cabinet.MayBlock)
                {
                    _connectors.Add(member);
                }
                else
                {
                    cabinet.StepLink(nowMs);
                }
            }
            catch (Exception exception)
            {
                // A board that dies of it restarts; the others must not notice.
                _log.Error(FleetFirmware.DeathOf(exception));
                CutPower(member);
                PowerOn(member, nowMs);
            }
        }
    }
}
