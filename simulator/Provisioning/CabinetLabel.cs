using System.Globalization;
using System.Text;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>A cabinet's label, 96 mm by 54 mm: what to do in an emergency, which cabinet this is, and a QR code with its id and place.</summary>
/// <param name="text">What it says.</param>
internal sealed class CabinetLabel(LabelText text)
{
    /// <summary>Its width, millimetres.</summary>
    public const int WidthMm = 96;

    /// <summary>Its height, millimetres.</summary>
    public const int HeightMm = 54;

    private const double Margin = 3;
    private const double BandHeight = 12;
    private const double CodeSize = 31;
    private const double CodeLeft = WidthMm - CodeSize - 1;
    private const double LeftWidth = CodeLeft - Margin;

    // The green of ISO 7010's sign for a defibrillator; red would say danger or fire.
    private const string Green = "#007a3d";
    private const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','SimHei',sans-serif";

    /// <summary>Draws it.</summary>
    /// <returns>An SVG picture.</returns>
    public string ToSvg()
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WidthMm}mm\" height=\"{HeightMm}mm\" viewBox=\"0 0 {WidthMm} {HeightMm}\" font-family=\"{Fonts}\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(text.Id)}</title>\n<rect width=\"{WidthMm}\" height=\"{HeightMm}\" rx=\"2\" fill=\"#fff\" stroke=\"#999\" stroke-width=\"0.2\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M0 {BandHeight}V2a2 2 0 0 1 2-2H{WidthMm - 2}a2 2 0 0 1 2 2V{BandHeight}z\" fill=\"{Green}\"/>\n");
        Add(svg, Margin, 0.8, new TextBlock(["紧急情况 请拨打 120"], 5.6), "#fff", true);
        Add(svg, Margin, 7.3, new TextBlock(["EMERGENCY: CALL 120"], 3.1), "#fff", true);
        Add(svg, WidthMm - Margin, 1.6, new TextBlock([Title], 6.8), "#fff", true, true);

        (string chinese, string english) = Instructions;
        Add(svg, Margin, BandHeight + 1, TextBlock.Fit(chinese, LeftWidth, 10.5, 3.3), "#000", true);
        Add(svg, Margin, BandHeight + 11.7, TextBlock.Fit(english, LeftWidth, 9, 2.5), "#000", false);

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Margin} 33.2H{CodeLeft}\" stroke=\"{Green}\" stroke-width=\"0.4\"/>\n");
        Add(svg, Margin, 33.8, TextBlock.Fit(text.Id, LeftWidth, 6.2, 5), Green, true);
        Add(svg, Margin, 39.6, TextBlock.Fit(text.Name, LeftWidth, 4.6, 3), "#000", true);
        Add(svg, Margin, 44.1, TextBlock.Fit(string.Join(' ', new[] { text.Site, text.Where }.Where(part => part.Length > 0)), LeftWidth, 6, 2.4), "#000", false);
        if (text.Phone.Length > 0)
        {
            Add(svg, Margin, 50.1, TextBlock.Fit($"维护 Service: {text.Contact} {text.Phone}", WidthMm - (2 * Margin), 3.2, 2.3), "#000", false);
        }

        svg.Append(QrCode.ToPath(text.Code, CodeLeft, BandHeight + 3, CodeSize)).Append('\n');
        if (text.IsBenchOnly)
        {
            svg.Append(BenchMark.Draw(WidthMm, HeightMm));
        }

        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private string Title => text.Kind switch { "kit" => "急救包", "station" => "救护站", _ => "AED" };

    private (string Chinese, string English) Instructions => text.Kind switch
    {
        "kit" => ("拨打120后打开箱门，取出急救包。箱门打开时警报会响，这是正常的。", "Call 120, then open the door and take the first-aid kit. The alarm sounds when the door opens: that is as it should be."),
        "station" => ("有人倒地、呼之不应：拨打120或按SOS按钮，开门取AED，按语音提示操作。开门时警报会响，这是正常的。", "Somebody collapsed and does not respond: call 120 or press SOS, open the door, take the AED and follow its voice. The alarm sounds: that is as it should be."),
        _ => ("有人倒地、呼之不应：拨打120，打开箱门取出AED，按语音提示操作。开门时警报会响，这是正常的。", "Somebody collapsed and does not respond: call 120, open the door, take the AED and follow its voice. The alarm sounds: that is as it should be."),
    };

    private static void Add(StringBuilder svg, double x, double top, TextBlock block, string colour, bool isBold, bool isAtEnd = false)
    {
        // The first line's feet stand about nine tenths of a letter below the top.
        double y = top + (block.Size * 0.92);
        foreach (string line in block.Lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{block.Size:0.##}\" fill=\"{colour}\"{(isBold ? " font-weight=\"700\"" : string.Empty)}{(isAtEnd ? " text-anchor=\"end\"" : string.Empty)}>{Escape(line)}</text>\n");
            y += block.Size * TextBlock.LineHeight;
        }
    }

    private static string Escape(string value) => System.Security.SecurityElement.Escape(value)!;
}
