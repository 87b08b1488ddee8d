namespace AedCabinet.Training;

/// <summary>A place in the list of drills, which goes from the newest back.</summary>
/// <param name="AtMs">When the drill is or was to begin, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Rank">1 for one that was planned, 0 for one that was not.</param>
/// <param name="No">Its number, or that under which its beginning arrived.</param>
public readonly record struct DrillPlace(long AtMs, long Rank, long No)
{
    /// <summary>Gets the place before all.</summary>
    public static DrillPlace Top => new(long.MaxValue, 0, 0);
}
