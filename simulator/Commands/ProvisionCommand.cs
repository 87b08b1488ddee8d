using System.CommandLine;
using System.Globalization;
using AedCabinet.Simulator.Provisioning;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>provision</c>: from a table of cabinets to a folder for each and the files of the registry; and the check of such folders.</summary>
public static class ProvisionCommand
{
    private const int Done = 0;
    private const int Attention = 1;
    private const int TellEvery = 500;
    private const int MostNamed = 20;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> table = new("CABINETS") { Description = "The table of cabinets, CSV; \"provision columns\" lists its columns." };
        Option<FileInfo> site = new("--site") { Description = "What all cabinets share: broker, CA, network (simulator/Provisioning/README.md).", HelpName = "FILE", Required = true };
        Option<DirectoryInfo> output = new("--out") { Description = "The folder that gets a folder for each cabinet, and \"registry\". It holds secrets: keep it in a place of your own.", HelpName = "DIR", Required = true };
        Option<bool> force = new("--force") { Description = "Make folders anew that are there already; they keep their keys and passwords." };
        Option<bool> newKeys = new("--new-keys") { Description = "With --force: new keys and passwords too. Cabinets on the wall must then be flashed again." };
        Command command = new("provision", "Makes everything that cabinets, technicians and the registry need from one CSV. Exit code: 0 done, 1 something was left as it is, 2 wrong input.") { table, site, output, force, newKeys };
        command.Validators.Add(result =>
        {
            if (result.GetValue(newKeys) && !result.GetValue(force))
            {
                result.AddError("--new-keys replaces the keys of cabinets that have some; say --force too.");
            }
        });
        command.Subcommands.Add(CreateVerify());
        command.Subcommands.Add(ProvisionImageCommand.Create());
        Command columns = new("columns", "Prints the table's columns, as in simulator/Provisioning/README.md.");
        columns.SetAction(_ => Console.Out.Write(CabinetColumns.Text()));
        command.Subcommands.Add(columns);
        command.SetAction((result, stop) => Task.Run(() => Run(
            new ProvisioningOptions(result.GetValue(table)!, result.GetValue(site)!, result.GetValue(output)!, result.GetValue(force), result.GetValue(newKeys)), stop)));
        return command;
    }

    private static Command CreateVerify()
    {
        Argument<DirectoryInfo> folder = new("DIR") { Description = "One cabinet's folder, or the folder with all of them." };
        Command command = new("verify", "Checks folders before a technician leaves with them. Exit code: 0 all sound, 1 problems found, 2 no such folder.") { folder };
        command.SetAction(result => Verify(result.GetValue(folder)!));
        return command;
    }

    private static int Run(ProvisioningOptions options, CancellationToken stop)
    {
        List<ProvisioningProblem> problems = [];
        ProvisioningOrder order = ProvisioningOrder.Read(options, DateTimeOffset.UtcNow, problems);
        if (problems.Count > 0)
        {
            foreach (ProvisioningProblem problem in problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{problems.Count} problem(s); nothing was written."));
            return SimulatorException.WrongInput;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Table.Name}: {order.Cabinets.Count} cabinets, {order.Encoding}"));
        TellList([.. order.Cabinets.Where(cabinet => cabinet.Target.Memory.IsBenchOnly).Select(cabinet => $"{cabinet.Id} ({cabinet.Target.Board})")], "are for the bench only, as their labels and scripts say; never hang one in a cabinet 仅供台架试验，不得装柜:");
        ProvisioningRun run = new(order, options, DateTimeOffset.UtcNow);
        ProvisioningOutcome outcome = WithProgress(order.Cabinets.Count, tell => run.Execute(tell, stop));
        Tell(outcome, options, order.Cabinets.Count);
        return outcome.IsComplete && outcome.Differing.Count + outcome.Damaged.Count == 0 ? Done : Attention;
    }

    private static ProvisioningOutcome WithProgress(int count, Func<Action<int>, ProvisioningOutcome> work)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive)
        {
            return AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
            {
                ProgressTask task = progress.AddTask("cabinets", true, count);
                return work(done => task.Value = done);
            });
        }

        return work(done =>
        {
            if (done % TellEvery == 0 && done < count)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {count}"));
            }
        });
    }

    private static void Tell(ProvisioningOutcome outcome, ProvisioningOptions options, int count)
    {
        TextWriter output = Console.Out;
        string folder = options.Output.FullName;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"made {outcome.Made}, kept {outcome.Kept} as they were, in {folder}"));
        TellList(outcome.Differing, "differ from the table and were not overwritten; --force makes them anew with the keys they have:");
        TellList(outcome.Damaged, "can't be read and were left as they are; --force makes them anew, with another password:");
        if (!outcome.IsComplete)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stopped after {outcome.Made + outcome.Kept + outcome.Differing.Count + outcome.Damaged.Count} of {count}; the same command goes on from there"));
            return;
        }

        output.WriteLine($"labels    {Path.Combine(folder, LabelSheets.FileName)}: print on A4 at 100 %");
        output.WriteLine($"registry  {Path.Combine(folder, CabinetIds.RegistryFolder)}: passwords, ACL and configuration for Mosquitto, keys for the command desk");
        if (OperatingSystem.IsWindows())
        {
            output.WriteLine($"rights    allow nobody else: icacls \"{folder}\" /inheritance:r /grant:r \"%USERNAME%:(OI)(CI)F\"");
        }

        output.WriteLine($"next      dotnet run --project simulator -- provision verify \"{options.Output}\"");
    }

    private static void TellList(IReadOnlyList<string> items, string what)
    {
        if (items.Count == 0)
        {
            return;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items.Count} {what}"));
        foreach (string item in items.Take(MostNamed))
        {
            Console.Out.WriteLine("  " + item);
        }

        if (items.Count > MostNamed)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {items.Count - MostNamed} more"));
        }
    }

    private static int Verify(DirectoryInfo folder)
    {
        DeliveryCheck check = new(folder, DateTimeOffset.UtcNow);
        IReadOnlyList<BundleProblem> problems = check.Run();
        foreach (BundleProblem problem in problems.Where(problem => !problem.IsHint).Concat(problems.Where(problem => problem.IsHint)))
        {
            Console.Out.WriteLine(problem);
        }

        int count = problems.Count(problem => !problem.IsHint);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{check.Cabinets} cabinet(s) checked, {count} problem(s)"));
        return count == 0 ? Done : Attention;
    }
}
