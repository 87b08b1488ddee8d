namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A pin of a symbol.</summary>
/// <param name="Number">The number of its pad.</param>
/// <param name="Name">Its name in the symbol.</param>
/// <param name="End">Its name in the circuit, or <c>null</c> for one that the circuit does not name.</param>
public sealed record KicadPin(string Number, string Name, string? End);
