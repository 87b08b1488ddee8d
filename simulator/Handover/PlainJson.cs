using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AedCabinet.Handover;

/// <summary>JSON as the device and people read it: UTF-8, indented, every character as itself.</summary>
public static partial class PlainJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n"
    };

    /// <summary>Writes a document.</summary>
    /// <param name="node">The document; no text in it holds a control character.</param>
    /// <returns>Its bytes, ending with a line feed.</returns>
    public static byte[] Write(JsonNode node) =>
        // The serializer still escapes what lies beyond the first plane, such as rare characters of Chinese names.
        Encoding.UTF8.GetBytes(Escape().Replace(node.ToJsonString(s_options), Unescape) + "\n");

    private static string Unescape(Match match)
    {
        char c = (char)int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return c is < ' ' or '"' or '\\' ? match.Value : match.Groups["before"].Value + c;
    }

    [GeneratedRegex(@"(?<before>(?<!\\)(?:\\\\)*)\\u(?<code>[0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
