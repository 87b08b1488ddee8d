namespace AedCabinet.Simulator.Virtual;

/// <summary>Something happened in a soak run that must never happen.</summary>
/// <param name="invariant">The name of what does not hold any more.</param>
/// <param name="detail">What was seen.</param>
public sealed class InvariantViolation(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    /// <summary>Gets the name of what does not hold any more.</summary>
    public string Invariant { get; } = invariant;
}
