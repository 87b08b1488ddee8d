namespace AedCabinet.Cell.Chaos;

/// <summary>How much is broken.</summary>
/// <param name="Seed">What the plan is drawn from.</param>
/// <param name="IsShort">One kill of each kind only, times are not judged.</param>
/// <param name="Rounds">How many rounds of kills at least.</param>
/// <param name="Least">Rounds go on until so much time has passed.</param>
/// <param name="Cabinets">How many cabinets are connected.</param>
/// <param name="EventsPerSecond">How many events they send a second, together.</param>
public sealed record ChaosOptions(int Seed, bool IsShort, int Rounds, TimeSpan Least, int Cabinets, int EventsPerSecond)
{
    /// <summary>The cabinets of a whole region: what the long form connects unless told otherwise.</summary>
    public const int Region = 7215;

    /// <summary>The most that HAProxy of a trial takes, with those who come back before their old connection is given up.</summary>
    public const int MostCabinets = 7500;

    /// <summary>How many cabinets the short form connects.</summary>
    public const int Few = 60;

    /// <summary>How many events a second of the long form.</summary>
    public const int UsualRate = 500;

    /// <summary>How many events a second of the short form, which leaves the processor to others.</summary>
    public const int LowRate = 60;

    /// <summary>Gets the prefectures: each has a stream of its own, and with three their leaders can differ.</summary>
    public static IReadOnlyList<string> Prefectures { get; } = ["1501", "1507", "1525"];

    /// <summary>Gets how many of the cabinets send events, the others are only connected.</summary>
    public int Talking => Math.Min(Cabinets / 2, IsShort ? 30 : 200);
}
