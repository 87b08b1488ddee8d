namespace AedCabinet.Simulator.Physics;

/// <summary>
/// A 12 V lead-acid battery: what it still holds, what the cold leaves of it and the voltage that gives. Shapes of the curves are
/// those commonly published for AGM blocks under a light load, rounded; below −15 °C they are extended by assumption.
/// </summary>
internal sealed class LeadAcidBattery : Battery
{
    private const double WarmC = 25;
    private const double ResistancePerK = 0.02;
    private const double TaperShare = 0.2;
    private const double SecondsPerHour = 3600;
    private const int ChargingLiftMv = 900;
    private const double NominalV = 12;

    // Temperature in °C and the share of the capacity that can be taken out.
    private static readonly (double C, double Share)[] s_capacity = [(-50, 0.10), (-40, 0.25), (-30, 0.42), (-15, 0.65), (0, 0.86),
        (25, 1.00), (40, 1.03)];

    // Share that can still be taken out and the voltage at the terminals, in mV.
    private static readonly (double Share, double Mv)[] s_voltage =
        [(0, 10_500), (0.05, 10_950), (0.10, 11_250), (0.20, 11_600), (0.40, 11_980), (0.60, 12_250), (0.80, 12_500), (1.00, 12_750)];

    private readonly PowerParameters _parameters;

    /// <summary>Initializes a new instance of the <see cref="LeadAcidBattery"/> class, full.</summary>
    /// <param name="parameters">Its size.</param>
    public LeadAcidBattery(PowerParameters parameters)
        : base(parameters.CapacityWh) => _parameters = parameters;

    /// <inheritdoc/>
    public override double UsableWh(double batteryC) => Math.Max(0, (_parameters.CapacityWh * Interpolate(s_capacity, batteryC)) - TakenWh);

    /// <summary>Charges: with constant power up to four fifths, then ever more slowly.</summary>
    /// <param name="seconds">How long, in s.</param>
    public override void Charge(double seconds)
    {
        double keptW = _parameters.ChargerW * _parameters.ChargeEfficiency;
        double taperWh = TaperShare * _parameters.CapacityWh;
        double hours = seconds / SecondsPerHour;

        double fullPowerHours = Math.Clamp((TakenWh - taperWh) / keptW, 0, hours);
        TakenWh -= keptW * fullPowerHours;
        TakenWh *= Math.Exp(-(hours - fullPowerHours) * keptW / taperWh);
    }

    /// <inheritdoc/>
    public override int DischargingMv(double loadW, double batteryC)
    {
        double ohm = _parameters.InnerOhm * (1 + (ResistancePerK * Math.Max(0, WarmC - batteryC)));
        return (int)Math.Round(RestMv(batteryC) - (loadW / NominalV * ohm * 1000));
    }

    /// <summary>Voltage at the terminals while the charger feeds it; 13.65 V when it is full.</summary>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>The voltage in mV.</returns>
    public override int ChargingMv(double batteryC) => (int)Math.Round(RestMv(batteryC)) + ChargingLiftMv;

    private double RestMv(double batteryC) =>
        Interpolate(s_voltage, UsableWh(batteryC) / (_parameters.CapacityWh * Interpolate(s_capacity, batteryC)));
}
