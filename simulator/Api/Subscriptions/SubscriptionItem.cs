using AedCabinet.Feeds;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Who is told of what, and how far it has got.</summary>
public sealed record SubscriptionItem
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Gets where its receiver is.</summary>
    public required string Url { get; init; }

    /// <summary>Gets the types; none for all.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Gets the severities; none for all.</summary>
    public required IReadOnlyList<string> Severities { get; init; }

    /// <summary>Gets the prefectures; none for all.</summary>
    public required IReadOnlyList<string> Prefectures { get; init; }

    /// <summary>Gets the departments; none for all.</summary>
    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>
    /// Gets how it stands: pending until its receiver has said that it wants to be told; starting for some seconds, until every process
    /// that takes messages in knows it; then active; paused; refused.
    /// </summary>
    public required SubscriptionState State { get; init; }

    /// <summary>Gets why; <c>null</c> where there is nothing to say.</summary>
    public required string? Why { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Gets when its receiver last took something; <c>null</c> for never.</summary>
    public required DateTimeOffset? Taken { get; init; }

    /// <summary>Gets the place up to which everything was taken, is held or is a dead letter.</summary>
    public required string Cursor { get; init; }

    /// <summary>Gets how many cabinets and incidents wait for their next try.</summary>
    public required int Held { get; init; }

    /// <summary>Gets since when its receiver did not take what is tried again; <c>null</c> when it takes everything.</summary>
    public required DateTimeOffset? TriedSince { get; init; }

    /// <summary>Gets how many dead letters there are.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>A subscription as the API gives it.</summary>
    /// <param name="standing">It.</param>
    /// <returns>The item.</returns>
    internal static SubscriptionItem Of(SubscriptionStanding standing)
    {
        Subscription one = standing.Subscription;
        return new SubscriptionItem
        {
            Id = one.Id,
            Name = one.Name,
            Url = one.Url.AbsoluteUri,
            Types = one.Filter.Types,
            Severities = one.Filter.Severities,
            Prefectures = one.Filter.Prefectures,
            Departments = one.Filter.Departments,
            State = standing.State,
            Why = one.Why,
            Made = one.Made,
            Taken = one.Taken,
            Cursor = standing.Position.ToString(),
            Held = standing.Held,
            TriedSince = standing.TriedSince,
            DeadLetters = standing.Dead,
        };
    }
}
