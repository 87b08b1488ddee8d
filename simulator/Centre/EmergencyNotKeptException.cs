namespace AedCabinet.Centre;

/// <summary>A step could not be written down, so it was not made.</summary>
/// <param name="message">Why, as the database says it.</param>
/// <param name="inner">What the database said; <c>null</c> when the emergency is not open there.</param>
public sealed class EmergencyNotKeptException(string message, Exception? inner = null) : Exception(message, inner);
