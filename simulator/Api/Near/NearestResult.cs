namespace AedCabinet.Api.Near;

/// <summary>Which AEDs are near a place, ready and reachable now.</summary>
public sealed record NearestResult
{
    /// <summary>Gets the latitude of the place that was asked for, degrees WGS-84.</summary>
    public required double Latitude { get; init; }

    /// <summary>Gets its longitude, degrees WGS-84.</summary>
    public required double Longitude { get; init; }

    /// <summary>Gets when it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets how distances are measured: in a straight line, always.</summary>
    public required string Distance { get; init; }

    /// <summary>Gets how far was looked, m.</summary>
    public required double WithinM { get; init; }

    /// <summary>Gets the AEDs, the nearest first.</summary>
    public required IReadOnlyList<NearestItem> Aeds { get; init; }

    /// <summary>Gets those that are nearer and are not named, the nearest first; 20 at most.</summary>
    public required IReadOnlyList<PassedOverItem> PassedOver { get; init; }

    /// <summary>Gets how many there are of those.</summary>
    public required int PassedOverCount { get; init; }
}
