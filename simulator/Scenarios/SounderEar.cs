namespace AedCabinet.Simulator.Scenarios;

/// <summary>Somebody who listens to the sounder and knows its patterns (SPEC §9) by their rhythm.</summary>
internal sealed class SounderEar
{
    // Longer than the longest pause within a burst (0.7 s), shorter than the shortest between two (1.36 s).
    private const int BurstEndsAfterMs = 1000;

    // Bursts of locate follow each other every 2 s, those of a door left open after 30 s.
    private const int LocateAgainMs = 3000;

    private long _lastChangeMs;
    private long _burstStartMs;
    private long _lastBurstMs = long.MinValue / 2;
    private int _pulses;
    private bool _isOn;

    /// <summary>Gets a value indicating whether a burst has begun and is not over.</summary>
    public bool IsListening => _pulses > 0;

    /// <summary>Nobody has listened for a while.</summary>
    public void Forget()
    {
        _pulses = 0;
        _isOn = false;
    }

    /// <summary>Listens.</summary>
    /// <param name="isOn">Whether the sounder is driven.</param>
    /// <param name="nowMs">When, in milliseconds.</param>
    /// <returns>The pattern of a burst that is over now: <c>rescue</c>, <c>locate</c>, <c>left-open</c>, <c>fault</c> or <c>other</c>; otherwise <c>null</c>.</returns>
    public string? Hear(bool isOn, long nowMs)
    {
        if (isOn != _isOn)
        {
            _isOn = isOn;
            _lastChangeMs = nowMs;
            if (isOn)
            {
                _burstStartMs = _pulses == 0 ? nowMs : _burstStartMs;
                _pulses++;
            }
        }

        if (_isOn || _pulses == 0 || nowMs - _lastChangeMs <= BurstEndsAfterMs)
        {
            return null;
        }

        int pulses = _pulses;
        bool isAgain = _burstStartMs - _lastBurstMs < LocateAgainMs;
        _lastBurstMs = _burstStartMs;
        _pulses = 0;
        return pulses switch
        {
            10 => "rescue",
            3 => isAgain ? "locate" : "left-open",
            1 => "fault",
            _ => "other",
        };
    }
}
