namespace AedCabinet.Api.Subscriptions;

/// <summary>A new secret.</summary>
public sealed record NewSecretItem
{
    /// <summary>Gets it, whsec_ and base64. It is not shown again.</summary>
    public required string Secret { get; init; }

    /// <summary>Gets until when deliveries carry the signature of the one before, too.</summary>
    public required DateTimeOffset OldUntil { get; init; }
}
