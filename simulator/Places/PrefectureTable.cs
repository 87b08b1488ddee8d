using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Places;

/// <summary>The prefectures with their population, as <c>prefectures.json</c> has them with its source.</summary>
/// <param name="Source">Where the figures are from.</param>
/// <param name="CensusDay">The day for which they hold.</param>
/// <param name="Total">The region's population.</param>
/// <param name="Prefectures">The prefectures, by code.</param>
public sealed record PrefectureTable(string Source, string CensusDay, long Total, IReadOnlyList<Prefecture> Prefectures)
{
    private const string Resource = "places/prefectures.json";

    /// <summary>Reads the table that comes with the program.</summary>
    /// <returns>The table.</returns>
    public static PrefectureTable Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<PrefectureTable>(stream, JsonSerializerOptions.Web)!;
    }
}
