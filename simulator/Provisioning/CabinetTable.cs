using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Simulator.Scenarios.Phrases;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The table of cabinets as it was read, before its values are judged.</summary>
/// <param name="Encoding">The encoding it was found to have.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Header">Its header; <c>null</c> when none could be read.</param>
internal sealed partial record CabinetTable(string Encoding, IReadOnlyList<TableRow> Rows, TableHeader? Header)
{
    // As many columns as Excel has. What has more is no table of cabinets.
    private const int MostColumns = 16_384;

    /// <summary>Reads a table.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="file">Its name, for problems.</param>
    /// <param name="problems">Receives what is wrong with its form.</param>
    /// <returns>The table; without rows when nothing could be made of it.</returns>
    public static CabinetTable Read(byte[] content, string file, List<ProvisioningProblem> problems)
    {
        TableText? decoded = TableText.Decode(content, file, problems);
        if (decoded is null)
        {
            return new CabinetTable(string.Empty, [], null);
        }

        Reader reader = new(decoded.Text, file, problems);
        return new CabinetTable(decoded.Encoding, reader.ReadAll(), reader.Header);
    }

    [GeneratedRegex("^\"?sep=(?<mark>.)\"?,*\r?\n", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    private sealed class Reader(string text, string file, List<ProvisioningProblem> problems)
    {
        private bool _isBad;
        private int _skipped;

        public TableHeader? Header { get; private set; }

        public List<TableRow> ReadAll()
        {
            // Excel's own line for itself: it says by what the values are separated.
            Match separator = Separator().Match(text);
            string table = text[separator.Length..];
            _skipped = separator.Success ? 1 : 0;
            string delimiter = separator.Success ? separator.Groups["mark"].Value : Delimiter(table);
            if (table.AsSpan(0, Math.Max(0, table.IndexOf('\n'))).Count(delimiter[0]) >= MostColumns)
            {
                Add(1, string.Empty, $"第一行有{MostColumns}列以上，不是机柜表。", $"the first line has more than {MostColumns} columns; this is no table of cabinets.");
                return [];
            }

            return ReadRows(table, delimiter);
        }

        private List<TableRow> ReadRows(string table, string delimiter)
        {
            CsvConfiguration form = new(CultureInfo.InvariantCulture) { Delimiter = delimiter, IgnoreBlankLines = false, BadDataFound = _ => _isBad = true };
            using CsvParser parser = new(new StringReader(table), form);
            List<TableRow> rows = [];
            string?[]? columns = null;
            int line = 1;
            while (parser.Read())
            {
                string[] values = [.. parser.Record!.Select(value => value.Trim())];
                if (_isBad)
                {
                    Add(line, string.Empty, "引号在值的中间；请把整个值放在引号里，里面的引号写两个。", "a quotation mark stands inside a value; put the whole value in quotation marks and double those inside.");
                }
                else if (Array.Find(values, value => value.Contains('\n')) is not null)
                {
                    Add(line, string.Empty, "一个值跨了几行；是不是引号没有配对？每个值写在一行里。", "a value runs over several lines; a quotation mark that is not closed? Every value stands on one line.");
                }
                else if (columns is null)
                {
                    columns = ReadHeader(values, line);
                }
                else if (Array.Exists(values, value => value.Length > 0))
                {
                    rows.Add(ToRow(columns, values, line));
                }

                _isBad = false;
                line = parser.RawRow + 1;
            }

            if (rows.Count == 0 && !problems.Exists(problem => !problem.IsWarning))
            {
                (string zh, string en) = columns is null
                    ? ("表是空的；第一行应是列名。", "the table is empty; its first line names the columns.")
                    : ("表里只有列名，没有机柜。", "the table has no cabinet, only a header.");
                problems.Add(new(file, 0, string.Empty, new(zh, en)));
            }

            return rows;
        }

        // Excel separates by what its country uses; the header holds no separator of any kind as text.
        private static string Delimiter(string table)
        {
            ReadOnlySpan<char> header = table.AsSpan(0, table.IndexOf('\n') is >= 0 and int end ? end : table.Length);
            string best = ",";
            int most = -1;
            foreach (string mark in (string[])[",", ";", "\t", "，"])
            {
                int count = header.Count(mark[0]);
                (best, most) = count > most ? (mark, count) : (best, most);
            }

            return best;
        }

        private string?[] ReadHeader(string[] names, int line)
        {
            CabinetColumn?[] found = [.. names.Select(name => name.Length == 0 ? null : CabinetColumns.Find(name))];
            Dictionary<string, string> written = [];
            int chinese = 0;
            for (int i = 0; i < names.Length; i++)
            {
                if (found[i] is { } column)
                {
                    chinese += names[i].Equals(column.Name, StringComparison.OrdinalIgnoreCase) ? -1 : 1;
                    if (!written.TryAdd(column.Name, names[i]))
                    {
                        Add(line, names[i], "这一列出现了两次。", "the column is there twice.");
                    }
                }
            }

            Header = new TableHeader(chinese > 0, written);
            TellUnknown([.. names.Where((name, i) => name.Length > 0 && found[i] is null)], line);
            foreach (CabinetColumn column in CabinetColumns.All.Where(item => item.IsRequired && !written.ContainsKey(item.Name)))
            {
                Add(line, Header.NameOf(column.Name), $"缺少这一列（{column.Name}）。", $"the column is missing ({column.Chinese}): {column.Meaning}.");
            }

            return [.. names.Select((name, i) => name.Length == 0 ? null : found[i]?.Name ?? string.Empty)];
        }

        // A column that nobody asked for does no harm, unless it is a misspelt one that is asked for.
        private void TellUnknown(string[] unknown, int line)
        {
            const int MostLooked = 50;
            string[] asked = [.. CabinetColumns.All.Where(column => !Header!.Written.ContainsKey(column.Name)).SelectMany(column => new[] { column.Name, column.Chinese })];
            List<string> extra = [];
            foreach (string name in unknown)
            {
                if (extra.Count < MostLooked && Nearest.Of(name, asked) is { } near)
                {
                    Add(line, name, $"没有这样的列；是不是“{near}”？", $"there is no such column; did you mean \"{near}\"?");
                }
                else
                {
                    extra.Add(name);
                }
            }

            if (extra.Count > 0)
            {
                const int MostNamed = 10;
                string names = string.Join(", ", extra.Take(MostNamed)) + (extra.Count > MostNamed ? " …" : string.Empty);
                problems.Add(new(file, line + _skipped, string.Empty, new($"不需要的列，未读取：{names}。", $"columns that are not asked for were left unread: {names}; \"provision columns\" lists those that are."), true));
            }
        }

        private TableRow ToRow(string?[] columns, string[] values, int line)
        {
            Dictionary<string, string> row = [];
            int stray = -1;
            for (int i = 0; i < values.Length; i++)
            {
                if (i < columns.Length && columns[i] is { } name)
                {
                    row[name] = values[i];
                }
                else if (values[i].Length > 0 && stray < 0)
                {
                    stray = i;
                    Add(line, string.Empty, $"第{i + 1}个值上面没有列名；文字里有逗号？请把它放在引号里。", $"value {i + 1} stands under no column; a comma in a text? Put such a text in quotation marks.");
                }
            }

            if (values.Length < columns.Length && Array.FindLastIndex(columns, column => column is { Length: > 0 }) >= values.Length)
            {
                Add(line, string.Empty, $"只有{values.Length}个值，但表头有{columns.Length}列。", $"{values.Length} values, but the header names {columns.Length} columns.");
            }

            return new TableRow(line + _skipped, row, Header!);
        }

        private void Add(int line, string place, string zh, string en) => problems.Add(new(file, line + _skipped, place, new(zh, en)));
    }
}
