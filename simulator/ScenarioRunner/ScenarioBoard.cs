using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Sleeping;
using AedCabinet.State;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The board of a scenario's cabinet: its power, its boots, and the wires between the physical side and the firmware.</summary>
internal sealed class ScenarioBoard
{
    // From power-on to the firmware's first line, in milliseconds, as in the soak.
    private const int StartMs = 3000;

    // Until the network has told the time after a start, in milliseconds.
    private const int TimeKnownMs = 5000;

    // The platform asks the time server again after an hour.
    private const long TimeAgainMs = 3_600_000;

    // The external watchdog bites within 1 to 2 min (SPEC §16).
    private const long WatchdogMs = 90_000;

    // A battery kit reports every 6 h (SPEC §16).
    private const long WakeTimerMs = 6 * 3_600_000L;

    private readonly VirtualHardware _hardware;
    private readonly CabinetPhysics _physics;
    private readonly SimulatedOneWireBus _probes;
    private readonly SimulatedFlash _flash;
    private readonly Random _seeds;
    private readonly InputImage _inputs = new();
    private ProbeReader? _reader;
    private long _startAtMs = StartMs;
    private long _timeKnownAtMs;
    private long _frozenUntilMs;
    private long _biteAtMs;
    private bool _isCutOff;
    private SleepPlan? _plan;
    private PinMap _pins;
    private BrokerSettings? _broker;
    private long _setAtMs;

    /// <summary>Initializes a new instance of the <see cref="ScenarioBoard"/> class, with the power just come.</summary>
    /// <param name="hardware">What its firmware runs on.</param>
    /// <param name="flash">Its flash.</param>
    /// <param name="physics">What its pins are wired to.</param>
    /// <param name="probes">Its probes.</param>
    /// <param name="seed">The seed of the firmware's jitter.</param>
    public ScenarioBoard(VirtualHardware hardware, SimulatedFlash flash, CabinetPhysics physics, SimulatedOneWireBus probes, long seed)
    {
        _hardware = hardware;
        _flash = flash;
        _physics = physics;
        _probes = probes;
        _seeds = new Random((int)seed);
        Configuration = ConfigurationFile.Load(flash, SimulatedBoard.Target, hardware.Log);
        _pins = Configuration.Pins;
        hardware.Broker.Freezes = Freeze;
        physics.LightChanged += OnLight;
        Outputs.SetFailSafe();
    }

    /// <summary>Gets the outputs as the pins are.</summary>
    public OutputImage Outputs { get; } = new();

    /// <summary>Gets the boot that runs, or <c>null</c>.</summary>
    public FirmwareBoot? Boot { get; private set; }

    /// <summary>Gets the number of the latest boot, 0 before the first.</summary>
    public int BootNumber { get; private set; }

    /// <summary>Gets the settings of the latest boot.</summary>
    public CabinetConfiguration Configuration { get; private set; }

    /// <summary>Gets the state after the latest scan.</summary>
    public CabinetState State { get; } = new();

    /// <summary>Gets whether it runs.</summary>
    public BoardPower Power { get; private set; } = BoardPower.Starting;

    /// <summary>Gets how often it has scanned.</summary>
    public long Scans { get; private set; }

    /// <summary>Gets or sets a value indicating whether nobody tells the time; the clock is forgotten when that begins.</summary>
    public bool IsTimeServerDead { get; set; }

    /// <summary>Gets or sets who is told of a change of power or boot, in words.</summary>
    public Action<string> Tells { get; set; } = _ => { };

    private long NowMs => _hardware.Timeline.NowMs;

    /// <summary>One scan, or what stands in for it while nothing runs.</summary>
    public void Step()
    {
        if (_isCutOff || !_physics.IsControllerPowered)
        {
            if (Power != BoardPower.Off)
            {
                End(BoardPower.Off, _isCutOff ? "the board has no power" : "the battery is empty: the board has no power");
            }

            return;
        }

        switch (Power)
        {
            case BoardPower.Off:
                Begin();
                break;
            case BoardPower.Asleep when IsWokenByDoor():
                Wake(WakeCause.Pin, "a pin wakes the board");
                break;
            case BoardPower.Asleep when IsWokenBySos():
                Wake(WakeCause.Sos, "a pin wakes the board");
                break;
            case BoardPower.Asleep when NowMs >= _startAtMs:
                Wake(WakeCause.Timer, "the timer wakes the board");
                break;
            case BoardPower.Starting when NowMs >= _startAtMs:
                Start();
                break;
            case BoardPower.Running when _biteAtMs > 0 && NowMs >= _biteAtMs:
                End(BoardPower.Starting, "the watchdog restarts the board");
                Begin();
                break;
            case BoardPower.Running when NowMs >= _frozenUntilMs:
                Scan(Boot!);
                break;
        }
    }

    /// <summary>All power is cut, whatever mains and battery are like, or comes back.</summary>
    /// <param name="isCut">Whether it is cut.</param>
    public void Cut(bool isCut) => _isCutOff = isCut;

    /// <summary>The firmware notes that it failed, and restarts the board.</summary>
    public void Crash()
    {
        if (Boot is not null)
        {
            _ = Boot.Boots.TryMarkCrashed("scan: System.InvalidOperationException");
            End(BoardPower.Starting, "the firmware failed and restarts the board");
            Begin();
        }
    }

    /// <summary>The firmware hangs until the external watchdog resets the board.</summary>
    public void Hang()
    {
        if (Boot is not null)
        {
            _frozenUntilMs = long.MaxValue;
            _biteAtMs = NowMs + WatchdogMs;
        }
    }

    /// <summary>Puts the board into deep sleep, as a battery kit's is between two reports.</summary>
    public void Sleep()
    {
        Boot?.EndOnPurpose("sleep");
        Sleep(new SleepPlan(WakeTimerMs, !_physics.IsClosed(CabinetContact.KitDoor), _physics.IsClosed(CabinetContact.Sos)));
    }

    /// <summary>Puts a file on its flash, as <c>nanoff --filedeployment</c> does, which restarts it.</summary>
    /// <param name="content">The bytes of <c>cabinet.json</c>.</param>
    public void Deploy(byte[] content)
    {
        End(BoardPower.Off, "cabinet.json is deployed");
        _flash.TryWrite(ConfigurationFile.Name, content);
    }

    // The broker has the address of the cabinet's first settings; new settings may name another.
    private bool IsBroker(BrokerSettings settings)
    {
        _broker ??= Configuration.IsCommissioned ? settings : null;
        return _broker is null
            || (settings.Host == _broker.Host && settings.Port == _broker.Port && settings.Tls == _broker.Tls
                && settings.User == _broker.User && settings.Password == _broker.Password);
    }

    private void Sleep(SleepPlan plan)
    {
        _plan = plan;
        _startAtMs = NowMs + plan.LengthMs;
        End(BoardPower.Asleep, $"the board sleeps for {ScenarioTime.Format(plan.LengthMs)}");
    }

    private void Wake(WakeCause cause, string why)
    {
        Tells(why);
        Begin();
        _hardware.WakeCause = cause;
    }

    private bool IsWokenByDoor() => _pins.KitDoor >= 0 && _physics.IsClosed(CabinetContact.KitDoor) == _plan!.IsDoorOpen;

    private bool IsWokenBySos() => _pins.Sos >= 0 && !_plan!.IsSosDown && _physics.IsClosed(CabinetContact.Sos);

    private void Begin()
    {
        Power = BoardPower.Starting;
        _physics.IsControllerAsleep = false;
        _startAtMs = NowMs + StartMs;
        _hardware.WakeCause = WakeCause.PowerOn;
    }

    private void Start()
    {
        Power = BoardPower.Running;
        Configuration = ConfigurationFile.Load(_flash, SimulatedBoard.Target, _hardware.Log);
        _pins = Configuration.Pins;
        _hardware.Authenticator = new HmacSha256Authenticator(Configuration.CommandKey);
        _hardware.Random = new Random(_seeds.Next());
        _hardware.Broker.IsElsewhere = !IsBroker(Configuration.Broker);
        _timeKnownAtMs = NowMs + TimeKnownMs;
        _frozenUntilMs = 0;
        _biteAtMs = 0;
        _inputs.GreenEdges.Clear();
        _inputs.RedEdges.Clear();
        _reader = new ProbeReader(_probes, Configuration.Climate);
        Boot = new FirmwareBoot(Configuration, _hardware);
        BootNumber = Boot.Number;
        Tells($"boot {Boot.Number}{(Boot.Boots.IsSafeMode ? " in safe mode" : string.Empty)}");
        Scan(Boot);
    }

    private void End(BoardPower power, string why)
    {
        Power = power;
        _physics.IsControllerAsleep = power == BoardPower.Asleep;
        Tells(why);
        Boot = null;
        Outputs.SetFailSafe();
        _hardware.Broker.Close(false);
        _hardware.Broker.BlockedMs = 0;
        _hardware.Network.PowerOff();
        _hardware.Clock.IsKnown = false;
    }

    private void Scan(FirmwareBoot boot)
    {
        Scans++;
        KeepTime(_hardware.Clock);
        Read();
        _reader!.Step(_inputs, NowMs - boot.StartedMs);
        boot.Scan(_inputs);
        _inputs.GreenEdges.Clear();
        _inputs.RedEdges.Clear();
        Drive(boot.Outputs);
        boot.State.CopyTo(State);
        boot.StepOthers();
        if (boot.Sleep is { } plan)
        {
            boot.EndOnPurpose("sleep");
            Sleep(plan);
        }
        else if (boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding)
        {
            boot.EndOnPurpose(boot.Exchange.Restarts.Reason);
            End(BoardPower.Starting, "the board restarts: " + boot.Exchange.Restarts.Reason);
            Begin();
        }
    }

    // SNTP: once after the start, and every hour.
    private void KeepTime(VirtualClock clock)
    {
        bool isAnswered = !IsTimeServerDead && _hardware.Network.IsUp;
        bool wasKnown = clock.IsKnown;
        clock.IsKnown = !IsTimeServerDead && (wasKnown || (isAnswered && NowMs >= _timeKnownAtMs));
        if (isAnswered && (clock.IsKnown != wasKnown || NowMs - _setAtMs >= TimeAgainMs))
        {
            _setAtMs = NowMs;
            clock.ErrorMs = 0;
        }
    }

    // Wired as in the reference circuit: contacts pull to ground, an open circuit reads as open, absent or lost.
    private void Read()
    {
        _inputs.AedDoorContactOpen = !IsLow(_pins.AedDoor, CabinetContact.AedDoor);
        _inputs.AedPresenceContactClosed = IsLow(_pins.AedPresence, CabinetContact.AedPresence);
        _inputs.KitDoorContactOpen = !IsLow(_pins.KitDoor, CabinetContact.KitDoor);
        _inputs.TamperContactOpen = !IsLow(_pins.Tamper, CabinetContact.Tamper);
        _inputs.SosContactClosed = IsLow(_pins.Sos, CabinetContact.Sos);
        _inputs.ServiceContactClosed = IsLow(_pins.Service, CabinetContact.Service);
        _inputs.MainsPresent = _pins.Mains >= 0 && _physics.IsMainsSensed;
        _inputs.GreenLit = _pins.IndicatorGreen >= 0 && _physics.SeesLight(LightChannel.Green);
        _inputs.RedLit = _pins.IndicatorRed >= 0 && _physics.SeesLight(LightChannel.Red);
        _inputs.BatteryMv = _physics.BatterySensedMv;
    }

    private bool IsLow(int pin, CabinetContact contact) => pin >= 0 && _physics.IsClosed(contact);

    private void OnLight(LightEdge edge)
    {
        bool isGreen = edge.Channel == LightChannel.Green;
        if (Boot is not null && (isGreen ? _pins.IndicatorGreen : _pins.IndicatorRed) >= 0)
        {
            (isGreen ? _inputs.GreenEdges : _inputs.RedEdges).Add(edge.IsLit, edge.AtMs - Boot.StartedMs);
        }
    }

    private void Drive(OutputImage outputs)
    {
        Outputs.Sounder = outputs.Sounder;
        Outputs.SounderInhibit = outputs.SounderInhibit;
        Outputs.Beacon = outputs.Beacon;
        Outputs.LampGreen = outputs.LampGreen;
        Outputs.LampAmber = outputs.LampAmber;
        Outputs.LampRed = outputs.LampRed;
        Outputs.HeaterOn = outputs.HeaterOn;
        Outputs.FanOn = outputs.FanOn;
        Outputs.LockRelease = outputs.LockRelease;
        _physics.ShowOwnLights(outputs.Beacon, outputs.LampAmber, outputs.LampGreen || outputs.LampAmber || outputs.LampRed);
    }

    // A TLS handshake stops every thread of the board; the world goes on.
    private void Freeze(int forMs)
    {
        _frozenUntilMs = Math.Max(_frozenUntilMs, NowMs + forMs);
        _hardware.Broker.BlockedMs = forMs;
    }
}
