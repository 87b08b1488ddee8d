using AedCabinet.Api.Lists;
using AedCabinet.Contract;

namespace AedCabinet.Api.Training;

/// <summary>Something that happened in a drill.</summary>
public sealed record DrillEventItem
{
    /// <summary>Gets what.</summary>
    public required Coded Event { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets how many seconds after the drill's beginning that was.</summary>
    public required double AfterS { get; init; }

    /// <summary>Gets what belongs to it.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>Something that happened in a drill.</summary>
    /// <param name="item">The event.</param>
    /// <param name="started">When the drill began.</param>
    /// <returns>It.</returns>
    internal static DrillEventItem Of(RegistryEvent item, DateTimeOffset started) => new()
    {
        Event = Coded.Of("registry.event", item.Name),
        At = item.At,
        AfterS = Math.Round((item.At - started).TotalSeconds, 1),
        Data = item.Data,
    };
}
