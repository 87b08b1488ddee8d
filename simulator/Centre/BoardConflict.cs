namespace AedCabinet.Centre;

/// <summary>
/// What shows that two boards speak as one cabinet, or that one has lost its flash and counts anew. What such a cabinet says can't be put
/// together, so nothing of it counts as ready and nothing it says closes an emergency, until somebody has looked (<c>inspection.done</c>).
/// </summary>
/// <param name="Since">When the first sign came.</param>
/// <param name="Last">When the latest sign came.</param>
/// <param name="Sign">The latest sign, in an English sentence.</param>
/// <param name="Signs">How many signs have come.</param>
public sealed record BoardConflict(DateTimeOffset Since, DateTimeOffset Last, string Sign, long Signs = 1)
{
    /// <summary>The emergency that the registry itself opens: no cabinet's event has this name.</summary>
    public const string Emergency = "registry.two-boards";
}
