using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Physics;

/// <summary>Reads a weather file: <c>#</c> comments, one line of column names, one row a time of day.</summary>
internal static class WeatherFile
{
    private const string TimeColumn = "time";
    private const string TimeFormat = "HH:mm";
    private const int WithoutWind = 3;

    private static readonly Column[] s_columns =
    [
        new("outsideC", -70, 60, "a temperature in °C"),
        new("sunWm2", 0, 1400, "the sun on the front in W/m²"),
        new("windMPerS", 0, 60, "the wind in m/s"),
    ];

    private static string FullHeader => TimeColumn + "," + string.Join(",", s_columns.Select(column => column.Name));

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path.</param>
    /// <returns>Its rows, in order; the first is at 00:00.</returns>
    /// <exception cref="UserErrorException">It can't be read or is wrong.</exception>
    public static WeatherRow[] Read(string file)
    {
        try
        {
            return Parse(file, File.ReadAllLines(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The weather can't be read: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    private static WeatherRow[] Parse(string file, string[] lines)
    {
        List<WeatherRow> rows = [];
        int columns = 0;
        for (int index = 0; index < lines.Length; index++)
        {
            string line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            Place place = new(file, index + 1);
            if (columns == 0)
            {
                columns = ReadHeader(line, place);
            }
            else
            {
                rows.Add(ReadRow(line.Split(','), columns, rows, place));
            }
        }

        return rows.Count > 0
            ? [.. rows]
            : throw new Place(file, lines.Length).Wrong(null,
                $"there is no row of weather; expected \"{FullHeader}\" and rows such as \"00:00,-31.5,0,2.0\" below it");
    }

    private static int ReadHeader(string line, Place place)
    {
        string[] names = line.Split(',');
        for (int column = 0; column < names.Length; column++)
        {
            string name = names[column].Trim();
            string? right = column == 0 ? TimeColumn : column <= s_columns.Length ? s_columns[column - 1].Name : null;
            if (name != right)
            {
                string expected = right is null ? $"no more than {s_columns.Length + 1} columns" : $"\"{right}\"";
                throw place.Wrong(column, $"\"{name}\" is not the column's name; expected {expected} (the whole line: \"{FullHeader}\")");
            }
        }

        return names.Length >= WithoutWind
            ? names.Length
            : throw place.Wrong(names.Length, $"the column is missing; expected \"{FullHeader}\"; only the wind may be left out");
    }

    private static WeatherRow ReadRow(string[] cells, int columns, List<WeatherRow> before, Place place)
    {
        if (cells.Length != columns)
        {
            throw place.Wrong(Math.Min(cells.Length, columns),
                $"the row has {cells.Length} values; expected {columns}, as in the line of column names");
        }

        long atMs = ReadTime(cells[0].Trim(), before, place);
        double windMPerS = columns > WithoutWind ? ReadNumber(cells, 3, place) : Weather.StandardWindMPerS;
        return new WeatherRow(atMs, new WeatherConditions(ReadNumber(cells, 1, place), ReadNumber(cells, 2, place), windMPerS));
    }

    private static long ReadTime(string text, List<WeatherRow> before, Place place)
    {
        if (!TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            throw place.Wrong(0, $"\"{text}\" is not a time of day; expected 00:00 to 23:59, such as \"07:00\"");
        }

        long atMs = (long)time.ToTimeSpan().TotalMilliseconds;
        if (before.Count == 0 && atMs != 0)
        {
            throw place.Wrong(0, $"the day begins at \"{text}\"; expected \"00:00\" in the first row");
        }

        return before.Count == 0 || atMs > before[^1].AtMs
            ? atMs
            : throw place.Wrong(0,
                $"\"{text}\" is not after the row before it; expected a time later than "
                    + $"{TimeSpan.FromMilliseconds(before[^1].AtMs):hh\\:mm}");
    }

    private static double ReadNumber(string[] cells, int index, Place place)
    {
        string text = cells[index].Trim();
        Column column = s_columns[index - 1];
        bool isNumber = double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out double value)
            && double.IsFinite(value);
        return isNumber && value >= column.Lowest && value <= column.Highest
            ? value
            : throw place.Wrong(index,
                $"\"{text}\" is {(isNumber ? "out of range" : "not a number")}; expected {column.Meaning} from {column.Lowest} to "
                    + $"{column.Highest}");
    }

    private readonly record struct Column(string Name, int Lowest, int Highest, string Meaning);

    private readonly record struct Place(string File, int Line)
    {
        public UserErrorException Wrong(int? column, string problem)
        {
            string where = column is not int index ? string.Empty : $", column {index + 1}{NameOf(index)}";
            return new UserErrorException($"{File}, line {Line}{where}: {problem}.", UserErrorException.WrongInput);
        }

        private static string NameOf(int index) =>
            index == 0 ? $" ({TimeColumn})" : index <= s_columns.Length ? $" ({s_columns[index - 1].Name})" : string.Empty;
    }
}
