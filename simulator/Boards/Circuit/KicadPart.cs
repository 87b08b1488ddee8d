namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A type of part in KiCad.</summary>
/// <param name="Footprint">Its footprint in KiCad's libraries; empty where they have none.</param>
/// <param name="Pads">The number of the pad by the pin's name, where they differ.</param>
public sealed record KicadPart(string Footprint, IReadOnlyDictionary<string, string>? Pads = null);
