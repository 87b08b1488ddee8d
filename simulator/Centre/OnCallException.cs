namespace AedCabinet.Centre;

/// <summary>The lists of those on call can't be read or kept just now.</summary>
/// <param name="message">Why, as the database says it.</param>
/// <param name="inner">What the database said.</param>
public sealed class OnCallException(string message, Exception inner) : Exception(message, inner);
