using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Temperature;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>What the probes' thread does on the device: one boot's rounds with the probes inside and outside.</summary>
internal sealed class ProbeReader
{
    private readonly ProbeMailbox _insideMailbox = new();
    private readonly ProbeMailbox _outsideMailbox = new();
    private readonly ProbeCycle? _inside;
    private readonly ProbeCycle? _outside;
    private int _insideVersion;
    private int _outsideVersion;
    private long _insideDueMs;
    private long _outsideDueMs;

    /// <summary>Initializes a new instance of the <see cref="ProbeReader"/> class.</summary>
    /// <param name="bus">The bus both probes hang on.</param>
    /// <param name="settings">Which probes are fitted.</param>
    public ProbeReader(SimulatedOneWireBus bus, ClimateSettings settings)
    {
        Controller.OneWireBus wire = new(bus.ToHost());
        _inside = settings.ProbeFitted ? new ProbeCycle(new Ds18b20(wire, settings.InsideProbeRom), _insideMailbox) : null;
        _outside = settings.ProbeFitted && settings.OutsideProbeFitted
            ? new ProbeCycle(new Ds18b20(wire, settings.OutsideProbeRom), _outsideMailbox) : null;
    }

    /// <summary>Measures when it is time to, and hands the readings over.</summary>
    /// <param name="inputs">Receives them.</param>
    /// <param name="nowMs">The boot's time in milliseconds.</param>
    public void Step(InputImage inputs, long nowMs)
    {
        _insideDueMs = Step(_inside, _insideDueMs, nowMs);
        _outsideDueMs = Step(_outside, _outsideDueMs, nowMs);
        inputs.InsideReading = _insideMailbox.Take(ref _insideVersion, out int insideDeciC);
        inputs.InsideDeciC = insideDeciC;
        inputs.OutsideReading = _outsideMailbox.Take(ref _outsideVersion, out int outsideDeciC);
        inputs.OutsideDeciC = outsideDeciC;
    }

    private static long Step(ProbeCycle? cycle, long dueMs, long nowMs) =>
        cycle is null || nowMs < dueMs ? dueMs : nowMs + cycle.Step(nowMs);
}
