using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What must be ordered for one cabinet.</summary>
public static class BillOfMaterials
{
    private static readonly string[] s_headings =
        ["References 位号", "Quantity 数量", "名称", "Description", "Value 参数", "Maker 厂商", "Part number 型号", "Lowest °C 最低", "Highest °C 最高",
            "Check before ordering 订货前核对"];

    /// <summary>Counts a netlist's parts by part number.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <returns>The lines, in the order in which the circuit names the parts.</returns>
    public static IReadOnlyList<BomLine> Lines(Netlist netlist) =>
    [
        .. netlist.Parts.GroupBy(part => part.TypeName).Select(same =>
        {
            PartType type = same.First().Type;
            string references = string.Join(' ', same.Select(part => part.Ref));
            return new BomLine(references, same.Count(), type.Zh, type.En, type.Value, type.Maker, type.Mpn, type.MinC, type.MaxC,
                type.Unconfirmed ?? string.Empty);
        }),
    ];

    /// <summary>Writes the lines as CSV.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="notice">What stands above them, or <c>null</c>.</param>
    /// <returns>The text, with a byte order mark: without it a spreadsheet takes Chinese for something else.</returns>
    public static string ToCsv(IEnumerable<BomLine> lines, BilingualText? notice = null)
    {
        StringBuilder text = new("\uFEFF");
        using StringWriter output = new(text, CultureInfo.InvariantCulture);
        using CsvWriter csv = new(output, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, NewLine = "\n" });
        if (notice is not null)
        {
            csv.WriteField($"{notice.Zh} {notice.En}");
            csv.NextRecord();
        }

        foreach (string heading in s_headings)
        {
            csv.WriteField(heading);
        }

        csv.NextRecord();
        csv.WriteRecords(lines);
        csv.Flush();
        return text.ToString();
    }
}
