using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Physics;

/// <summary>
/// One day's weather, repeated daily and interpolated between its rows; with noise, no two days are quite alike. The same
/// moment always has the same weather, whoever asks and in whatever order.
/// </summary>
public sealed class Weather
{
    /// <summary>A day in ms.</summary>
    public const long DayMs = 24 * 60 * 60 * 1000L;

    /// <summary>Wind in m/s where nothing says otherwise: the wind for which ISO 6946 states U-values.</summary>
    public const double StandardWindMPerS = 4.0;

    private readonly WeatherRow[] _rows;
    private readonly WeatherNoise? _noise;

    private Weather(string name, WeatherRow[] rows, WeatherNoise? noise = null)
    {
        Name = name;
        _rows = rows;
        _noise = noise;
    }

    /// <summary>Gets the names of the days that ship with the simulator.</summary>
    public static IReadOnlyList<string> ShippedNames =>
        Directory.Exists(ShippedFolder)
            ? [.. Directory.GetFiles(ShippedFolder, "*.csv").Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Gets its name: the file's without the extension, or a constant weather's temperature.</summary>
    public string Name { get; }

    private static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "weather");

    /// <summary>Weather that never changes.</summary>
    /// <param name="outsideC">Air temperature in °C.</param>
    /// <param name="sunWm2">Sun on the front in W/m².</param>
    /// <param name="windMPerS">Wind in m/s.</param>
    /// <returns>The weather.</returns>
    public static Weather Constant(double outsideC, double sunWm2 = 0, double windMPerS = StandardWindMPerS) =>
        new(FormattableString.Invariant($"constant {outsideC:0.#} °C"),
            [new WeatherRow(0, new WeatherConditions(outsideC, sunWm2, windMPerS))]);

    /// <summary>A day that ships with the simulator.</summary>
    /// <param name="name">One of <see cref="ShippedNames"/>, for example <c>winter-day</c>.</param>
    /// <returns>The weather.</returns>
    /// <exception cref="UserErrorException">There is no such day; the message lists those there are.</exception>
    public static Weather Shipped(string name)
    {
        if (!ShippedNames.Contains(name))
        {
            throw new UserErrorException($"There is no weather \"{name}\"; simulator/weather has: {string.Join(", ", ShippedNames)}.",
                UserErrorException.WrongInput);
        }

        return Load(Path.Combine(ShippedFolder, name + ".csv"));
    }

    /// <summary>Reads a day from a file; <c>simulator/weather/README.md</c> describes its form.</summary>
    /// <param name="file">The path of the file.</param>
    /// <returns>The weather.</returns>
    /// <exception cref="UserErrorException">The file can't be read or is wrong; the message gives file, line, column and what would be
    /// right.</exception>
    public static Weather Load(string file) => new(Path.GetFileNameWithoutExtension(file), WeatherFile.Read(file));

    /// <summary>Makes the days differ from each other.</summary>
    /// <param name="seed">The same seed gives the same days.</param>
    /// <param name="temperatureC">How far the temperature strays from the file's, in °C either way.</param>
    /// <param name="cloudShare">The greatest share of the sun that clouds take away: 0 to 1.</param>
    /// <returns>New weather; this one stays as it is.</returns>
    public Weather WithNoise(long seed, double temperatureC, double cloudShare = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(temperatureC);
        ArgumentOutOfRangeException.ThrowIfNegative(cloudShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cloudShare, 1.0);
        return new Weather(Name, _rows, new WeatherNoise(seed, temperatureC, cloudShare));
    }

    /// <summary>The weather at a moment.</summary>
    /// <param name="sinceMidnightMs">Time since some local midnight in ms; whole days more or less (and negative ones) are the same time of
    /// day.</param>
    /// <returns>The weather then.</returns>
    public WeatherConditions At(long sinceMidnightMs)
    {
        WeatherConditions conditions = Interpolate(TimeOfDayMs(sinceMidnightMs));
        return _noise is null ? conditions : _noise.Disturb(conditions, sinceMidnightMs);
    }

    private static long TimeOfDayMs(long sinceMidnightMs) => ((sinceMidnightMs % DayMs) + DayMs) % DayMs;

    private WeatherConditions Interpolate(long timeOfDayMs)
    {
        int later = 0;
        while (later < _rows.Length && _rows[later].AtMs <= timeOfDayMs)
        {
            later++;
        }

        // The first row is at 00:00, so there is always an earlier one; after the last row the day runs on into the next.
        WeatherRow from = _rows[later - 1];
        WeatherRow to = later < _rows.Length ? _rows[later] : _rows[0] with { AtMs = DayMs };
        double share = (double)(timeOfDayMs - from.AtMs) / (to.AtMs - from.AtMs);
        return new WeatherConditions(
            double.Lerp(from.Conditions.OutsideC, to.Conditions.OutsideC, share),
            double.Lerp(from.Conditions.SunWm2, to.Conditions.SunWm2, share),
            double.Lerp(from.Conditions.WindMPerS, to.Conditions.WindMPerS, share));
    }
}
