namespace AedCabinet.Simulator.Registry;

/// <summary>A command did not get to the broker.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What failed.</param>
public sealed class CommandNotSentException(string message, Exception inner) : Exception(message, inner);
