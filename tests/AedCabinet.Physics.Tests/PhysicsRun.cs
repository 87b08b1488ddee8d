using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

/// <summary>A cabinet with the plainest of thermostats (on below 5 °C, off above 8 °C) and a record of what happens.</summary>
internal sealed class PhysicsRun
{
    private bool _heaterOn;
    private long _heatedMs;

    public PhysicsRun(PhysicsOptions options, long seed = 1)
    {
        Cabinet = new CabinetPhysics(options, seed);
        Cabinet.LightChanged += Edges.Add;
    }

    /// <summary>Gets the cabinet.</summary>
    public CabinetPhysics Cabinet { get; }

    /// <summary>Gets every edge so far.</summary>
    public List<LightEdge> Edges { get; } = [];

    /// <summary>Gets the lowest temperature inside since <see cref="Forget"/>, in °C.</summary>
    public double LowestC { get; private set; } = double.MaxValue;

    /// <summary>Gets the highest temperature inside since <see cref="Forget"/>, in °C.</summary>
    public double HighestC { get; private set; } = double.MinValue;

    /// <summary>Gets how long the heater was driven since <see cref="Forget"/>, in ms.</summary>
    public long HeatedMs => _heatedMs;

    /// <summary>Forgets extremes and edges.</summary>
    public void Forget()
    {
        Edges.Clear();
        LowestC = double.MaxValue;
        HighestC = double.MinValue;
        _heatedMs = 0;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="durationMs">How long, in ms.</param>
    /// <param name="stepMs">In steps of so many ms.</param>
    public void Run(long durationMs, long stepMs = 1000)
    {
        long endMs = Cabinet.NowMs + durationMs;
        while (Cabinet.NowMs < endMs)
        {
            Cabinet.Advance(Cabinet.NowMs + stepMs, _heaterOn, fanOn: false, sounderOn: false);
            _heatedMs += _heaterOn ? stepMs : 0;
            _heaterOn = Cabinet.InsideC < 5 || (_heaterOn && Cabinet.InsideC <= 8);
            LowestC = Math.Min(LowestC, Cabinet.InsideC);
            HighestC = Math.Max(HighestC, Cabinet.InsideC);
        }
    }
}
