using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The table of cabinets as it was read, before its values are judged.</summary>
/// <param name="Encoding">The encoding it was found to have.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Header">Its header; <c>null</c> when none could be read.</param>
internal sealed partial record CabinetTable(string Encoding, IReadOnlyList<TableRow> Rows, TableHeader? Header)
{
    // The number of columns that Excel has. A wider table is no table of cabinets.
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
        IReadOnlyList<TableRow> rows = reader.ReadAll();
        return new CabinetTable(decoded.Encoding, rows, reader.Header);
    }

    // Excel's separator line, as Excel or people write it: sep=; or "sep=,",,,
    [GeneratedRegex("^\"?sep *=(?<mark>[^\r\n])\"?[,;\t ]*(\r+\n?|\n|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    // Blank rows at the end of a list, and remarks between its rows.
    [GeneratedRegex(@"^(合计|总计|小计|共计|总数|注[:：1-9]|备注|说明|填表|制表|审核|联系人[:：]|(total|sum|notes?)(?![-._A-Z0-9]))", RegexOptions.IgnoreCase)]
    private static partial Regex NoCabinet();

    private sealed class Reader
    {
        private readonly string _text;
        private readonly string _file;
        private readonly List<ProvisioningProblem> _problems;
        private readonly HeaderReader _header;
        private bool _isBad;
        private int _skipped;

        public Reader(string text, string file, List<ProvisioningProblem> problems)
        {
            (_text, _file, _problems) = (text, file, problems);
            _header = new HeaderReader(Add);
        }

        public TableHeader? Header => _header.Header
            ?? (_header.HasOnlyOthers ? TableHeader.Plain with { IsChinese = _header.IsChinese } : null);

        public List<TableRow> ReadAll()
        {
            Match separator = Separator().Match(_text);
            string table = _text[separator.Length..];
            _skipped = separator.Success ? 1 : 0;
            ReadOnlySpan<char> first = table.AsSpan(0, table.IndexOf('\n') is >= 0 and int end ? end : table.Length);
            string declared = separator.Success ? separator.Groups["mark"].Value : string.Empty;

            // The separator line may come from another computer than the table.
            string delimiter = declared.Length > 0 && first.Contains(declared[0]) ? declared : Delimiter(table);
            if (first.Count(delimiter[0]) >= MostColumns)
            {
                Add(1, string.Empty, $"第一行有{MostColumns}列以上，不是机柜表。",
                    $"the first line has more than {MostColumns} columns; this is no table of cabinets.");
                return [];
            }

            return ReadRows(table, delimiter);
        }

        private List<TableRow> ReadRows(string table, string delimiter)
        {
            CsvConfiguration form = new(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter,
                IgnoreBlankLines = false,
                BadDataFound = _ => _isBad = true
            };
            using CsvParser parser = new(new StringReader(table), form);
            List<TableRow> rows = [];
            string?[]? columns = null;
            int line = 1;
            while (!_header.HasGivenUp && parser.Read())
            {
                string[] values = [.. parser.Record!.Select(value => value.Trim())];
                if (_isBad)
                {
                    Add(line, string.Empty, "引号在值的中间；请把整个值放在引号里，里面的引号写两个。",
                        "a quotation mark stands inside a value; put the whole value in quotation marks and double those inside.");
                }
                else if (columns is null)
                {
                    columns = _header.TryRead(values, line);
                }
                else if (Array.Find(values, value => value.Contains('\n')) is not null)
                {
                    Add(line, string.Empty, "一个值跨了几行；是不是引号没有配对？每个值写在一行里。",
                        "a value runs over several lines; a quotation mark that is not closed? Every value stands on one line.");
                }
                else if (Array.Find(values, value => value.Length > 0) is { } first)
                {
                    AddRow(rows, columns, values, first, line);
                }

                _isBad = false;
                line = parser.RawRow + 1;
            }

            TellNothing(rows.Count, columns is not null);
            return rows;
        }

        private void TellNothing(int rows, bool hasHeader)
        {
            if (rows > 0 || _problems.Exists(problem => !problem.IsWarning))
            {
                return;
            }

            if (_header.HasOnlyOthers)
            {
                _header.TellNone();
                return;
            }

            (string zh, string en) = hasHeader
                ? ("表里只有列名，没有机柜。", "the table has no cabinet, only a header.")
                : ("表是空的；第一行应是列名。", "the table is empty; its first line names the columns.");
            _problems.Add(new(_file, 0, string.Empty, new(zh, en)));
        }

        // Excel separates by what its country uses; the header holds no separator of any kind as text, and a title above it hardly any.
        private static string Delimiter(string table)
        {
            const int MostLooked = 10;
            const int Several = 2;
            int looked = 0;
            foreach (ReadOnlySpan<char> line in table.AsSpan().EnumerateLines())
            {
                string best = ",";
                int most = 0;
                foreach (string mark in (string[])[",", ";", "\t", "，"])
                {
                    int count = line.Count(mark[0]);
                    (best, most) = count > most ? (mark, count) : (best, most);
                }

                if (most >= Several || ++looked == MostLooked)
                {
                    return best;
                }
            }

            return ",";
        }

        private void AddRow(List<TableRow> rows, string?[] columns, string[] values, string first, int line)
        {
            if (NoCabinet().IsMatch(first))
            {
                Add(line, string.Empty, "不是机柜的行，未读取。", "no cabinet's row; left unread.", true);
                return;
            }

            // In a row shifted against the header every other value would look wrong too: report that one mistake only.
            int stray = Enumerable.Range(0, values.Length)
                .FirstOrDefault(i => values[i].Length > 0 && (i >= columns.Length || columns[i] is null), -1);
            if (stray >= 0)
            {
                Add(line, string.Empty, $"第{stray + 1}个值上面没有列名；文字里有逗号？请把它放在引号里。",
                    $"value {stray + 1} stands under no column; a comma in a text? Put such a text in quotation marks.");
            }
            else if (values.Length < columns.Length && Array.FindLastIndex(columns, column => column is { Length: > 0 }) >= values.Length)
            {
                Add(line, string.Empty, $"只有{values.Length}个值，但表头有{columns.Length}列。",
                    $"{values.Length} values, but the header names {columns.Length} columns.");
            }
            else
            {
                Dictionary<string, string> row = [];
                for (int i = 0; i < Math.Min(columns.Length, values.Length); i++)
                {
                    // If a column is there twice (which is reported), the one that has a value counts.
                    string name = columns[i] ?? string.Empty;
                    row[name] = row.GetValueOrDefault(name) is { Length: > 0 } known ? known : values[i];
                }

                rows.Add(new TableRow(line + _skipped, row, Header!));
            }
        }

        private void Add(int line, string place, string zh, string en, bool isWarning = false) =>
            _problems.Add(new(_file, line + _skipped, place, new(zh, en), isWarning));
    }
}
