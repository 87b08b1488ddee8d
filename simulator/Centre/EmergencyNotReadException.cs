namespace AedCabinet.Centre;

/// <summary>What was done about emergencies could not be read.</summary>
/// <param name="message">Why, as the database says it.</param>
/// <param name="inner">What the database said.</param>
public sealed class EmergencyNotReadException(string message, Exception inner) : Exception(message, inner);
