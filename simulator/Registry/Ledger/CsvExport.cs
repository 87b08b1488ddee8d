using System.Globalization;
using CsvHelper;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Writes the cabinets as CSV with the columns of GéoDAE that they can fill; the values are ours.</summary>
internal static class CsvExport
{
    private static readonly string[] s_columns =
    [
        "c_gid", "c_nom", "c_lat_coor1", "c_long_coor1", "c_datum", "c_acc", "c_acc_lib", "c_acc_etg", "c_acc_complt", "c_disp_j", "c_disp_h",
        "c_expt_rais", "c_tel", "c_etat_fonct", "c_dermnt", "c_dtpr_bat", "c_dtpr_lcad", "c_dae_mobile", "c_modele", "c_num_serie", "kind", "prefecture", "county", "sector",
    ];

    // What a spreadsheet takes for the beginning of a formula.
    private static readonly char[] s_formulaSigns = ['=', '+', '-', '@', '\t', '\r'];

    /// <summary>Writes them. A text that a spreadsheet would take for a formula has an apostrophe before it: the cabinets' words come over the network.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="inspections">When each was last inspected.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many were written: those that said who they are.</returns>
    public static int Write(IEnumerable<CabinetRecord> cabinets, IReadOnlyDictionary<string, string> inspections, TextWriter output)
    {
        using CsvWriter csv = new(output, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteRow(csv, s_columns);
        int count = 0;
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (cabinet.About is { } about)
            {
                WriteRow(csv, Cells(cabinet, about, inspections.GetValueOrDefault(cabinet.Id)));
                count++;
            }
        }

        return count;
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }

    private static string?[] Cells(CabinetRecord cabinet, ReportedAbout about, string? inspected) =>
    [
        Text(cabinet.Id),
        Text(about.Name),
        Number(about.Latitude),
        Number(about.Longitude),
        about.Latitude is null ? null : "WGS-84",
        about.IsIndoor is { } isIndoor ? isIndoor ? "indoor" : "outdoor" : null,
        about.Access is { } access ? access == "yes" ? "true" : "false" : null,
        Text(about.Floor),
        Text(about.Where),
        about.Hours == "24/7" ? "7/7" : Text(about.Hours),
        about.Hours == "24/7" ? "24/24" : Text(about.Hours),
        Text(about.Site),
        Phone(about.ContactPhone),
        StatusText.Of(cabinet.Status),
        inspected,
        Text(about.BatteryExpire),
        Text(about.PadsExpire),
        about.IsMobile ? "true" : "false",
        Text(about.AedModel),
        Text(about.AedSerial),
        Text(about.Kind),
        Text(cabinet.Topic.Prefecture),
        Text(cabinet.Topic.County),
        Text(cabinet.Topic.Sector),
    ];

    // A number, such as a basement's floor, stays one.
    private static string? Text(string? text) =>
        text is { Length: > 0 } && s_formulaSigns.Contains(text[0]) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text;

    // With a plus before digits it is what every reader of the file dials; an apostrophe would spoil it, and digits run nothing.
    private static string? Phone(string? text) =>
        text is ['+', .. string digits] && !digits.AsSpan().ContainsAnyExcept("0123456789 -()") ? text : Text(text);

    private static string? Number(double? degrees) => degrees?.ToString("F6", CultureInfo.InvariantCulture);
}
