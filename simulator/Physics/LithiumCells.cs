namespace AedCabinet.Simulator.Physics;

/// <summary>
/// The four lithium thionyl chloride cells of a battery kit, two strings of two, as its controller measures them behind the strings'
/// diodes. The curves are those of <c>boards simulate</c> (kit awake at −40 and 25 °C), from memory of Saft's data sheet, to be confirmed:
/// flat nearly to the end, and soft in the cold.
/// </summary>
internal sealed class LithiumCells : Battery
{
    private const double StringV = 7.0;
    private const double ConverterLeastV = 4.75;

    // Temperature in °C, and a fresh cell's inner resistance in Ω; four cells are like one.
    private static readonly (double C, double Ohm)[] s_ohm = [(-40, 15), (-20, 8), (25, 3), (60, 2)];

    // Temperature in °C, and what a diode takes, in V.
    private static readonly (double C, double V)[] s_diode = [(-40, 0.4), (25, 0.3), (70, 0.22)];

    // Share that can still be taken out, and how many times the fresh cell's resistance it is.
    private static readonly (double Share, double Times)[] s_age = [(0, 8), (0.03, 4), (0.10, 1.5), (0.30, 1)];

    private readonly PowerParameters _parameters;

    /// <summary>Initializes a new instance of the <see cref="LithiumCells"/> class, full.</summary>
    /// <param name="parameters">Their size.</param>
    public LithiumCells(PowerParameters parameters)
        : base(parameters.CapacityWh) => _parameters = parameters;

    /// <inheritdoc/>
    public override double UsableWh(double batteryC) => Math.Max(0, _parameters.CapacityWh - TakenWh);

    /// <inheritdoc/>
    public override void Charge(double seconds)
    {
    }

    /// <inheritdoc/>
    public override bool Discharge(double loadW, double seconds, double batteryC) =>
        base.Discharge(loadW, seconds, batteryC) && DischargingMv(loadW, batteryC) >= ConverterLeastV * 1000;

    /// <inheritdoc/>
    public override int DischargingMv(double loadW, double batteryC)
    {
        double openV = StringV - Interpolate(s_diode, batteryC);
        double ohm = Interpolate(s_ohm, batteryC) * Interpolate(s_age, ChargeShare);

        // The converter draws the same power at any voltage.
        double root = (openV * openV) - (4 * loadW * ohm);
        return root < 0 ? 0 : (int)Math.Round((openV + Math.Sqrt(root)) / 2 * 1000);
    }

    /// <inheritdoc/>
    public override int ChargingMv(double batteryC) => DischargingMv(_parameters.ControllerW, batteryC);
}
