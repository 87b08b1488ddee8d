using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.Scenarios;

/// <summary>Where an occurrence was observed.</summary>
public enum OccurrenceSource
{
    /// <summary>The cabinet made an event.</summary>
    Event,

    /// <summary>A message arrived at the registry.</summary>
    Received,

    /// <summary>The sounder finished a burst.</summary>
    Heard,
}

/// <summary>Something that happened in a scenario.</summary>
/// <param name="Source">Where it was observed.</param>
/// <param name="AtMs">When, in milliseconds since the scenario began.</param>
/// <param name="Name">The event's name, the last level of the message's topic, or the sounder's pattern.</param>
/// <param name="Members">What is told with it.</param>
public sealed record Occurrence(OccurrenceSource Source, long AtMs, string Name, JsonObject Members)
{
    /// <summary>A member's value as text: of the object itself, or of its <c>data</c>.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>Its value, texts without quotation marks; <c>null</c> when there is none.</returns>
    public string? MemberOf(string name)
    {
        JsonNode? value = Members[name] ?? (Members["data"] as JsonObject)?[name];
        return value is JsonValue text && text.TryGetValue(out string? plain) ? plain : value?.ToJsonString(PlainJson.Options);
    }

    /// <inheritdoc/>
    public override string ToString() => Members.Count == 0 ? Name : $"{Name} {Members.ToJsonString(PlainJson.Options)}";
}
