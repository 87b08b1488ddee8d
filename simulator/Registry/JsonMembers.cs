using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace AedCabinet.Simulator.Registry;

/// <summary>The members of one JSON object, each checked as it is read; members nobody asks for are ignored.</summary>
/// <param name="element">The object.</param>
/// <param name="path">What it is called in messages, empty for the whole message.</param>
internal readonly struct JsonMembers(JsonElement element, string path)
{
    private const int MostWords = 100;

    /// <summary>Gets the members' names and values as text.</summary>
    public IReadOnlyDictionary<string, string> AsTexts => element.EnumerateObject().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());

    /// <summary>Reads a message.</summary>
    /// <param name="text">The payload.</param>
    /// <returns>The members of its object.</returns>
    /// <exception cref="FormatException">It is no JSON object; the message says why not.</exception>
    public static JsonMembers Parse(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span))
        {
            throw new FormatException("The payload is not valid JSON: it is not UTF-8.");
        }

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

    /// <summary>A text for people: 1 to 100 characters, absent rather than empty.</summary>
    public string? WordsOrNull(string name, int most = MostWords) =>
        TextOrNull(name) is not { } text ? null
        : text.Length > 0 && LengthOf(text) <= most ? text
        : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most} characters"));

    /// <summary>A list of texts for people; empty where there is none.</summary>
    public IReadOnlyList<string> WordsList(string name, int most)
    {
        IReadOnlyList<string> texts = element.TryGetProperty(name, out _) ? Texts(name) : [];
        return texts.Count <= most && texts.All(text => text.Length > 0 && LengthOf(text) <= MostWords)
            ? texts
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a list of at most {most} texts of 1 to {MostWords} characters"));
    }

    /// <summary>One of the words that version 1 has there.</summary>
    public string? OneOfOrNull(string name, params ReadOnlySpan<string> words) =>
        TextOrNull(name) is not { } text ? null
        : words.Contains(text) ? text
        : throw Wrong(name, "one of " + string.Join(", ", words.ToArray()));

    public string OneOf(string name, params ReadOnlySpan<string> words) => OneOfOrNull(name, words) ?? throw Missing(name);

    /// <summary>A text of a form.</summary>
    public string? FormedOrNull(string name, Func<ReadOnlySpan<byte>, bool> isRight, string right) =>
        TextOrNull(name) is not { } text ? null
        : isRight(System.Text.Encoding.UTF8.GetBytes(text)) ? text
        : throw Wrong(name, right);

    /// <summary>A day of the calendar; <c>null</c> also where it stands there.</summary>
    public string? DayOrNull(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null
            ? null
            : FormedOrNull(name, text => ContractForms.TryReadDate(text, out _), "a day such as 2027-06-30");

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

    /// <summary>A whole number within bounds.</summary>
    public long? NumberOrNull(string name, long least, long most) => NumberOrNull(name) switch
    {
        null => null,
        { } value when value >= least && value <= most => value,
        _ => throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} to {most}")),
    };

    public long Number(string name, long least, long most) => NumberOrNull(name, least, most) ?? throw Missing(name);

    public double? DegreesOrNull(string name, double most) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= most ? number
        : throw Wrong(name, "a number of degrees");

    public double Degrees(string name, double most) => DegreesOrNull(name, most) ?? throw Missing(name);

    /// <summary>A member that is there only to be <c>true</c>.</summary>
    public bool IsSet(string name) => FlagOrNull(name) switch
    {
        null => false,
        true => true,
        false => throw Wrong(name, "true, the only value it may have"),
    };

    /// <summary>When it was said: by the cabinet's clock, or <c>null</c> where <c>clock</c> says that it is not set. Exactly one of the two must be there.</summary>
    public DateTimeOffset? Stamp()
    {
        DateTimeOffset? time = TimeOrNull("time");
        string? clock = OneOfOrNull("clock", "unsynced");
        return (time is null) != (clock is null) ? time : throw new FormatException("Either \"time\" or \"clock\" must be there, and not both.");
    }

    public bool Flag(string name) => FlagOrNull(name) ?? throw Missing(name);

    public bool? FlagOrNull(string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, "true or false");

    public DateTimeOffset? TimeOrNull(string name) =>
        TextOrNull(name) is not { } text ? null
        : ContractForms.TryReadTime(System.Text.Encoding.UTF8.GetBytes(text), out long unixMs) ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
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

    // As JSON Schema counts: code points, not halves of surrogate pairs.
    private static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private FormatException Missing(string name) => new($"The member \"{path}{name}\" is missing.");

    private FormatException Wrong(string name, string right) => new($"The member \"{path}{name}\" is not {right}.");
}
