namespace AedCabinet.Simulator.Fleet;

/// <summary>A storm while it is going on.</summary>
/// <param name="entry">What it is.</param>
/// <param name="atMs">When it began, in the fleet's milliseconds.</param>
internal sealed class FleetStormRecord(FleetPlanEntry entry, double atMs)
{
    /// <summary>Gets what it is.</summary>
    public FleetPlanEntry Entry { get; } = entry;

    /// <summary>Gets when it began.</summary>
    public double AtMs { get; } = atMs;

    /// <summary>Gets the cabinets that it affects.</summary>
    public HashSet<int> Struck { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether one of them has been offline; <c>true</c> from the start when none can go offline, so that
    /// nobody waits for that.
    /// </summary>
    public bool WasDown { get; set; }

    /// <summary>Gets or sets how many connections the fleet had lost before.</summary>
    public long LostBefore { get; set; }

    /// <summary>Gets or sets when all of them were online again, or asleep after their report; <c>null</c> until then.</summary>
    public double? BackAtMs { get; set; }

    /// <summary>Gets or sets how many of them were asleep then.</summary>
    public int Asleep { get; set; }
}
