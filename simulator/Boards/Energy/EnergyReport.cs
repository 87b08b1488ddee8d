using System.Globalization;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Boards.Energy;

/// <summary>The figures of heater and battery in words, with what they rest on.</summary>
public static class EnergyReport
{
    private const double FoamWPerMK = 0.025;
    private const double SurfacesM2KW = 0.17;
    private const double BridgesShare = 4.0 / 3;
    private const double HoursPerDay = 24;
    private static readonly double[] s_outsideC = [-20, -30, -40, -45];

    /// <summary>The U-value of a wall of polyurethane foam, reckoned as in <see cref="BoxParameters.WallUWm2K"/>.</summary>
    /// <param name="insulationMm">The foam's thickness in mm, above 0.</param>
    /// <returns>The U-value in W/(m²·K), with a third more for frame, cables and fixings.</returns>
    public static double WallUWm2K(double insulationMm) => BridgesShare / (SurfacesM2KW + (insulationMm / 1000 / FoamWPerMK));

    /// <summary>What the heater must give, for some temperatures outside.</summary>
    /// <param name="box">The box.</param>
    /// <param name="insideC">The temperature to hold, in °C.</param>
    /// <param name="windMPerS">The wind in m/s.</param>
    /// <param name="more">Another temperature outside in °C, or <c>null</c>.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Climate(BoxParameters box, double insideC, double windMPerS, double? more)
    {
        BoxThermalModel model = new(box, insideC);
        List<string> lines =
        [
            Line(
                $"Box {box.WidthM:0.##} x {box.HeightM:0.##} x {box.DepthM:0.##} m, walls {box.WallUWm2K:0.00} W/(m2.K), window ",
                    $"{box.GlassAreaM2:0.##} m2, wind {windMPerS:0.#} m/s, inside {insideC:0.#} °C,"),
            Line($"door shut, no sun, controller {box.ElectronicsW:0.#} W; heater fitted {box.HeaterW:0.#} W (E56 of the parts list)."),
        ];
        foreach (double outsideC in (more is double asked ? s_outsideC.Append(asked) : s_outsideC).Distinct().OrderDescending())
        {
            double watts = model.HeaterWattsFor(insideC, outsideC, windMPerS);
            string verdict = watts <= box.HeaterW ? Line($"on {100 * watts / box.HeaterW:0} % of the time") : "NOT ENOUGH";
            lines.Add(Line($"outside {outsideC,4:0.#} °C: {watts,5:0.0} W, {watts * HoursPerDay / 1000,5:0.00} kWh a day; {verdict}"));
        }

        return lines;
    }

    /// <summary>The battery kit of the reference circuit.</summary>
    /// <param name="circuit">The circuit, whose parts list names the cells.</param>
    /// <returns>The kit with all assumptions at their defaults.</returns>
    public static BatteryKit KitOf(ReferenceCircuit circuit)
    {
        CircuitBlock supply = circuit.Blocks.Single(
            block => block.Kinds.SequenceEqual(["kit"]) && block.Parts.Any(part => circuit.Library[part.Part].CapacityAh is not null));
        PartPlacement[] cells = [.. supply.Parts.Where(part => circuit.Library[part.Part].CapacityAh is not null)];

        // As many rows as cells stand on the common 0 V.
        int strings = cells.Count(cell => supply.Nets["0V"].Contains(cell.Ref + ".-"));
        return new BatteryKit
        {
            Cells = cells.Length / strings,
            Strings = strings,
            CapacityAh = circuit.Library[cells[0].Part].CapacityAh!.Value
        };
    }

    /// <summary>How long a battery kit runs.</summary>
    /// <param name="circuit">The circuit, whose parts list names the cells.</param>
    /// <param name="kit">The assumptions.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Battery(ReferenceCircuit circuit, BatteryKit kit)
    {
        PartType cell = circuit.Library.Values.First(type => type.CapacityAh is not null);
        BatteryLife life = BatteryLife.Of(kit);
        BatteryLife sold = BatteryLife.Of(kit.WithBoardAsSold());
        return
        [
            Line(
                $"Battery: {kit.Strings} x {kit.Cells} {cell.Maker} {cell.Mpn}, {kit.CellV:0.0} V {kit.CapacityAh:0.#} Ah each; ",
                    $"{100 * kit.ColdShare:0} % usable in the cold: {life.UsableWh:0.0} Wh."),
            Line(
                $"Asleep: {kit.SleepUa:0.#} + {kit.ContactsUa:0.#} uA at 3.3 V through {100 * kit.SleepEfficiency:0} %, and ",
                    $"{kit.OwnUa:0.#} uA at the battery: {life.SleepWh:0.0} Wh a year."),
            Line(
                $"Reports: {kit.ReportsPerDay:0.#} a day of {kit.ReportS:0.#} s at {kit.AwakeMa:0} mA, {100 * kit.FailedShare:0} % of ",
                    $"them after a failure of {kit.FailedS:0} s: {life.ReportsWh:0.0} Wh a year."),
            Line(
                $"Openings: {kit.OpeningsPerYear:0.#} a year of {kit.OpeningS:0.#} s, sounding {kit.SoundS:0.#} s: {life.OpeningsWh:0.0} ",
                    $"Wh a year."),
            Line($"Self-discharge: {100 * kit.SelfDischargePerYear:0.#} % a year: {life.SelfDischargeWh:0.0} Wh a year."),
            Line($"Life: {life.Years:0.0} years ({BatteryLife.RequiredYears:0} required)."),
            Line(
                $"With the board as sold (10 mA for regulator, USB bridge and LED): {sold.Years:0.0} years. Remove them, see the wiring ",
                    $"diagram."),
        ];
    }

    private static string Line(params FormattableString[] parts) => string.Concat(parts.Select(FormattableString.Invariant));
}
