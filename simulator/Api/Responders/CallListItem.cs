namespace AedCabinet.Api.Responders;

/// <summary>Somebody who may be called to an incident.</summary>
public sealed record CallListItem
{
    /// <summary>Gets who it is.</summary>
    public required ResponderItem Responder { get; init; }

    /// <summary>Gets how far the person's place is from the incident in a straight line, m.</summary>
    public required double DistanceM { get; init; }

    /// <summary>Gets what the person has said of it last; <c>null</c> for nothing.</summary>
    public required string? Status { get; init; }
}
