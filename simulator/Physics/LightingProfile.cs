namespace AedCabinet.Simulator.Physics;

/// <summary>
/// How an AED shows its condition by light. The kinds are those of real AEDs; no maker's rhythm was ever confirmed, so every
/// period and pulse here is an assumption to try the firmware with.
/// </summary>
public sealed record LightingProfile
{
    private static readonly LightPattern s_shortFlash = LightPattern.Blinking(3000, 5);
    private static readonly LightPattern s_longFlash = LightPattern.Blinking(1000, 100);

    /// <summary>Gets green flashes while ready, no light at all when it needs attention, solid green in use.</summary>
    public static LightingProfile BlinkingOrDark { get; } = new();

    /// <summary>Gets green flashes while ready, red flashes when it needs attention.</summary>
    public static LightingProfile BlinkingGreenOrRed { get; } = new()
    {
        Attention = new LightPicture(LightPattern.Off, s_longFlash),
        InUse = new LightPicture(s_shortFlash, LightPattern.Off)
    };

    /// <summary>
    /// Gets a colour that stays: green while ready (in use too), red when it needs attention, after a day outside its range as well.
    /// </summary>
    public static LightingProfile SteadyGreenOrRed { get; } = new()
    {
        Ready = new LightPicture(LightPattern.Steady, LightPattern.Off),
        Attention = new LightPicture(LightPattern.Off, LightPattern.Steady),
        SelfTest = new LightPicture(LightPattern.Off, LightPattern.Steady),
        TemperatureFaultAfterMs = Weather.DayMs,
    };

    /// <summary>Gets an AED without lights that a photo-sensor could read, as one with a symbol in a window.</summary>
    public static LightingProfile Unreadable { get; } = new()
    {
        Ready = LightPicture.Dark,
        InUse = LightPicture.Dark,
        SelfTest = LightPicture.Dark
    };

    /// <summary>Gets what it shows while it is ready. Default: green flashes of 5 ms every 3 s, 28,800 a day.</summary>
    public LightPicture Ready { get; init; } = new(s_shortFlash, LightPattern.Off);

    /// <summary>Gets what it shows when it needs attention. Default: nothing.</summary>
    public LightPicture Attention { get; init; } = LightPicture.Dark;

    /// <summary>Gets what it shows while it is switched on. Default: solid green.</summary>
    public LightPicture InUse { get; init; } = new(LightPattern.Steady, LightPattern.Off);

    /// <summary>Gets what it shows during a self-test. Default: both lights.</summary>
    public LightPicture SelfTest { get; init; } = new(LightPattern.Steady, LightPattern.Steady);

    /// <summary>Gets how far the time between two flashes strays from the period, in ms either way. Default 30.</summary>
    public int JitterMs { get; init; } = 30;

    /// <summary>Gets the local time of the daily self-test. Default 03:00.</summary>
    public TimeSpan SelfTestAt { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Gets how long the daily self-test lasts, in ms; 0 for none. Default 8 s: assumed, makers say "moments".</summary>
    public int DailySelfTestMs { get; init; } = 8_000;

    /// <summary>Gets how long the self-test lasts on the first day of the week, in ms. Default 20 s: assumed.</summary>
    public int WeeklySelfTestMs { get; init; } = 20_000;

    /// <summary>Gets the lowest temperature the AED accepts, in °C. Default 0.</summary>
    public double LowestC { get; init; }

    /// <summary>Gets the highest temperature the AED accepts, in °C. Default 50.</summary>
    public double HighestC { get; init; } = 50;

    /// <summary>Gets how long it must be outside that range before it asks for attention, in ms. Default 1 h: assumed.</summary>
    public long TemperatureFaultAfterMs { get; init; } = 3_600_000;

    /// <summary>Gets how long it must be back in range before it is ready again, in ms. Default 10 min: assumed.</summary>
    public long TemperatureRecoveryMs { get; init; } = 600_000;

    /// <summary>Checks that the jitter leaves room for every flash.</summary>
    /// <exception cref="ArgumentException">It doesn't, or a time is negative.</exception>
    internal void Validate()
    {
        foreach (LightPicture picture in new[] { Ready, Attention, InUse, SelfTest })
        {
            foreach (LightPattern pattern in new[] { picture.Green, picture.Red })
            {
                if (pattern.Rhythm == LightRhythm.Blinking && (JitterMs < 0 || JitterMs >= pattern.PeriodMs - pattern.PulseMs))
                {
                    throw new ArgumentException(
                        $"A jitter of {JitterMs} ms does not fit between flashes of {pattern.PulseMs} ms every {pattern.PeriodMs} ms.");
                }
            }
        }

        bool isRight = SelfTestAt >= TimeSpan.Zero && SelfTestAt < TimeSpan.FromDays(1)
            && DailySelfTestMs >= 0 && WeeklySelfTestMs >= 0 && TemperatureFaultAfterMs >= 0 && TemperatureRecoveryMs >= 0
            && LowestC < HighestC;
        if (!isRight)
        {
            throw new ArgumentException($"No AED can behave like this: {this}");
        }
    }
}
