using AedCabinet.Api.Problems;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Near;

/// <summary>A place as it was asked for, in WGS-84.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
internal readonly record struct AskedPlace(double Latitude, double Longitude)
{
    private const double MostNorth = 90;
    private const double MostEast = 180;

    private static readonly (string Name, MapDatum Datum)[] s_datums =
        [("wgs84", MapDatum.Wgs84), ("gcj02", MapDatum.Gcj02), ("bd09", MapDatum.Bd09)];

    /// <summary>Judges what was asked for.</summary>
    /// <param name="lat">Degrees north.</param>
    /// <param name="lon">Degrees east.</param>
    /// <param name="at">Both as they were pasted, instead.</param>
    /// <param name="datum">What they are measured in.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ProblemException">It is none.</exception>
    public static AskedPlace Of(double? lat, double? lon, string? at, string? datum)
    {
        List<Fault> faults = [];
        (string Name, MapDatum Datum) known = Array.Find(s_datums, one => one.Name == (datum ?? "wgs84"));
        if (known.Name is null)
        {
            string list = string.Join(", ", s_datums.Select(one => one.Name));
            faults.Add(new Fault(FaultPlace.Parameter, nameof(datum), new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }

        (double Latitude, double Longitude) place = (0, 0);
        if (at is not null)
        {
            if (lat is not null || lon is not null)
            {
                faults.Add(new Fault(FaultPlace.Parameter, nameof(at),
                    new Wording("at与lat、lon只能用一种。", "Use either at, or lat and lon.")));
            }
            else if (PastedPlace.Read(at) is { } pasted)
            {
                place = pasted;
            }
            else
            {
                faults.Add(new Fault(FaultPlace.Parameter, nameof(at), new Wording($"“{at}”不是坐标：请给出纬度和经度，例如40.8423,111.7490。",
                    $"\"{at}\" is not a place: give a latitude and a longitude in degrees, for example 40.8423,111.7490.")));
            }
        }
        else
        {
            place = (Judge(faults, nameof(lat), lat, MostNorth), Judge(faults, nameof(lon), lon, MostEast));
        }

        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }

        (double north, double east) = ChinaDatum.ToWgs84(known.Datum, place.Latitude, place.Longitude);
        return new AskedPlace(north, east);
    }

    private static double Judge(List<Fault> faults, string name, double? degrees, double most)
    {
        if (degrees is { } value && Math.Abs(value) <= most)
        {
            return value;
        }

        faults.Add(new Fault(FaultPlace.Parameter, name, degrees is null
            ? new Wording("请给出lat和lon，或用at粘贴坐标。", "Give lat and lon, or paste coordinates as at.")
            : new Wording($"请用−{most}到{most}度。", $"Use −{most} to {most} degrees.")));
        return 0;
    }
}
