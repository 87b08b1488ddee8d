using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AedCabinet.Simulator.Bench;

/// <summary>The figures as a table in Markdown, which is readable as it is.</summary>
public sealed class BenchTable
{
    private readonly List<(BenchFigure Figure, BenchVerdict Verdict)> _rows = [];

    /// <summary>Gets how many targets were missed.</summary>
    public int Missed => _rows.Count(row => row.Verdict == BenchVerdict.Missed);

    /// <summary>Adds figures.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="isJudged">Whether they are held against their targets.</param>
    public void Add(IEnumerable<BenchFigure> figures, bool isJudged) =>
        _rows.AddRange(
            figures.Select(figure => (figure, !isJudged ? BenchVerdict.NotJudged : figure.IsMet ? BenchVerdict.Met : BenchVerdict.Missed)));

    /// <summary>The table as text, with the machine it was measured on.</summary>
    /// <returns>Its lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, "
                + $"{DateTime.UtcNow:yyyy-MM-dd}").AppendLine();
        text.AppendLine("| figure | target | measured | verdict |").AppendLine("|---|---|---|---|");
        foreach ((BenchFigure figure, BenchVerdict verdict) in _rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Target} | {figure.Value} | {Name(verdict)} |");
        }

        return text.ToString();
    }

    private static string Name(BenchVerdict verdict) => verdict switch
    {
        BenchVerdict.Met => "met",
        BenchVerdict.Missed => "**missed**",
        _ => "not judged",
    };
}
