namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Recognises the sounder's patterns (SPEC §9) by their rhythm.</summary>
internal sealed class SounderListener
{
    // Longer than the longest pause within a burst (0.7 s), shorter than the shortest between two (1.36 s).
    private const int BurstEndsAfterMs = 1000;

    // Bursts of locate follow each other every 2 s, those of a door left open after 30 s.
    private const int LocateAgainMs = 3000;

    // A chirp lasts 80 ms, the longest pulse of a pattern 160; more is a picture that stands still for a handshake.
    private const int LongestPulseMs = 300;

    private long _lastChangeMs;
    private long _burstStartMs;
    private long _undecidedSinceMs = -1;
    private int _pulses;
    private bool _isOn;
    private bool _isLocating;
    private bool _isSteady;

    /// <summary>Gets a value indicating whether a burst has begun, or is not decided yet.</summary>
    public bool IsListening => _pulses > 0 || _undecidedSinceMs >= 0;

    /// <summary>Nobody has listened for a while.</summary>
    public void Forget()
    {
        _pulses = 0;
        _isOn = false;
        _isLocating = false;
        _isSteady = false;
        _undecidedSinceMs = -1;
    }

    /// <summary>Listens.</summary>
    /// <param name="isOn">Whether the sounder is driven.</param>
    /// <param name="nowMs">When, in milliseconds.</param>
    /// <returns>The pattern of a burst once it is known: <c>rescue</c>, <c>locate</c>, <c>left-open</c>, <c>fault</c> or <c>other</c>;
    /// otherwise <c>null</c>.</returns>
    public string? Hear(bool isOn, long nowMs)
    {
        if (isOn != _isOn)
        {
            _isSteady |= !isOn && nowMs - _lastChangeMs > LongestPulseMs;
            _isOn = isOn;
            _lastChangeMs = nowMs;
            if (isOn && _pulses++ == 0)
            {
                _burstStartMs = nowMs;
            }
        }

        return Decide(nowMs) ?? EndBurst(nowMs);
    }

    // Three pulses are locate when three more follow soon, and a door left open when they don't.
    private string? Decide(long nowMs)
    {
        if (_undecidedSinceMs < 0)
        {
            return null;
        }

        bool isAgain = _pulses > 0 && _burstStartMs - _undecidedSinceMs < LocateAgainMs;
        if (!isAgain && nowMs - _undecidedSinceMs < LocateAgainMs)
        {
            return null;
        }

        _undecidedSinceMs = -1;
        _isLocating = isAgain;
        return isAgain ? "locate" : "left-open";
    }

    private string? EndBurst(long nowMs)
    {
        if (_isOn || _pulses == 0 || nowMs - _lastChangeMs <= BurstEndsAfterMs)
        {
            return null;
        }

        int pulses = _isSteady ? 0 : _pulses;
        bool wasLocating = _isLocating;
        _pulses = 0;
        _isSteady = false;
        _isLocating = wasLocating && pulses == 3;
        if (pulses == 3 && !wasLocating)
        {
            _undecidedSinceMs = _burstStartMs;
            return null;
        }

        return pulses switch { 10 => "rescue", 3 => "locate", 1 => "fault", _ => "other" };
    }
}
