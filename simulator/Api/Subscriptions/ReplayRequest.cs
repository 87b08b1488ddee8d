namespace AedCabinet.Api.Subscriptions;

/// <summary>From where everything is to be told once more.</summary>
public sealed record ReplayRequest
{
    /// <summary>Gets the cursor behind which it begins; 0.0 for the beginning of all.</summary>
    public required string From { get; init; }
}
