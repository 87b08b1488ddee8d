namespace AedCabinet.Centre;

/// <summary>A command did not get to the broker.</summary>
/// <param name="why">Why, one of <see cref="NotSentWhy"/>.</param>
/// <param name="message">What the program said that failed, for a log.</param>
/// <param name="inner">What failed; <c>null</c> where that is all.</param>
public sealed class CommandNotSentException(string why, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Gets why, one of <see cref="NotSentWhy"/>.</summary>
    public string Why { get; } = why;
}
