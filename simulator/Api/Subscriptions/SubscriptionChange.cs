namespace AedCabinet.Api.Subscriptions;

/// <summary>What is to change of a subscription; what is left out stays.</summary>
public sealed record SubscriptionChange
{
    /// <summary>Gets what it is called, 1 to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Gets where its receiver is; another one is asked first whether it wants to be told.</summary>
    public string? Url { get; init; }

    /// <summary>Gets the types.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Gets the severities.</summary>
    public IReadOnlyList<string>? Severities { get; init; }

    /// <summary>Gets the prefectures.</summary>
    public IReadOnlyList<string>? Prefectures { get; init; }

    /// <summary>Gets the departments.</summary>
    public IReadOnlyList<string>? Departments { get; init; }

    /// <summary>Gets how it is to stand: paused, which keeps its place; or active, after which its receiver is asked again.</summary>
    public string? State { get; init; }
}
