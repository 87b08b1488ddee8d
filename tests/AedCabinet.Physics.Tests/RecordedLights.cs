using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

/// <summary>An AED's lights whose edges are kept.</summary>
internal sealed class RecordedLights
{
    private readonly List<LightEdge> _edges = [];

    public RecordedLights(LightingProfile profile, long seed = 1, long startMs = 0, long weekStartMs = 0)
    {
        Lights = new AedLights(profile, seed, startMs, weekStartMs);
        NowMs = startMs;
    }

    /// <summary>Gets the lights.</summary>
    public AedLights Lights { get; }

    /// <summary>Gets the moment up to which time has passed, in ms.</summary>
    public long NowMs { get; private set; }

    /// <summary>Gets every edge so far.</summary>
    public IReadOnlyList<LightEdge> Edges => _edges;

    /// <summary>Lets time pass.</summary>
    /// <param name="toMs">Up to this moment, in ms.</param>
    /// <returns>The edges meanwhile.</returns>
    public IReadOnlyList<LightEdge> Advance(long toMs)
    {
        int before = _edges.Count;
        Lights.Advance(toMs, _edges.Add);
        NowMs = toMs;
        return _edges[before..];
    }

    /// <summary>Lets time pass and counts flashes.</summary>
    /// <param name="durationMs">For how long, in ms.</param>
    /// <param name="channel">Whose flashes.</param>
    /// <returns>How often the light went on.</returns>
    public int CountFlashes(long durationMs, LightChannel channel) =>
        Advance(NowMs + durationMs).Count(edge => edge.Channel == channel && edge.IsLit);
}
