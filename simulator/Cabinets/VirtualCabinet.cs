using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.State;
using AedCabinet.Temperature;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// One cabinet in virtual time: the firmware's own judgement and probe driver over the physical model, without threads, pins
/// or sockets. The same seed and the same calls give the same events.
/// </summary>
public sealed class VirtualCabinet
{
    /// <summary>2026-01-05 00:00 in China, a Monday.</summary>
    public const long StartUnixMs = 1767542400000;

    private readonly ProbeMailbox _mailbox = new();
    private readonly ProbeCycle _probeCycle;
    private readonly EventQueue _events = new();
    private readonly ScanExchange _exchange;
    private readonly CabinetState _state = new();
    private readonly int _stepMs;
    private Cabinet _cabinet;
    private int _probeVersion;
    private long _probeDueMs;

    /// <summary>Initializes a new instance of the <see cref="VirtualCabinet"/> class; time begins at 0.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <param name="options">Its physical side.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="stepMs">From one scan to the next, in ms; the device's is 20, weeks are told the same with 100.</param>
    public VirtualCabinet(CabinetConfiguration configuration, PhysicsOptions options, long seed, int stepMs = Cabinet.ScanPeriodMs)
    {
        _stepMs = stepMs;
        Configuration = configuration;
        Physics = new CabinetPhysics(options, seed);
        Physics.LightChanged += edge =>
            (edge.Channel == LightChannel.Green ? Inputs.GreenEdges : Inputs.RedEdges).Add(edge.IsLit, edge.AtMs);
        Probe = new SimulatedDs18b20(() => Physics.InsideC, () => NowMs);
        Panel = new CabinetInputs(Physics, Probe, "indoor");
        _probeCycle = new ProbeCycle(new Ds18b20(new Controller.OneWireBus(Probe.ToHost()), null), _mailbox);
        _exchange = new ScanExchange(_events, new NoticeQueue());
        _cabinet = new Cabinet(configuration, 1, _exchange);
    }

    /// <summary>Raised for every event, in the scan in which it happens.</summary>
    public event Action<CabinetEvent>? Happened;

    /// <summary>Raised after every scan.</summary>
    public event Action? Scanned;

    /// <summary>Gets its settings.</summary>
    public CabinetConfiguration Configuration { get; }

    /// <summary>Gets its physical side.</summary>
    public CabinetPhysics Physics { get; }

    /// <summary>Gets its probe.</summary>
    public SimulatedDs18b20 Probe { get; }

    /// <summary>Gets what can be moved, set and broken.</summary>
    public CabinetInputs Panel { get; }

    /// <summary>Gets the firmware's input image of the latest scan.</summary>
    public InputImage Inputs { get; } = new();

    /// <summary>Gets the firmware's output image of the latest scan.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets what is asked of it.</summary>
    public RequestQueue Requests => _exchange.Requests;

    /// <summary>Gets or sets a value indicating whether the network has told the time.</summary>
    public bool IsClockKnown { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether the broker has its link.</summary>
    public bool IsOnline { get; set; } = true;

    /// <summary>Gets the number of the present boot; a controller that ran out of power boots anew when power is back.</summary>
    public int Boot { get; private set; } = 1;

    /// <summary>Gets a value indicating whether the controller has power.</summary>
    public bool IsPowered { get; private set; } = true;

    /// <summary>Gets the time of the latest scan, in ms.</summary>
    public long NowMs { get; private set; }

    /// <summary>Gets the state after the latest scan.</summary>
    public CabinetState State
    {
        get
        {
            _exchange.States.Read(_state);
            return _state;
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="durationMs">How much, in ms.</param>
    public void Run(long durationMs)
    {
        long untilMs = NowMs + durationMs;
        while (NowMs < untilMs)
        {
            Scan();
        }
    }

    private void Scan()
    {
        NowMs += _stepMs;
        Physics.Advance(NowMs, Outputs.HeaterOn, Outputs.FanOn, Outputs.Sounder);
        if (!HasPower())
        {
            return;
        }

        if (NowMs >= _probeDueMs)
        {
            _probeDueMs = NowMs + _probeCycle.Step(NowMs);
        }

        Inputs.AedDoorContactOpen = !Physics.IsClosed(CabinetContact.AedDoor);
        Inputs.AedPresenceContactClosed = Physics.IsClosed(CabinetContact.AedPresence);
        Inputs.KitDoorContactOpen = !Physics.IsClosed(CabinetContact.KitDoor);
        Inputs.TamperContactOpen = !Physics.IsClosed(CabinetContact.Tamper);
        Inputs.SosContactClosed = Physics.IsClosed(CabinetContact.Sos);
        Inputs.ServiceContactClosed = Physics.IsClosed(CabinetContact.Service);
        Inputs.MainsPresent = Physics.IsMainsPresent;
        Inputs.GreenLit = Physics.SeesLight(LightChannel.Green);
        Inputs.RedLit = Physics.SeesLight(LightChannel.Red);
        Inputs.InsideReading = _mailbox.Take(ref _probeVersion, out int insideDeciC);
        Inputs.InsideDeciC = insideDeciC;
        Inputs.BatteryMv = Physics.BatteryMv;
        Inputs.UnixMs = IsClockKnown ? StartUnixMs + NowMs : -1;
        Inputs.IsOnline = IsOnline;

        _cabinet.Step(Inputs, NowMs, Outputs);
        Physics.ShowOwnLights(Outputs.Beacon, Outputs.LampAmber, Outputs.LampGreen || Outputs.LampAmber || Outputs.LampRed);
        Inputs.GreenEdges.Clear();
        Inputs.RedEdges.Clear();
        while (_events.TryTake(out CabinetEvent item))
        {
            _events.Acknowledge(item);
            Happened?.Invoke(item);
        }

        Scanned?.Invoke();
    }

    private bool HasPower()
    {
        if (IsPowered && !Physics.IsControllerPowered)
        {
            IsPowered = false;
            Outputs.SetFailSafe();
        }
        else if (!IsPowered && Physics.IsControllerPowered)
        {
            IsPowered = true;
            Boot++;
            _cabinet = new Cabinet(Configuration, Boot, _exchange);
        }

        return IsPowered;
    }
}
