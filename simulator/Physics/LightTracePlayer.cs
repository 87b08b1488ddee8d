namespace AedCabinet.Simulator.Physics;

/// <summary>Shows a recording of the lights; after its end they stay as they were last, or it begins anew.</summary>
/// <param name="trace">The recording.</param>
/// <param name="isRepeated">Whether it begins anew at its end.</param>
/// <param name="startMs">When it begins, in ms.</param>
internal sealed class LightTracePlayer(LightTrace trace, bool isRepeated, long startMs)
{
    private long _startMs = startMs;
    private int _row;

    /// <summary>Gets when it changes next, in ms; <see cref="long.MaxValue"/> for never.</summary>
    public long NextMs => _row + 1 < trace.Rows.Count ? _startMs + trace.Rows[_row + 1].AtMs : long.MaxValue;

    /// <summary>Gets what both lights do until then.</summary>
    public LightPicture Picture => new(PatternOf(trace.Rows[_row].IsGreenLit), PatternOf(trace.Rows[_row].IsRedLit));

    /// <summary>Makes the change that is due at <see cref="NextMs"/>.</summary>
    public void Change()
    {
        _row++;
        if (isRepeated && _row == trace.Rows.Count - 1)
        {
            _startMs += trace.LengthMs;
            _row = 0;
        }
    }

    private static LightPattern PatternOf(bool isLit) => isLit ? LightPattern.Steady : LightPattern.Off;
}
