using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Timelines as JSON, for tools.</summary>
public static class TimelineReport
{
    /// <summary>Makes the report.</summary>
    /// <param name="results">The results.</param>
    /// <returns>JSON text: a list of scenarios, each with its timeline.</returns>
    public static string Of(IReadOnlyList<ScenarioResult> results) =>
        new JsonArray([.. results.Select(ToJson)]).ToJsonString(PlainJson.Indented) + "\n";

    private static JsonNode ToJson(ScenarioResult result) => new JsonObject
    {
        ["file"] = result.Scenario.File,
        ["name"] = result.Scenario.Name,
        ["seed"] = result.Scenario.Setup.Seed,
        ["passed"] = result.HasPassed,
        ["problem"] = result.Problem,
        ["simulatedMs"] = result.SimulatedMs,
        ["timeline"] = new JsonArray([.. result.Timeline.Select(ToJson)]),
    };

    private static JsonNode ToJson(TimelineEntry entry)
    {
        JsonObject line = new() { ["atMs"] = entry.AtMs, ["kind"] = entry.Kind.ToString().ToLowerInvariant(), ["text"] = entry.Text };
        if (entry.Seen is not null)
        {
            line["seen"] = entry.Seen;
        }

        if (entry.Line > 0)
        {
            line["line"] = entry.Line;
        }

        return line;
    }
}
