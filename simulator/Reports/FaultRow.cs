namespace AedCabinet.Reports;

/// <summary>How often and how long one kind of fault stood in the month.</summary>
/// <param name="Reason">The reason that the cabinets gave.</param>
/// <param name="Faults">How many there were.</param>
/// <param name="Cabinets">At how many cabinets.</param>
/// <param name="Stood">For how long in all.</param>
/// <param name="Longest">For how long the longest.</param>
public sealed record FaultRow(string Reason, int Faults, int Cabinets, TimeSpan Stood, TimeSpan Longest);
