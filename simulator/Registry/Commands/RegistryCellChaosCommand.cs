using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using AedCabinet.Cell.Chaos;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry cell chaos</c>: breaks one part of a cell of its own after the other and proves that nothing was lost.</summary>
internal static class RegistryCellChaosCommand
{
    private const int Failed = 1;

    // 128 + SIGINT, as a shell says it.
    private const int Interrupted = 130;
    private const int MostMinutes = 24 * 60;
    private const int MostRate = 5000;
    private const int MostRounds = 1000;
    private const int LeastCabinets = 30;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<bool> isShort = new("--short") { Description = "One kill of each kind, 2 minutes; times are told, not judged." };
        Option<bool> oneMachine = new("--one-machine")
        {
            Description = "Instead of a cell: one registry with SQLite and one Mosquitto, half a minute (point 8).",
        };
        Option<int?> seed = new("--seed") { Description = "What the plan is drawn from (default: any; it is told).", HelpName = "N" };
        Option<int> rounds = Number("--rounds", "How many rounds of kills.", 1);
        Option<int> minutes = Number("--minutes", "Rounds go on until so many minutes have passed.", 0);
        Option<int?> cabinets = new("--cabinets")
        {
            Description = $"How many cabinets, {LeastCabinets} to {ChaosOptions.MostCabinets} (default: {ChaosOptions.Region}; "
                + $"{ChaosOptions.Few} with --short).",
            HelpName = "N",
        };
        Option<int?> rate = new("--rate")
        {
            Description = $"How many events a second, 1 to {MostRate} (default: {ChaosOptions.UsualRate}; {ChaosOptions.LowRate} with "
                + "--short).",
            HelpName = "N",
        };
        Option<bool> isMoved = new("--move")
        {
            Description = "Begin with a registry on SQLite and one Mosquitto, break those, and move all of it onto the cell.",
        };
        Option<string[]> only = new("--only")
        {
            Description = $"Only these, as they come: {string.Join(", ", ChaosPlan.Kinds)}.",
            HelpName = "KIND",
        };
        only.AcceptOnlyFromAmong([.. ChaosPlan.Kinds]);
        Option<DirectoryInfo?> folder = new("--folder")
        {
            Description = "Where its files, data and logs go: empty, and kept (default: a temporary one, removed at the end).",
            HelpName = "DIR",
        };
        Option<FileInfo?> output = new("--output") { Description = "Where the report goes, in both languages.", HelpName = "FILE" };
        Option<FileInfo?> figures = new("--figures")
        {
            Description = "Where the figures go, for \"registry cell plan --measured\".",
            HelpName = "FILE",
        };
        LanguageOption language = new();
        Command command = new("chaos",
            "Starts a cell of its own on this machine as \"cell try\" does, kills, pauses and floods one part after the other while "
                + "cabinets send events, and proves that no event was lost or doubled. Exit code: 0 all shown, 1 a point failed or "
                + "a program is missing, 2 wrong input.")
        {
            isShort, oneMachine, isMoved, only, seed, rounds, minutes, cabinets, rate, folder, output, figures, language.Option,
        };
        command.Validators.Add(result =>
        {
            bool isChinese = language.IsChinese(result);
            Judge(result, rounds, 1, MostRounds, isChinese);
            Judge(result, minutes, 0, MostMinutes, isChinese);
            Judge(result, cabinets, LeastCabinets, ChaosOptions.MostCabinets, isChinese);
            Judge(result, rate, 1, MostRate, isChinese);
            if (result.GetValue(folder) is { Exists: true } there && there.EnumerateFileSystemInfos().Any())
            {
                result.AddError(new Wording($"--folder：{there.FullName}不是空的；请另选一个。",
                    $"--folder: {there.FullName} is not empty; name another one.").In(isChinese));
            }
        });
        command.SetAction((result, stop) =>
        {
            bool few = result.GetValue(isShort);
            ChaosOptions options = new(
                result.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000),
                few ? ChaosForm.Short : ChaosForm.Long,
                result.GetValue(rounds),
                TimeSpan.FromMinutes(result.GetValue(minutes)),
                result.GetValue(cabinets) ?? (few ? ChaosOptions.Few : ChaosOptions.Region),
                result.GetValue(rate) ?? (few ? ChaosOptions.LowRate : ChaosOptions.UsualRate))
            { Only = result.GetValue(only) ?? [], IsMoved = result.GetValue(isMoved) };
            Chaos run = ChaosRun.RunAsync;
            if (result.GetValue(oneMachine))
            {
                run = ChaosOneMachine.RunAsync;
            }

            return RunAsync(run, options, result.GetValue(folder), new ChaosFiles(result.GetValue(output), result.GetValue(figures)),
                language.IsChinese(result), stop);
        });
        return command;
    }

    private delegate Task<IReadOnlyList<ChaosFigure>> Chaos(ChaosOptions options, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, Action<Wording> say, CancellationToken stop);

    // This program once more. Beside this assembly lies the registry's, also where the simulator runs.
    private static (string Program, IReadOnlyList<string> Arguments) Itself() =>
        (Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Assembly.GetExecutingAssembly().Location]);

    private static async Task<int> RunAsync(Chaos run, ChaosOptions options, DirectoryInfo? folder, ChaosFiles files, bool isChinese,
        CancellationToken stop)
    {
        files.Check();
        DirectoryInfo place = folder ?? Temporary();
        try
        {
            Tell(new Wording($"种子 {options.Seed}；正在启动", $"seed {options.Seed}; starting"));
            IReadOnlyList<ChaosFigure> figures = await run(options, place.FullName, Itself(), Tell, stop);
            Print(figures, isChinese);
            files.Write(options, figures);
            bool isShown = !figures.Any(figure => figure.IsMissed);
            Console.Out.WriteLine((isShown
                ? new Wording("全部成立：没有丢失，没有重复", "all of it shown: nothing lost, nothing doubled")
                : new Wording($"有不成立的项；种子 {options.Seed}，日志：{place.FullName}",
                    $"NOT all of it shown; seed {options.Seed}, logs: {place.FullName}")).In(isChinese));
            folder = isShown ? folder : place;
            return isShown ? 0 : Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine(new Wording($"已中止，没有结果；种子 {options.Seed}", $"broken off without a result; seed {options.Seed}")
                .In(isChinese));
            return Interrupted;
        }
        finally
        {
            if (folder is null)
            {
                place.Delete(true);
            }
        }

        void Tell(Wording what) => Console.Out.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {what.In(isChinese)}");
    }

    private static DirectoryInfo Temporary()
    {
        DirectoryInfo place = Directory.CreateTempSubdirectory("aed-cell-chaos-");
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs as another user where this program is root's; each file keeps to its owner.
            place.UnixFileMode |= UnixFileMode.OtherExecute;
        }

        return place;
    }

    private static void Print(IReadOnlyList<ChaosFigure> figures, bool isChinese)
    {
        Table table = isChinese ? RegistryTables.Create("#项", "内容", "#要求", "#实测", "结论")
            : RegistryTables.Create("#point", "what", "#at most", "#measured", "verdict");
        foreach (ChaosFigure figure in figures.OrderBy(figure => figure.Point))
        {
            table.Add(ChaosFiles.Cells(figure, isChinese));
        }

        table.Print();
    }

    private static Option<int> Number(string name, string description, int usual) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };

    // By its text: what is no number is refused by itself, and has no value to ask for.
    private static void Judge(CommandResult result, Option option, int least, int most, bool isChinese)
    {
        if (result.GetResult(option) is { Implicit: false, Tokens: [{ } given] }
            && int.TryParse(given.Value, CultureInfo.InvariantCulture, out int number) && (number < least || number > most))
        {
            result.AddError(new Wording($"{option.Name}：请用{least}至{most}。", $"{option.Name}: use {least} to {most}.").In(isChinese));
        }
    }
}
