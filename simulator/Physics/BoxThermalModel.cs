namespace AedCabinet.Simulator.Physics;

/// <summary>
/// The heat balance of the cabinet with two nodes: the air with lining and contents, which heater, window and walls act on,
/// and the AED, which follows it slowly.
/// </summary>
/// <remarks>
/// Within a step everything around the box is constant and the two equations are solved exactly, so the length of the steps
/// matters only as far as the weather changes meanwhile. Sun on the opaque walls is left out: the foam keeps nearly all of it outside.
/// </remarks>
public sealed class BoxThermalModel
{
    // Heat transfer outside by ISO 6946: 4 + 4·wind by convection and about 5 by radiation, in W/(m²·K); at 4 m/s that is 25.
    private const double StillAirWm2K = 9;
    private const double PerWindWm2K = 4;
    private const double StandardSurfaceM2KW = 0.04;

    private readonly BoxParameters _parameters;
    private long _nowMs;

    /// <summary>Initializes a new instance of the <see cref="BoxThermalModel"/> class, all of it equally warm.</summary>
    /// <param name="parameters">What the box is made of.</param>
    /// <param name="insideC">Its temperature at first, in °C.</param>
    /// <param name="startMs">When it begins, in ms.</param>
    /// <exception cref="ArgumentException">A parameter can't belong to a box; the message names it.</exception>
    public BoxThermalModel(BoxParameters parameters, double insideC, long startMs = 0)
    {
        parameters.Validate();
        _parameters = parameters;
        _nowMs = startMs;
        InsideC = insideC;
        AedC = insideC;
    }

    /// <summary>Gets the temperature of the air inside in °C: what a probe measures.</summary>
    public double InsideC { get; private set; }

    /// <summary>Gets the temperature of the AED in °C.</summary>
    public double AedC { get; private set; }

    /// <summary>Gets or sets a value indicating whether the heater is broken: it then gives 0 W whatever drives it.</summary>
    public bool IsHeaterBroken { get; set; }

    /// <summary>Gets or sets a value indicating whether the controller has power and so warms the box a little.</summary>
    public bool AreElectronicsOn { get; set; } = true;

    /// <summary>Lets time pass up to a moment; what is given held since the step before.</summary>
    /// <param name="nowMs">The moment in ms, not before the last one.</param>
    /// <param name="outsideC">Outside temperature in °C.</param>
    /// <param name="sunWm2">Sun on the front in W/m².</param>
    /// <param name="heaterOn">Whether the heater has power.</param>
    /// <param name="fanOn">Whether the fan runs.</param>
    /// <param name="doorOpen">Whether the door is open.</param>
    /// <param name="windMPerS">Wind in m/s.</param>
    public void Step(long nowMs, double outsideC, double sunWm2, bool heaterOn, bool fanOn, bool doorOpen,
        double windMPerS = Weather.StandardWindMPerS)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nowMs, _nowMs);
        double seconds = (nowMs - _nowMs) / 1000.0;
        _nowMs = nowMs;

        double lossWPerK = ClosedLossWPerK(windMPerS) + (fanOn ? _parameters.FanWPerK : 0) + (doorOpen ? _parameters.DoorOpenWPerK : 0);
        double sunW = sunWm2 * _parameters.GlassAreaM2 * _parameters.GlassTransmission;
        double onAedW = sunW * _parameters.SunShareOnAed;
        double heaterW = heaterOn && !IsHeaterBroken ? _parameters.HeaterW : 0;
        double onAirW = heaterW + ElectronicsW + sunW - onAedW;

        double finalInsideC = outsideC + ((onAirW + onAedW) / lossWPerK);
        Approach(finalInsideC, finalInsideC + (onAedW / _parameters.AedToAirWPerK), lossWPerK, seconds);
    }

    /// <summary>The heater power that holds a temperature for ever: door shut, fan off, no sun.</summary>
    /// <param name="insideC">Temperature to hold, in °C.</param>
    /// <param name="outsideC">Temperature outside, in °C.</param>
    /// <param name="windMPerS">Wind in m/s.</param>
    /// <returns>The power in W; 0 when the box is warm enough without.</returns>
    public double HeaterWattsFor(double insideC, double outsideC, double windMPerS = Weather.StandardWindMPerS) =>
        Math.Max(0, (ClosedLossWPerK(windMPerS) * (insideC - outsideC)) - ElectronicsW);

    private double ElectronicsW => AreElectronicsOn ? _parameters.ElectronicsW : 0;

    private static double InWind(double uWm2K, double windMPerS) =>
        1 / ((1 / uWm2K) - StandardSurfaceM2KW + (1 / (StillAirWm2K + (PerWindWm2K * windMPerS))));

    private double ClosedLossWPerK(double windMPerS) =>
        ((_parameters.OuterAreaM2 - _parameters.GlassAreaM2) * InWind(_parameters.WallUWm2K, windMPerS))
        + (_parameters.GlassAreaM2 * InWind(_parameters.GlassUWm2K, windMPerS))
        + _parameters.LeakWPerK;

    // Two coupled linear equations: the distance from the final state is a sum of two decaying exponentials, whose rates are
    // the eigenvalues of the matrix (both real and negative).
    private void Approach(double finalInsideC, double finalAedC, double lossWPerK, double seconds)
    {
        double aedToAir = _parameters.AedToAirWPerK / _parameters.AirHeatJPerK;
        double airToAed = _parameters.AedToAirWPerK / _parameters.AedHeatJPerK;
        double airOut = aedToAir + (lossWPerK / _parameters.AirHeatJPerK);

        double middle = -(airOut + airToAed) / 2;
        double half = (airOut - airToAed) / 2;
        double spread = Math.Sqrt((half * half) + (aedToAir * airToAed));
        double slow = middle + spread;
        double fast = middle - spread;

        double inside = InsideC - finalInsideC;
        double aed = AedC - finalAedC;
        double insideRate = (-airOut * inside) + (aedToAir * aed);
        double aedRate = (airToAed * inside) - (airToAed * aed);

        double slowShare = Math.Exp(slow * seconds) / (slow - fast);
        double fastShare = Math.Exp(fast * seconds) / (slow - fast);
        InsideC = finalInsideC + (slowShare * (insideRate - (fast * inside))) - (fastShare * (insideRate - (slow * inside)));
        AedC = finalAedC + (slowShare * (aedRate - (fast * aed))) - (fastShare * (aedRate - (slow * aed)));
    }
}
