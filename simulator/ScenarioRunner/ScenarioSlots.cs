using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Events;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.ScenarioRunner.Phrases;
using AedCabinet.State;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The kinds of slot that actions and expectations use.</summary>
internal static class ScenarioSlots
{
    /// <summary>The commands of SPEC §14 that this firmware knows; any other name may be sent too, to see it refused.</summary>
    public static readonly string[] CommandNames =
    [
        "locate", "silence", "drill", "maintenance", "acknowledge", "inspect", "self-test", "report", "learn-indicator", "restart",
        "unlock", "configure", "resend", "update",
    ];

    private static readonly string[] s_replyCodes =
    [
        "done", "accepted", "failed", "too-large", "malformed", "wrong-mac", "clock-unknown", "expired", "expires-too-far", "replayed",
        "counter-too-far", "unknown-command", "bad-arguments", "out-of-memory",
    ];

    /// <summary>Gets the slots by name.</summary>
    public static IReadOnlyDictionary<string, PhraseSlot> All { get; } = new PhraseSlot[]
    {
        new("duration", "2m30s", ScenarioTime.Pattern, word => ScenarioTime.TryParse(word)),
        new("number", "-40", "-?[0-9]+([.][0-9]+)?",
            word =>
                double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out double number) ? number : null),
        new("count", "2", "[0-9]{1,6}",
            word => word.Length <= 6 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null),
        new("percent", "30%", "[0-9]{1,3}%",
            word => word.EndsWith('%') && int.TryParse(word[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int share)
                && share <= 100 ? share / 100.0 : null),
        new("field", "open=[aed.removed]", "[A-Za-z][A-Za-z0-9]*([.][A-Za-z0-9]+)*=(\"[^\"]*\"|\\[[^\\]]*\\]|\\{.*\\}|[^ ]+)",
            WantedMember.Parse),
        new("trace", "light.csv", "[^ ]+[.]csv", word => word.Length > 4 && word.EndsWith(".csv", StringComparison.Ordinal) ? word : null),
        new("args", "seconds=60", "([A-Za-z][A-Za-z0-9]*=[^ ]+|\\{.*\\})", ReadArgument),
        PhraseSlot.OneOf("event", Enumerable.Range(0, EventCatalog.Count).Select(kind => EventCatalog.NameOf((EventKind)kind))),
        PhraseSlot.OneOf("severity", ["emergency", "urgent", "maintenance", "info"]),
        ListOf("reasons", "[aed-missing, needs-inspection]",
            Enumerable.Range(0, Readiness.Count).Select(reason => Readiness.NameOf((ReadinessReason)reason))),
        ListOf("emergencies", "[aed.removed]", ["aed.removed", "sos.pressed", "kit.opened"]),
        PhraseSlot.OneOf("command", CommandNames),
        PhraseSlot.OneOf("code", s_replyCodes),
        PhraseSlot.OneOf("weather", ["indoor", .. Weather.ShippedNames]),
        PhraseSlot.OneOf("profile", ProfileSource.Names),
    }.ToDictionary(slot => slot.Name);

    private static PhraseSlot ListOf(string name, string example, IEnumerable<string> choices)
    {
        string[] words = [.. choices];
        string one = $"({string.Join('|', words.Select(word => word.Replace(".", "[.]", StringComparison.Ordinal)))})";
        return new PhraseSlot(name, example, $"({one}|\\[ *({one}( *, *{one})*)? *\\])", Read, words);

        object? Read(string text)
        {
            string[] named = text.StartsWith('[') && text.EndsWith(']')
                ? text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
            return named.All(words.Contains) ? named : null;
        }
    }

    // Either one member, name=value, or a whole JSON object.
    private static object? ReadArgument(string word)
    {
        try
        {
            if (word.StartsWith('{'))
            {
                JsonObject? members = JsonNode.Parse(word) as JsonObject;

                // Half a character, for example \ud83d alone, is valid JSON and shows only when it is written again.
                _ = members?.ToJsonString();
                return members;
            }

            int equals = word.IndexOf('=');
            if (equals < 1 || equals == word.Length - 1 || !word[..equals].All(char.IsAsciiLetterOrDigit))
            {
                return null;
            }

            string value = word[(equals + 1)..].Trim('"');
            bool isPlain = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || value is "true" or "false";
            return new JsonObject { [word[..equals]] = isPlain ? JsonNode.Parse(value) : JsonValue.Create(value) };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
