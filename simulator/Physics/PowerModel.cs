namespace AedCabinet.Simulator.Physics;

/// <summary>
/// The cabinet's supply: mains, which alone feeds the heater, and a battery for everything else. When the battery is empty the
/// load is disconnected until mains is back, so that the battery survives.
/// </summary>
public sealed class PowerModel
{
    private readonly PowerParameters _parameters;
    private readonly Battery? _battery;
    private long _nowMs;
    private double _loadW;
    private double _batteryC = 20;
    private bool _isBatteryEmpty;

    /// <summary>Initializes a new instance of the <see cref="PowerModel"/> class: mains present, the battery full.</summary>
    /// <param name="parameters">Its sizes.</param>
    /// <param name="startMs">When it begins, in ms.</param>
    /// <exception cref="ArgumentException">A size is negative or a share is not between 0 and 1.</exception>
    public PowerModel(PowerParameters parameters, long startMs = 0)
    {
        bool isRight = parameters is
        {
            CapacityWh: >= 0, ControllerW: >= 0, ControllerAsleepW: >= 0, SounderW: >= 0, FanW: >= 0,
            InnerOhm: >= 0, ChargerW: > 0, ChargeEfficiency: > 0 and <= 1
        };
        if (!isRight)
        {
            throw new ArgumentException($"The supply can't be built: {parameters}");
        }

        _parameters = parameters;
        _battery = parameters.CapacityWh <= 0 ? null : parameters.HasLithiumCells ? new LithiumCells(parameters)
            : new LeadAcidBattery(parameters);
        _loadW = parameters.ControllerW;
        _nowMs = startMs;
    }

    /// <summary>Gets or sets a value indicating whether there is mains; from the end of the last step on.</summary>
    public bool IsMainsPresent
    {
        get;
        set
        {
            field = value;
            _isBatteryEmpty &= !value;
        }
    } = true;

    /// <summary>Gets or sets a value indicating whether the controller is in deep sleep; from the end of the last step on.</summary>
    public bool IsControllerAsleep { get; set; }

    /// <summary>Gets a value indicating whether the controller has power.</summary>
    public bool IsControllerPowered => IsMainsPresent || (_battery is not null && !_isBatteryEmpty);

    /// <summary>Gets the voltage at the battery's terminals in mV under the load of the last step; 0 without a battery.</summary>
    public int BatteryMv => _battery switch
    {
        null => 0,
        _ when IsMainsPresent => _battery.ChargingMv(_batteryC),
        _ => _battery.DischargingMv(_isBatteryEmpty ? 0 : _loadW, _batteryC),
    };

    /// <summary>Gets the share of the battery's nominal energy that is in it, 0 to 1; 0 without a battery.</summary>
    public double BatteryChargeShare => _battery?.ChargeShare ?? 0;

    /// <summary>Lets time pass up to a moment; what is given held since the step before.</summary>
    /// <param name="nowMs">The moment in ms, not before the last one.</param>
    /// <param name="sounderOn">Whether the sounder sounds.</param>
    /// <param name="fanOn">Whether the fan runs.</param>
    /// <param name="batteryC">The battery's temperature in °C.</param>
    public void Step(long nowMs, bool sounderOn, bool fanOn, double batteryC)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nowMs, _nowMs);
        double seconds = (nowMs - _nowMs) / 1000.0;
        _nowMs = nowMs;
        _batteryC = batteryC;
        _loadW = LoadW(sounderOn, fanOn);
        if (IsMainsPresent)
        {
            _battery?.Charge(seconds);
        }
        else if (_battery is not null && !_isBatteryEmpty)
        {
            _isBatteryEmpty = !_battery.Discharge(_loadW, seconds, batteryC);
        }
    }

    /// <summary>How long the battery carries on from here without mains, until it is empty.</summary>
    /// <param name="sounderOn">Whether the sounder sounds.</param>
    /// <param name="fanOn">Whether the fan runs.</param>
    /// <param name="batteryC">The battery's temperature in °C.</param>
    /// <returns>The time in hours.</returns>
    public double HoursLeft(bool sounderOn, bool fanOn, double batteryC) => (_battery?.UsableWh(batteryC) ?? 0) / LoadW(sounderOn, fanOn);

    private double LoadW(bool sounderOn, bool fanOn) =>
        (IsControllerAsleep ? _parameters.ControllerAsleepW : _parameters.ControllerW) + (sounderOn ? _parameters.SounderW : 0)
            + (fanOn ? _parameters.FanW : 0);
}
