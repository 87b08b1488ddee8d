using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Temperature;
using nanoFramework.Device.OneWire;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The parts that a scan reads through the firmware's own collector: battery gauge and probe, which may throw, and the AED's light.
/// The contacts are moved by people.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class SoakParts(Timeline timeline, SoakReport report) : IBatteryGauge, IOneWireDevice
{
    private const long DayMs = 86_400_000;

    private static readonly LightPattern s_ready = LightingSource.For(ProfileSource.ReadCommissioned(CabinetFile.Profile)).Ready.Green;

    private readonly PinMap _noPins = new();
    private IOneWireDevice? _bus;
    private InputCollector? _collector;
    private ProbeRounds? _rounds;
    private long _roundDueMs;
    private long _startedMs;
    private double _insideC = 15;
    private long _heatedAtMs;
    private long _lightAtMs;
    private bool _isLit;

    /// <summary>Gets or sets a value indicating whether the battery gauge throws.</summary>
    public bool GaugeThrows { get; set; }

    /// <summary>Gets or sets a value indicating whether the probe's bus throws.</summary>
    public bool ProbeThrows { get; set; }

    /// <summary>A boot begins.</summary>
    /// <param name="boot">The boot.</param>
    /// <param name="configuration">Its settings.</param>
    /// <param name="clock">The wall clock.</param>
    public void Begin(FirmwareBoot boot, CabinetConfiguration configuration, IWallClock clock)
    {
        _startedMs = timeline.NowMs;
        _roundDueMs = 0;
        SimulatedDs18b20 inside = new(() => _insideC, () => timeline.NowMs);
        _bus = new SimulatedOneWireBus(inside, new SimulatedDs18b20(() => _insideC, () => timeline.NowMs) { Serial = 2 });
        ProbeMailbox mailbox = new();
        ProbeMailbox outside = new();
        _rounds = configuration.Climate.ProbeFitted
            ? new ProbeRounds(new OneWireBus(new OneWireHost(this)), configuration.Climate, mailbox, outside, boot.Exchange.Shortage,
                new SilentLog())
            : null;
        _collector = new InputCollector(new GpioInputs(new GpioController(new SimulatedBoard()), _noPins, new BootClock()), mailbox,
            outside, this, clock, boot.Link, boot.Exchange.Notices);
    }

    /// <summary>Reads all of them as the firmware does; what it does not catch comes out.</summary>
    /// <param name="image">Receives the readings; its contacts are still to be set.</param>
    /// <param name="isAedThere">Whether the AED is in its place, so that its light is seen.</param>
    /// <param name="isHeaterOn">Whether the heater is on.</param>
    public void Read(InputImage image, bool isAedThere, bool isHeaterOn)
    {
        long nowMs = timeline.NowMs - _startedMs;
        Warm(isHeaterOn);
        if (_rounds != null && nowMs >= _roundDueMs)
        {
            _roundDueMs = nowMs + _rounds.Step(nowMs);
        }

        _collector!.Read(image);
        Shine(image, isAedThere, nowMs);
    }

    /// <inheritdoc/>
    public int ReadMv()
    {
        if (GaugeThrows)
        {
            report.Count("exceptions of the battery gauge");
            throw new PartFailureException("the battery gauge");
        }

        return 12600;
    }

    /// <inheritdoc/>
    bool IOneWireDevice.Reset()
    {
        if (ProbeThrows)
        {
            report.Count("exceptions of the probe's bus");
            throw new PartFailureException("the probe's bus");
        }

        return _bus!.Reset();
    }

    /// <inheritdoc/>
    byte IOneWireDevice.Exchange(byte sent) => _bus!.Exchange(sent);

    // Outside 0 °C, ten degrees colder by night; a heater of some 15 K.
    private void Warm(bool isHeaterOn)
    {
        if (timeline.NowMs - _heatedAtMs < 10000)
        {
            return;
        }

        _heatedAtMs = timeline.NowMs;
        double towardsC = (10 * Math.Sin(2 * Math.PI * (timeline.NowMs % DayMs) / DayMs)) + (isHeaterOn ? 15 : 0);
        _insideC += (towardsC - _insideC) / 180;
    }

    // The AED's green light flashes, whatever the board is doing.
    private void Shine(InputImage image, bool isAedThere, long nowMs)
    {
        image.GreenEdges.Clear();
        image.RedEdges.Clear();
        _lightAtMs = _lightAtMs < timeline.NowMs - s_ready.PeriodMs ? timeline.NowMs : _lightAtMs;
        while (_lightAtMs <= timeline.NowMs)
        {
            _isLit = !_isLit;
            if (isAedThere)
            {
                image.GreenEdges.Add(_isLit, nowMs - (timeline.NowMs - _lightAtMs));
            }

            _lightAtMs += _isLit ? s_ready.PulseMs : s_ready.PeriodMs - s_ready.PulseMs;
        }

        image.GreenLit = _isLit && isAedThere;
        image.RedLit = false;
    }
}
