using System.CommandLine;
using System.Globalization;
using AedCabinet.Cell.Plan;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry cell plan</c>: how many cells and machines a number of cabinets needs, reckoned from measured figures.</summary>
internal static class RegistryCellPlanCommand
{
    private const int MostCabinets = 100_000_000;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<int> cabinets = new("--cabinets") { Description = "How many cabinets.", HelpName = "N", Required = true };
        Option<int?> perCell = new("--per-cell")
        {
            Description = "How many cabinets a cell is to have (default: as many as it bears).",
            HelpName = "N",
        };
        Option<int> events = new("--events-a-day")
        {
            Description = "Events of a cabinet a day (200: SPEC §11's upper bound for flash).",
            HelpName = "N",
            DefaultValueFactory = _ => CellAssumptions.Usual.EventsPerDay,
        };
        Option<FileInfo?> measured = new("--measured")
        {
            Description = "The figures that \"registry cell chaos --figures FILE\" measured (default: those that came with this program).",
            HelpName = "FILE",
        };
        LanguageOption language = new();
        Command command = new("plan",
            "Reckons from measured figures how many cells and machines a number of cabinets needs, and how much network and disk.")
        {
            cabinets, perCell, events, measured, language.Option,
        };
        command.Validators.Add(result =>
        {
            bool isChinese = language.IsChinese(result);
            (string Name, int? Value)[] numbers = [("--cabinets", result.GetResult(cabinets) is null ? 1 : result.GetValue(cabinets)),
                ("--per-cell", result.GetValue(perCell)),
                ("--events-a-day", result.GetResult(events) is null ? 1 : result.GetValue(events))];
            foreach ((string name, _) in numbers.Where(number => number.Value is < 1 or > MostCabinets))
            {
                result.AddError(new Wording($"{name}：请用1至{MostCabinets}。", $"{name}: use 1 to {MostCabinets}.").In(isChinese));
            }
        });
        command.SetAction(result =>
        {
            bool isChinese = language.IsChinese(result);
            MeasuredFigures figures = result.GetValue(measured) is { } file ? MeasuredFigures.Load(file.FullName, isChinese)
                : MeasuredFigures.Parse(Shipped());
            CellAssumptions assumed = CellAssumptions.Usual with { EventsPerDay = result.GetValue(events) };
            Print(new CellScale(figures, assumed, isChinese).Of(result.GetValue(cabinets), result.GetValue(perCell)), figures, isChinese);
        });
        return command;
    }

    private static void Print(IReadOnlyList<CellScaleRow> rows, MeasuredFigures figures, bool isChinese)
    {
        Table table = isChinese ? RegistryTables.Create("内容", "#数值", "由来") : RegistryTables.Create("what", "#number", "from");
        foreach (CellScaleRow row in rows)
        {
            table.Add(row.What.In(isChinese), Number(row.Value), row.From.In(isChinese));
        }

        table.Print();
        Console.Out.WriteLine(new Wording(
            $"实测于{figures.Day}，{figures.ProcessorCount}个处理器上的一个完整单元连同客户端：",
            $"measured on {figures.Day}, a whole cell with its clients on {figures.ProcessorCount} processors:").In(isChinese));
        foreach ((string name, double value) in figures.All)
        {
            Console.Out.WriteLine($"  {name,-24} {Number(value)}");
        }
    }

    private static byte[] Shipped()
    {
        using Stream stream = typeof(MeasuredFigures).Assembly.GetManifestResourceStream("cell/measured.json")!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.##", CultureInfo.InvariantCulture);
}
