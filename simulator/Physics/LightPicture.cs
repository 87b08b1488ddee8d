namespace AedCabinet.Simulator.Physics;

/// <summary>What both lights do at the same time.</summary>
/// <param name="Green">The green one.</param>
/// <param name="Red">The red one.</param>
public readonly record struct LightPicture(LightPattern Green, LightPattern Red)
{
    /// <summary>Gets both dark.</summary>
    public static LightPicture Dark => default;
}
