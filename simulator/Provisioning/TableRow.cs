namespace AedCabinet.Simulator.Provisioning;

/// <summary>A row of the table.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Values">Its values by the column's name, without blanks around them.</param>
internal sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Values);
