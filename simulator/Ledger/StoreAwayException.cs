namespace AedCabinet.Ledger;

/// <summary>The database can't be read or written just now: what was asked for is not known, and nothing was kept.</summary>
/// <param name="message">What it says, for a log.</param>
/// <param name="inner">What failed; <c>null</c> where that is all.</param>
public sealed class StoreAwayException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Gets a value indicating whether it is what was to be written that the database refuses: it takes everything else.</summary>
    public bool IsOfOneThing { get; init; }
}
