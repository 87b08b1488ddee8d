namespace AedCabinet.Feeds;

/// <summary>What a receiver said to a delivery.</summary>
/// <param name="IsTaken">Whether it took it.</param>
/// <param name="Why">Why not, in short English without any address.</param>
internal sealed record FeedAnswer(bool IsTaken, string? Why = null)
{
    /// <summary>Gets that it was taken.</summary>
    public static FeedAnswer Taken { get; } = new(true);

    /// <summary>Gets a value indicating whether the receiver wants to be told nothing any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>Gets how long it asks to be left alone; <c>null</c> where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
