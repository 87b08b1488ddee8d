namespace AedCabinet.Simulator.Physics;

/// <summary>
/// Random numbers that are the same for the same seed on every machine and .NET version, which <see cref="Random"/> does not
/// promise (SplitMix64).
/// </summary>
/// <param name="seed">The seed; any value.</param>
public sealed class SeededRandom(long seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = unchecked((ulong)seed);

    /// <summary>The number that belongs to an index: like a table, so the order of asking does not matter.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">Which number; any value.</param>
    /// <returns>0 (included) to 1 (excluded).</returns>
    public static double At(long seed, long index) => unchecked(ToUnit(Mix(Mix((ulong)seed + Step) + ((ulong)index * Step))));

    /// <summary>The next number.</summary>
    /// <returns>0 (included) to 1 (excluded).</returns>
    public double NextDouble() => ToUnit(NextBits());

    /// <summary>The next number of a range.</summary>
    /// <param name="lowest">The lowest.</param>
    /// <param name="highest">The highest, never quite reached.</param>
    /// <returns>A number between them.</returns>
    public double NextDouble(double lowest, double highest) => lowest + (NextDouble() * (highest - lowest));

    /// <summary>The next whole number of a range.</summary>
    /// <param name="lowest">The lowest.</param>
    /// <param name="highest">The highest, included.</param>
    /// <returns>A number between them.</returns>
    public int NextInt(int lowest, int highest) => lowest + (int)(NextDouble() * ((long)highest - lowest + 1));

    /// <summary>Throws the dice.</summary>
    /// <param name="probability">0 never, 1 always.</param>
    /// <returns>Whether it happens.</returns>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A seed for another source, so that parts of one model do not disturb each other's numbers.</summary>
    /// <returns>The seed.</returns>
    public long NextSeed() => unchecked((long)NextBits());

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }

    private ulong NextBits()
    {
        _state = unchecked(_state + Step);
        return Mix(_state);
    }
}
