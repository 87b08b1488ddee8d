namespace AedCabinet.Simulator.Physics;

/// <summary>What a light does.</summary>
public enum LightRhythm
{
    /// <summary>It stays dark.</summary>
    Off,

    /// <summary>It stays lit.</summary>
    Steady,

    /// <summary>It flashes.</summary>
    Blinking,
}
