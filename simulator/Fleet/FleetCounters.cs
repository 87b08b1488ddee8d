namespace AedCabinet.Simulator.Fleet;

/// <summary>What the whole fleet's links have done so far. Counted from many threads; fields, because they are counted in place.</summary>
public sealed class FleetCounters
{
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
}
