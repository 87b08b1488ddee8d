namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A part in a block.</summary>
/// <param name="Ref">Its reference designator, with <c>{n}</c> for the number of the block's instance.</param>
/// <param name="Part">Its type's name in the library, with <c>{board}</c> for the board's.</param>
public sealed record PartPlacement(string Ref, string Part);
