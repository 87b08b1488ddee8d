namespace AedCabinet.Ledger;

/// <summary>How a cabinet is, from a moment on.</summary>
/// <param name="SinceMs">Since when, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="IsReady">Whether a bystander may rely on it; <c>null</c> when nothing is known.</param>
/// <param name="Reasons">Why not, with commas between them.</param>
public sealed record ReadinessSpan(long SinceMs, bool? IsReady, string Reasons)
{
    /// <summary>The reason that stands where nothing is known because its state is too old.</summary>
    public const string Stale = "stale";

    /// <summary>The reason that stands where nothing is known because it has been offline for too long.</summary>
    public const string Offline = "offline";

    /// <summary>The reason that stands where nothing is known because its state can't be understood.</summary>
    public const string NotUnderstood = "not-understood";

    /// <summary>The reason that stands where nothing is known because two boards speak as it, or it has lost its flash.</summary>
    public const string TwoBoards = "two-boards";

    /// <summary>
    /// Gets a value indicating whether it only follows from silence: a state that waited at the broker may show that it was not so.
    /// </summary>
    public bool IsInferred => Reasons is Stale or Offline && IsReady is null;
}
