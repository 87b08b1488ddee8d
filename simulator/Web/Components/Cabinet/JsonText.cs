using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>JSON for people. What is not JSON stays as it is: anybody may send anything to a broker.</summary>
public static partial class JsonText
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>JSON over several lines.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The same in several lines, or as it was when it is no JSON.</returns>
    public static string Indent(string json)
    {
        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), s_indented);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>A text in the outermost object.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text, or <c>null</c> when there is none.</returns>
    public static string? Member(string json, string name)
    {
        try
        {
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(json);
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement member)
                && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>JSON over several lines as HTML, its parts in elements of their own.</summary>
    /// <param name="json">The text.</param>
    /// <returns>HTML: everything of the text in it is encoded.</returns>
    public static string ToHtml(string json)
    {
        string text = Indent(json);
        StringBuilder html = new(text.Length * 2);
        int done = 0;
        foreach (Match token in Tokens().Matches(text))
        {
            _ = html.Append(WebUtility.HtmlEncode(text[done..token.Index]));
            string kind = token.Groups["key"].Success ? "key" : token.Groups["text"].Success ? "text"
                : token.Groups["number"].Success ? "number" : "word";
            _ = html.Append("<span class=\"json-").Append(kind).Append("\">").Append(WebUtility.HtmlEncode(token.Value)).Append("</span>");
            done = token.Index + token.Length;
        }

        return html.Append(WebUtility.HtmlEncode(text[done..])).ToString();
    }

    [GeneratedRegex(
        """(?<key>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<text>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>true|false|null)""")]
    private static partial Regex Tokens();
}
