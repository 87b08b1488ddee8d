namespace AedCabinet.Simulator.Physics;

/// <summary>One of an AED's status lights.</summary>
public enum LightChannel
{
    /// <summary>The green one.</summary>
    Green,

    /// <summary>The red one.</summary>
    Red,
}
