using System.Device.Gpio;
using System.Diagnostics;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// One cabinet in real time: the firmware's own <see cref="CabinetApplication"/>, unchanged, on a simulated board whose pins
/// are wired to a physical model.
/// </summary>
public sealed class SimulatedCabinet : IDisposable
{
    /// <summary>The serial number of the probe inside; the configuration names it by the number that follows from it.</summary>
    public const byte InsideProbeSerial = 1;

    /// <summary>The serial number of the probe outside.</summary>
    public const byte OutsideProbeSerial = 2;

    private const int AfterglowMs = 400;

    // What a board takes from a restart to the first line of the firmware.
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_physicsInterval = TimeSpan.FromMilliseconds(10);

    private readonly Func<CabinetApplication> _boot;
    private readonly Lock _bootLock = new();
    private CabinetApplication _application;
    private GpioController? _gpio;
    private bool _isStopping;
    private readonly PinMap _pins;
    private readonly BoardWiring _wiring;
    private readonly CabinetPhysics _physics;
    private readonly Thread _thread;
    private readonly Thread _physicsThread;
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly CabinetInputs _inputs;
    private readonly long[] _lightSeenMs = [long.MinValue / 2, long.MinValue / 2];

    /// <summary>Initializes a new instance of the <see cref="SimulatedCabinet"/> class; <see cref="Start"/> gives it power.</summary>
    /// <param name="configuration">The bytes of its <c>cabinet.json</c>.</param>
    /// <param name="flashFolder">The folder that stands for its flash; created when absent.</param>
    /// <param name="network">Its network.</param>
    /// <param name="seed">The seed of everything random in its physical side.</param>
    /// <param name="contacts">How its contacts bounce.</param>
    /// <param name="log">Its serial log.</param>
    /// <param name="wallClock">Its time of day, or <c>null</c> for the host's.</param>
    /// <param name="bootClock">The time since its boot, or <c>null</c> for the host's.</param>
    public SimulatedCabinet(byte[] configuration, string flashFolder, INetwork network, long seed, ContactParameters contacts, ILog log, IWallClock? wallClock = null, BootClock? bootClock = null)
    {
        Directory.CreateDirectory(flashFolder);
        ProvidedConfiguration flash = new(new FlashStorage(Path.TrimEndingDirectorySeparator(flashFolder) + Path.DirectorySeparatorChar), configuration);
        CabinetConfiguration settings = ConfigurationFile.Load(flash, log);
        _pins = settings.Pins;
        Id = settings.Id;
        Kind = settings.Kind;
        Profile = settings.IndicatorProfile.Name;
        Site = settings.Site;
        Climate = settings.Climate;
        Power = settings.Power;
        Topics = new Topics(settings);
        long sinceMidnightMs = (long)DateTime.Now.TimeOfDay.TotalMilliseconds;
        PhysicsOptions options = new() { Lights = LightingSource.For(settings.IndicatorProfile), Contacts = contacts, WeekStartMs = -sinceMidnightMs };
        _physics = new CabinetPhysics(options, seed);
        SimulatedDs18b20 probe = new(() => _physics.InsideC, () => _clock.ElapsedMilliseconds) { Serial = InsideProbeSerial };
        SimulatedDs18b20 outside = new(() => _physics.OutsideC, () => _clock.ElapsedMilliseconds) { Serial = OutsideProbeSerial };
        SimulatedOneWireBus bus = new(probe, outside);
        _inputs = new CabinetInputs(_physics, probe, "indoor");
        _physics.LightChanged += edge => _lightSeenMs[(int)edge.Channel] = edge.AtMs;
        _wiring = new BoardWiring(_physics, Board, _pins);
        _boot = () =>
        {
            _gpio?.Dispose();
            _gpio = new GpioController(Board);
            OneWireBus probes = new(settings.Climate.OutsideProbeFitted ? bus.ToHost() : probe.ToHost());
            CabinetHardware hardware = new(_gpio, probes, new PhysicalBattery(_physics), flash, network, wallClock ?? new SystemClock(), bootClock);
            return new CabinetApplication(ConfigurationFile.Load(flash, log), hardware, new Random(), log);
        };
        _application = _boot();
        _thread = new Thread(RunBoots) { Name = "cabinet " + Id, IsBackground = true };
        _physicsThread = new Thread(RunPhysics) { Name = "physics " + Id, IsBackground = true };
        Board.OutputChanged += _ => Changed?.Invoke();
    }

    /// <summary>Raised after an input or output has changed; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>Gets the cabinet's id.</summary>
    public string Id { get; }

    /// <summary>Gets what the enclosure holds.</summary>
    public CabinetKind Kind { get; }

    /// <summary>Gets the name of its AED's indicator profile; empty when its configuration has none.</summary>
    public string Profile { get; }

    /// <summary>Gets its topics.</summary>
    public Topics Topics { get; }

    /// <summary>Gets who and where it is.</summary>
    public SiteSettings Site { get; }

    /// <summary>Gets its probes, heater and fan.</summary>
    public ClimateSettings Climate { get; }

    /// <summary>Gets its mains and battery.</summary>
    public PowerSettings Power { get; }

    /// <summary>Gets which GPIO of its board carries which signal.</summary>
    public PinMap Pins => _pins;

    /// <summary>Gets its board.</summary>
    public SimulatedBoard Board { get; } = new();

    /// <summary>Gets its temperatures of the last hours.</summary>
    public TemperatureHistory Temperatures { get; } = new();

    /// <summary>Gets the number of this boot.</summary>
    public int Boot => _application.Boot;

    /// <summary>Gets how far its link has got.</summary>
    public LinkState LinkState => _application.Link?.State ?? LinkState.Offline;

    /// <summary>Gets a copy of the state its latest scan left.</summary>
    public CabinetState State
    {
        get
        {
            CabinetState state = new();
            _application.States.Read(state);
            return state;
        }
    }

    /// <summary>Gets its outputs by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs => new Dictionary<string, string>
    {
        ["sounder"] = OnOff(_pins.Sounder),
        ["beacon"] = OnOff(_pins.Beacon),
        ["lampGreen"] = OnOff(_pins.LampGreen),
        ["lampAmber"] = OnOff(_pins.LampAmber),
        ["lampRed"] = OnOff(_pins.LampRed),
        ["heater"] = OnOff(_pins.Heater),
        ["sounderInhibit"] = OnOff(_pins.SounderInhibit),
    };

    /// <summary>Gets a value indicating whether the sounder is driven now.</summary>
    public bool IsSounding => _wiring.IsOn(_pins.Sounder);

    /// <summary>Gets where everything is that can be moved, set or broken.</summary>
    public IReadOnlyDictionary<string, string> Inputs
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_inputs.All);
            }
        }
    }

    /// <summary>Gets what the physical side is like now.</summary>
    public PhysicalPicture Physical
    {
        get
        {
            lock (_lock)
            {
                return new PhysicalPicture(
                    Math.Round(_physics.InsideC, 1),
                    Math.Round(_physics.OutsideC, 1),
                    IsSeen(LightChannel.Green),
                    IsSeen(LightChannel.Red),
                    _physics.BatteryMv,
                    _physics.BatteryChargeShare);
            }
        }
    }

    /// <summary>Gives the board power.</summary>
    public void Start()
    {
        _physicsThread.Start();
        _thread.Start();
    }

    /// <summary>Moves, sets or breaks something.</summary>
    /// <param name="input">One of <see cref="CabinetInputs.Positions"/>.</param>
    /// <param name="position">One of its positions.</param>
    /// <exception cref="ArgumentException">No such input or position; the message says what there is.</exception>
    public void Move(string input, string position)
    {
        lock (_lock)
        {
            AdvancePhysics();
            _inputs.Move(input, position);
            _wiring.Refresh();
        }

        Changed?.Invoke();
    }

    /// <summary>Asks the cabinet for something, as an accepted command does.</summary>
    /// <param name="request">What.</param>
    /// <param name="duration">For how long, where that has a meaning; zero for the default.</param>
    /// <returns><c>false</c> when too many requests wait.</returns>
    public bool Ask(CabinetRequest request, TimeSpan duration) => _application.Requests.TryAdd(request, (long)duration.TotalMilliseconds);

    /// <summary>Stops the cabinet on purpose: it says goodbye to the broker. Waits until it has.</summary>
    public void Stop()
    {
        lock (_bootLock)
        {
            _isStopping = true;
            _application.Stop();
        }

        _stop.Cancel();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        if (_physicsThread.IsAlive)
        {
            _physicsThread.Join();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _gpio?.Dispose();
    }

    // A flash of a few milliseconds lasts longer in the eye, and on the page.
    private bool IsSeen(LightChannel channel) =>
        _physics.IsAedPresent && (_physics.Lights.IsLit(channel) || _physics.NowMs - _lightSeenMs[(int)channel] < AfterglowMs);

    private string OnOff(int pin) => _wiring.IsOn(pin) ? "on" : "off";

    // A controller whose firmware has ended starts anew, as the board does.
    private void RunBoots()
    {
        while (true)
        {
            _application.Run();
            _ = _stop.Token.WaitHandle.WaitOne(s_startTime);
            lock (_bootLock)
            {
                if (_isStopping)
                {
                    return;
                }

                _application = _boot();
            }
        }
    }

    private void RunPhysics()
    {
        while (!_stop.Token.WaitHandle.WaitOne(s_physicsInterval))
        {
            lock (_lock)
            {
                AdvancePhysics();
                _wiring.Refresh();
            }
        }
    }

    private void AdvancePhysics()
    {
        bool isHeating = _wiring.IsOn(_pins.Heater);
        _physics.Advance(Math.Max(_physics.NowMs, _clock.ElapsedMilliseconds), isHeating, _wiring.IsOn(_pins.Fan), _wiring.IsOn(_pins.Sounder));
        Temperatures.Observe(_physics.NowMs, _physics.InsideC, _physics.OutsideC, isHeating);
    }

    private sealed class PhysicalBattery(CabinetPhysics physics) : IBatteryGauge
    {
        public int ReadMv() => physics.BatteryMv;
    }
}
