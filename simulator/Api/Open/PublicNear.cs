namespace AedCabinet.Api.Open;

/// <summary>An AED near a place, ready and reachable now, as anybody may see it.</summary>
public sealed record PublicNear
{
    /// <summary>Gets how far it is in a straight line, m.</summary>
    public required double DistanceM { get; init; }

    /// <summary>Gets until when the place is open; <c>null</c> when it does not close in the days to come.</summary>
    public required DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Gets its cabinet.</summary>
    public required PublicCabinet Cabinet { get; init; }
}
