using System.CommandLine;
using System.Globalization;
using System.Text;
using AedCabinet.Api.Open;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Registry.Exports;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry export</c>: the cabinets for maps and other registries.</summary>
internal static class RegistryExportCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        Option<FileInfo?> geoJson = new("--geojson")
        {
            Description = "Write GeoJSON with OpenStreetMap's tags; positions are WGS-84.",
            HelpName = "FILE"
        };
        Option<FileInfo?> csv = new("--csv") { Description = "Write CSV with GéoDAE's columns; positions are WGS-84.", HelpName = "FILE" };
        Option<FileInfo?> sheet = new("--sheet")
        {
            Description = "Write a 台账 in Chinese as CSV; positions in WGS-84 and GCJ-02.",
            HelpName = "FILE"
        };
        Option<int> wakeHours = RegistryCommand.WakeHoursOption();
        Command command = new("export",
            "Writes the cabinets as GeoJSON, CSV or a 台账. Positions are WGS-84; the 台账 has them in GCJ-02 too, which Chinese maps use.")
        {
            geoJson, csv, sheet, wakeHours
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(geoJson) is null && result.GetValue(csv) is null && result.GetValue(sheet) is null)
            {
                result.AddError("Say what to write: --geojson FILE, --csv FILE, --sheet FILE, or several.");
            }
        });
        store.AddTo(command);
        command.SetAction(result =>
        {
            using LedgerDatabase ledger = store.Store(result).OpenForReading();
            IReadOnlyList<CabinetRecord> cabinets = LedgerCabinets.Read(ledger, DateTimeOffset.UtcNow, result.GetValue(wakeHours));
            IReadOnlyDictionary<string, string> inspections = LedgerCabinets.Inspections(ledger);
            Write(result.GetValue(geoJson), cabinets.Count, stream => GeoJsonExport.Write(cabinets, inspections, stream));
            Write(result.GetValue(csv), cabinets.Count,
                stream => WithMark(stream, writer => CsvExport.Write(cabinets, inspections, writer)));
            Write(result.GetValue(sheet), cabinets.Count,
                stream => WithMark(stream, writer => SheetExport.Write(cabinets, inspections, writer)));
        });
        return command;
    }

    // With a mark, by which spreadsheets know that it is UTF-8.
    private static int WithMark(Stream stream, Func<TextWriter, int> write)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return write(writer);
    }

    private static void Write(FileInfo? file, int all, Func<Stream, int> write)
    {
        if (file is null)
        {
            return;
        }

        int count = 0;
        WholeFile.Write(file, stream => count = write(stream));
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file.FullName}: {count} cabinets{(count < all ? $"; {all - count} left out, which have not said who or where they are, "
                + $"or hold no AED" : string.Empty)}"));
    }
}
