namespace AedCabinet.Simulator.Physics;

/// <summary>When an AED tests itself: daily, longer on the first day of the week, and with a new battery.</summary>
internal sealed class SelfTestSchedule
{
    private const int DaysPerWeek = 7;

    private readonly LightingProfile _profile;
    private readonly long _weekStartMs;
    private long _startMs;
    private long _endMs = long.MaxValue;

    /// <summary>Initializes a new instance of the <see cref="SelfTestSchedule"/> class.</summary>
    /// <param name="profile">Times of the day and durations.</param>
    /// <param name="nowMs">The present, in ms.</param>
    /// <param name="weekStartMs">Some local midnight that begins a week, in ms.</param>
    public SelfTestSchedule(LightingProfile profile, long nowMs, long weekStartMs)
    {
        _profile = profile;
        _weekStartMs = weekStartMs;
        long anyTestMs = weekStartMs + (long)profile.SelfTestAt.TotalMilliseconds;
        _startMs = anyTestMs + ((long)Math.Ceiling((double)(nowMs - anyTestMs) / Weather.DayMs) * Weather.DayMs);
    }

    /// <summary>Gets a value indicating whether a test runs.</summary>
    public bool IsRunning => _endMs != long.MaxValue;

    /// <summary>Gets when a test begins or ends next, in ms.</summary>
    public long NextMs => Math.Min(_startMs, _endMs);

    /// <summary>Begins a daily test out of turn.</summary>
    /// <param name="nowMs">When, in ms.</param>
    public void BeginNow(long nowMs) => Begin(nowMs, _profile.DailySelfTestMs);

    /// <summary>Makes the change that is due at <see cref="NextMs"/>.</summary>
    public void Change()
    {
        if (_endMs <= _startMs)
        {
            _endMs = long.MaxValue;
            return;
        }

        long day = (_startMs - _weekStartMs - (long)_profile.SelfTestAt.TotalMilliseconds) / Weather.DayMs;
        Begin(_startMs, day % DaysPerWeek == 0 ? _profile.WeeklySelfTestMs : _profile.DailySelfTestMs);
        _startMs += Weather.DayMs;
    }

    private void Begin(long atMs, int durationMs) => _endMs = durationMs > 0 ? atMs + durationMs : _endMs;
}
