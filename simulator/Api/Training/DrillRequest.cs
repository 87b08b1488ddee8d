namespace AedCabinet.Api.Training;

/// <summary>A drill that is planned.</summary>
public sealed record DrillRequest
{
    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets when it is to begin.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets how long it is to last, 1 to 480 minutes; it ends by itself.</summary>
    public required int Minutes { get; init; }

    /// <summary>Gets what is planned, in words, up to 500 characters; names of people don't belong there.</summary>
    public string? Plan { get; init; }

    /// <summary>Gets the events that are to happen in it, by their names in the contract, for example door.opened and aed.removed: what
    /// did not is told.</summary>
    public IReadOnlyList<string>? Expects { get; init; }

    /// <summary>Gets a value indicating whether SOS is part of it; otherwise SOS stays an emergency.</summary>
    public bool? Sos { get; init; }
}
