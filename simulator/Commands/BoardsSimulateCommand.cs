using System.CommandLine;
using System.Globalization;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Circuit.Spice;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>boards simulate</c>: the reference circuit in ngspice, each figure against its limit.</summary>
internal static class BoardsSimulateCommand
{
    private const int Columns = 150;
    private const int LimitFailed = 1;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = new("simulate",
            "Puts the reference circuit through ngspice: gate, watchdog, board dead, shorts, photo front end, mains changeover, kit in "
                + "the cold. Exit code 1 when a limit fails.");
        command.SetAction(_ => Simulate());
        return command;
    }

    private static int Simulate()
    {
        BoardFile board = ShippedBoards.Load().Single(one => one.Board == CircuitSimulation.Board);
        Table table = new Table().Border(TableBorder.Simple).AddColumns("检查", "check", "结果 result", "限值 limit", string.Empty);
        int wrong = 0;
        ReferenceCircuit circuit = ReferenceCircuit.Load();
        IReadOnlyList<(SimulatedCheck Check, double Figure, string Said)> results = CircuitSimulation.Run(circuit, board,
            CircuitChecks.Of(new Netlist(circuit, board, "station")));
        foreach ((SimulatedCheck check, double figure, string said) in results)
        {
            bool isRight = check.IsRight(figure);
            wrong += isRight ? 0 : 1;
            string shown = double.IsNaN(figure) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{figure:0.###} {check.Unit}");
            string place = check.Id.Contains('@', StringComparison.Ordinal) ? $", {check.Id.Split('@')[1]} °C" : string.Empty;
            string[] cells = [check.Text.Zh, check.Text.En + place, shown, LimitOf(check), isRight ? "合格 ok" : "不合格 FAILED"];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
            if (double.IsNaN(figure))
            {
                Console.Error.WriteLine($"{check.Id}: ngspice came to no result: {said.Trim()}");
            }
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(console.Profile.Width, Columns);
        console.Write(table);
        Console.Out.WriteLine($"{results.Count} 项，{wrong} 项不合格。 {results.Count} checks, {wrong} failed. {board.Name}.");
        return wrong == 0 ? 0 : LimitFailed;
    }

    private static string LimitOf(SimulatedCheck check)
    {
        string least = check.Least is double from
            ? string.Create(CultureInfo.InvariantCulture, $"≥ {from:0.##} {check.Unit}") : string.Empty;
        string most = check.Most is double to ? string.Create(CultureInfo.InvariantCulture, $"≤ {to:0.##} {check.Unit}") : string.Empty;
        return $"{least} {most}".Trim();
    }
}
