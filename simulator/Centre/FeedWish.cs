namespace AedCabinet.Centre;

/// <summary>Who is to be told of what; an empty list is all.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where the receiver is.</param>
public sealed record FeedWish(string Name, string Url)
{
    /// <summary>Gets the types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Gets the severities.</summary>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>Gets the prefectures' codes.</summary>
    public IReadOnlyList<string> Prefectures { get; init; } = [];

    /// <summary>Gets the departments.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];
}
