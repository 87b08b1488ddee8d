using System.CommandLine;
using System.Diagnostics;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>week</c>: a week at −35 °C in virtual time, printed as a timeline.</summary>
public static class WeekCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string[]> cases = new("--case")
        {
            Description = $"Which week: {string.Join(", ", WinterWeek.Cases)}; all of them unless named.",
            HelpName = "NAME",
        };
        cases.AcceptOnlyFromAmong([.. WinterWeek.Cases]);
        Option<long> seed = new("--seed") { Description = "The seed of everything random.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Command command = new("week",
            "Runs a week at -35 °C in virtual time, sound and with one thing broken, and prints what the cabinet said.");
        command.Options.Add(cases);
        command.Options.Add(seed);
        command.SetAction(result =>
        {
            string[] chosen = result.GetValue(cases) is { Length: > 0 } named ? named : [.. WinterWeek.Cases];
            foreach (string name in chosen)
            {
                Print(name, result.GetValue(seed), Console.Out);
            }
        });
        return command;
    }

    private static void Print(string name, long seed, TextWriter output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        WinterWeek week = WinterWeek.Run(name, seed);
        output.WriteLine($"== {name} (seed {seed})");
        foreach (string line in week.Lines)
        {
            output.WriteLine(line);
        }

        output.WriteLine(
            $"   ready {week.ReadyShare:P1} of the week, coldest inside {week.LowestInsideC:F1} °C; computed in "
                + $"{watch.Elapsed.TotalSeconds:F1} s");
        output.WriteLine();
    }
}
