namespace AedCabinet.Nearest;

/// <summary>Where an AED is needed.</summary>
/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="At">When.</param>
public readonly record struct NearestQuestion(double Latitude, double Longitude, DateTimeOffset At)
{
    /// <summary>How many are named unless asked otherwise.</summary>
    public const int UsualCount = 5;

    /// <summary>How far is looked unless asked otherwise, m.</summary>
    public const double UsualWithinM = 20_000;

    /// <summary>The farthest that can be asked for, m.</summary>
    public const double MostWithinM = 500_000;

    /// <summary>Gets how many are named at most.</summary>
    public int Count { get; init; } = UsualCount;

    /// <summary>Gets how many of those passed over are named at most.</summary>
    public int MostPassedOver { get; init; } = 20;

    /// <summary>Gets how far is looked, m in a straight line.</summary>
    public double WithinM { get; init; } = UsualWithinM;
}
