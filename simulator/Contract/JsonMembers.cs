using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace AedCabinet.Contract;

/// <summary>
/// The members of one JSON object, read as SPEC §13 has it: what can be used is used, members nobody asks for are ignored, and what
/// is there and can't be used counts as not there and is noted. A member that is there twice says nothing.
/// </summary>
public readonly struct JsonMembers
{
    private const int MostWords = 100;

    // Limits of what is noted of one message: enough to find the sender's fault, and bounded whatever a stranger sends.
    private const int MostNotes = 6;

    private readonly JsonElement _element;
    private readonly string _path;
    private readonly List<string> _notes;
    private readonly HashSet<string>? _twice;

    private JsonMembers(JsonElement element, string path, List<string> notes)
    {
        _element = element;
        _path = path;
        _notes = notes;
        _twice = FindTwice(element);
        foreach (string name in _twice ?? [])
        {
            Note($"The member \"{path}{name}\" is there twice.");
        }
    }

    /// <summary>Gets the members' names and values as text.</summary>
    public IReadOnlyDictionary<string, string> AsTexts
    {
        get
        {
            Dictionary<string, string> texts = [];
            foreach (JsonProperty member in _element.EnumerateObject())
            {
                if (TryText(() => member.Name, out string? name)
                    && TryText(() => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText(),
                        out string? value))
                {
                    texts.TryAdd(name!, value!);
                }
            }

            return texts;
        }
    }

    /// <summary>Gets what was there and could not be used, in English sentences; <c>null</c> for nothing.</summary>
    public string? Notes => _notes.Count == 0 ? null : string.Join(' ', _notes);

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
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonMembers(document.RootElement.Clone(), string.Empty, [])
                : throw new FormatException($"The payload is not a JSON object but {document.RootElement.ValueKind}.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The payload is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Notes something that could not be used.</summary>
    /// <param name="sentence">What, in an English sentence.</param>
    public void Note(string sentence)
    {
        if (_notes.Count < MostNotes && !_notes.Contains(sentence))
        {
            _notes.Add(sentence);
        }
    }

    /// <summary>Whether a member is there, be it readable or not.</summary>
    public bool Has(string name) => _element.TryGetProperty(name, out _);

    /// <summary>
    /// Notes that a member which belongs there is missing; one that is there and could not be read has been noted already.
    /// </summary>
    public void Require(string name, bool isRead)
    {
        if (!isRead && !Has(name))
        {
            Note($"The member \"{_path}{name}\" is missing.");
        }
    }

    /// <summary>A text without which the message can't be used.</summary>
    /// <exception cref="FormatException">It is not there.</exception>
    public string Text(string name) => TextOrNull(name) ?? throw Unusable(name);

    /// <summary>A text for people: 1 to 100 characters, absent rather than empty; a longer one is cut.</summary>
    public string? WordsOrNull(string name, int most = MostWords)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        if (text.Length == 0 || LengthOf(text) > most)
        {
            Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most} characters"));
        }

        return text.Length == 0 ? null : Cut(text, most);
    }

    /// <summary>A list of texts for people; empty where there is none.</summary>
    public IReadOnlyList<string> WordsList(string name, int most) =>
        Texts(name, out _) is { } texts ? [.. texts.Where(text => text.Length > 0).Take(most).Select(text => Cut(text, MostWords))] : [];

    /// <summary>One of the words that version 1 has there, or one that was added since: such a word is kept, and noted.</summary>
    public string? WordOrNull(string name, params ReadOnlySpan<string> known)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        if (known.Contains(text))
        {
            return text;
        }

        Note($"The member \"{_path}{name}\" is \"{Cut(text, MostWords)}\", a word that this program does not know.");
        return text.Length == 0 ? null : Cut(text, MostWords);
    }

    /// <summary>A text of a form.</summary>
    public string? FormedOrNull(string name, Func<ReadOnlySpan<byte>, bool> isRight, string right)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        if (isRight(System.Text.Encoding.UTF8.GetBytes(text)))
        {
            return text;
        }

        Wrong(name, right);
        return null;
    }

    /// <summary>A day of the calendar; <c>null</c> also where it stands there.</summary>
    public string? DayOrNull(string name) =>
        IsNull(name) ? null : FormedOrNull(name, text => ContractForms.TryReadDate(text, out _), "a day such as 2027-06-30");

    public string? TextOrNull(string name)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TryText(value.GetString, out string? text))
        {
            return text;
        }

        Wrong(name, "text");
        return null;
    }

    public int? IntOrNull(string name, int least) => (int?)NumberOrNull(name, least, int.MaxValue);

    /// <summary>A whole number within bounds.</summary>
    public long? NumberOrNull(string name, long least, long most)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} to {most}"));
        return null;
    }

    public double? DegreesOrNull(string name, double most)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= most)
        {
            return number;
        }

        Wrong(name, "a number of degrees");
        return null;
    }

    /// <summary>
    /// When it was said: by the cabinet's clock, or <c>null</c> where that is not set or can't be read: then the time of arrival counts.
    /// </summary>
    public DateTimeOffset? Stamp()
    {
        DateTimeOffset? time = TimeOrNull("time");
        string? clock = TextOrNull("clock");
        if (!Has("time") && !Has("clock"))
        {
            Note("Neither \"time\" nor \"clock\" is there: the time of arrival counts.");
        }

        if (time is not null && clock == "unsynced")
        {
            Note("Both \"time\" and \"clock\":\"unsynced\" are there: the time of arrival counts.");
            return null;
        }

        return time;
    }

    public bool? FlagOrNull(string name)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Wrong(name, "true or false");
        return null;
    }

    public DateTimeOffset? TimeOrNull(string name)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        if (ContractForms.TryReadTime(System.Text.Encoding.UTF8.GetBytes(text), out long unixMs))
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        }

        Wrong(name, "a UTC time such as 2026-01-12T03:05:00.120Z");
        return ContractForms.TryReadOtherTime(text, out unixMs) ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs) : null;
    }

    /// <summary>A list of texts, each once; <c>null</c> where there is none.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="isWhole">Whether the list is there and everything in it could be read.</param>
    public IReadOnlyList<string>? Texts(string name, out bool isWhole)
    {
        isWhole = false;
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(name, "a list of texts");
            return null;
        }

        isWhole = true;
        List<string> texts = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !TryText(item.GetString, out string? text))
            {
                isWhole = false;
            }
            else if (!texts.Contains(text!))
            {
                texts.Add(text!);
            }
        }

        if (!isWhole)
        {
            Wrong(name, "a list of texts only");
        }

        return texts;
    }

    public JsonMembers? SectionOrNull(string name)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonMembers(value, _path + name + ".", _notes);
        }

        Wrong(name, "an object");
        return null;
    }

    /// <summary>Why a message can't be used at all: a member is missing or of the wrong kind.</summary>
    public FormatException Unusable(string name) => new(Notes ?? $"The member \"{_path}{name}\" is missing.");

    // Code points, as JSON Schema counts, not halves of surrogate pairs.
    private static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }

    // Half of a surrogate pair, escaped, is found only when the text is asked for.
    private static bool TryText(Func<string?> read, out string? text)
    {
        try
        {
            text = read();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private static HashSet<string>? FindTwice(JsonElement element)
    {
        HashSet<string> seen = [];
        HashSet<string>? twice = null;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (TryText(() => member.Name, out string? name) && !seen.Add(name!))
            {
                (twice ??= []).Add(name!);
            }
        }

        return twice;
    }

    private bool TryGet(string name, out JsonElement value) => _element.TryGetProperty(name, out value) && _twice?.Contains(name) != true;

    private bool IsNull(string name) => TryGet(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null;

    private void Wrong(string name, string right) => Note($"The member \"{_path}{name}\" is not {right}.");
}
