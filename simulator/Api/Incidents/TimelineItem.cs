using AedCabinet.Api.Lists;
using AedCabinet.Incidents;

namespace AedCabinet.Api.Incidents;

/// <summary>Something that happened in an incident.</summary>
public sealed record TimelineItem
{
    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what: opened, named, emergency, emergency-step, stage, command, command-outcome, contact, response, aed-out or
    /// aed-back.</summary>
    public required Coded Kind { get; init; }

    /// <summary>Gets who did it; <c>null</c> for a cabinet and for the centre itself, and once it is forgotten.</summary>
    public required string? Who { get; init; }

    /// <summary>Gets the cabinet's id; <c>null</c> for none.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>Gets the responder's id; <c>null</c> for none.</summary>
    public required string? Responder { get; init; }

    /// <summary>Gets the stage, the responder's status, the event or the command; <c>null</c> for none.</summary>
    public required string? Word { get; init; }

    /// <summary>Gets what became of it: a command's stage, an incident's outcome, an emergency's reason; <c>null</c> for nothing
    /// yet.</summary>
    public required string? Outcome { get; init; }

    /// <summary>Gets the command's id, under which its cabinet's commands have it; <c>null</c> for none.</summary>
    public required string? Command { get; init; }

    /// <summary>Gets free words; <c>null</c> for none.</summary>
    public required string? Note { get; init; }

    /// <summary>Gets the AEDs that were named to whoever opened it; empty otherwise.</summary>
    public required IReadOnlyList<NamedAed> Aeds { get; init; }

    /// <summary>An entry as the API gives it.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>It.</returns>
    internal static TimelineItem Of(IncidentEntry entry) => new()
    {
        At = entry.At,
        Kind = Coded.Of("incident.entry", entry.Kind),
        Who = entry.Who.Length > 0 ? entry.Who : null,
        Cabinet = entry.Cabinet,
        Responder = entry.Responder,
        Word = entry.Word,
        Outcome = entry.Outcome,
        Command = entry.Counter is { } counter ? $"r-{counter}" : null,
        Note = entry.Kind == IncidentEntry.Named ? null : entry.Note,
        Aeds = entry.Kind == IncidentEntry.Named ? NamedAed.Read(entry.Note) : [],
    };
}
