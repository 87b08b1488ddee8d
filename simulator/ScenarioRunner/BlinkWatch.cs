namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Detects a blinking output: it changed twice within a short time, the last time just now.</summary>
/// <param name="withinMs">That time, in milliseconds: a little more than its period.</param>
internal sealed class BlinkWatch(int withinMs)
{
    private long _changedMs = long.MinValue / 2;
    private long _changedBeforeMs = long.MinValue / 2;
    private bool _isOn;

    /// <summary>Looks.</summary>
    /// <param name="isOn">Whether it is on.</param>
    /// <param name="nowMs">When, in milliseconds.</param>
    public void Look(bool isOn, long nowMs)
    {
        if (isOn != _isOn)
        {
            _isOn = isOn;
            _changedBeforeMs = _changedMs;
            _changedMs = nowMs;
        }
    }

    /// <summary>Whether it blinks.</summary>
    /// <param name="nowMs">When, in milliseconds.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool IsBlinking(long nowMs) => nowMs - _changedBeforeMs <= withinMs;
}
