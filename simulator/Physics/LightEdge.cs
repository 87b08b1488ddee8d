namespace AedCabinet.Simulator.Physics;

/// <summary>A light went on or off, as the photo-sensor in front of it sees.</summary>
/// <param name="Channel">Which light.</param>
/// <param name="IsLit">Whether it is lit now.</param>
/// <param name="AtMs">When, in ms.</param>
public readonly record struct LightEdge(LightChannel Channel, bool IsLit, long AtMs);
