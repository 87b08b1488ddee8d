using AedCabinet.Api.Lists;
using AedCabinet.Centre;

namespace AedCabinet.Api.Cabinets;

/// <summary>An emergency that is open at a cabinet.</summary>
public sealed record CabinetEmergency
{
    /// <summary>Gets what happened.</summary>
    public required Coded Event { get; init; }

    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets a value indicating whether that is the event's own time; otherwise it began then at the latest.</summary>
    public required bool IsSinceKnown { get; init; }

    /// <summary>An emergency that is open at a cabinet.</summary>
    /// <param name="open">It.</param>
    /// <returns>What is said of it.</returns>
    internal static CabinetEmergency Of(OpenEmergency open) => new()
    {
        Event = Coded.Of("registry.event", open.Event),
        Since = open.Since,
        IsSinceKnown = open.IsSinceKnown,
    };
}
