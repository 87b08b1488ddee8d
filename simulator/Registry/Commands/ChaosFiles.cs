using System.Globalization;
using System.Text;
using AedCabinet.Cell.Chaos;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>What is written of a chaos: a report in both languages, and the figures.</summary>
/// <param name="output">Where the report goes, or <c>null</c>.</param>
/// <param name="figures">Where the figures go, or <c>null</c>.</param>
internal sealed class ChaosFiles(FileInfo? output, FileInfo? figures)
{
    /// <summary>A figure as cells of a table.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>Point, what, at most, measured, verdict.</returns>
    public static string[] Cells(ChaosFigure figure, bool isChinese)
    {
        string unit = figure.Unit.In(isChinese) is { Length: > 0 } text ? " " + text : string.Empty;
        Wording verdict = figure.IsMissed ? new Wording("不成立", "FAILED")
            : figure.Most is null ? default
            : figure.IsJudged ? new Wording("成立", "shown") : new Wording("不判定", "not judged");
        return
        [
            figure.Point == 0 ? string.Empty : figure.Point.ToString(CultureInfo.InvariantCulture),
            figure.What.In(isChinese),
            figure.Most is { } most ? Number(most) + unit : string.Empty,
            Number(figure.Value) + unit,
            verdict.In(isChinese) ?? string.Empty,
        ];
    }

    /// <summary>Sees to it that they can be written, before minutes of work.</summary>
    /// <exception cref="UserErrorException">One can't.</exception>
    public void Check()
    {
        foreach (FileInfo file in new[] { output, figures }.OfType<FileInfo>())
        {
            Write(file, file.Exists ? null : string.Empty);
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="options">How much was broken.</param>
    /// <param name="shown">What it showed.</param>
    public void Write(ChaosOptions options, IReadOnlyList<ChaosFigure> shown)
    {
        if (output is not null)
        {
            Write(output, Report(options, shown, true) + "\n" + Report(options, shown, false));
        }

        if (figures is not null)
        {
            Write(figures, ChaosFigure.Measured(shown).ToJson());
        }
    }

    private static string Report(ChaosOptions options, IReadOnlyList<ChaosFigure> shown, bool isChinese)
    {
        StringBuilder text = new();
        text.Append(new Wording(
            $"种子 {options.Seed}，{options.Cabinets}台机柜，每秒{options.EventsPerSecond}条事件，{Environment.ProcessorCount}个处理器\n\n",
            $"seed {options.Seed}, {options.Cabinets} cabinets, {options.EventsPerSecond} events a second, {Environment.ProcessorCount} "
                + "processors\n\n").In(isChinese));
        text.Append(isChinese ? "| 项 | 内容 | 要求 | 实测 | 结论 |\n" : "| point | what | at most | measured | verdict |\n");
        text.Append("|---|---|---|---|---|\n");
        foreach (ChaosFigure figure in shown.OrderBy(figure => figure.Point))
        {
            text.Append("| ").AppendJoin(" | ", Cells(figure, isChinese)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    private static void Write(FileInfo file, string? text)
    {
        try
        {
            if (text is null)
            {
                using FileStream stream = file.Open(FileMode.Open, FileAccess.Write);
            }
            else
            {
                File.WriteAllText(file.FullName, text, new UTF8Encoding(false));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file.FullName}: {exception.Message}", UserErrorException.WrongInput);
        }
    }
}
