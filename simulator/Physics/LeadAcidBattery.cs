namespace AedCabinet.Simulator.Physics;

/// <summary>
/// A 12 V lead-acid battery: what it still holds, what the cold leaves of it and the voltage that gives. Shapes of the curves are
/// those commonly published for AGM blocks under a light load, rounded; below −15 °C they are extended by assumption.
/// </summary>
internal sealed class LeadAcidBattery
{
    private const double WarmC = 25;
    private const double ResistancePerK = 0.02;
    private const double TaperShare = 0.2;
    private const double SecondsPerHour = 3600;
    private const int ChargingLiftMv = 900;
    private const double NominalV = 12;

    // Temperature in °C and the share of the capacity that can be taken out.
    private static readonly (double C, double Share)[] s_capacity = [(-50, 0.10), (-40, 0.25), (-30, 0.42), (-15, 0.65), (0, 0.86), (25, 1.00), (40, 1.03)];

    // Share that can still be taken out and the voltage at the terminals, in mV.
    private static readonly (double Share, double Mv)[] s_voltage =
        [(0, 10_500), (0.05, 10_950), (0.10, 11_250), (0.20, 11_600), (0.40, 11_980), (0.60, 12_250), (0.80, 12_500), (1.00, 12_750)];

    private readonly PowerParameters _parameters;
    private double _takenWh;

    /// <summary>Initializes a new instance of the <see cref="LeadAcidBattery"/> class, full.</summary>
    /// <param name="parameters">Its size.</param>
    public LeadAcidBattery(PowerParameters parameters) => _parameters = parameters;

    /// <summary>Gets the share of the nominal energy that is in it, 0 to 1.</summary>
    public double ChargeShare => Math.Max(0, 1 - (_takenWh / _parameters.CapacityWh));

    /// <summary>What can still be taken out.</summary>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>Energy in Wh, at least 0.</returns>
    public double UsableWh(double batteryC) => Math.Max(0, (_parameters.CapacityWh * Interpolate(s_capacity, batteryC)) - _takenWh);

    /// <summary>Takes energy out.</summary>
    /// <param name="loadW">The load in W.</param>
    /// <param name="seconds">How long, in s.</param>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>Whether it lasted: <c>false</c> when it is empty now.</returns>
    public bool Discharge(double loadW, double seconds, double batteryC)
    {
        double usableWh = UsableWh(batteryC);
        double wantedWh = loadW * seconds / SecondsPerHour;
        _takenWh += Math.Min(wantedWh, usableWh);
        return wantedWh < usableWh;
    }

    /// <summary>Charges: with constant power up to four fifths, then ever more slowly.</summary>
    /// <param name="seconds">How long, in s.</param>
    public void Charge(double seconds)
    {
        double keptW = _parameters.ChargerW * _parameters.ChargeEfficiency;
        double taperWh = TaperShare * _parameters.CapacityWh;
        double hours = seconds / SecondsPerHour;

        double fullPowerHours = Math.Clamp((_takenWh - taperWh) / keptW, 0, hours);
        _takenWh -= keptW * fullPowerHours;
        _takenWh *= Math.Exp(-(hours - fullPowerHours) * keptW / taperWh);
    }

    /// <summary>Voltage at the terminals while it feeds a load.</summary>
    /// <param name="loadW">The load in W.</param>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>The voltage in mV.</returns>
    public int DischargingMv(double loadW, double batteryC)
    {
        double ohm = _parameters.InnerOhm * (1 + (ResistancePerK * Math.Max(0, WarmC - batteryC)));
        return (int)Math.Round(RestMv(batteryC) - (loadW / NominalV * ohm * 1000));
    }

    /// <summary>Voltage at the terminals while the charger feeds it; 13.65 V when it is full.</summary>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>The voltage in mV.</returns>
    public int ChargingMv(double batteryC) => (int)Math.Round(RestMv(batteryC)) + ChargingLiftMv;

    private static double Interpolate((double At, double Value)[] curve, double at)
    {
        int upper = 1;
        while (upper < curve.Length - 1 && at > curve[upper].At)
        {
            upper++;
        }

        (double fromAt, double from) = curve[upper - 1];
        (double toAt, double to) = curve[upper];
        return double.Lerp(from, to, Math.Clamp((at - fromAt) / (toAt - fromAt), 0, 1));
    }

    private double RestMv(double batteryC) => Interpolate(s_voltage, UsableWh(batteryC) / (_parameters.CapacityWh * Interpolate(s_capacity, batteryC)));
}
