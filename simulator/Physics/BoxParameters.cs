namespace AedCabinet.Simulator.Physics;

/// <summary>
/// What a cabinet is made of, as far as its warmth is concerned. The defaults describe a small insulated wall cabinet of
/// 0.4 × 0.4 × 0.2 m with a viewing window; they are estimates from dimensions and textbook values, not measurements of a product.
/// </summary>
public sealed record BoxParameters
{
    /// <summary>Gets the width in m. Default 0.4: room for any AED of <c>firmware/profiles</c>.</summary>
    public double WidthM { get; init; } = 0.4;

    /// <summary>Gets the height in m. Default 0.4.</summary>
    public double HeightM { get; init; } = 0.4;

    /// <summary>Gets the depth in m. Default 0.2.</summary>
    public double DepthM { get; init; } = 0.2;

    /// <summary>
    /// Gets the U-value of the opaque walls in W/(m²·K) at the standard wind of 4 m/s. Default 1.0: 30 mm polyurethane foam
    /// (0.025 W/(m·K)) with the surface resistances of ISO 6946 (0.13 and 0.04 m²·K/W) is 0.73; a third more is assumed for the
    /// door frame, cable entries and fixings, which bridge the foam.
    /// </summary>
    public double WallUWm2K { get; init; } = 1.0;

    /// <summary>Gets the window's area in m². Default 0.04: 0.2 × 0.2 m, enough to see the AED.</summary>
    public double GlassAreaM2 { get; init; } = 0.04;

    /// <summary>Gets the window's U-value in W/(m²·K) at the standard wind. Default 2.8: common air-filled double glazing.</summary>
    public double GlassUWm2K { get; init; } = 2.8;

    /// <summary>
    /// Gets the share of the sun that comes through the window as heat, 0 to 1. Default 0.7: total energy transmittance of clear double
    /// glazing, rounded down for dirt.
    /// </summary>
    public double GlassTransmission { get; init; } = 0.7;

    /// <summary>
    /// Gets the share of that heat which falls on the AED itself, 0 to 1; the rest goes to the air and the lining. Default 0.3:
    /// assumed, an AED fills about a third of what the window shows.
    /// </summary>
    public double SunShareOnAed { get; init; } = 0.3;

    /// <summary>
    /// Gets the loss through gaps with the door shut, in W/K. Default 0.05: about five air changes an hour of 32 litres at 0.33 Wh/(m³·K).
    /// </summary>
    public double LeakWPerK { get; init; } = 0.05;

    /// <summary>
    /// Gets the heat that the air, the inner lining and everything but the AED hold, in J/K. Default 3000: 5 kg of sheet steel
    /// (1 mm on 0.64 m², 460 J/(kg·K)) is 2300; controller, tray and half of the foam make up the rest; the air itself is only 40.
    /// </summary>
    public double AirHeatJPerK { get; init; } = 3000;

    /// <summary>Gets the heat the AED holds, in J/K. Default 2000: 1.8 kg of plastic, battery and electronics at 1100 J/(kg·K).</summary>
    public double AedHeatJPerK { get; init; } = 2000;

    /// <summary>
    /// Gets the conductance between air and AED in W/K. Default 1.6: 0.2 m² of surface at 8 W/(m²·K), free convection and radiation.
    /// </summary>
    public double AedToAirWPerK { get; init; } = 1.6;

    /// <summary>
    /// Gets the heater's power in W. Default 60: a usual size of enclosure heater; +8 °C inside at −40 °C outside needs 35.
    /// </summary>
    public double HeaterW { get; init; } = 60;

    /// <summary>
    /// Gets the waste heat of the controller in W. Default 1.5, all of <see cref="PowerParameters.ControllerW"/>: it ends as heat in the
    /// box.
    /// </summary>
    public double ElectronicsW { get; init; } = 1.5;

    /// <summary>
    /// Gets the additional conductance with the door open, in W/K. Default 5: the air is exchanged within seconds, so what counts
    /// is how fast the lining gives its heat away: 0.56 m² at 5 W/(m²·K) by convection, and radiation through the opening; rounded up.
    /// </summary>
    public double DoorOpenWPerK { get; init; } = 5;

    /// <summary>
    /// Gets the additional conductance while the fan runs, in W/K. Default 3.3: 10 m³/h through filter and grille at 0.33 Wh/(m³·K).
    /// </summary>
    public double FanWPerK { get; init; } = 3.3;

    /// <summary>Gets a cabinet whose whole front is glass (0.14 m²), as common indoors and a trap in the sun.</summary>
    public static BoxParameters GlassFront { get; } = new() { GlassAreaM2 = 0.14 };

    /// <summary>Gets the whole outer surface in m²; 0.64 for the default.</summary>
    public double OuterAreaM2 => 2 * ((WidthM * HeightM) + (WidthM * DepthM) + (HeightM * DepthM));

    /// <summary>Checks that the values can belong to a box.</summary>
    /// <exception cref="ArgumentException">A value can't; the message names it.</exception>
    internal void Validate()
    {
        Positive(WidthM, nameof(WidthM));
        Positive(HeightM, nameof(HeightM));
        Positive(DepthM, nameof(DepthM));
        Positive(WallUWm2K, nameof(WallUWm2K));
        Positive(GlassUWm2K, nameof(GlassUWm2K));
        Positive(AirHeatJPerK, nameof(AirHeatJPerK));
        Positive(AedHeatJPerK, nameof(AedHeatJPerK));
        Positive(AedToAirWPerK, nameof(AedToAirWPerK));
        Within(GlassAreaM2, OuterAreaM2, nameof(GlassAreaM2));
        Within(GlassTransmission, 1, nameof(GlassTransmission));
        Within(SunShareOnAed, 1, nameof(SunShareOnAed));
        Within(LeakWPerK, double.MaxValue, nameof(LeakWPerK));
        Within(HeaterW, double.MaxValue, nameof(HeaterW));
        Within(ElectronicsW, double.MaxValue, nameof(ElectronicsW));
        Within(DoorOpenWPerK, double.MaxValue, nameof(DoorOpenWPerK));
        Within(FanWPerK, double.MaxValue, nameof(FanWPerK));
    }

    private static void Positive(double value, string name)
    {
        // Written so that NaN is refused too.
        if (!(value > 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name}: {value} is not above 0."));
        }
    }

    private static void Within(double value, double highest, string name)
    {
        if (!(value >= 0 && value <= highest))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name}: {value} is not between 0 and {highest:0.###}."));
        }
    }
}
