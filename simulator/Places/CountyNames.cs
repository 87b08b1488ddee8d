using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Places;

/// <summary>The names of Inner Mongolia's counties, banners, cities and districts by their code (<c>counties.json</c>).</summary>
public static class CountyNames
{
    private static readonly Dictionary<string, string> s_names = Load();

    /// <summary>Gets the names by code.</summary>
    public static IReadOnlyDictionary<string, string> All => s_names;

    /// <summary>The name of a county.</summary>
    /// <param name="code">Its GB/T 2260 code of six digits.</param>
    /// <returns>The name, or <c>null</c> when it is none of Inner Mongolia's.</returns>
    public static string? Of(string code) => s_names.GetValueOrDefault(code);

    private static Dictionary<string, string> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("places/counties.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("counties").Deserialize<Dictionary<string, string>>()!;
    }
}
