using System.CommandLine;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>boards</c>: the controller boards a cabinet can be built with, checked and listed.</summary>
public static class BoardsCommand
{
    private const int ListColumns = 170;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new("boards", "The controller boards and the circuit around them: check, list, draw, calculate.")
    {
        CreateCheck(),
        CreateList(),
        CreateCircuit(),
        BoardsSimulateCommand.Create(),
        BoardsKicadCommand.Create(),
        BoardsEnergyCommand.CreateClimate(),
        BoardsEnergyCommand.CreateBattery(),
    };

    private static Command CreateCheck()
    {
        Argument<FileInfo[]> files = new("FILE")
        {
            Description = "Files to check; all of hardware/boards unless named.",
            Arity = ArgumentArity.ZeroOrMore
        };
        Command command = new("check",
            "Finds what would not work on the board: pins used twice, flash pins, strapping pins, pins that can't wake, and more.")
        {
            files
        };
        command.SetAction(result => result.GetValue(files) is { Length: > 0 } named
            ? Check([.. named.Select(file => (file.FullName, file.ToString()))])
            : Math.Max(Check([.. ShippedBoards.Files.Select(file => (file, $"hardware/boards/{Path.GetFileName(file)}"))]),
                CheckCircuit()));
        return command;
    }

    private static int Check((string Path, string Name)[] files)
    {
        BoardCheck check = new(ReferenceCircuit.Load().Signals);
        int wrong = 0;
        foreach ((string path, string name) in files)
        {
            IReadOnlyList<BoardProblem> problems = check.CheckFile(path, name);
            wrong += problems.Count;
            foreach (BoardProblem problem in problems)
            {
                Console.Error.WriteLine(problem);
            }

            if (problems.Count == 0)
            {
                Console.Out.WriteLine($"{name}: nothing wrong{BenchNote(path)}");
            }
        }

        if (wrong > 0)
        {
            Console.Error.WriteLine(wrong == 1 ? "1 mistake." : $"{wrong} mistakes.");
        }

        return wrong == 0 ? 0 : UserErrorException.WrongInput;
    }

    private static int CheckCircuit()
    {
        string[] problems = [.. Netlist.All(ReferenceCircuit.Load(), ShippedBoards.Load()).SelectMany(NetlistCheck.Problems)];
        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"hardware/circuit/reference.json: {problem}");
        }

        if (problems.Length == 0)
        {
            Console.Out.WriteLine("hardware/circuit/reference.json: nothing wrong");
        }

        return problems.Length == 0 ? 0 : UserErrorException.WrongInput;
    }

    // A file may be without mistakes and its board still not for cabinets.
    private static string BenchNote(string path) =>
        ShippedBoards.Read(path).Memory is { IsBenchOnly: true } memory
            ? $"; bench only 仅供台架试验: {memory.Why.En} {memory.Why.Zh}" : string.Empty;

    private static Command CreateCircuit()
    {
        Option<DirectoryInfo> folder = new("--out")
        {
            Description = "The folder to write to: hardware itself, or another one.",
            HelpName = "DIR",
            Required = true
        };
        Command command = new("circuit",
            "Draws the wiring of each board and the wire lists as SVG, writes the bills of materials as CSV and the reference board's "
                + "schematic for KiCad.") { folder };
        command.SetAction(result => WriteCircuit(result.GetValue(folder)!));
        return command;
    }

    private static void WriteCircuit(DirectoryInfo folder)
    {
        IReadOnlyDictionary<string, string> files = CircuitDocuments.Make(ReferenceCircuit.Load(), ShippedBoards.Load());
        try
        {
            foreach ((string name, string text) in files)
            {
                string path = Path.Combine([folder.FullName, .. name.Split('/')]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{folder.FullName} can't be written to: {exception.Message}", UserErrorException.Environment);
        }

        Console.Out.WriteLine($"{files.Count} files in {folder.FullName}: wiring/*.svg, sheets/*.svg, bom/*.csv and kicad/*/*.kicad_sch");
    }

    private static Command CreateList()
    {
        Command command = new("list", "Lists the boards of hardware/boards.");
        command.SetAction(_ => List());
        return command;
    }

    private static void List()
    {
        IReadOnlyDictionary<string, CircuitSignal> signals = ReferenceCircuit.Load().Signals;
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns("board", "for", "heap", "product", "network", "nanoff --target", "kinds", "signals", "lacks");
        IReadOnlyList<BoardFile> boards = ShippedBoards.Load();
        foreach (BoardFile board in boards.OrderBy(board => board.Memory.IsBenchOnly))
        {
            string lacks = board.Lacks.Count == 0 ? "nothing" : string.Join(", ", board.Lacks.Keys);
            string use = board.Memory.IsBenchOnly ? "bench only 仅供台架试验" : "cabinets 机柜";
            string[] cells = [board.Board, use, HeapOf(board.Memory), board.Name, board.Network, board.Target,
                string.Join(", ", board.Kinds), $"{board.Pins.Count} of {signals.Count}", lacks];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(console.Profile.Width, ListColumns);
        console.Write(table);
        foreach (IGrouping<string, BoardFile> alike in boards.Where(board => board.Memory.IsBenchOnly)
            .GroupBy(board => board.Memory.Why.En))
        {
            BilingualText why = alike.First().Memory.Why;
            string names = string.Join(", ", alike.Select(board => board.Board));
            Console.Out.WriteLine($"{names}: bench only: {why.En}.");
            Console.Out.WriteLine($"{names}：仅供台架试验：{why.Zh}。");
        }
    }

    private static string HeapOf(BoardMemory memory) =>
        memory.HeapFromKb == memory.HeapToKb ? $"{memory.HeapToKb} KB" : $"{memory.HeapFromKb}–{memory.HeapToKb} KB";
}
