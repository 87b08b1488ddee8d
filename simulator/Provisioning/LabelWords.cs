using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The words of labels, panels and signs: a data file that the authority may replace, with a place for more languages.</summary>
public sealed class LabelWords
{
    /// <summary>The file beside the cabinets' folders that holds the authority's own words.</summary>
    public const string FileName = "label-texts.json";

    private readonly Dictionary<string, Dictionary<string, string>> _texts;

    private LabelWords(byte[] content)
    {
        using JsonDocument document = JsonDocument.Parse(content);
        Approval = document.RootElement.TryGetProperty("approval", out JsonElement approval)
            ? approval.GetString() ?? string.Empty : string.Empty;
        _texts = document.RootElement.GetProperty("texts").Deserialize<Dictionary<string, Dictionary<string, string>>>()!;
        Mark = Convert.ToHexStringLower(SHA256.HashData(content))[..8];
    }

    /// <summary>Gets the words that come with the program.</summary>
    public static LabelWords Shipped { get; } = new(ReadShipped());

    /// <summary>Gets who has approved of them, or that nobody has yet; empty for nothing to say.</summary>
    public string Approval { get; }

    /// <summary>Gets what tells these words from others.</summary>
    public string Mark { get; }

    /// <summary>Gets the keys of all texts.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>Reads an authority's words.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="why">What is wrong with them; empty when nothing is.</param>
    /// <returns>The words, or <c>null</c>.</returns>
    public static LabelWords? Read(byte[] content, out Wording why)
    {
        try
        {
            LabelWords words = new(content);
            string[] missing = [.. Shipped.Keys.Where(key => words.Of(key).Zh.Length == 0 || words.Of(key).En.Length == 0)];
            why = missing.Length == 0 ? default : new($"缺少中文或英文：{string.Join("、", missing)}",
                $"lacks the Chinese or the English of: {string.Join(", ", missing)}");
            return missing.Length == 0 ? words : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            why = new("不是标签文字的JSON文件（要有texts）", "is no JSON file of label texts (with \"texts\")");
            return null;
        }
    }

    /// <summary>A text in Chinese and English.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The text; empty for one that is not there.</returns>
    public Wording Of(string key) => new(Text(key, "zh"), Text(key, "en"));

    /// <summary>A text in the language that is written from top to bottom.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The text; empty where nobody has supplied one.</returns>
    public string Vertical(string key) => Text(key, "mn");

    private static byte[] ReadShipped()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("provisioning/" + FileName)!;
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private string Text(string key, string language) => _texts.GetValueOrDefault(key)?.GetValueOrDefault(language) ?? string.Empty;
}
