using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Page.Words;

/// <summary>The words of the page: the files of <c>Page/Words</c>, one for each area of the page, built in.</summary>
internal static class PageWords
{
    private const string Folder = "words/";

    // A file that lacks a language, or says something else than words, is found at the first start and not on somebody's screen.
    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads all files.</summary>
    /// <returns>The words by key.</returns>
    /// <exception cref="InvalidOperationException">A file is wrong, or a key is in two files.</exception>
    public static IReadOnlyDictionary<string, PageWord> Load()
    {
        Assembly assembly = typeof(PageWords).Assembly;
        Dictionary<string, PageWord> words = [];
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream file = assembly.GetManifestResourceStream(name)!;
            foreach ((string key, PageWord word) in Read(file, name))
            {
                if (!words.TryAdd(key, word))
                {
                    throw new InvalidOperationException($"{name}: \"{key}\" has its words in another file already.");
                }
            }
        }

        return words;
    }

    private static Dictionary<string, PageWord> Read(Stream file, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, PageWord>>(file, s_strict)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{name}: {exception.Message}", exception);
        }
    }
}
