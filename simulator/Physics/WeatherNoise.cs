namespace AedCabinet.Simulator.Physics;

/// <summary>Slow wandering around a day's weather: a random value each half hour, joined smoothly.</summary>
/// <param name="seed">The seed.</param>
/// <param name="temperatureC">Greatest distance of the temperature in °C, either way.</param>
/// <param name="cloudShare">Greatest share of the sun taken away, 0 to 1.</param>
internal sealed class WeatherNoise(long seed, double temperatureC, double cloudShare)
{
    // Air temperature and cloud cover change over tens of minutes, not seconds.
    private const long KnotMs = 30 * 60 * 1000L;

    private readonly long _cloudSeed = new SeededRandom(seed).NextSeed();

    /// <summary>The weather with its noise.</summary>
    /// <param name="conditions">The day's own.</param>
    /// <param name="atMs">The moment, in ms since some midnight.</param>
    /// <returns>The weather then.</returns>
    public WeatherConditions Disturb(WeatherConditions conditions, long atMs) => conditions with
    {
        OutsideC = conditions.OutsideC + (temperatureC * ((2 * Wander(seed, atMs)) - 1)),
        SunWm2 = conditions.SunWm2 * (1 - (cloudShare * Wander(_cloudSeed, atMs))),
    };

    // 0 to 1.
    private static double Wander(long seed, long atMs)
    {
        long knot = (long)Math.Floor((double)atMs / KnotMs);
        double share = (double)(atMs - (knot * KnotMs)) / KnotMs;
        double smooth = share * share * (3 - (2 * share));
        return double.Lerp(SeededRandom.At(seed, knot), SeededRandom.At(seed, knot + 1), smooth);
    }
}
