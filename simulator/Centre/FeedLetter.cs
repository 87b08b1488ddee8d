namespace AedCabinet.Centre;

/// <summary>What a receiver never took, as a page shows it.</summary>
/// <param name="No">Its number.</param>
/// <param name="Type">What happened.</param>
/// <param name="Chain">The cabinet, or the incident.</param>
/// <param name="Died">When it was given up.</param>
/// <param name="Why">Why, in short English.</param>
/// <param name="IsAsked">Whether it is to be tried once more.</param>
public sealed record FeedLetter(long No, string Type, string Chain, DateTimeOffset Died, string? Why, bool IsAsked);
