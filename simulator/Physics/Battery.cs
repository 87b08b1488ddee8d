namespace AedCabinet.Simulator.Physics;

/// <summary>A battery: what it still holds, and the voltage that gives.</summary>
internal abstract class Battery
{
    private const double SecondsPerHour = 3600;

    private readonly double _capacityWh;

    /// <summary>Initializes a new instance of the <see cref="Battery"/> class, full.</summary>
    /// <param name="capacityWh">Its nominal energy in Wh.</param>
    protected Battery(double capacityWh) => _capacityWh = capacityWh;

    /// <summary>Gets the share of the nominal energy that is in it, 0 to 1.</summary>
    public double ChargeShare => Math.Max(0, 1 - (TakenWh / _capacityWh));

    /// <summary>Gets or sets what was taken out of it, in Wh.</summary>
    protected double TakenWh { get; set; }

    /// <summary>What can still be taken out.</summary>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>Energy in Wh, at least 0.</returns>
    public abstract double UsableWh(double batteryC);

    /// <summary>Charges, where it can be charged.</summary>
    /// <param name="seconds">How long, in s.</param>
    public abstract void Charge(double seconds);

    /// <summary>Voltage while it feeds a load.</summary>
    /// <param name="loadW">The load in W.</param>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>The voltage in mV.</returns>
    public abstract int DischargingMv(double loadW, double batteryC);

    /// <summary>Voltage while the charger feeds it.</summary>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>The voltage in mV.</returns>
    public abstract int ChargingMv(double batteryC);

    /// <summary>Takes energy out.</summary>
    /// <param name="loadW">The load in W.</param>
    /// <param name="seconds">How long, in s.</param>
    /// <param name="batteryC">Its temperature in °C.</param>
    /// <returns>Whether it lasted: <c>false</c> when it is empty now.</returns>
    public virtual bool Discharge(double loadW, double seconds, double batteryC)
    {
        double usableWh = UsableWh(batteryC);
        double wantedWh = loadW * seconds / SecondsPerHour;
        TakenWh += Math.Min(wantedWh, usableWh);
        return wantedWh < usableWh;
    }

    /// <summary>Reads a curve between its points.</summary>
    /// <param name="curve">The points, in order.</param>
    /// <param name="at">Where.</param>
    /// <returns>The value; beyond the ends that of the end.</returns>
    protected static double Interpolate((double At, double Value)[] curve, double at)
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
}
