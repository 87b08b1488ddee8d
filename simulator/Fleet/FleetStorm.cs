namespace AedCabinet.Simulator.Fleet;

/// <summary>The kinds of storm that a fleet can be put through.</summary>
public enum FleetStorm
{
    /// <summary>A tenth of the doors is opened within 10 s.</summary>
    Doors,

    /// <summary>The mains of a prefecture fail, batteries and all, and return for all of its boards in the same second.</summary>
    Mains,

    /// <summary>The broker that the fleet itself started is restarted.</summary>
    Broker,

    /// <summary>The registry is killed without warning, and starts anew.</summary>
    Registry,
}
