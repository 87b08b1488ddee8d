namespace AedCabinet.Simulator.Fleet;

/// <summary>What the whole fleet's links have done so far. Counted from many threads; fields, because they are counted in place.</summary>
/// <param name="clock">The fleet's time.</param>
public sealed class FleetCounters(FleetClock clock)
{
    private readonly List<int> _acceptedBySecond = [];

    /// <summary>Attempts to connect.</summary>
    public long Attempts;

    /// <summary>Attempts that the broker accepted.</summary>
    public long Accepted;

    /// <summary>Accepted connections that are there now.</summary>
    public long Connected;

    /// <summary>Connections that ended without the cabinet's wish.</summary>
    public long Lost;

    /// <summary>Messages handed to the connections, QoS 1.</summary>
    public long Published;

    /// <summary>Messages that the broker acknowledged.</summary>
    public long Acknowledged;

    /// <summary>Messages that came.</summary>
    public long Received;

    /// <summary>The broker has accepted an attempt.</summary>
    public void NoteAccepted()
    {
        Interlocked.Increment(ref Accepted);
        int second = (int)(clock.NowMs / 1000);
        lock (_acceptedBySecond)
        {
            while (_acceptedBySecond.Count <= second)
            {
                _acceptedBySecond.Add(0);
            }

            _acceptedBySecond[second]++;
        }
    }

    /// <summary>The most attempts that the broker accepted in one second of a time.</summary>
    /// <param name="fromMs">When the time begins, in the fleet's milliseconds.</param>
    /// <param name="untilMs">When it ends.</param>
    /// <returns>How many.</returns>
    public int MostAccepted(double fromMs, double untilMs)
    {
        lock (_acceptedBySecond)
        {
            return _acceptedBySecond.Where((_, second) => second >= Math.Floor(fromMs / 1000) && second * 1000L < untilMs)
                .DefaultIfEmpty().Max();
        }
    }
}
