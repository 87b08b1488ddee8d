using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Places;
using AedCabinet.Terminal;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Alerting;

/// <summary>The lists of those on call as a table, CSV in UTF-8.</summary>
public static class OnCallFile
{
    private const int MostRows = 10_000;

    private static readonly string[] s_columns =
        ["prefecture", "department", "cabinet", "severity", "place", "name", "channel", "address", "hours", "language"];

    /// <summary>Reads a table: the whole of it, or nothing.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="UserErrorException">It can't be read, or rows of it can't be used; all of them are named.</exception>
    public static IReadOnlyList<OnCallEntry> Read(FileInfo file)
    {
        List<OnCallEntry> entries = [];
        List<string> wrong = [];
        try
        {
            using StreamReader text = new(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                TrimOptions = TrimOptions.Trim,
                MissingFieldFound = null,
                BadDataFound = null,
            });
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw Wrong(file, ["表是空的 / the table is empty"]);
            }

            string[] missing = [.. s_columns.Except(csv.HeaderRecord!).Except(["hours", "language", "department", "cabinet"])];
            string[] unknown = [.. csv.HeaderRecord!.Except(s_columns)];
            if (missing.Length + unknown.Length > 0)
            {
                throw Wrong(file, [
                    .. missing.Select(column => $"缺少列{column} / the column {column} is missing"),
                    .. unknown.Select(column => $"没有“{column}”这一列 / there is no column \"{column}\": {string.Join(", ", s_columns)}"),
                ]);
            }

            while (csv.Read() && entries.Count < MostRows)
            {
                OnCallEntry entry = EntryOf(csv);
                entries.Add(entry);
                IEnumerable<string> columns = OnCallRules.Judge(entry, []);
                if (csv.GetField("language") is not (null or "" or "zh" or "en"))
                {
                    columns = columns.Append("language");
                }

                wrong.AddRange(columns.Select(column => string.Create(CultureInfo.InvariantCulture,
                    $"第{csv.Parser.RawRow}行，{column}：用不了“{csv.GetField(column)}” / row {csv.Parser.RawRow}, {column}: "
                        + $"\"{csv.GetField(column)}\" can't be used")));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CsvHelperException
            or DecoderFallbackException)
        {
            throw Wrong(file, [exception is DecoderFallbackException ? "不是UTF-8 / it is not UTF-8" : exception.Message]);
        }

        return wrong.Count == 0 ? entries : throw Wrong(file, wrong);
    }

    /// <summary>Writes a table.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="to">Where to.</param>
    public static void Write(IEnumerable<OnCallEntry> entries, TextWriter to)
    {
        using CsvWriter csv = new(to, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (string column in s_columns)
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        foreach (OnCallEntry entry in entries)
        {
            foreach (string cell in new[]
            {
                entry.Prefecture, entry.Department, entry.Cabinet, EventCatalog.NameOf(entry.Severity),
                entry.Place.ToString(CultureInfo.InvariantCulture), entry.Name, entry.Channel, entry.Address, entry.Hours,
                entry.IsChinese ? "zh" : "en",
            })
            {
                csv.WriteField(cell);
            }

            csv.NextRecord();
        }
    }

    private static OnCallEntry EntryOf(CsvReader csv)
    {
        string Cell(string column) => csv.GetField(column) ?? string.Empty;
        string hours = Cell("hours");
        return new OnCallEntry(0, Cell("prefecture"), Cell("department"), Cell("cabinet"), SeverityOf(Cell("severity")),
            int.TryParse(Cell("place"), NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : 0, Cell("name"),
            Cell("channel"), Cell("address"), OpeningHours.Understand(hours) ?? hours, Cell("language") != "en");
    }

    // Info is what nobody is told of.
    private static Severity SeverityOf(string name) =>
        Enum.GetValues<Severity>().FirstOrDefault(severity => EventCatalog.NameOf(severity) == name);

    private static UserErrorException Wrong(FileInfo file, IReadOnlyList<string> wrong) => new(
        string.Join(Environment.NewLine, wrong.Select(line => $"{file.Name}: {line}.")
            .Append("值班表没有改动。/ The list on call was not changed.")),
        UserErrorException.WrongInput);
}
