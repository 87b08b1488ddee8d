namespace AedCabinet.Simulator.Physics;

/// <summary>What was recorded in front of an AED's lights: both channels over time, to be shown to the photo-sensors again.</summary>
/// <param name="Rows">The moments at which a light changed, the first at 0 ms, in the order of time; the last one is the recording's
/// end.</param>
public sealed record LightTrace(IReadOnlyList<LightTraceRow> Rows)
{
    /// <summary>Gets how long it lasts, in ms.</summary>
    public long LengthMs => Rows[^1].AtMs;
}
