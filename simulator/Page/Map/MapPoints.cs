using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Places;

namespace AedCabinet.Page.Map;

/// <summary>
/// What an open page's map shows of the cabinets. Thousands of them are sent once; after that only what has changed.
/// </summary>
/// <param name="datum">What the map is drawn in.</param>
internal sealed class MapPoints(MapDatum datum)
{
    private readonly Dictionary<string, Point> _sent = [];

    /// <summary>What has changed since the last time.</summary>
    /// <param name="cabinets">All that may be seen; those without a place are passed over.</param>
    /// <returns>
    /// A line for each change: id, latitude and longitude in the map's datum, the number of the status, and 1 while an emergency is open,
    /// with tabs between; the id alone for what is gone.
    /// </returns>
    public string Take(IEnumerable<CabinetRecord> cabinets)
    {
        StringBuilder changes = new();
        HashSet<string> seen = [];
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (cabinet.About is not { Latitude: { } latitude, Longitude: { } longitude })
            {
                continue;
            }

            Point point = new(latitude, longitude, cabinet.Status, cabinet.Open.Count > 0);
            seen.Add(cabinet.Id);
            if (!_sent.TryGetValue(cabinet.Id, out Point known) || known != point)
            {
                _sent[cabinet.Id] = point;
                (double north, double east) = ChinaDatum.FromWgs84(datum, latitude, longitude);
                changes.Append(CultureInfo.InvariantCulture,
                    $"{cabinet.Id}\t{north:0.######}\t{east:0.######}\t{(int)point.Status}\t{(point.IsOpen ? 1 : 0)}\n");
            }
        }

        if (seen.Count < _sent.Count)
        {
            foreach (string gone in _sent.Keys.Where(id => !seen.Contains(id)).ToArray())
            {
                _sent.Remove(gone);
                changes.Append(gone).Append('\n');
            }
        }

        return changes.ToString();
    }

    private readonly record struct Point(double Latitude, double Longitude, CabinetStatus Status, bool IsOpen);
}
