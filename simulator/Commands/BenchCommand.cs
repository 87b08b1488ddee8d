using System.CommandLine;
using System.Text;
using AedCabinet.Simulator.Bench;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>bench</c>: measures the figures and holds them against their targets.</summary>
public static class BenchCommand
{
    private const int TargetMissed = 1;

    private static readonly CellBench s_cell = new();
    private static readonly RegistryRig s_rig = new();

    private static readonly IBench[] s_benches = [new ScanBench(), new MemoryBench(), new MessageSizeBench(), new VirtualFleetBench(),
        new IngestBench(), new NearestBench(), new NearestLoadBench(), new NearestHttpBench(), new LinkBench(), new ContactBench(),
        new LiveFleetBench(), new FeedsBench(), new PaintBench(s_rig), new AlarmBench(s_rig), new PagesBench(s_rig), s_cell];

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        string names = string.Join(", ", s_benches.Select(bench => bench.Name));
        Option<string[]> only = new("--only") { Description = $"Which: {names}; all of them unless named.", HelpName = "NAME" };
        Option<bool> isShort = new("--short") { Description = "A few seconds each: shows that the benches work, judges nothing." };
        Option<FileInfo> output = new("--output")
        {
            Description = "Where the table is written.",
            HelpName = "FILE",
            DefaultValueFactory = _ => new FileInfo("bench.md")
        };
        Option<FileInfo?> figures = new("--cell-figures")
        {
            Description =
                "Where the figures of cell go, for \"registry cell plan\": simulator/Cell/measured.json are those that come with it.",
            HelpName = "FILE",
        };
        only.AcceptOnlyFromAmong([.. s_benches.Select(bench => bench.Name)]);
        Command command = new("bench",
            "Measures and holds the figures against their targets; build with -c Release and leave the machine alone meanwhile. "
                + "nearest-http, link, contact, live, feeds, paint, alarm and pages start a Mosquitto of their own, the last three a "
                + "Chromium too, cell a whole cell (10 min). Exit code: 0 all met or not judged, 1 some missed, 2 a program is not "
                + "installed.")
        {
            only, isShort, output, figures,
        };
        command.SetAction((result, stop) =>
        {
            string[] chosen = result.GetValue(only) is { Length: > 0 } named ? named : [.. s_benches.Select(bench => bench.Name)];
            return RunAsync([.. s_benches.Where(bench => chosen.Contains(bench.Name))],
                result.GetValue(isShort) ? BenchSize.Short : BenchSize.Full, result.GetValue(output)!,
                result.GetValue(figures), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<IBench> benches, BenchSize size, FileInfo output, FileInfo? figures,
        CancellationToken stop)
    {
        // Checked before the run: minutes of work must not end at a file that can't be written.
        Write(output, string.Empty);
        BenchTable table = new();
        await using RegistryRig rig = s_rig;
        foreach (IBench bench in benches)
        {
            stop.ThrowIfCancellationRequested();
            table.Add(await bench.MeasureAsync(size, line => Console.WriteLine($"{bench.Name}: {line} …"), stop), size == BenchSize.Full);
        }

        Console.WriteLine();
        Console.WriteLine(table);
        Write(output, table.ToString());
        if (figures is not null && s_cell.Measured is { } measured)
        {
            Write(figures, measured.ToJson());
        }

        return table.Missed == 0 ? 0 : TargetMissed;
    }

    private static void Write(FileInfo file, string text)
    {
        try
        {
            File.WriteAllText(file.FullName, text, new UTF8Encoding(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--output: {file.FullName} can't be written: {exception.Message}", UserErrorException.WrongInput);
        }
    }
}
