namespace AedCabinet.Cell.Chaos;

/// <summary>How much is broken.</summary>
/// <param name="Seed">What the plan is drawn from.</param>
/// <param name="Form">What is broken, and whether times are judged.</param>
/// <param name="Rounds">How many rounds of kills at least.</param>
/// <param name="Least">Rounds go on until so much time has passed.</param>
/// <param name="Cabinets">How many cabinets are connected.</param>
/// <param name="EventsPerSecond">How many events they send a second, together.</param>
public sealed record ChaosOptions(int Seed, ChaosForm Form, int Rounds, TimeSpan Least, int Cabinets, int EventsPerSecond)
{
    /// <summary>The cabinets of a whole region: what the long form connects unless told otherwise.</summary>
    public const int Region = 7215;

    /// <summary>The most that HAProxy of a trial takes, with those who come back before their old connection is given up.</summary>
    public const int MostCabinets = 7500;

    /// <summary>How many cabinets the short form connects.</summary>
    public const int Few = 60;

    /// <summary>How many cabinets <c>bench</c> connects: enough to reckon with, and half the processor is left to the cell.</summary>
    public const int Measured = 1200;

    /// <summary>How many events a second of the long form.</summary>
    public const int UsualRate = 500;

    /// <summary>How many events a second of the short form, which leaves the processor to others.</summary>
    public const int LowRate = 60;

    /// <summary>Gets the prefectures: each has a stream of its own, and with three their leaders can differ.</summary>
    public static IReadOnlyList<string> Prefectures { get; } = ["1501", "1507", "1525"];

    /// <summary>Gets the only kinds of steps; empty for all of the form's.</summary>
    public IReadOnlyCollection<string> Only { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether it begins with SQLite and one Mosquitto, which are moved onto the cell while events come.
    /// </summary>
    public bool IsMoved { get; init; }

    /// <summary>Gets a value indicating whether it is the short form.</summary>
    public bool IsShort => Form == ChaosForm.Short;

    /// <summary>Gets how many of the cabinets send events, the others are only connected.</summary>
    public int Talking => Math.Min(Cabinets / 2, IsShort ? 30 : 200);
}
