using AedCabinet.Api.Lists;
using AedCabinet.Training;

namespace AedCabinet.Api.Training;

/// <summary>A drill: what was planned against what happened.</summary>
public sealed record DrillItem
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the first four digits of its prefecture's GB/T 2260 code.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department that owns its data.</summary>
    public required string Department { get; init; }

    /// <summary>Gets how far it has come.</summary>
    public required DrillStage Stage { get; init; }

    /// <summary>Gets what was planned; <c>null</c> for a drill that began at the cabinet without a plan.</summary>
    public required DrillPlanned? Planned { get; init; }

    /// <summary>Gets what happened; <c>null</c> while nothing was heard of its beginning.</summary>
    public required DrillHappened? Happened { get; init; }

    /// <summary>Gets the planned events that did not happen.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Gets in what it differs from its plan: not-started, started-late, ended-early, ran-over, incomplete.</summary>
    public required IReadOnlyList<Coded> Differences { get; init; }

    /// <summary>A drill as the API gives it.</summary>
    /// <param name="drill">The drill.</param>
    /// <param name="now">The time now.</param>
    /// <param name="isWhole">Whether each event in it is wanted.</param>
    /// <returns>It.</returns>
    internal static DrillItem Of(HeldDrill drill, DateTimeOffset now, bool isWhole) => new()
    {
        Id = drill.Id,
        Cabinet = drill.Topic.Cabinet,
        Prefecture = drill.Topic.Prefecture,
        Department = drill.Topic.Sector,
        Stage = drill.StageAt(now),
        Planned = drill.Plan is { } plan ? DrillPlanned.Of(plan) : null,
        Happened = drill.Course is { } course ? DrillHappened.Of(course, isWhole) : null,
        Missing = drill.Missing(),
        Differences = [.. drill.Differences(now).Select(word => Coded.Of("drill.difference", word))],
    };
}
