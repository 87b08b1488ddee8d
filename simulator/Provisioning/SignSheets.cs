using System.Globalization;
using System.Text;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// Signs for a site, each a sheet of A4: the instruction panel that hangs beside a cabinet, and signs that show the way to one.
/// </summary>
public static class SignSheets
{
    /// <summary>The file's name.</summary>
    public const string FileName = "signs.html";

    private const double Width = 210;
    private const double Height = 297;
    private const double Margin = 14;

    // Arrows in a square of 100: to the left, to the right, straight on.
    private static readonly string[] s_arrows = ["M5 50L45 12V36H95V64H45V88Z", "M95 50L55 12V36H5V64H55V88Z",
        "M50 5L88 45H64V95H36V45H12Z"];

    /// <summary>Makes the file.</summary>
    /// <param name="words">The words.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Make(LabelWords words)
    {
        StringBuilder page = new();
        page.Append("""
            <!DOCTYPE html>
            <html lang="zh">
            <head>
            <meta charset="utf-8">
            <title>标牌 Signs</title>
            <style>
            @page { size: A4 portrait; margin: 0; }
            body { margin: 0; }
            svg { display: block; break-after: page; }
            </style>
            </head>
            <body>

            """);
        page.Append(Panel(words));
        foreach (string arrow in s_arrows)
        {
            page.Append(Direction(words, "aed", arrow)).Append(Direction(words, "kit", arrow));
        }

        return Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString());
    }

    /// <summary>Draws the instruction panel.</summary>
    /// <param name="words">The words.</param>
    /// <returns>An SVG picture of 210 mm by 297 mm.</returns>
    public static string Panel(LabelWords words)
    {
        const double BandHeight = 62;
        const double StepHeight = 37.4;
        StringBuilder svg = Begin();
        SvgText writer = new(svg);
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{BandHeight}\" fill=\"{SafetySign.Green}\"/>\n");
        svg.Append(SafetySign.Draw("aed", Margin, 9, 44));
        Wording name = words.Of("aed");
        writer.Add("AED", 66, 4, 100, 44, 36, "#fff", true);
        writer.Add($"{name.Zh} {name.En}", 66, 47, Width - 66 - Margin, 9, 7, "#fff", true);
        writer.AddVertical(words.Vertical("aed"), Width - Margin, 8, 8, "#fff");
        Wording title = words.Of("panel.title");
        writer.Add(title.Zh, Margin, BandHeight + 5, Width - (2 * Margin), 14, 12, "#c8102e", true);
        writer.Add(title.En, Margin, BandHeight + 18.5, Width - (2 * Margin), 7, 5.6, "#c8102e", true);
        for (int i = 1; i <= 5; i++)
        {
            double top = BandHeight + 29 + ((i - 1) * StepHeight);
            svg.Append(CultureInfo.InvariantCulture,
                $"<circle cx=\"{Margin + 9}\" cy=\"{top + 10}\" r=\"9\" fill=\"{SafetySign.Green}\"/>\n");
            writer.Add(i.ToString(CultureInfo.InvariantCulture), Margin + 9, top + 3.2, 14, 14, 13, "#fff", true, true);
            Wording step = words.Of("panel." + i);
            double end = writer.Add(step.Zh, Margin + 23, top, Width - (2 * Margin) - 23, 21, 8.2, "#000", true);
            writer.Add(step.En, Margin + 23, end + 0.5, Width - (2 * Margin) - 23, 12, 4.6, "#333");
        }

        Wording sound = words.Of("sound");
        Wording scan = words.Of("scan");
        writer.Add($"{scan.Zh}。{sound.Zh}。{scan.En}. {sound.En}.", Margin, Height - 15, Width - (2 * Margin), 6, 4.6,
            SafetySign.Green, true);
        writer.Add(words.Approval, Margin, Height - 8, Width - (2 * Margin), 4, 3, "#777");
        return svg.Append("</svg>\n").ToString();
    }

    private static string Direction(LabelWords words, string kind, string arrow)
    {
        StringBuilder svg = Begin();
        SvgText writer = new(svg);
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"{SafetySign.Green}\"/>\n<rect x=\"5\" y=\"5\" width=\"{Width - 10}\" "
                + $"height=\"{Height - 10}\" rx=\"6\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.5\"/>\n");
        svg.Append(SafetySign.Draw(kind, (Width - 110) / 2, 18, 110));
        Wording name = words.Of(kind);
        writer.Add(kind == "kit" ? name.Zh : "AED", Width / 2, 128, Width - (2 * Margin), 44, kind == "kit" ? 34 : 42, "#fff", true, true);
        Wording direction = words.Of(kind == "kit" ? "direction.kit" : "direction");
        writer.Add(direction.Zh, Width / 2, 173, Width - (2 * Margin), 16, 13, "#fff", true, true);
        writer.Add(direction.En, Width / 2, 189, Width - (2 * Margin), 10, 8, "#fff", false, true);
        svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"{arrow}\" fill=\"#fff\" transform=\"translate({(Width - 78) / 2} 204) scale(0.78)\"/>\n");
        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}mm\" height=\"{Height}mm\" viewBox=\"0 0 {Width} {Height}\" "
                + $"font-family=\"{SvgText.Fonts}\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
}
