using System.CommandLine;
using System.Globalization;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Energy;
using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>boards climate</c> and <c>boards battery</c>: heater power and battery life from stated assumptions.</summary>
public static class BoardsEnergyCommand
{
    /// <summary>Builds <c>boards climate</c>.</summary>
    /// <returns>The command.</returns>
    public static Command CreateClimate()
    {
        BoxParameters usual = new();
        Option<double?> outside = new("--outside") { Description = "One more temperature outside, in °C.", HelpName = "C" };
        Option<double> inside = Number("--inside", "The temperature to hold, in °C.", 8, -20, 40);
        Option<double> width = Number("--width", "Width of the box in m.", usual.WidthM, 0.05, 3);
        Option<double> height = Number("--height", "Height of the box in m.", usual.HeightM, 0.05, 3);
        Option<double> depth = Number("--depth", "Depth of the box in m.", usual.DepthM, 0.05, 3);
        Option<double> glass = Number("--glass", "Area of the window in m².", usual.GlassAreaM2, 0, 3);
        Option<double> insulation = Number("--insulation", "Thickness of polyurethane foam in the walls, in mm.", 30, 1, 300);
        Option<double> wind = Number("--wind", "Wind in m/s.", Weather.StandardWindMPerS, 0, 40);
        Option<double> heater = Number("--heater", "The heater's power in W.", usual.HeaterW, 1, 2000);
        outside.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double value)
                && value is < -90 or > 60)
            {
                result.AddError($"--outside: {result.Tokens[0].Value} is not within -90 to 60.");
            }
        });
        Command command = new("climate", "Calculates the heater's power for a temperature outside and a box.") { outside, inside, width,
            height, depth, glass, insulation, wind, heater };
        command.SetAction(result =>
        {
            BoxParameters box = usual with
            {
                WidthM = result.GetValue(width),
                HeightM = result.GetValue(height),
                DepthM = result.GetValue(depth),
                GlassAreaM2 = result.GetValue(glass),
                HeaterW = result.GetValue(heater),
                WallUWm2K = EnergyReport.WallUWm2K(result.GetValue(insulation)),
            };
            if (box.GlassAreaM2 > box.OuterAreaM2)
            {
                throw new UserErrorException("--glass: the window is larger than the box; make it smaller.", UserErrorException.WrongInput);
            }

            Print(EnergyReport.Climate(box, result.GetValue(inside), result.GetValue(wind), result.GetValue(outside)));
        });
        return command;
    }

    /// <summary>Builds <c>boards battery</c>.</summary>
    /// <returns>The command.</returns>
    public static Command CreateBattery()
    {
        BatteryKit usual = new() { Cells = 1, Strings = 1, CapacityAh = 1 };
        Option<double> reports = Number("--reports", "Reports a day.", usual.ReportsPerDay, 0, 1440);
        Option<double> awake = Number("--awake", "Seconds awake for a report.", usual.ReportS, 1, 600);
        Option<double> openings = Number("--openings", "Openings a year.", usual.OpeningsPerYear, 0, 100_000);
        Option<double> sleep = Number("--sleep-ua", "What the board draws in deep sleep, in µA at 3.3 V.", usual.SleepUa, 1, 100_000);
        Option<double> cold = Number("--cold-share", "The share of the battery's capacity that the cold leaves, 0.05 to 1.",
            usual.ColdShare, 0.05, 1);
        Command command = new("battery", "Calculates how many years a battery kit runs. Exit code: 0 long enough, 1 not.") { reports, awake,
            openings, sleep, cold };
        command.SetAction(result =>
        {
            ReferenceCircuit circuit = ReferenceCircuit.Load();
            BatteryKit kit = EnergyReport.KitOf(circuit) with
            {
                ReportsPerDay = result.GetValue(reports),
                ReportS = result.GetValue(awake),
                OpeningsPerYear = result.GetValue(openings),
                SleepUa = result.GetValue(sleep),
                ColdShare = result.GetValue(cold),
            };
            Print(EnergyReport.Battery(circuit, kit));
            return BatteryLife.Of(kit).Years >= BatteryLife.RequiredYears ? 0 : 1;
        });
        return command;
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }

    private static Option<double> Number(string name, string description, double fallback, double least, double most)
    {
        Option<double> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            // A value that is no number has its error from the parser already. Written so that NaN is refused too.
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double value)
                && !(value >= least && value <= most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: {result.Tokens[0].Value} is not within {least} to {most}."));
            }
        });
        return option;
    }
}
