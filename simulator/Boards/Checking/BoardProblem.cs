namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>One mistake in a board's file.</summary>
/// <param name="File">The file.</param>
/// <param name="Where">The member, or the signal and its pin.</param>
/// <param name="Why">What is wrong with it.</param>
/// <param name="Instead">What to do.</param>
public sealed record BoardProblem(string File, string Where, string Why, string Instead)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Where}: {Why}; {Instead}.";
}
