using System.Globalization;
using AedCabinet.Cell.Chaos;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// What a whole cell on this machine bears and costs, and how long it takes each part's death, by <c>registry cell chaos</c>'s own steps.
/// </summary>
public sealed class CellBench : IBench
{
    // PostgreSQL's own user must come through to its data.
    private const UnixFileMode OthersThrough = UnixFileMode.OtherExecute;

    private const int Seed = 20261130;

    /// <inheritdoc/>
    public string Name => "cell";

    /// <summary>Gets what was measured, for <c>registry cell plan</c>; <c>null</c> before.</summary>
    public MeasuredFigures? Measured { get; private set; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        if (size == BenchSize.Short)
        {
            say("not run in short: registry cell chaos --short does the same in the tests");
            return [];
        }

        ChaosOptions options = new(Seed, ChaosForm.Figures, 1, TimeSpan.Zero, ChaosOptions.Measured, ChaosOptions.UsualRate);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= OthersThrough;
        }

        try
        {
            IReadOnlyList<ChaosFigure> figures = await ChaosRun.RunAsync(options, folder.FullName,
                ("dotnet", [Path.Combine(AppContext.BaseDirectory, "AedCabinet.Registry.dll")]), what => say(what.En), stop);
            Measured = ChaosFigure.Measured(figures);
            return [.. figures.OrderBy(figure => figure.Point).Select(Row)];
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static BenchFigure Row(ChaosFigure figure)
    {
        string unit = figure.Unit.En ?? string.Empty;
        string name = "cell: " + figure.What.En;
        return figure.Most is { } most ? BenchFigure.AtMost(name, most, figure.Value, unit)
            : new BenchFigure(name, string.Empty, string.Create(CultureInfo.InvariantCulture, $"{figure.Value:#,0.##} {unit}")
                .TrimEnd(), true);
    }
}
