using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>Which events of the history are wanted; what is <c>null</c> or empty doesn't matter.</summary>
public sealed record EventFilter
{
    /// <summary>Gets the severities.</summary>
    public IReadOnlyCollection<Severity>? Severities { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets where the cabinets are whose events may be seen: any of these will do; <c>null</c> for everywhere.</summary>
    public IReadOnlyList<CabinetReach>? Within { get; init; }

    /// <summary>
    /// Gets words that must all be in the event's name, its data, the cabinet's id or in <see cref="Words"/>, whatever their case.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Gets what else <see cref="Text"/> is looked for in: for example the event's name in the reader's language.</summary>
    public Func<RegistryEvent, string>? Words { get; init; }

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="item">The event.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Wants(RegistryEvent item) =>
        (Severities is not { Count: > 0 } || Severities.Contains(item.Severity))
        && (string.IsNullOrEmpty(Cabinet) || item.Cabinet == Cabinet)
        && HasText(item);

    private bool HasText(RegistryEvent item)
    {
        if (string.IsNullOrWhiteSpace(Text))
        {
            return true;
        }

        string all = string.Join(' ', item.Data.Values.Prepend(item.Name).Prepend(item.Cabinet).Append(Words?.Invoke(item)));
        return Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => all.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
