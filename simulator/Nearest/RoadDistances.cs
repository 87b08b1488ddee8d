using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AedCabinet.Nearest;

/// <summary>
/// Distances by road, of a service that speaks as OSRM's <c>table</c> does. Nobody waits for it longer than <see cref="Patience"/>: then
/// the straight line has to do.
/// </summary>
public sealed class RoadDistances : IDisposable
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // An answer about a few AEDs has some hundred bytes.
    private const int MostBytes = 256 * 1024;

    private readonly Uri _service;
    private readonly HttpClient _http;

    /// <summary>Initializes a new instance of the <see cref="RoadDistances"/> class.</summary>
    /// <param name="service">Where the service is, without <c>/table</c>.</param>
    /// <param name="patience">How long an answer is waited for unless it is <see cref="Patience"/>.</param>
    public RoadDistances(Uri service, TimeSpan? patience = null)
    {
        _service = service;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = patience ?? Patience,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>Asks how far places are.</summary>
    /// <param name="latitude">From where, degrees WGS-84.</param>
    /// <param name="longitude">Its longitude.</param>
    /// <param name="places">To where: latitude and longitude of each.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>
    /// The way to each in the same order, <c>null</c> where there is none; <c>null</c> when the service did not answer in time, or not so
    /// that it could be understood.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<IReadOnlyList<RoadWay?>?> AskAsync(double latitude, double longitude,
        IReadOnlyList<(double Latitude, double Longitude)> places, CancellationToken stop)
    {
        try
        {
            return Read(await _http.GetFromJsonAsync<JsonElement>(Address(latitude, longitude, places), stop), places.Count);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static List<RoadWay?>? Read(JsonElement answer, int count)
    {
        if (answer.ValueKind != JsonValueKind.Object || Row(answer, "distances", count) is not { } distances
            || Row(answer, "durations", count) is not { } durations)
        {
            return null;
        }

        return [.. distances.Zip(durations, (metres, seconds) =>
            metres is { } far && seconds is { } lasts ? new RoadWay(far, TimeSpan.FromSeconds(lasts)) : null)];
    }

    // The first row has the ways from the first place; in its first column stands the place itself.
    private static double?[]? Row(JsonElement answer, string name, int count) =>
        answer.TryGetProperty(name, out JsonElement rows) && rows.ValueKind == JsonValueKind.Array && rows.GetArrayLength() == 1
            && rows[0].ValueKind == JsonValueKind.Array && rows[0].GetArrayLength() == count + 1
            ? [.. rows[0].EnumerateArray().Skip(1).Select(Figure)] : null;

    private static double? Figure(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and < 1e8 and double figure ? figure : null;

    private Uri Address(double latitude, double longitude, IReadOnlyList<(double Latitude, double Longitude)> places)
    {
        IEnumerable<string> all = places.Prepend((latitude, longitude)).Select(static place =>
            string.Create(CultureInfo.InvariantCulture, $"{place.Item2:0.######},{place.Item1:0.######}"));
        return new Uri($"{_service.AbsoluteUri.TrimEnd('/')}/table/v1/foot/{string.Join(';', all)}"
            + "?sources=0&annotations=distance,duration");
    }
}
