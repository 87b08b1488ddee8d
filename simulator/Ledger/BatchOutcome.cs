namespace AedCabinet.Ledger;

/// <summary>What a batch held besides pictures.</summary>
/// <param name="Events">Events that are new.</param>
/// <param name="Doubles">Events that were there already.</param>
/// <param name="SetAside">Messages that could not be used.</param>
/// <param name="InPart">Messages that were used but for something in them, as far as that is new.</param>
/// <param name="Conflicts">Events that came under the number of another.</param>
public readonly record struct BatchOutcome(int Events, int Doubles, int SetAside, int InPart = 0, int Conflicts = 0)
{
    /// <summary>Two batches together.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>The sums.</returns>
    public static BatchOutcome operator +(BatchOutcome one, BatchOutcome other) => new(
        one.Events + other.Events, one.Doubles + other.Doubles, one.SetAside + other.SetAside, one.InPart + other.InPart, one.Conflicts
            + other.Conflicts);
}
