using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace AedCabinet.Reports;

/// <summary>Writes a report as a file.</summary>
public static class ReportFile
{
    /// <summary>The media type of CSV.</summary>
    public const string CsvType = "text/csv; charset=utf-8";

    /// <summary>The media type of XLSX.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes the figures as CSV, in UTF-8 with the mark by which spreadsheets know it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void WriteCsv(MonthReport report, ReportWords words, Stream output)
    {
        // What begins as a formula gets an apostrophe before it: departments' names come over the network.
        CsvConfiguration options = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        using StreamWriter text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        using CsvWriter csv = new(text, options);
        ReportSheet sheet = ReportSheet.Figures(report, words);
        foreach (string heading in sheet.Headings)
        {
            csv.WriteField(heading);
        }

        csv.NextRecord();
        for (int row = 0; row < sheet.Rows.Count; row++)
        {
            for (int column = 0; column < sheet.Headings.Count; column++)
            {
                csv.WriteField(sheet.Text(row, column));
            }

            csv.NextRecord();
        }
    }

    /// <summary>Writes figures, faults by kind and definitions as the sheets of a workbook.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void WriteXlsx(MonthReport report, ReportWords words, Stream output)
    {
        Dictionary<string, object> book = [];
        foreach (ReportSheet sheet in new[]
        {
            ReportSheet.Figures(report, words), ReportSheet.Faults(report, words), ReportSheet.Definitions(report, words),
        })
        {
            book.Add(sheet.Name, Rows(sheet));
        }

        using MemoryStream file = new();
        file.SaveAs(book, excelType: ExcelType.XLSX, configuration: new OpenXmlConfiguration { EnableAutoWidth = true, FastMode = true });
        file.Position = 0;
        file.CopyTo(output);
    }

    private static List<Dictionary<string, object?>> Rows(ReportSheet sheet)
    {
        List<Dictionary<string, object?>> rows = [];
        foreach (IReadOnlyList<object?> row in sheet.Rows)
        {
            Dictionary<string, object?> cells = [];
            for (int column = 0; column < sheet.Headings.Count; column++)
            {
                cells.Add(sheet.Headings[column], row[column]);
            }

            rows.Add(cells);
        }

        // A sheet without rows has its headings all the same.
        return rows.Count > 0 ? rows : [sheet.Headings.ToDictionary(heading => heading, _ => (object?)null)];
    }
}
