namespace AedCabinet.Api.Incidents;

/// <summary>Somebody needs help somewhere.</summary>
public sealed record IncidentRequest
{
    /// <summary>Gets the degrees north; left out where the place is pasted as at, or is a cabinet's.</summary>
    public double? Lat { get; init; }

    /// <summary>Gets the degrees east.</summary>
    public double? Lon { get; init; }

    /// <summary>Gets, instead of both, coordinates as they were pasted.</summary>
    public string? At { get; init; }

    /// <summary>Gets what they are measured in: wgs84, gcj02 (Gaode, Tencent) or bd09 (Baidu); wgs84 unless said.</summary>
    public string? Datum { get; init; }

    /// <summary>Gets where it is in words, up to 200 characters; goes when it was kept long enough.</summary>
    public string? Address { get; init; }

    /// <summary>Gets the dispatch system's own number, up to 64 characters; of those that are open no two have the same.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets the id of the cabinet at which it is, where it is at one.</summary>
    public string? Cabinet { get; init; }
}
