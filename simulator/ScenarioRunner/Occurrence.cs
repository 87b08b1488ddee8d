using System.Globalization;
using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.ScenarioRunner;

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
    /// <summary>A member: of the object itself, or of its <c>data</c>.</summary>
    /// <param name="path">Its name; a member of a member, or the element of a list, behind a dot: <c>temperature.insideDeciC</c>,
    /// <c>open.0</c>.</param>
    /// <returns>Its value; <c>null</c> when there is none.</returns>
    public JsonNode? MemberOf(string path)
    {
        string[] names = path.Split('.');
        JsonNode? value = Members[names[0]] ?? (Members["data"] as JsonObject)?[names[0]];
        foreach (string name in names.Skip(1))
        {
            value = value switch
            {
                JsonObject inner => inner[name],
                JsonArray list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int at)
                    && at < list.Count => list[at],
                _ => null,
            };
        }

        return value;
    }

    /// <summary>A value as text.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A text without quotation marks, anything else as JSON; <c>null</c> for none.</returns>
    public static string? TextOf(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? plain) ? plain : value?.ToJsonString(PlainJson.Options);

    /// <inheritdoc/>
    public override string ToString() => Members.Count == 0 ? Name : $"{Name} {Members.ToJsonString(PlainJson.Options)}";
}
