namespace AedCabinet.Ledger;

/// <summary>How far the plan is carried out in a prefecture.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Population">How many people live there; <c>null</c> when the table does not have it.</param>
/// <param name="Planned">How many AEDs it is to have.</param>
/// <param name="Installed">How many cabinets with an AED report from there.</param>
/// <param name="Ready">How many of them may be relied on now.</param>
public sealed record CoverageRow(string Code, string Name, long? Population, long Planned, int Installed, int Ready);
