namespace AedCabinet.Simulator.Bench;

/// <summary>Towns in a region, and places in them: the same ones each time.</summary>
internal sealed class BenchTowns
{
    private const int Seed = 20261130;
    private const int Towns = 300;
    private const double TownDegrees = 0.15;

    private readonly (double Latitude, double Longitude)[] _towns;

    /// <summary>Initializes a new instance of the <see cref="BenchTowns"/> class.</summary>
    public BenchTowns() => _towns = [.. Enumerable.Range(0, Towns)
        .Select(_ => (37.5 + (15.5 * Random.NextDouble()), 97.5 + (28 * Random.NextDouble())))];

    /// <summary>Gets where chance comes from.</summary>
    public Random Random { get; } = new(Seed);

    /// <summary>A place in one of the towns. The middle of a town is denser than its edge.</summary>
    /// <returns>Degrees north and east.</returns>
    public (double Latitude, double Longitude) Place()
    {
        (double latitude, double longitude) = _towns[Random.Next(Towns)];
        double reach = TownDegrees * Random.NextDouble() * Random.NextDouble();
        double angle = 2 * Math.PI * Random.NextDouble();
        return (latitude + (reach * Math.Sin(angle)), longitude + (reach * Math.Cos(angle)));
    }
}
