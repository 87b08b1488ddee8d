namespace AedCabinet.Ledger;

/// <summary>Something that happened at the centre, with its place.</summary>
/// <param name="No">Its number, above 0, in the order in which they can be read; numbers may have holes.</param>
/// <param name="Id">Its id, the same for ever.</param>
/// <param name="Event">What happened.</param>
public sealed record LoggedCentreEvent(long No, string Id, CentreEvent Event);
