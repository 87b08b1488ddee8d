namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>What is to happen, or not to happen.</summary>
/// <param name="Source">Where it is observed.</param>
/// <param name="Name">Its name, or <c>null</c> for any.</param>
internal sealed record WantedOccurrence(OccurrenceSource Source, string? Name)
{
    private static readonly string[] s_severities = ["info", "maintenance", "urgent", "emergency"];

    /// <summary>Gets members that it has to have.</summary>
    public IReadOnlyList<WantedMember> Fields { get; init; } = [];

    /// <summary>Gets its severity, or <c>null</c> for any; of what is unwanted, a more severe one is meant too.</summary>
    public string? Severity { get; init; }

    /// <summary>Gets exactly how often it is to happen; <c>null</c> for at least once.</summary>
    public int? Times { get; init; }

    /// <summary>Gets a value indicating whether it is not to happen.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>Whether something has the name.</summary>
    /// <param name="occurrence">What happened.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool IsOfName(Occurrence occurrence) => Name is not null && occurrence.Name == Name;

    /// <summary>Whether something is what is meant.</summary>
    /// <param name="occurrence">What happened.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Fits(Occurrence occurrence) =>
        (Name is null || occurrence.Name == Name)
        && Fields.All(field => field.Fits(occurrence))
        && (Severity is null || IsSevere(Array.IndexOf(s_severities, Occurrence.TextOf(occurrence.MemberOf("severity")))));

    private bool IsSevere(int severity)
    {
        int meant = Array.IndexOf(s_severities, Severity);
        return IsUnwanted ? severity >= meant : severity == meant;
    }
}
