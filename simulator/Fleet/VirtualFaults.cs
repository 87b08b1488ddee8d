using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What fails in a virtual fleet, and when: the same for every cabinet that it concerns.</summary>
/// <param name="spans">The spans in which the broker is away or a prefecture's boards have no power, batteries included.</param>
/// <param name="lostAcknowledgements">The share of PUBACKs that are lost, 0 to 1.</param>
public sealed class VirtualFaults(IReadOnlyList<FaultSpan> spans, double lostAcknowledgements)
{
    private readonly FaultSpan[] _broker = [.. spans.Where(span => span.Prefecture is null).OrderBy(span => span.FromMs)];

    /// <summary>Gets the share of PUBACKs that are lost, 0 to 1.</summary>
    public double LostAcknowledgements => lostAcknowledgements;

    /// <summary>Whether nobody listens on the broker's port.</summary>
    /// <param name="nowMs">Milliseconds since the fleet began.</param>
    /// <returns><c>true</c> while it is away.</returns>
    public bool IsBrokerAway(long nowMs)
    {
        foreach (FaultSpan span in _broker)
        {
            if (nowMs >= span.FromMs && nowMs < span.UntilMs)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When the broker next goes away.</summary>
    /// <param name="nowMs">Milliseconds since the fleet began.</param>
    /// <returns>Milliseconds since the fleet began, later than <paramref name="nowMs"/>, or <see cref="Deadline.Never"/>.</returns>
    public long BrokerLeavesMs(long nowMs)
    {
        foreach (FaultSpan span in _broker)
        {
            if (span.FromMs > nowMs)
            {
                return span.FromMs;
            }
        }

        return Deadline.Never;
    }

    /// <summary>The spans in which a prefecture's boards have no power.</summary>
    /// <param name="prefecture">Its code, four digits.</param>
    /// <returns>The spans, the earliest first.</returns>
    public FaultSpan[] PowerCutsOf(string prefecture) =>
        [.. spans.Where(span => span.Prefecture == prefecture).OrderBy(span => span.FromMs)];
}
