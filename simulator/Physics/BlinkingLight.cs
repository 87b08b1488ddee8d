namespace AedCabinet.Simulator.Physics;

/// <summary>One light that follows its pattern.</summary>
/// <param name="channel">Which light.</param>
/// <param name="jitterMs">How far the time between two flashes strays, in ms either way.</param>
/// <param name="seed">The seed of phase, jitter and missed flashes.</param>
internal sealed class BlinkingLight(LightChannel channel, int jitterMs, long seed)
{
    private readonly SeededRandom _random = new(seed);
    private LightPattern _pattern;
    private long _nextFlashMs;

    /// <summary>Gets a value indicating whether it is lit.</summary>
    public bool IsLit { get; private set; }

    /// <summary>Gets when it changes next, in ms; <see cref="long.MaxValue"/> for never.</summary>
    public long NextMs { get; private set; } = long.MaxValue;

    /// <summary>Gets or sets the probability of a flash to fail, 0 to 1.</summary>
    public double MissedProbability { get; set; }

    /// <summary>Changes the pattern; the first flash comes somewhere within a period.</summary>
    /// <param name="pattern">The pattern; the same again changes nothing.</param>
    /// <param name="atMs">When, in ms.</param>
    /// <param name="onEdge">Told when the light changes.</param>
    public void Show(LightPattern pattern, long atMs, Action<LightEdge>? onEdge)
    {
        if (pattern == _pattern)
        {
            return;
        }

        _pattern = pattern;
        Switch(pattern.Rhythm == LightRhythm.Steady, atMs, onEdge);
        NextMs = long.MaxValue;
        if (pattern.Rhythm == LightRhythm.Blinking)
        {
            _nextFlashMs = atMs + _random.NextInt(1, pattern.PeriodMs);
            NextMs = _nextFlashMs;
        }
    }

    /// <summary>Makes the change that is due at <see cref="NextMs"/>.</summary>
    /// <param name="onEdge">Told when the light changes.</param>
    public void Change(Action<LightEdge>? onEdge)
    {
        long atMs = NextMs;
        if (IsLit)
        {
            Switch(false, atMs, onEdge);
            NextMs = _nextFlashMs;
            return;
        }

        _nextFlashMs = atMs + _pattern.PeriodMs + _random.NextInt(-jitterMs, jitterMs);
        bool isMissed = _random.Chance(MissedProbability);
        NextMs = isMissed ? _nextFlashMs : atMs + _pattern.PulseMs;
        Switch(!isMissed, atMs, onEdge);
    }

    private void Switch(bool isLit, long atMs, Action<LightEdge>? onEdge)
    {
        if (isLit != IsLit)
        {
            IsLit = isLit;
            onEdge?.Invoke(new LightEdge(channel, isLit, atMs));
        }
    }
}
