using AedCabinet.Api.Lists;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Events;

/// <summary>Something that happened at a cabinet.</summary>
public sealed record EventItem
{
    /// <summary>Gets its number in the order of arrival: the id that the event stream gives it. Numbers have holes.</summary>
    public required long Arrival { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the first four digits of the GB/T 2260 code of the prefecture where it is now.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department that owns its data now.</summary>
    public required string Department { get; init; }

    /// <summary>Gets what happened.</summary>
    public required Coded Event { get; init; }

    /// <summary>Gets how grave it counts: a drill or maintenance caps it.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets the number of the boot.</summary>
    public required int Boot { get; init; }

    /// <summary>Gets its number within the boot.</summary>
    public required int Seq { get; init; }

    /// <summary>Gets when it happened: by the cabinet's clock, or the time of arrival when that is not set.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets a value indicating whether that is only the time of arrival.</summary>
    public required bool IsTimeOfArrival { get; init; }

    /// <summary>Gets when it came.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Gets a value indicating whether it belongs to a declared exercise: nobody is dispatched.</summary>
    public required bool IsDrill { get; init; }

    /// <summary>Gets a value indicating whether it happened during maintenance.</summary>
    public required bool IsMaintenance { get; init; }

    /// <summary>Gets what belongs to it, values as text.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>An event as the API gives it.</summary>
    /// <param name="item">The event.</param>
    /// <returns>It.</returns>
    internal static EventItem Of(LoggedEvent item) => new()
    {
        Arrival = item.Arrival,
        Cabinet = item.Event.Cabinet,
        Prefecture = item.Topic.Prefecture,
        Department = item.Topic.Sector,
        Event = Coded.Of("registry.event", item.Event.Name),
        Severity = item.Event.Severity,
        Boot = item.Event.Boot,
        Seq = item.Event.Seq,
        At = item.Event.At,
        IsTimeOfArrival = item.Event.IsTimeOfArrival,
        Received = item.Received,
        IsDrill = item.Event.IsDrill,
        IsMaintenance = item.Event.IsMaintenance,
        Data = item.Event.Data,
    };
}
