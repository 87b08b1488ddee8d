namespace AedCabinet.Simulator.Physics;

/// <summary>Light that is not the AED's and reaches both photo-sensors all the same.</summary>
public enum StrayLight
{
    /// <summary>None: the sensors are covered as they should be.</summary>
    None,

    /// <summary>The cabinet's own beacon.</summary>
    Beacon,

    /// <summary>The cabinet's own amber lamp.</summary>
    AmberLamp,

    /// <summary>All three of its own lamps.</summary>
    Lamps,

    /// <summary>A lamp in the room: it flickers at twice the mains' frequency.</summary>
    Room,
}
