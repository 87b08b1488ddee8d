namespace AedCabinet.Ledger;

/// <summary>What an <c>outbox.overflowed</c> says was lost.</summary>
/// <param name="Boot">The number of the boot.</param>
/// <param name="Seq">Its own number within the boot.</param>
/// <param name="Count">How many events were dropped or could not be read back since the one before.</param>
/// <param name="Arrival">Its place in the database.</param>
internal sealed record ReportedLoss(int Boot, int Seq, long Count, long Arrival);
