using AedCabinet.Feeds;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Something that a receiver did not take for 3 days.</summary>
public sealed record DeadLetterItem
{
    /// <summary>Gets its number.</summary>
    public required long No { get; init; }

    /// <summary>Gets the event's id.</summary>
    public required string Event { get; init; }

    /// <summary>Gets the event's type.</summary>
    public required string Type { get; init; }

    /// <summary>Gets its cabinet, or its incident.</summary>
    public required string About { get; init; }

    /// <summary>Gets when it was tried first.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets when it was given up.</summary>
    public required DateTimeOffset Died { get; init; }

    /// <summary>Gets how often it was tried.</summary>
    public required int Tries { get; init; }

    /// <summary>Gets what the last try said.</summary>
    public required string? Why { get; init; }

    /// <summary>Gets a value indicating whether it is about to be tried once more.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>A dead letter as the API gives it.</summary>
    /// <param name="letter">It.</param>
    /// <returns>The item.</returns>
    internal static DeadLetterItem Of(DeadLetter letter) => new()
    {
        No = letter.No,
        Event = letter.Event,
        Type = letter.Type,
        About = letter.Chain,
        Since = letter.Since,
        Died = letter.Died,
        Tries = letter.Tries,
        Why = letter.Why,
        IsAsked = letter.IsAsked,
    };
}
