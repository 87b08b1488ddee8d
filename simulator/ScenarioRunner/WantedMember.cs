using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>
/// A member that what happens has to have, such as <c>drill=true</c>, <c>open=[aed.removed]</c> or <c>temperature.insideDeciC=-123</c>.
/// </summary>
/// <param name="Path">Its name; of a member's member or a list's element with dots.</param>
/// <param name="Value">What it has to be: a word, a text in quotation marks, a list in brackets (all of it, in this order) or a JSON
/// object.</param>
internal sealed partial record WantedMember(string Path, string Value)
{
    /// <summary>Reads a word of a phrase.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The member; <c>null</c> when it is none.</returns>
    public static WantedMember? Parse(string word)
    {
        if (Form().Match(word) is not { Success: true } match)
        {
            return null;
        }

        string value = match.Groups["value"].Value;
        bool isList = value.StartsWith('[');
        return isList != value.EndsWith(']') || (value.StartsWith('{') && ObjectOf(value) is null) ? null
            : new WantedMember(match.Groups["path"].Value, value);
    }

    /// <summary>Whether something has it.</summary>
    /// <param name="occurrence">What happened.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool Fits(Occurrence occurrence)
    {
        JsonNode? value = occurrence.MemberOf(Path);
        if (Value.StartsWith('['))
        {
            return value is JsonArray list && list.Select(Occurrence.TextOf)
                .SequenceEqual(Items().Matches(Value[1..^1]).Select(item => Plain(item.Value.Trim())));
        }

        return Value.StartsWith('{') ? JsonNode.DeepEquals(value, ObjectOf(Value)) : Occurrence.TextOf(value) == Plain(Value);
    }

    private static JsonObject? ObjectOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Plain(string word)
    {
        if (word.Length < 2 || !word.StartsWith('"'))
        {
            return word;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(word)!;
        }
        catch (JsonException)
        {
            return word.Trim('"');
        }
    }

    [GeneratedRegex("^(?<path>[A-Za-z][A-Za-z0-9]*([.][A-Za-z0-9]+)*)=(?<value>.+)\\z", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("(?<=^|,) *(\"([^\"\\\\]|\\\\.)*\"|[^,]*[^, ][^,]*)")]
    private static partial Regex Items();
}
