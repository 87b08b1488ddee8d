using System.Reflection;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Care;

/// <summary>
/// What the public page says, in Chinese, English and whatever other languages the authority has added: a data file, nothing of which is
/// translated by machine.
/// </summary>
public sealed class FirstAidTexts
{
    /// <summary>The language that stands in for one that is not there.</summary>
    public const string Chinese = "zh";

    private const string Resource = "care/first-aid.json";

    private readonly Dictionary<string, Dictionary<string, string>> _languages;

    private FirstAidTexts(string approval, Dictionary<string, Dictionary<string, string>> languages)
    {
        Approval = approval;
        _languages = languages;
    }

    /// <summary>Gets the texts that come with the program.</summary>
    public static FirstAidTexts Shipped { get; } = ReadShipped();

    /// <summary>Gets who has approved of them, or that nobody has yet.</summary>
    public string Approval { get; }

    /// <summary>Gets the tags of the languages, with the name of each in itself.</summary>
    public IEnumerable<(string Tag, string Name)> Languages => _languages.Select(language => (language.Key, language.Value["language"]));

    /// <summary>Reads the authority's file: its texts take the place of the shipped ones, its languages are added.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The texts.</returns>
    /// <exception cref="UserErrorException">It can't be read, or a language lacks texts.</exception>
    public static FirstAidTexts Read(FileInfo file)
    {
        try
        {
            return Join(file.FullName, File.ReadAllBytes(file.FullName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserErrorException($"{file.FullName}：读不了首页急救文字：{exception.Message} / is no JSON file of first-aid texts (with "
                + $"\"languages\"): {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>Whether a language is there.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Has(string? tag) => tag is not null && _languages.ContainsKey(tag);

    /// <summary>A text.</summary>
    /// <param name="tag">The language's tag.</param>
    /// <param name="key">The text's key.</param>
    /// <returns>The text.</returns>
    public string Of(string tag, string key) => _languages[Has(tag) ? tag : Chinese][key];

    private static FirstAidTexts Join(string name, byte[] content)
    {
        FirstAidTexts own = Parse(content);
        Dictionary<string, Dictionary<string, string>> joined = new(Shipped._languages);
        foreach ((string tag, Dictionary<string, string> texts) in own._languages)
        {
            string[] missing =
            [
                .. Shipped._languages[Chinese].Keys.Where(key => string.IsNullOrWhiteSpace(texts.GetValueOrDefault(key))),
            ];
            if (missing.Length > 0)
            {
                throw new UserErrorException($"{name}：语言{tag}缺少：{string.Join("、", missing)}。/ The language {tag} lacks: "
                    + $"{string.Join(", ", missing)}.", UserErrorException.WrongInput);
            }

            joined[tag] = texts;
        }

        return new FirstAidTexts(own.Approval, joined);
    }

    private static FirstAidTexts Parse(ReadOnlyMemory<byte> content)
    {
        using JsonDocument document = JsonDocument.Parse(content);
        return new FirstAidTexts(
            document.RootElement.TryGetProperty("approval", out JsonElement approval) ? approval.GetString() ?? string.Empty : string.Empty,
            document.RootElement.GetProperty("languages").Deserialize<Dictionary<string, Dictionary<string, string>>>()!);
    }

    private static FirstAidTexts ReadShipped()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using MemoryStream content = new();
        stream.CopyTo(content);
        return Parse(content.ToArray());
    }
}
