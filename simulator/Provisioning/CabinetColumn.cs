namespace AedCabinet.Simulator.Provisioning;

/// <summary>A column of the table of cabinets.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Chinese">Its name in Chinese, which may stand there instead.</param>
/// <param name="IsRequired">Whether the table must have it.</param>
/// <param name="Meaning">What belongs there.</param>
public sealed record CabinetColumn(string Name, string Chinese, bool IsRequired, string Meaning);
