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

    /// <summary>Writes them.</summary>
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
        cabinet.Id,
        about.Name,
        Number(about.Latitude),
        Number(about.Longitude),
        about.Latitude is null ? null : "WGS-84",
        about.IsIndoor is { } isIndoor ? isIndoor ? "indoor" : "outdoor" : null,
        about.Access is { } access ? access == "yes" ? "true" : "false" : null,
        about.Floor,
        about.Where,
        about.Hours == "24/7" ? "7/7" : about.Hours,
        about.Hours == "24/7" ? "24/24" : about.Hours,
        about.Site,
        about.ContactPhone,
        StatusText.Of(cabinet.Status),
        inspected,
        about.BatteryExpire,
        about.PadsExpire,
        about.IsMobile ? "true" : "false",
        about.AedModel,
        about.AedSerial,
        about.Kind,
        cabinet.Topic.Prefecture,
        cabinet.Topic.County,
        cabinet.Topic.Sector,
    ];

    private static string? Number(double? degrees) => degrees?.ToString("F6", CultureInfo.InvariantCulture);
}
