using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AedCabinet.Simulator.Soak;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>soak</c>: virtual hours of one cabinet under random faults, judged at every step.</summary>
public static class SoakCommand
{
    private const int DefaultHours = 24;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<int> hours = new("--hours") { Description = "How many hours to simulate.", HelpName = "N", DefaultValueFactory = _ => DefaultHours };
        hours.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < 1)
            {
                result.AddError($"--hours: {value} is too few; use 1 or more.");
            }
        });
        Option<long> seed = new("--seed") { Description = "The seed of everything random; the same seed is the same run.", HelpName = "S", DefaultValueFactory = _ => 1 };
        Option<bool> verbose = new("--verbose") { Description = "Print everything that happens." };
        Command command = new("soak", "Simulates hours of one cabinet under random faults in virtual time and checks what must never happen.");
        command.Options.Add(hours);
        command.Options.Add(seed);
        command.Options.Add(verbose);
        command.SetAction(result => Run(result.GetValue(hours), result.GetValue(seed), result.GetValue(verbose), Console.Out));
        return command;
    }

    private static int Run(int hours, long seed, bool isVerbose, TextWriter output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SoakReport report = SoakRun.Run(hours, seed, isVerbose ? output : null, isVerbose ? null : Tell);
        report.Print(output);
        double scansPerSecond = report.Scans / watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"computed in {watch.Elapsed.TotalSeconds:F1} s, {scansPerSecond / 1000:F0} thousand scans a second"));
        return report.Violation == null ? 0 : 1;
        void Tell(SoakReport soFar) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{soFar.Hours:F0} of {hours} h: {soFar.Faults} faults, {soFar.CountOf("events")} events, {soFar.CountOf("deliveries")} deliveries"));
    }
}
