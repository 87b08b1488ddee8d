using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Places;

/// <summary>A prefecture's outline, to find one's way by (<c>prefecture-outlines.json</c>, which names its source).</summary>
/// <param name="Rings">Its borders: in each, latitude and longitude by turns, degrees WGS-84, the last pair the same as the first.</param>
public sealed record PrefectureOutline(double[][] Rings)
{
    /// <summary>Gets the outlines by the prefecture's code of four digits.</summary>
    public static IReadOnlyDictionary<string, PrefectureOutline> All { get; } = Load();

    private static Dictionary<string, PrefectureOutline> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("places/prefecture-outlines.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("outlines")
            .Deserialize<Dictionary<string, PrefectureOutline>>(JsonSerializerOptions.Web)!;
    }
}
