using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Physics;
using AedCabinet.Sleeping;
using AedCabinet.State;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// One cabinet of a <c>run</c>: the firmware's own <see cref="CabinetApplication"/>, unchanged and with its own threads, on a
/// simulated board whose pins are wired to a physical model. Its time is <see cref="SimulatedTime"/>'s.
/// </summary>
public sealed class SimulatedCabinet : IDisposable
{
    /// <summary>The serial number of the probe inside; the configuration names it by the number that follows from it.</summary>
    public const byte InsideProbeSerial = 1;

    /// <summary>The serial number of the probe outside.</summary>
    public const byte OutsideProbeSerial = 2;

    // In real time: it is for the eye.
    private const int AfterglowMs = 400;

    private readonly SimulatedTime _time;
    private readonly CabinetPace _pace;
    private readonly CabinetSupply _supply;
    private readonly ControllerBoots _boots;
    private GpioController? _gpio;
    private readonly PinMap _pins;
    private readonly BoardWiring _wiring;
    private readonly CabinetPhysics _physics;
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
    /// <param name="time">The time it lives in, or <c>null</c> for one of its own, which begins now at real speed.</param>
    /// <param name="wallClock">Its time of day, or <c>null</c> for that of <paramref name="time"/>.</param>
    /// <param name="bootClock">The firmware's monotonic time, or <c>null</c> for that of <paramref name="time"/>.</param>
    /// <param name="power">Its supply, or <c>null</c> for the usual one.</param>
    public SimulatedCabinet(
        byte[] configuration,
        string flashFolder,
        INetwork network,
        long seed,
        ContactParameters contacts,
        ILog log,
        SimulatedTime? time = null,
        IWallClock? wallClock = null,
        BootClock? bootClock = null,
        PowerParameters? power = null)
    {
        Directory.CreateDirectory(flashFolder);
        ProvidedConfiguration flash = new(new FlashStorage(Path.TrimEndingDirectorySeparator(flashFolder) + Path.DirectorySeparatorChar),
            configuration);
        CabinetConfiguration settings = ConfigurationFile.Load(flash, SimulatedBoard.Target, log);
        string target = KnownBoards.TargetOf(settings.Pins.Board) ?? SimulatedBoard.Target;
        _pins = settings.Pins;
        Configuration = configuration;
        Id = settings.Id;
        Kind = settings.Kind;
        Profile = settings.IndicatorProfile.Name;
        Site = settings.Site;
        Climate = settings.Climate;
        Power = settings.Power;
        Topics = new Topics(settings);
        _time = time ?? new SimulatedTime(TimeProvider.System);
        _supply = new CabinetSupply(log);
        _pace = new CabinetPace(_time, Id, _lock, AdvancePhysics, () => _boots?.Application.Link?.AwaitsBroker ?? false);
        PhysicsOptions options = new()
        {
            Lights = LightingSource.For(settings.IndicatorProfile),
            Contacts = contacts,
            Power = power ?? SupplySource.For(settings.Power),
            StartMs = _pace.ReachedMs,
            WeekStartMs = _time.WeekStartMs(_pace.ReachedMs),
        };
        _physics = new CabinetPhysics(options, seed);
        Temperatures = new TemperatureHistory(_time);
        SimulatedDs18b20 probe = new(() => _physics.InsideC, () => _pace.NowMs) { Serial = InsideProbeSerial };
        SimulatedDs18b20 outside = new(() => _physics.OutsideC, () => _pace.NowMs) { Serial = OutsideProbeSerial };
        SimulatedOneWireBus bus = new(probe, outside);
        _inputs = new CabinetInputs(_physics, probe, "indoor");

        // Set before the pins change: the firmware's interrupt asks for the time of the change.
        _physics.LightChanged += edge =>
        {
            _pace.Deliver(edge.AtMs);
            _lightSeenMs[(int)edge.Channel] = Environment.TickCount64;
        };
        _wiring = new BoardWiring(_physics, Board, _pins);
        IWallClock timeOfDay = wallClock ?? new PacedWallClock(_time, _pace);
        CabinetApplication Boot(WakeCause wake)
        {
            _gpio?.Dispose();
            _gpio = new GpioController(Board);
            OneWireBus probes = new(settings.Climate.OutsideProbeFitted ? bus.ToHost() : probe.ToHost());
            PacedClock clock = new(_pace);
            _pace.Begin(clock);
            CabinetHardware hardware = new(_gpio, probes, new PhysicalBattery(_physics), _supply.Feed(flash), network, timeOfDay,
                bootClock ?? clock);
            hardware.WakeCause = wake;
            hardware.Target = target;
            RestartedBoard board = new();
            hardware.Board = board;
            CabinetApplication application = new(ConfigurationFile.Load(flash, target, _supply), hardware, new Random(), _supply);
            board.Restarts = application.Stop;
            return application;
        }

        _boots = new ControllerBoots(Id, _pace, _supply, Boot, () => _physics.IsControllerPowered, WakingPin, GoOff);
        Board.OutputChanged += _ => Changed?.Invoke();
    }

    /// <summary>Raised after an input or output has changed; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>Raised after something was moved, set or broken: what, whereto, and when in milliseconds of simulated time.</summary>
    public event Action<string, string, long>? Moved;

    /// <summary>Gets the cabinet's id.</summary>
    public string Id { get; }

    /// <summary>Gets the bytes of its <c>cabinet.json</c>: they hold its key.</summary>
    public byte[] Configuration { get; }

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

    /// <summary>Gets the present in milliseconds of simulated time.</summary>
    public long NowMs => _time.NowMs;

    /// <summary>Gets its temperatures of the last hours.</summary>
    public TemperatureHistory Temperatures { get; }

    /// <summary>
    /// Gets a value indicating whether its controller has power: it has none when the mains are lost and the battery is empty.
    /// </summary>
    public bool IsPowered => _supply.IsOn;

    /// <summary>Gets a value indicating whether its board is in deep sleep, as a battery kit's is between two reports.</summary>
    public bool IsAsleep => _boots.IsAsleep;

    /// <summary>Gets the number of this boot.</summary>
    public int Boot => _boots.Application.Boot;

    /// <summary>Gets how far its link has got.</summary>
    public LinkState LinkState => _boots.Application.Link?.State ?? LinkState.Offline;

    /// <summary>Gets a copy of the state its latest scan left.</summary>
    public CabinetState State
    {
        get
        {
            CabinetState state = new();
            _boots.Application.Exchange.States.Read(state);
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
        _pace.Start();
        _boots.Start();
    }

    /// <summary>Moves, sets or breaks something.</summary>
    /// <param name="input">One of <see cref="CabinetInputs.Positions"/>.</param>
    /// <param name="position">One of its positions.</param>
    /// <exception cref="ArgumentException">No such input or position; the message says what there is.</exception>
    public void Move(string input, string position)
    {
        long atMs;
        lock (_lock)
        {
            _pace.CatchUp();

            // Before: a scan may see it, and tell, before this thread goes on.
            atMs = _time.NowMs;
            _inputs.Move(input, position);
            _wiring.Refresh();
        }

        Moved?.Invoke(input, position, atMs);
        Changed?.Invoke();
    }

    /// <summary>Asks the cabinet for something, as an accepted command does.</summary>
    /// <param name="request">What.</param>
    /// <param name="duration">For how long, where that has a meaning; zero for the default.</param>
    /// <returns><c>false</c> when too many requests wait.</returns>
    public bool Ask(CabinetRequest request, TimeSpan duration) =>
        _boots.Application.Exchange.Requests.TryAdd(request, (long)duration.TotalMilliseconds);

    /// <summary>Stops the cabinet on purpose: it says goodbye to the broker. Waits until it has.</summary>
    public void Stop()
    {
        _boots.Stop();

        // Not earlier: the farewell's deadline is in the cabinet's time.
        _pace.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _gpio?.Dispose();
        _supply.Dispose();
    }

    // A flash of a few milliseconds lasts longer in the eye, and on the page.
    private bool IsSeen(LightChannel channel) =>
        _physics.IsAedPresent && (_physics.Lights.IsLit(channel) || Environment.TickCount64 - _lightSeenMs[(int)channel] < AfterglowMs);

    private string OnOff(int pin) => _wiring.IsOn(pin) ? "on" : "off";

    private WakeCause? WakingPin(SleepPlan plan)
    {
        lock (_lock)
        {
            bool isDoorShut = _physics.IsClosed(CabinetContact.KitDoor);
            return _pins.KitDoor >= 0 && isDoorShut == plan.IsDoorOpen ? WakeCause.Pin
                : _pins.Sos >= 0 && !plan.IsSosDown && _physics.IsClosed(CabinetContact.Sos) ? WakeCause.Sos
                : null;
        }
    }

    // Nothing drives the outputs any more.
    private void GoOff()
    {
        _gpio?.Dispose();
        Changed?.Invoke();
    }

    private void AdvancePhysics(long toMs)
    {
        _physics.IsControllerAsleep = _boots.IsAsleep;
        bool isHeating = _wiring.IsOn(_pins.Heater);
        bool isAmber = _wiring.IsOn(_pins.LampAmber);
        _physics.ShowOwnLights(_wiring.IsOn(_pins.Beacon), isAmber,
            isAmber || _wiring.IsOn(_pins.LampGreen) || _wiring.IsOn(_pins.LampRed));
        _physics.Advance(Math.Max(_physics.NowMs, toMs), isHeating, _wiring.IsOn(_pins.Fan), _wiring.IsOn(_pins.Sounder));
        _wiring.Refresh();
        Temperatures.Observe(_physics, isHeating);
        if (!_physics.IsControllerPowered && _supply.IsOn)
        {
            _boots.LosePower();
        }
    }

    private sealed class PhysicalBattery(CabinetPhysics physics) : IBatteryGauge
    {
        public int ReadMv() => physics.BatterySensedMv;
    }
}
