namespace AedCabinet.Alerting;

/// <summary>A mail server or gateway did not take a message.</summary>
/// <param name="message">Why, in short English; holds no address and nothing secret.</param>
/// <param name="inner">What went wrong; <c>null</c> when the answer itself says no.</param>
public sealed class AlertNotSentException(string message, Exception? inner = null) : Exception(message, inner);
