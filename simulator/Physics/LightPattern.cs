namespace AedCabinet.Simulator.Physics;

/// <summary>What one light does: nothing, a steady light or flashes.</summary>
public readonly record struct LightPattern
{
    private LightPattern(LightRhythm rhythm, int periodMs, int pulseMs)
    {
        Rhythm = rhythm;
        PeriodMs = periodMs;
        PulseMs = pulseMs;
    }

    /// <summary>Gets the light that stays dark.</summary>
    public static LightPattern Off => default;

    /// <summary>Gets the light that stays lit.</summary>
    public static LightPattern Steady { get; } = new(LightRhythm.Steady, 0, 0);

    /// <summary>Gets what it does.</summary>
    public LightRhythm Rhythm { get; }

    /// <summary>Gets the time from flash to flash in ms; 0 unless it blinks.</summary>
    public int PeriodMs { get; }

    /// <summary>Gets how long a flash is lit in ms; 0 unless it blinks.</summary>
    public int PulseMs { get; }

    /// <summary>A light that flashes.</summary>
    /// <param name="periodMs">From flash to flash in ms.</param>
    /// <param name="pulseMs">How long a flash is lit, in ms: at least 1, less than the period.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pulse does not fit into the period.</exception>
    public static LightPattern Blinking(int periodMs, int pulseMs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pulseMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(periodMs, pulseMs);
        return new LightPattern(LightRhythm.Blinking, periodMs, pulseMs);
    }
}
