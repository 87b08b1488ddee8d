namespace AedCabinet.Simulator.Physics;

/// <summary>
/// The physical side of one cabinet: warmth, the AED's lights, contacts, mains and battery. It acts on what the controller's
/// outputs do and gives what the controller's inputs see.
/// </summary>
/// <remarks>
/// Not safe for several threads at once. What is set or moved takes effect at <see cref="NowMs"/>, the moment up to which time has
/// passed. The same seed and the same calls give the same results.
/// </remarks>
public sealed class CabinetPhysics
{
    // Nothing in the box changes by more than a few hundredths of a degree in a second; shorter steps would only cost time.
    private const long ShortestStepMs = 1_000;

    // The weather is taken as constant within a step.
    private const long LongestStepMs = 60_000;

    // An AED that was taken away is with people, who keep themselves warm.
    private const double AwayC = 20;

    // ST56 of the reference circuit: opens at 40 °C and closes 7 K lower (STEGO KTO 011, from memory, to be confirmed).
    private const double CutOutC = 40;
    private const double CutInC = 33;

    // What D311 leaves of the battery's voltage when its 3V3 is gone ("boards simulate", no-3v3-battery).
    private const int ClampedBatteryMv = 960;

    private readonly BoxThermalModel _box;
    private readonly PowerModel _power;
    private readonly ContactModel[] _contacts;
    private readonly SensorLight _sensors;
    private readonly long _weekStartMs;
    private long _steppedMs;
    private bool _isCutOut;
    private Outputs _outputs;

    /// <summary>
    /// Initializes a new instance of the <see cref="CabinetPhysics"/> class: doors shut, AED and mains present, the battery full.
    /// </summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="seed">The seed of everything random in it.</param>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public CabinetPhysics(PhysicsOptions options, long seed)
    {
        SeededRandom random = new(seed);
        NowMs = options.StartMs;
        _steppedMs = options.StartMs;
        _weekStartMs = options.WeekStartMs;
        _box = new BoxThermalModel(options.Box, options.InsideC, options.StartMs);
        _power = new PowerModel(options.Power, options.StartMs);
        Lights = new AedLights(options.Lights, random.NextSeed(), options.StartMs, options.WeekStartMs);
        _contacts = [.. Enum.GetValues<CabinetContact>()
            .Select(contact => new ContactModel(options.Contacts, IsClosedAtRest(contact), random.NextSeed()))];
        _sensors = new SensorLight(Lights, edge => LightChanged?.Invoke(edge));
        Weather = options.Weather;
    }

    /// <summary>Raised within <see cref="Advance"/> for every change of a light that the photo-sensors see, in the order of time.</summary>
    public event Action<LightEdge>? LightChanged;

    /// <summary>Gets the moment up to which time has passed, in ms.</summary>
    public long NowMs { get; private set; }

    /// <summary>Gets or sets which light reaches the photo-sensors although it is not the AED's.</summary>
    public StrayLight StrayLight
    {
        get;
        set
        {
            field = value;
            _sensors.Set(value);
        }
    }

    /// <summary>Gets or sets a value indicating whether the contacts have lost their supply: all circuits are open then.</summary>
    public bool IsContactSupplyLost { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the pull-ups of the inputs have lost their supply: every input reads low then, whatever
    /// stands behind it.
    /// </summary>
    public bool IsLogicSupplyLost
    {
        get;
        set
        {
            field = value;
            _sensors.SetLow(value);
        }
    }

    /// <summary>
    /// Gets or sets a value indicating whether the heater's relay has shorted: it heats whenever there is mains, until its thermostat
    /// opens.
    /// </summary>
    public bool IsHeaterStuckOn
    {
        get;
        set
        {
            Settle();
            field = value;
        }
    }

    /// <summary>Gets the AED's lights: its fault, its use, whether they are lit.</summary>
    public AedLights Lights { get; }

    /// <summary>Gets or sets the weather.</summary>
    public Weather Weather
    {
        get;
        set
        {
            Settle();
            field = value;
        }
    }

    /// <summary>Gets the weather now.</summary>
    public WeatherConditions Conditions => Weather.At(NowMs - _weekStartMs);

    /// <summary>Gets the temperature outside now, in °C.</summary>
    public double OutsideC => Conditions.OutsideC;

    /// <summary>Gets the temperature of the air inside in °C, at most a second old.</summary>
    public double InsideC => _box.InsideC;

    /// <summary>Gets the temperature of the AED in °C, at most a second old; only while it is in its place.</summary>
    public double AedC => _box.AedC;

    /// <summary>Gets or sets a value indicating whether the heater is broken.</summary>
    public bool IsHeaterBroken
    {
        get => _box.IsHeaterBroken;
        set
        {
            Settle();
            _box.IsHeaterBroken = value;
        }
    }

    /// <summary>Gets or sets a value indicating whether there is mains.</summary>
    public bool IsMainsPresent
    {
        get => _power.IsMainsPresent;
        set
        {
            Settle();
            _power.IsMainsPresent = value;
        }
    }

    /// <summary>Gets a value indicating whether the controller is told that there is mains.</summary>
    public bool IsMainsSensed => IsLogicSupplyLost || IsMainsPresent;

    /// <summary>Gets or sets a value indicating whether the controller is in deep sleep: it then draws and warms next to nothing.</summary>
    public bool IsControllerAsleep
    {
        get => _power.IsControllerAsleep;
        set
        {
            if (value != _power.IsControllerAsleep)
            {
                Settle();
                _power.IsControllerAsleep = value;
            }
        }
    }

    /// <summary>Gets a value indicating whether the controller has power, from the mains or the battery.</summary>
    public bool IsControllerPowered => _power.IsControllerPowered;

    /// <summary>Gets the voltage at the battery's terminals in mV, at most a second old; 0 without a battery.</summary>
    public int BatteryMv => _power.BatteryMv;

    /// <summary>Gets the voltage that the controller measures, in mV.</summary>
    public int BatterySensedMv => IsLogicSupplyLost ? Math.Min(ClampedBatteryMv, BatteryMv) : BatteryMv;

    /// <summary>Gets the share of the battery's nominal energy that is in it, 0 to 1; 0 without a battery.</summary>
    public double BatteryChargeShare => _power.BatteryChargeShare;

    /// <summary>Gets a value indicating whether the door of the AED's compartment is open, whatever its contact says.</summary>
    public bool IsAedDoorOpen => !Contact(CabinetContact.AedDoor).IsMovedToClosed;

    /// <summary>Gets a value indicating whether the AED is in its place, whatever its contact says.</summary>
    public bool IsAedPresent => Contact(CabinetContact.AedPresence).IsMovedToClosed;

    /// <summary>A contact, to shake, break or mend it.</summary>
    /// <param name="contact">Which.</param>
    /// <returns>The contact.</returns>
    public ContactModel Contact(CabinetContact contact) => _contacts[(int)contact];

    /// <summary>What a contact's terminals show now.</summary>
    /// <param name="contact">Which.</param>
    /// <returns><c>true</c> for a closed circuit.</returns>
    public bool IsClosed(CabinetContact contact) => IsLogicSupplyLost || (!IsContactSupplyLost && Contact(contact).IsClosed(NowMs));

    /// <summary>Whether a photo-sensor sees light now.</summary>
    /// <param name="channel">The sensor before this light of the AED.</param>
    /// <returns><c>true</c> for light, the AED's or another.</returns>
    public bool SeesLight(LightChannel channel) => _sensors.IsLit(channel);

    /// <summary>Tells what the cabinet's own lights do from now on: they may stray.</summary>
    /// <param name="isBeaconLit">The beacon is lit.</param>
    /// <param name="isAmberLit">The amber lamp is.</param>
    /// <param name="isAnyLampLit">Any of the three lamps is.</param>
    public void ShowOwnLights(bool isBeaconLit, bool isAmberLit, bool isAnyLampLit) => _sensors.Show(isBeaconLit, isAmberLit, isAnyLampLit);

    /// <summary>Moves what works on a contact: a door, the AED, the case or a button.</summary>
    /// <param name="contact">Which.</param>
    /// <param name="closed">To the position that closes the circuit, see <see cref="CabinetContact"/>.</param>
    public void Move(CabinetContact contact, bool closed)
    {
        Settle();
        Contact(contact).MoveTo(closed, NowMs);
        Lights.IsInPlace = IsAedPresent;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="nowMs">Up to this moment, in ms; not before the last one.</param>
    /// <param name="heaterOn">Whether the controller drove the heater since the last call; it heats only from the mains.</param>
    /// <param name="fanOn">Whether it drove the fan since then.</param>
    /// <param name="sounderOn">Whether it drove the sounder since then.</param>
    public void Advance(long nowMs, bool heaterOn, bool fanOn, bool sounderOn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nowMs, NowMs);
        Outputs outputs = new(heaterOn, fanOn, sounderOn);
        if (outputs != _outputs)
        {
            Settle();
            _outputs = outputs;
        }

        while (nowMs - _steppedMs >= ShortestStepMs)
        {
            StepTo(Math.Min(nowMs, _steppedMs + LongestStepMs));
        }

        _sensors.Advance(nowMs);
        NowMs = nowMs;
    }

    private static bool IsClosedAtRest(CabinetContact contact) => contact is not (CabinetContact.Sos or CabinetContact.Service);

    // Time is accounted for up to now before something changes.
    private void Settle()
    {
        if (_steppedMs < NowMs)
        {
            StepTo(NowMs);
        }
    }

    private void StepTo(long atMs)
    {
        WeatherConditions weather = Weather.At(_steppedMs + ((atMs - _steppedMs) / 2) - _weekStartMs);
        bool isPowered = _power.IsControllerPowered;
        _isCutOut = _box.InsideC >= CutOutC || (_isCutOut && _box.InsideC > CutInC);
        bool isHeating = (_outputs.HeaterOn || IsHeaterStuckOn) && _power.IsMainsPresent && !_isCutOut;
        bool isBlowing = _outputs.FanOn && isPowered;
        _box.AreElectronicsOn = isPowered && !IsControllerAsleep;
        _box.Step(atMs, weather.OutsideC, weather.SunWm2, isHeating, isBlowing, IsAedDoorOpen, weather.WindMPerS);
        _power.Step(atMs, _outputs.SounderOn, _outputs.FanOn, _box.InsideC);

        _sensors.Advance(atMs);
        Lights.SetTemperature(IsAedPresent ? _box.AedC : AwayC);
        _steppedMs = atMs;
    }

    private readonly record struct Outputs(bool HeaterOn, bool FanOn, bool SounderOn);
}
