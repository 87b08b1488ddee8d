using System.Globalization;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>
/// Reads a recording of an AED's lights: a CSV file with the header <c>ms,green,red</c> (or <c>ms,green</c>) and a row for each moment at
/// which a light changed, as logic analysers write them. Its form is in <c>simulator/scenarios/README.md</c>.
/// </summary>
internal static class LightTraceFile
{
    private const string Form =
        "it begins with the line ms,green,red and has rows such as 1500,1,0: milliseconds since the recording began, then 1 for lit or 0 "
            + "for dark";

    // A week of an AED that flashes every two seconds.
    private const int MostRows = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="wrong">What is wrong with it, or <c>null</c>.</param>
    /// <returns>The recording, or <c>null</c>.</returns>
    public static LightTrace? Read(string path, out string? wrong)
    {
        try
        {
            return Parse(File.ReadLines(path), out wrong);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            wrong = "there is no such file; it is looked for beside the scenario";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            wrong = $"it can't be read: {exception.Message}";
        }

        return null;
    }

    /// <summary>Reads a recording's text.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="wrong">What is wrong with it, or <c>null</c>.</param>
    /// <returns>The recording, or <c>null</c>.</returns>
    public static LightTrace? Parse(IEnumerable<string> lines, out string? wrong)
    {
        List<LightTraceRow> rows = [];
        int columns = 0;
        int number = 0;
        foreach (string raw in lines)
        {
            number++;
            string line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (columns == 0)
            {
                columns = line switch { "ms,green,red" => 3, "ms,green" => 2, _ => 0 };
                if (columns == 0)
                {
                    wrong = $"line {number} is no header: {Form}";
                    return null;
                }

                continue;
            }

            if (Row(line.Split(','), columns) is not { } row || (rows.Count == 0 ? row.AtMs != 0 : row.AtMs <= rows[^1].AtMs))
            {
                wrong = $"line {number} is no row of a recording: {Form}; the first row is at 0, and each is later than the one before";
                return null;
            }

            rows.Add(row);
            if (rows.Count > MostRows)
            {
                wrong = $"it has more than {MostRows} rows";
                return null;
            }
        }

        wrong = rows.Count >= 2 ? null : $"it has fewer than two rows: {Form}; the last row is the recording's end";
        return wrong is null ? new LightTrace(rows) : null;
    }

    private static LightTraceRow? Row(string[] cells, int columns)
    {
        bool isRow = cells.Length == columns
            && long.TryParse(cells[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && cells.Skip(1).All(cell => cell.Trim() is "0" or "1");
        return isRow
            ? new LightTraceRow(long.Parse(cells[0], CultureInfo.InvariantCulture), cells[1].Trim() == "1",
                columns == 3 && cells[2].Trim() == "1")
            : null;
    }
}
