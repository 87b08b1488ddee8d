using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Emergencies;

/// <summary>An emergency, what its cabinet says now, and what the centre did about it.</summary>
public sealed record EmergencyItem
{
    /// <summary>Gets its number, which no other ever has.</summary>
    public required long Id { get; init; }

    /// <summary>Gets what happened.</summary>
    public required Coded Event { get; init; }

    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets a value indicating whether that is the event's own time; otherwise it began then at the latest.</summary>
    public required bool IsSinceKnown { get; init; }

    /// <summary>Gets how far the centre has got.</summary>
    public required EmergencyStage Stage { get; init; }

    /// <summary>Gets since when the cabinet reports it no more; <c>null</c> while it is open.</summary>
    public required DateTimeOffset? Over { get; init; }

    /// <summary>Gets where it is; <c>null</c> for a cabinet that was withdrawn.</summary>
    public required CabinetSummary? Cabinet { get; init; }

    /// <summary>Gets where the AED is now, as the cabinet says it; <c>null</c> when it doesn't.</summary>
    public required string? Aed { get; init; }

    /// <summary>Gets each compartment's door now, as the cabinet says it.</summary>
    public required IReadOnlyDictionary<string, string> Doors { get; init; }

    /// <summary>Gets what was done, in order.</summary>
    public required IReadOnlyList<EmergencyStepItem> Steps { get; init; }

    /// <summary>An emergency as the API gives it.</summary>
    /// <param name="item">The emergency.</param>
    /// <param name="cabinet">Its cabinet now, or <c>null</c>.</param>
    /// <returns>It.</returns>
    internal static EmergencyItem Of(LoggedCase item, CabinetRecord? cabinet) => new()
    {
        Id = item.No,
        Event = Coded.Of("registry.event", item.Event),
        Since = item.Since,
        IsSinceKnown = item.IsSinceKnown,
        Stage = item.Stage,
        Over = item.Over,
        Cabinet = cabinet is null ? null : CabinetSummary.Of(cabinet),
        Aed = cabinet?.State?.Aed,
        Doors = cabinet?.State?.Doors ?? new Dictionary<string, string>(),
        Steps = [.. item.Steps.Select(EmergencyStepItem.Of)],
    };
}
