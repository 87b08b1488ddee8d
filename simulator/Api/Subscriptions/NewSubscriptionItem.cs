using AedCabinet.Feeds;

namespace AedCabinet.Api.Subscriptions;

/// <summary>A subscription that was made.</summary>
public sealed record NewSubscriptionItem
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what signs its deliveries (Standard Webhooks), whsec_ and base64. It is not shown again.</summary>
    public required string Secret { get; init; }

    /// <summary>Gets how it stands: pending, until its receiver has said that it wants to be told.</summary>
    public required SubscriptionState State { get; init; }

    /// <summary>Gets the cursor behind which it begins.</summary>
    public required string Cursor { get; init; }
}
