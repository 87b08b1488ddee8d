using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Places;

/// <summary>Within which degrees a prefecture lies, roughly (<c>prefecture-extents.json</c>).</summary>
/// <param name="South">The least latitude, degrees WGS-84.</param>
/// <param name="West">The least longitude.</param>
/// <param name="North">The greatest latitude.</param>
/// <param name="East">The greatest longitude.</param>
public sealed record PrefectureExtent(decimal South, decimal West, decimal North, decimal East)
{
    private static readonly Dictionary<string, PrefectureExtent> s_extents = Load();

    /// <summary>Whether a place may lie in a prefecture.</summary>
    /// <param name="prefecture">The prefecture's code of four digits.</param>
    /// <param name="latitude">The place's latitude, degrees WGS-84.</param>
    /// <param name="longitude">Its longitude.</param>
    /// <returns><c>true</c> also for a prefecture whose extent is not known.</returns>
    public static bool MayHold(string prefecture, decimal latitude, decimal longitude) =>
        !s_extents.TryGetValue(prefecture, out PrefectureExtent? extent)
        || (latitude >= extent.South && latitude <= extent.North && longitude >= extent.West && longitude <= extent.East);

    private static Dictionary<string, PrefectureExtent> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("places/prefecture-extents.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("extents").Deserialize<Dictionary<string, PrefectureExtent>>(JsonSerializerOptions.Web)!;
    }
}
