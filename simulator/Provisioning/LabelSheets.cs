using System.Globalization;
using System.Text;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>All labels on sheets of A4 to print and cut: two columns of two.</summary>
public static class LabelSheets
{
    /// <summary>The file's name, that of the first file where there are several.</summary>
    public const string FileName = "labels.html";

    // A hundred and twenty-five sheets: a browser prints that at once.
    private const int LabelsPerFile = 500;
    private const int LabelsPerSheet = 4;

    /// <summary>Makes the files.</summary>
    /// <param name="labels">The labels' pictures.</param>
    /// <returns>The files by name.</returns>
    public static IEnumerable<(string Name, byte[] Content)> Make(IReadOnlyList<string> labels)
    {
        int number = 1;
        foreach (string[] part in labels.Chunk(LabelsPerFile))
        {
            yield return (number == 1 ? FileName : string.Create(CultureInfo.InvariantCulture, $"labels-{number}.html"),
                Encoding.UTF8.GetBytes(Page(part)));
            number++;
        }
    }

    private static string Page(string[] labels)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html lang="zh">
            <head>
            <meta charset="utf-8">
            <title>标签 Labels ({{labels.Length}})</title>
            <style>
            @page { size: A4 portrait; margin: 0; }
            body { margin: 0; font: 12px sans-serif; }
            p { margin: 4mm; }
            .sheet { box-sizing: border-box; width: 210mm; height: 296mm; padding: 8mm 6mm; display: grid; grid-template: repeat(2, {{CabinetLabel.HeightMm}}mm) / repeat(2, {{CabinetLabel.WidthMm}}mm); gap: 3mm 4mm; break-after: page; }
            @media print { p { display: none; } }
            </style>
            </head>
            <body>
            <p>用A4纸按100%（实际大小）打印，沿边剪下。Print on A4 at 100 % (actual size) and cut along the edges.</p>

            """);
        foreach (string[] sheet in labels.Chunk(LabelsPerSheet))
        {
            page.Append("<div class=\"sheet\">\n");
            foreach (string label in sheet)
            {
                page.Append(label);
            }

            page.Append("</div>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }
}
