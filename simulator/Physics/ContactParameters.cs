namespace AedCabinet.Simulator.Physics;

/// <summary>How a contact behaves when it is moved.</summary>
public sealed record ContactParameters
{
    /// <summary>Gets the most times it bounces a movement; each movement draws 0 to this many. Default 5.</summary>
    public int MostBounces { get; init; } = 5;

    /// <summary>
    /// Gets the time in ms within which every bounce is over. Default 15: a micro switch settles within 5 to 10 ms; a door that
    /// is slammed shakes it a little longer. Assumed.
    /// </summary>
    public int BounceMs { get; init; } = 15;

    /// <summary>Gets a contact that never bounces.</summary>
    public static ContactParameters Ideal { get; } = new() { MostBounces = 0 };
}
