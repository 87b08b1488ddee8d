namespace AedCabinet.Incidents;

/// <summary>An incident that a dispatch system opens.</summary>
/// <param name="Prefecture">Its prefecture, four digits; empty for none.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Who">Who opens it.</param>
public sealed record NewIncident(string Prefecture, IncidentPlace Place, string Who)
{
    /// <summary>Gets the id of the cabinet at which it is; <c>null</c> for none.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets where it is, in words.</summary>
    public string? Address { get; init; }

    /// <summary>Gets the dispatch system's own number.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets the request's own key, and what it says; <c>null</c> for none.</summary>
    public (string Key, string Digest)? Request { get; init; }

    /// <summary>Gets the AEDs that are named to whoever opens it.</summary>
    public IReadOnlyList<NamedAed> Named { get; init; } = [];
}
