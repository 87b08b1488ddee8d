namespace AedCabinet.Feeds;

/// <summary>Something that a receiver did not take for as long as was tried.</summary>
/// <param name="No">Its number.</param>
/// <param name="Event">The event's id.</param>
/// <param name="Type">The type of its CloudEvent.</param>
/// <param name="Chain">Its cabinet, or its incident.</param>
/// <param name="Since">When it was tried first.</param>
/// <param name="Died">When it was given up.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Why">What the last try said.</param>
/// <param name="IsAsked">Whether it is about to be tried once more.</param>
public sealed record DeadLetter(
    long No, string Event, string Type, string Chain, DateTimeOffset Since, DateTimeOffset Died, int Tries, string? Why, bool IsAsked)
{
    /// <summary>Gets its number of arrival; <c>null</c> where it is the centre's.</summary>
    internal long? Arrival { get; init; }

    /// <summary>Gets its number at the centre; <c>null</c> where a cabinet said it.</summary>
    internal long? Centre { get; init; }
}
