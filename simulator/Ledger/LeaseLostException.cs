namespace AedCabinet.Ledger;

/// <summary>Another worker keeps the prefecture now: nothing of the step is written, and nothing more may be.</summary>
/// <param name="prefecture">The prefecture; empty for all.</param>
public sealed class LeaseLostException(string prefecture) : Exception(
    prefecture.Length == 0 ? "Another registry writes to this database now." : $"Another worker keeps prefecture {prefecture} now.")
{
    /// <summary>Gets the prefecture; empty for all.</summary>
    public string Prefecture => prefecture;
}
