using System.Globalization;
using System.Text;
using AedCabinet.Terminal;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Incidents;

/// <summary>A CSV list of people who may be called, with columns in Chinese or English.</summary>
public static class ResponderTable
{
    /// <summary>Gets the columns: the English name, by which the API knows it too, and the Chinese ones.</summary>
    public static IReadOnlyList<(string Name, string[] Chinese)> Columns { get; } =
    [
        ("id", ["编号", "人员编号"]), ("name", ["姓名"]), ("phone", ["电话", "手机"]), ("site", ["单位", "场所"]), ("cabinet", ["机柜", "机柜编号"]),
        ("lat", ["纬度"]), ("lon", ["经度"]), ("at", ["坐标"]), ("datum", ["坐标系"]), ("withinM", ["距离", "距离(米)", "距离（米）"]),
        ("active", ["启用"]),
    ];

    /// <summary>Reads a list.</summary>
    /// <param name="bytes">The file, UTF-8 with or without a mark.</param>
    /// <param name="faults">Takes what is wrong: the line, the column as it is written there, and what is wrong.</param>
    /// <returns>The rows; none where the file can't be read.</returns>
    public static IReadOnlyList<ResponderRow> Read(byte[] bytes, List<(int Line, string Column, Wording Words)> faults)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            faults.Add((1, string.Empty, new Wording("文件不是UTF-8编码：请另存为“CSV UTF-8”。", "It is not UTF-8: save it as \"CSV UTF-8\".")));
            return [];
        }

        using CsvReader csv = new(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
            MissingFieldFound = null,
        });
        if (!csv.Read() || !csv.ReadHeader())
        {
            faults.Add((1, string.Empty, new Wording("没有表头。", "There is no header.")));
            return [];
        }

        string?[] names = [.. csv.HeaderRecord!.Select(NameOf)];
        Judge(csv.HeaderRecord!, names, faults);
        List<ResponderRow> rows = [];
        while (csv.Read())
        {
            Dictionary<string, string> cells = [];
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] is { } name && csv.GetField(i) is { Length: > 0 } cell)
                {
                    cells[name] = cell;
                }
            }

            if (cells.Count > 0)
            {
                rows.Add(new ResponderRow(csv.Parser.RawRow, cells));
            }
        }

        return rows;
    }

    private static string? NameOf(string header) => Columns.FirstOrDefault(
        column => column.Name.Equals(header, StringComparison.OrdinalIgnoreCase) || column.Chinese.Contains(header)).Name;

    private static void Judge(string[] headers, string?[] names, List<(int, string, Wording)> faults)
    {
        string zh = string.Join("、", Columns.Select(column => column.Chinese[0]));
        string en = string.Join(", ", Columns.Select(column => column.Name));
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is null)
            {
                faults.Add((1, headers[i], new Wording($"没有这一列；可用的有：{zh}。", $"There is no such column; there are: {en}.")));
            }
            else if (Array.IndexOf(names, names[i]) < i)
            {
                faults.Add((1, headers[i], new Wording("这一列出现了两次。", "This column is there twice.")));
            }
        }

        if (!names.Contains("id"))
        {
            faults.Add((1, "id", new Wording("缺少“编号”列。", "The column id is missing.")));
        }
    }
}
