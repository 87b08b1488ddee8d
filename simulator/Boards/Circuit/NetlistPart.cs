namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A part of one cabinet's circuit.</summary>
/// <param name="Ref">Its reference designator, for example <c>R101</c>.</param>
/// <param name="TypeName">Its type's name in the library.</param>
/// <param name="Type">Its type.</param>
/// <param name="Use">The use of a block that it belongs to.</param>
public sealed record NetlistPart(string Ref, string TypeName, PartType Type, BlockUse Use);
