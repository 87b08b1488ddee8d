using AedCabinet.Training;

namespace AedCabinet.Api.Training;

/// <summary>What happened in a drill, by the cabinet's own events.</summary>
public sealed record DrillHappened
{
    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets when it ended; <c>null</c> while no end was heard.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>Gets how long it lasted, minutes; <c>null</c> while no end was heard.</summary>
    public required double? Minutes { get; init; }

    /// <summary>Gets a value indicating whether SOS was part of it.</summary>
    public required bool Sos { get; init; }

    /// <summary>Gets how many seconds after its beginning the AED was taken out; <c>null</c> when it was not.</summary>
    public required double? TakenAfterS { get; init; }

    /// <summary>Gets how often each thing happened, by the events' names.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>Gets what happened, in its order; <c>null</c> in a list.</summary>
    public required IReadOnlyList<DrillEventItem>? Events { get; init; }

    /// <summary>What happened in a drill.</summary>
    /// <param name="course">It.</param>
    /// <param name="isWhole">Whether each event is wanted.</param>
    /// <returns>It.</returns>
    internal static DrillHappened Of(DrillCourse course, bool isWhole) => new()
    {
        Started = course.Started,
        Ended = course.Ended,
        Minutes = course.Ended is { } ended ? Math.Round((ended - course.Started).TotalMinutes, 1) : null,
        Sos = course.IsSos,
        TakenAfterS = course.TakenAfter is { } after ? Math.Round(after.TotalSeconds, 1) : null,
        Counts = course.Counts,
        Events = isWhole ? [.. course.Events.Select(item => DrillEventItem.Of(item, course.Started))] : null,
    };
}
