namespace AedCabinet.Simulator.Physics;

/// <summary>An AED's own complaint about its temperature: after some time out of range, until some time back in range.</summary>
/// <param name="profile">Range and times.</param>
internal sealed class TemperatureFault(LightingProfile profile)
{
    private bool _isOutOfRange;

    /// <summary>Gets a value indicating whether it complains.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Gets when it judges the temperature anew, in ms; <see cref="long.MaxValue"/> for never.</summary>
    public long NextMs { get; private set; } = long.MaxValue;

    /// <summary>Takes note of the AED's temperature.</summary>
    /// <param name="aedC">The temperature in °C.</param>
    /// <param name="nowMs">When, in ms.</param>
    public void Observe(double aedC, long nowMs)
    {
        bool isOutOfRange = aedC < profile.LowestC || aedC > profile.HighestC;
        if (isOutOfRange == _isOutOfRange)
        {
            return;
        }

        _isOutOfRange = isOutOfRange;
        NextMs = nowMs + (isOutOfRange ? profile.TemperatureFaultAfterMs : profile.TemperatureRecoveryMs);
    }

    /// <summary>Judges the temperature, as is due at <see cref="NextMs"/>.</summary>
    public void Change()
    {
        IsActive = _isOutOfRange;
        NextMs = long.MaxValue;
    }
}
