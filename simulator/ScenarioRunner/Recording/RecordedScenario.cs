using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>Writes a recording down as a scenario file.</summary>
internal static class RecordedScenario
{
    // The scenario's board needs this long until it has its link and has read the AED's light.
    private const long SettleMs = 120_000;

    /// <summary>Writes a recording down.</summary>
    /// <param name="recording">The recording.</param>
    /// <returns>The scenario's text.</returns>
    public static string Of(CabinetRecording recording)
    {
        DateTimeOffset start = recording.Began - TimeSpan.FromMilliseconds(SettleMs);
        StringBuilder text = new();
        text.Append("# yaml-language-server: $schema=scenario.schema.json\n");
        text.Append(CultureInfo.InvariantCulture, $"name: What was done to {recording.Id} on {recording.Began:yyyy-MM-dd HH:mm:ss}\n");
        text.Append("about: >\n  Recorded on the page. What is expected is what the cabinet did then; take away what does not matter.\n");
        text.Append(CultureInfo.InvariantCulture, $"start: {start:yyyy-MM-dd HH:mm:ss}\n");
        text.Append($"weather: {recording.Positions["weather"]}\n");
        text.Append(CultureInfo.InvariantCulture, $"inside: {recording.InsideC:0.0}\n");
        AppendCabinet(text, recording, start);
        text.Append("steps:\n");
        AppendBeginning(text, recording);
        foreach (RecordedStep step in recording.Steps)
        {
            AppendStep(text, step);
        }

        return text.ToString();
    }

    private static void AppendCabinet(StringBuilder text, CabinetRecording recording, DateTimeOffset start)
    {
        JsonObject settings = SettingsDifference.Of(SetupReader.DemoAt(start), recording.Configuration);
        string kind = recording.Configuration["kind"]!.GetValue<string>();
        settings.Remove("kind");
        text.Append($"cabinet:\n  kind: {kind}\n");
        if (recording.Configuration["indicatorProfile"]?["name"]?.GetValue<string>() is { } profile
            && ProfileSource.Names.Contains(profile))
        {
            text.Append($"  profile: {profile}\n");
        }

        if (settings.Count > 0)
        {
            // JSON is YAML.
            text.Append($"  settings: {settings.ToJsonString(PlainJson.Options)}\n");
        }
    }

    private static void AppendBeginning(StringBuilder text, CabinetRecording recording)
    {
        string[] moved = [.. CabinetInputs.Positions.Keys
            .Where(input => input != "weather" && recording.Positions[input] != CabinetInputs.Positions[input][0])
            .Select(input => ActionPhrases.Of(input, recording.Positions[input]))
            .OfType<string>()];
        text.Append("  - at: 0s\n");
        if (moved.Length > 0)
        {
            text.Append($"    do: [{string.Join(", ", moved)}]\n");
        }

        text.Append("    expect: link online within 1m\n");
    }

    private static void AppendStep(StringBuilder text, RecordedStep step)
    {
        if (step.Phrase is null)
        {
            text.Append($"  # {ScenarioTime.Format(SettleMs + step.AtMs)}: {step.Comment}\n");
            return;
        }

        text.Append($"  - at: {ScenarioTime.Format(SettleMs + step.AtMs)}\n    do: {Quote(step.Phrase)}\n");
        if (step.Expected.Count > 0)
        {
            text.Append("    expect:\n").AppendJoin(string.Empty, step.Expected.Select(expectation => $"      - {expectation}\n"));
        }
    }

    private static string Quote(string phrase) =>
        phrase.Contains('{', StringComparison.Ordinal) ? $"'{phrase.Replace("'", "''", StringComparison.Ordinal)}'" : phrase;
}
