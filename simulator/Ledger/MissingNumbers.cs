namespace AedCabinet.Ledger;

/// <summary>Numbers of one boot that are missing, and whether the cabinet said why.</summary>
/// <param name="Boot">The number of the boot.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="ExplainedBy">The place in the database of the <c>outbox.overflowed</c> that accounts for them; <c>null</c> for
/// none.</param>
public sealed record MissingNumbers(int Boot, int First, int Last, long? ExplainedBy = null)
{
    /// <summary>Gets how many there are.</summary>
    public long Count => (long)Last - First + 1;
}
