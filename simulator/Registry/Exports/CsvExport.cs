using System.Globalization;
using AedCabinet.Api.Open;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using CsvHelper;

namespace AedCabinet.Registry.Exports;

/// <summary>Writes the AEDs as CSV with the columns of GéoDAE that they can fill, in its words, and a few of ours behind them.</summary>
internal static class CsvExport
{
    private static readonly string[] s_columns =
    [
        "c_gid", "c_nom", "c_lat_coor1", "c_long_coor1", "c_datum", "c_acc", "c_acc_lib", "c_acc_etg", "c_acc_complt", "c_disp_j",
        "c_disp_h", "c_disp_complt",
        "c_expt_rais", "c_tel", "c_etat_fonct", "c_dermnt", "c_dtpr_bat", "c_dtpr_lcad", "c_dae_mobile", "c_modele", "c_num_serie", "kind",
        "status", "prefecture", "county", "sector",
    ];

    /// <summary>
    /// Writes them. A text that a spreadsheet would take for a formula has an apostrophe before it: the cabinets' words come over the
    /// network.
    /// </summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="inspections">When each was last inspected.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many were written: those that said who they are and hold an AED, which is all that GéoDAE knows.</returns>
    public static int Write(IEnumerable<CabinetRecord> cabinets, IReadOnlyDictionary<string, string> inspections, TextWriter output)
    {
        using CsvWriter csv = new(output, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteRow(csv, s_columns);
        int count = 0;
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (cabinet.About is { Kind: not "kit" } about)
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
        ExportCell.Text(cabinet.Id),
        ExportCell.Text(about.Name),
        ExportCell.Degrees(about.Latitude),
        ExportCell.Degrees(about.Longitude),
        about.Latitude is null ? null : "WGS-84",
        about.IsIndoor is { } isIndoor ? GeoDae.Place(isIndoor) : null,
        about.Access is { } access ? GeoDae.Flag(access == "yes") : null,
        ExportCell.Text(GeoDae.Floor(about.Floor)),
        ExportCell.Text(about.Where),
        GeoDae.Days(about.Hours),
        GeoDae.Hours(about.Hours),
        ExportCell.Text(about.Hours),
        ExportCell.Text(about.Site),
        ExportCell.Phone(about.ContactPhone),
        GeoDae.Works(cabinet),
        inspected,
        ExportCell.Text(about.BatteryExpire),
        ExportCell.Text(about.PadsExpire),
        GeoDae.Flag(about.IsMobile),
        ExportCell.Text(about.AedModel),
        ExportCell.Text(about.AedSerial),
        ExportCell.Text(about.Kind),
        StatusText.Of(cabinet.Status),
        ExportCell.Text(cabinet.Topic.Prefecture),
        ExportCell.Text(cabinet.Topic.County),
        ExportCell.Text(cabinet.Topic.Sector),
    ];
}
