using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Registry;

/// <summary>A message that the registry could not use.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why, in one English sentence.</param>
public sealed record SetAsideMessage(ObservedMessage Message, string Reason);
