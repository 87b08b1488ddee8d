using System.Globalization;
using AedCabinet.Simulator.Scenarios.Phrases;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The table of cabinets as it was read, before its values are judged.</summary>
/// <param name="Encoding">The encoding it was found to have.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record CabinetTable(string Encoding, IReadOnlyList<TableRow> Rows)
{
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
            return new CabinetTable(string.Empty, []);
        }

        Reader reader = new(decoded.Text, file, problems);
        return new CabinetTable(decoded.Encoding, reader.ReadAll());
    }

    private sealed class Reader(string text, string file, List<ProvisioningProblem> problems)
    {
        private bool _isBad;

        public List<TableRow> ReadAll()
        {
            CsvConfiguration form = new(CultureInfo.InvariantCulture) { Delimiter = Delimiter(), IgnoreBlankLines = false, BadDataFound = _ => _isBad = true };
            using CsvParser parser = new(new StringReader(text), form);
            List<TableRow> rows = [];
            string?[]? columns = null;
            int line = 1;
            while (parser.Read())
            {
                string[] values = [.. parser.Record!.Select(value => value.Trim())];
                if (_isBad)
                {
                    Add(line, string.Empty, "a quotation mark stands inside a value; put the whole value in quotation marks and double those inside.");
                }
                else if (Array.Find(values, value => value.Contains('\n')) is not null)
                {
                    Add(line, string.Empty, "a value runs over several lines; a quotation mark that is not closed? Every value stands on one line.");
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

            if (rows.Count == 0 && problems.Count == 0)
            {
                Add(0, string.Empty, columns is null ? "the table is empty; its first line names the columns." : "the table has no cabinet, only a header.");
            }

            return rows;
        }

        // Excel separates by what its country uses; the header holds no separator of any kind as text.
        private string Delimiter()
        {
            string header = text.Split('\n', 2)[0];
            return new[] { ",", ";", "\t", "，" }.MaxBy(mark => header.Count(c => c == mark[0]))!;
        }

        private string?[] ReadHeader(string[] names, int line)
        {
            HashSet<string> seen = [];
            string?[] columns = new string?[names.Length];
            for (int i = 0; i < names.Length; i++)
            {
                CabinetColumn? column = CabinetColumns.Find(names[i]);
                if (names[i].Length == 0)
                {
                    continue;
                }

                if (column is null)
                {
                    string known = Nearest.Of(names[i], CabinetColumns.All.SelectMany(item => new[] { item.Name, item.Chinese })) is { } near ? $"did you mean \"{near}\"?" : "\"provision columns\" lists them.";
                    Add(line, names[i], $"there is no such column; {known}");
                }
                else if (!seen.Add(column.Name))
                {
                    Add(line, column.Name, "the column is there twice.");
                }

                columns[i] = column?.Name ?? string.Empty;
            }

            foreach (CabinetColumn column in CabinetColumns.All.Where(item => item.IsRequired && !seen.Contains(item.Name)))
            {
                Add(line, column.Name, $"the column is missing ({column.Chinese}): {column.Meaning}.");
            }

            return columns;
        }

        private TableRow ToRow(string?[] columns, string[] values, int line)
        {
            Dictionary<string, string> row = [];
            for (int i = 0; i < values.Length; i++)
            {
                if (i < columns.Length && columns[i] is { } name)
                {
                    row[name] = values[i];
                }
                else if (values[i].Length > 0)
                {
                    Add(line, string.Empty, $"value {i + 1} stands under no column; a comma in a text? Put such a text in quotation marks.");
                }
            }

            if (values.Length < columns.Length && Array.FindLastIndex(columns, column => column is not null) >= values.Length)
            {
                Add(line, string.Empty, $"{values.Length} values, but the header names {columns.Length} columns.");
            }

            return new TableRow(line, row);
        }

        private void Add(int line, string place, string message) => problems.Add(new(file, line, place, message));
    }
}
