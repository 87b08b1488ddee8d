namespace AedCabinet.Api.Subscriptions;

/// <summary>Who wants to be told of what.</summary>
public sealed record SubscriptionRequest
{
    /// <summary>Gets what it is called, 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets where its receiver is: an https address. It must answer OPTIONS with WebHook-Allowed-Origin.</summary>
    public required string Url { get; init; }

    /// <summary>Gets the types, such as aed.cabinet.aed.removed, or of a whole area, such as aed.incident.*; all unless named.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Gets the severities; all unless named.</summary>
    public IReadOnlyList<string>? Severities { get; init; }

    /// <summary>Gets the prefectures, the first four digits of GB/T 2260 codes; all unless named.</summary>
    public IReadOnlyList<string>? Prefectures { get; init; }

    /// <summary>Gets the departments, as in topics; all unless named.</summary>
    public IReadOnlyList<string>? Departments { get; init; }

    /// <summary>Gets the cursor behind which it begins; 0.0 for the beginning of all, now unless named.</summary>
    public string? From { get; init; }
}
