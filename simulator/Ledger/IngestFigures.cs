namespace AedCabinet.Ledger;

/// <summary>How fast events get to disk.</summary>
/// <param name="Events">How many events each round wrote.</param>
/// <param name="Rounds">How many rounds of each kind there were, in turn.</param>
/// <param name="EventsPerSecond">Events a second through the registry's own path, durable: the median of the rounds.</param>
/// <param name="BareEventsPerSecond">Rows a second by the same inserts in the same batches and nothing else: the median of the
/// rounds.</param>
/// <param name="Ratio">The time of the registry's path in that of the bare inserts, of the same run: the median of the rounds.</param>
/// <param name="CommitMs">The time of one commit of the bare inserts in milliseconds, median: what the disk takes.</param>
/// <param name="AllocatedBytesPerEvent">Bytes allocated for an event on the registry's path, the message itself included.</param>
public sealed record IngestFigures(
    int Events, int Rounds, double EventsPerSecond, double BareEventsPerSecond, double Ratio, double CommitMs,
    double AllocatedBytesPerEvent);
