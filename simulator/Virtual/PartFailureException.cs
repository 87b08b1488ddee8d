namespace AedCabinet.Simulator.Virtual;

/// <summary>A part of the board failed as parts do on this platform: by an exception out of a call.</summary>
/// <param name="part">Which.</param>
public sealed class PartFailureException(string part) : Exception(part + " failed");
