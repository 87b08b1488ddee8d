using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// Jitter for one cabinet: the same for the same seed on every .NET, and a fifth of the size of a seeded <see cref="Random"/>.
/// </summary>
/// <param name="seed">The seed.</param>
public sealed class FleetRandom(long seed) : Random
{
    private readonly SeededRandom _source = new(seed);

    /// <inheritdoc/>
    public override int Next() => _source.NextInt(0, int.MaxValue - 1);

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : _source.NextInt(0, maxValue - 1);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxValue, minValue);
        return maxValue == minValue ? minValue : _source.NextInt(minValue, maxValue - 1);
    }

    /// <inheritdoc/>
    public override double NextDouble() => _source.NextDouble();

    /// <inheritdoc/>
    protected override double Sample() => _source.NextDouble();
}
