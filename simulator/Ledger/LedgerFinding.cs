namespace AedCabinet.Ledger;

/// <summary>Something that <c>registry verify</c> found beside missing numbers.</summary>
/// <param name="What">What is wrong, in an English sentence.</param>
/// <param name="Advice">What is to be done about it, in English sentences.</param>
public sealed record LedgerFinding(string What, string Advice);
