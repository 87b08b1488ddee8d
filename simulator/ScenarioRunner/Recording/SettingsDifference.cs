using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>The settings in which a cabinet differs from the default cabinet of scenarios.</summary>
internal static class SettingsDifference
{
    // Settings of the run rather than the cabinet, and secrets: above all the key.
    private static readonly string[] s_leftOut = ["version", "commandKey", "firstBoot", "broker", "network", "pins", "indicatorProfile"];

    /// <summary>The settings that differ.</summary>
    /// <param name="from">The <c>cabinet.json</c> to begin with.</param>
    /// <param name="to">The one to reach.</param>
    /// <returns>Sections and members to set; <c>null</c> for those to take away.</returns>
    public static JsonObject Of(JsonObject from, JsonObject to)
    {
        JsonObject difference = Compare(from, to);
        foreach (string name in s_leftOut)
        {
            difference.Remove(name);
        }

        return difference;
    }

    private static JsonObject Compare(JsonObject from, JsonObject to)
    {
        JsonObject difference = [];
        foreach ((string name, JsonNode? value) in to)
        {
            if (JsonNode.DeepEquals(value, from[name]))
            {
                continue;
            }

            difference[name] = value is JsonObject section && from[name] is JsonObject before ? Compare(before, section)
                : value?.DeepClone();
        }

        foreach ((string name, JsonNode? _) in from)
        {
            if (!to.ContainsKey(name))
            {
                difference[name] = null;
            }
        }

        return difference;
    }
}
