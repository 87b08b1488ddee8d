using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AedCabinet.Simulator.Soak;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>soak</c>: virtual hours of a cabinet and of a battery kit under random faults, judged at every step.</summary>
public static class SoakCommand
{
    private const int DefaultHours = 24;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<int> hours = new("--hours")
        {
            Description = "How many hours to simulate.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultHours
        };
        hours.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < 1)
            {
                result.AddError($"--hours: {value} is too few; use 1 or more.");
            }
        });
        Option<long> seed = new("--seed")
        {
            Description = "The seed of everything random; the same seed is the same run.",
            HelpName = "S",
            DefaultValueFactory = _ => 1
        };
        Option<string> faults = new("--faults")
        {
            Description =
                "Which faults to make: all, none, names with commas between them, or -NAME for all but that; --list-faults names them.",
            HelpName = "NAMES",
            DefaultValueFactory = _ => "all",
        };
        faults.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && FaultKinds.WhyRefused(result.Tokens[0].Value, out FaultKinds _) is { } problem)
            {
                result.AddError($"--faults: {problem}.");
            }
        });
        Option<bool> listFaults = new("--list-faults") { Description = "Name the kinds of faults and end." };
        Option<bool> verbose = new("--verbose") { Description = "Print everything that happens." };
        Command command = new("soak",
            "Simulates hours of a cabinet and of a battery kit under random faults in virtual time and checks what must never happen.");
        command.Options.Add(hours);
        command.Options.Add(seed);
        command.Options.Add(faults);
        command.Options.Add(listFaults);
        command.Options.Add(verbose);
        command.SetAction(result => result.GetValue(listFaults)
            ? List(Console.Out)
            : Run(result.GetValue(hours), result.GetValue(seed), result.GetValue(faults) ?? "all", result.GetValue(verbose), Console.Out));
        return command;
    }

    private static int List(TextWriter output)
    {
        foreach (string line in FaultKinds.Lines)
        {
            output.WriteLine(line);
        }

        return 0;
    }

    private static int Run(int hours, long seed, string faults, bool isVerbose, TextWriter output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        FaultKinds.WhyRefused(faults, out FaultKinds kinds);
        SoakReport report = SoakRun.Run(hours, seed, kinds, isVerbose ? output : null, isVerbose ? null : Tell);
        report.Print(output);
        double scansPerSecond = report.Scans / watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"computed in {watch.Elapsed.TotalSeconds:F1} s, {scansPerSecond / 1000:F0} thousand scans a second"));
        return report.Violation == null ? 0 : 1;
        void Tell(SoakReport soFar) => output.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{soFar.Hours:F0} of {hours * (kinds.IsOn("short-wake") ? 2 : 1)} h: {soFar.Faults} faults, {soFar.CountOf("events")} "
                    + $"events, {soFar.CountOf("deliveries")} deliveries"));
    }
}
