namespace AedCabinet.Simulator.Registry;

/// <summary>A message that the registry could not use.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Reason">Why, in one English sentence.</param>
public sealed record SetAsideMessage(string Topic, string Reason);
