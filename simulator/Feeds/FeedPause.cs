namespace AedCabinet.Feeds;

/// <summary>How long is waited before something is tried again: twice as long each time, with jitter, up to a limit.</summary>
internal static class FeedPause
{
    /// <summary>For so long something is tried.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromDays(3);

    /// <summary>The longest pause of what is no emergency.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause of an emergency.</summary>
    public static readonly TimeSpan LongestOfEmergency = TimeSpan.FromSeconds(15);

    private const int MostDoublings = 20;

    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);

    /// <summary>The pause after so many failures.</summary>
    /// <param name="failures">How many, 1 or more.</param>
    /// <param name="longest">The limit.</param>
    /// <param name="random">Gives the jitter.</param>
    /// <returns>Between half of it and the whole.</returns>
    public static TimeSpan After(int failures, TimeSpan longest, Random random)
    {
        TimeSpan whole = s_first * (1 << Math.Min(failures - 1, MostDoublings));
        return (whole < longest ? whole : longest) * (0.5 + (random.NextDouble() / 2));
    }
}
