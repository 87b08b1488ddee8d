using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using AedCabinet.Simulator.ScenarioRunner;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>scenario</c>: runs scripted cases in virtual time and judges them.</summary>
public static class ScenarioCommand
{
    private const int Passed = 0;
    private const int Failed = 1;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Scenario files, or folders with them (*.yaml).",
            Arity = ArgumentArity.OneOrMore
        };
        Option<FileInfo?> junit = new("--junit") { Description = "Write the results as JUnit XML.", HelpName = "FILE" };
        Option<FileInfo?> timeline = new("--timeline") { Description = "Write every timeline as JSON.", HelpName = "FILE" };
        Option<long?> seed = new("--seed")
        {
            Description = "The seed of everything random, instead of the files' own.",
            HelpName = "N",
            CustomParser = ParseSeed
        };
        Option<bool> exact = new("--exact")
        {
            Description =
            "Run every scan of 20 ms, also while nothing happens: slower, with the same outcome."
        };
        Option<bool> verbose = new("--verbose") { Description = "Print every timeline, with the MQTT messages." };
        Command command = new("scenario",
            "Runs scripted cases in virtual time. Exit code: 0 all passed, 1 some failed, 2 a file is wrong.") { files, junit, timeline,
                seed, exact, verbose };
        command.Subcommands.Add(RecordCommand.Create());
        Command schema = new("schema", "Prints the JSON Schema of scenario files, for editors.");
        schema.SetAction(_ => Console.Out.Write(ScenarioSchema.Text()));
        command.Subcommands.Add(schema);
        Command phrases = new("phrases",
            "Prints the tables of everything that can be done and expected, as in simulator/scenarios/README.md.");
        phrases.SetAction(_ => Console.Out.Write(ScenarioHandbook.Text()));
        command.Subcommands.Add(phrases);
        command.SetAction(result => Run(
            result.GetValue(files)!,
            new Reports(result.GetValue(junit), result.GetValue(timeline)),
            result.GetValue(seed),
            result.GetValue(exact),
            result.GetValue(verbose)));
        return command;
    }

    private static long? ParseSeed(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed))
        {
            return seed;
        }

        result.AddError($"--seed: \"{text}\" is not a whole number.");
        return null;
    }

    private static int Run(string[] names, Reports reports, long? seed, bool isExact, bool isVerbose)
    {
        List<ScenarioProblem> problems = [];
        Scenario[] scenarios = [.. FilesOf(names).Select(file => ScenarioReader.Read(file, problems)).OfType<Scenario>()];
        if (problems.Count > 0)
        {
            foreach (ScenarioProblem problem in problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{problems.Count} problem(s); nothing was run."));
            return UserErrorException.WrongInput;
        }

        IAnsiConsole console = CreateConsole();
        List<ScenarioResult> results = RunAll(console, scenarios, seed, isExact, isVerbose);
        reports.Write(results);
        int failed = results.Count(result => !result.HasPassed);
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count - failed} passed, {failed} failed; {ScenarioTime.Format(results.Sum(result => result.SimulatedMs))} of "
                + $"virtual time in {results.Sum(result => result.Took.TotalSeconds):F1} s"));
        return failed == 0 ? Passed : Failed;
    }

    private static List<ScenarioResult> RunAll(IAnsiConsole console, Scenario[] scenarios, long? seed, bool isExact, bool isVerbose)
    {
        TimelinePrinter printer = new(console);
        List<ScenarioResult> results = [];
        foreach (Scenario scenario in scenarios)
        {
            if (scenarios.Length > 1 && console.Profile.Capabilities.Interactive)
            {
                console.Markup(string.Create(CultureInfo.InvariantCulture,
                    $"[grey]{results.Count + 1} of {scenarios.Length}: {Markup.Escape(scenario.Name)} …[/]\r"));
            }

            ScenarioResult result = ScenarioRun.Run(
                seed is null ? scenario : scenario with { Setup = scenario.Setup with { Seed = seed.Value } }, isExact);
            results.Add(result);
            if (scenarios.Length > 1 && console.Profile.Capabilities.Interactive)
            {
                console.Write(new ControlCode("\u001b[2K\r"));
            }

            printer.PrintVerdict(result);
            if (isVerbose || scenarios.Length == 1 || !result.HasPassed)
            {
                printer.PrintTimeline(result, isVerbose);
            }

            if (!result.HasPassed)
            {
                printer.PrintHowToRepeat(result);
            }
        }

        return results;
    }

    private static IEnumerable<string> FilesOf(string[] names)
    {
        foreach (string name in names)
        {
            if (!Directory.Exists(name))
            {
                yield return name;
                continue;
            }

            string[] files = [.. Directory.GetFiles(name, "*.yaml").Order(StringComparer.Ordinal)];
            if (files.Length == 0)
            {
                throw new UserErrorException($"The folder {name} holds no scenario (*.yaml).", UserErrorException.WrongInput);
            }

            foreach (string file in files)
            {
                yield return file;
            }
        }
    }

    // Lines are as long as they are: a terminal wraps them, a file keeps them.
    private static IAnsiConsole CreateConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = int.MaxValue / 2;
        return console;
    }

    private sealed record Reports(FileInfo? JUnit, FileInfo? Timeline)
    {
        public void Write(IReadOnlyList<ScenarioResult> results)
        {
            Write(JUnit, "--junit", stream => JUnitReport.Write(stream, results));
            Write(Timeline, "--timeline", stream =>
            {
                using StreamWriter writer = new(stream);
                writer.Write(TimelineReport.Of(results));
            });
        }

        private static void Write(FileInfo? file, string option, Action<Stream> write)
        {
            if (file is null)
            {
                return;
            }

            try
            {
                using FileStream stream = file.Create();
                write(stream);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"{option}: {file.FullName} can't be written: {exception.Message}",
                    UserErrorException.WrongInput);
            }
        }
    }
}
