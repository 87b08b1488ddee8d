using System.Globalization;
using System.Text.Json;

namespace AedCabinet.Simulator.Registry;

/// <summary>The members of one JSON object, each checked as it is read; members nobody asks for are ignored.</summary>
/// <param name="element">The object.</param>
/// <param name="path">What it is called in messages, empty for the whole message.</param>
internal readonly struct JsonMembers(JsonElement element, string path)
{
    /// <summary>Gets the members' names and values as text.</summary>
    public IReadOnlyDictionary<string, string> AsTexts => element.EnumerateObject().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());

    /// <summary>Reads a message.</summary>
    /// <param name="text">The payload.</param>
    /// <returns>The members of its object.</returns>
    /// <exception cref="FormatException">It is no JSON object; the message says why not.</exception>
    public static JsonMembers Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonMembers(document.RootElement.Clone(), string.Empty)
                : throw new FormatException($"The payload is not a JSON object but {document.RootElement.ValueKind}.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The payload is not valid JSON: {exception.Message}", exception);
        }
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "text");
    }

    public int Int(string name, int least) =>
        IntOrNull(name, least) ?? throw Missing(name);

    public int? IntOrNull(string name, int least) => NumberOrNull(name) switch
    {
        null => null,
        { } value when value >= least && value <= int.MaxValue => (int)value,
        _ => throw Wrong(name, $"a whole number of {least.ToString(CultureInfo.InvariantCulture)} to {int.MaxValue.ToString(CultureInfo.InvariantCulture)}"),
    };

    public long Number(string name) => NumberOrNull(name) ?? throw Missing(name);

    public long? NumberOrNull(string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number
        : throw Wrong(name, "a whole number");

    public double? DegreesOrNull(string name, double most) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= most ? number
        : throw Wrong(name, "a number of degrees");

    public bool Flag(string name) => FlagOrNull(name) ?? throw Missing(name);

    public bool? FlagOrNull(string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, "true or false");

    public DateTimeOffset? TimeOrNull(string name) =>
        TextOrNull(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw Wrong(name, "a UTC time such as 2026-01-12T03:05:00.120Z");

    public IReadOnlyList<string> Texts(string name)
    {
        JsonElement value = element.TryGetProperty(name, out JsonElement found) ? found : throw Missing(name);
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(name, "a list of texts");
    }

    public JsonMembers Section(string name) => SectionOrNull(name) ?? throw Missing(name);

    public JsonMembers? SectionOrNull(string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Object ? new JsonMembers(value, path + name + ".")
        : throw Wrong(name, "an object");

    private FormatException Missing(string name) => new($"The member \"{path}{name}\" is missing.");

    private FormatException Wrong(string name, string right) => new($"The member \"{path}{name}\" is not {right}.");
}
