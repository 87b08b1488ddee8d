using AedCabinet.Contract;

namespace AedCabinet.Training;

/// <summary>What happened in a drill, by the cabinet's own events.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; <c>null</c> while no end was heard.</param>
/// <param name="IsSos">Whether SOS was part of it.</param>
/// <param name="Events">What happened in it, its begin and end left out.</param>
public sealed record DrillCourse(DateTimeOffset Started, DateTimeOffset? Ended, bool IsSos, IReadOnlyList<RegistryEvent> Events)
{
    /// <summary>The event by which one begins.</summary>
    internal const string StartedEvent = "drill.started";

    /// <summary>The event by which one ends.</summary>
    internal const string EndedEvent = "drill.ended";

    private const string Taken = "aed.removed";

    /// <summary>Gets how long after its beginning the AED was taken out; <c>null</c> when it was not.</summary>
    public TimeSpan? TakenAfter => Events.FirstOrDefault(item => item.Name == Taken) is { } taken ? taken.At - Started : null;

    /// <summary>Gets how often each thing happened.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; } =
        Events.GroupBy(item => item.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count());
}
