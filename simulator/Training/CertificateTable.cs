using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Training;

/// <summary>Reads certificates from a table as a spreadsheet writes it: the columns by their names, Chinese or English.</summary>
public static class CertificateTable
{
    private static readonly (string Name, string[] Headings)[] s_columns =
    [
        ("id", ["id", "证书编号", "编号"]),
        ("site", ["site", "设置单位", "单位"]),
        ("county", ["county", "旗县代码"]),
        ("department", ["department", "归口部门"]),
        ("holder", ["holder", "持证人编号"]),
        ("kind", ["kind", "证书种类", "种类"]),
        ("issued", ["issued", "发证日期"]),
        ("expires", ["expires", "有效期至", "有效期"]),
    ];

    /// <summary>Gets the columns that must be there.</summary>
    public static IReadOnlyList<string> Required { get; } = ["id", "site", "kind", "issued", "expires"];

    /// <summary>Reads it.</summary>
    /// <param name="input">The table, UTF-8 with or without a mark.</param>
    /// <returns>For each row its line and its cells by the columns' English names, and the columns that are lacking.</returns>
    /// <exception cref="CsvHelperException">It is no table.</exception>
    public static (IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Cells)> Rows, IReadOnlyList<string> Lacking) Read(
        TextReader input)
    {
        CsvConfiguration options = new(CultureInfo.InvariantCulture) { DetectDelimiter = true, DetectDelimiterValues = [",", ";", "\t"] };
        using CsvReader csv = new(input, options, leaveOpen: true);
        if (!csv.Read() || !csv.ReadHeader())
        {
            return ([], Required);
        }

        Dictionary<string, int> places = [];
        for (int i = 0; i < csv.HeaderRecord!.Length; i++)
        {
            string heading = csv.HeaderRecord[i].Trim().ToLowerInvariant();
            if (s_columns.FirstOrDefault(column => column.Headings.Contains(heading)).Name is { } name)
            {
                places.TryAdd(name, i);
            }
        }

        string[] lacking = [.. Required.Where(name => !places.ContainsKey(name))];
        List<(int, IReadOnlyDictionary<string, string>)> rows = [];
        while (lacking.Length == 0 && rows.Count <= CertificateRules.MostAtOnce && csv.Read())
        {
            rows.Add(
                (csv.Parser.RawRow, places.ToDictionary(place => place.Key, place => (csv.GetField(place.Value) ?? string.Empty).Trim())));
        }

        return (rows, lacking);
    }
}
