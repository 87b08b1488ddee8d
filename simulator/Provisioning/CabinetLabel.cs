using System.Globalization;
using System.Text;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// A cabinet's label, 97 mm by 138 mm: what this is, what to do, which cabinet it is and who keeps it, and a QR code with its id and place.
/// </summary>
/// <param name="text">What it says of its cabinet.</param>
/// <param name="words">What all labels say.</param>
internal sealed class CabinetLabel(LabelText text, LabelWords words)
{
    /// <summary>Its width, millimetres.</summary>
    public const int WidthMm = 97;

    /// <summary>Its height, millimetres.</summary>
    public const int HeightMm = 138;

    private const double Margin = 4;
    private const double Inner = WidthMm - (2 * Margin);
    private const double BandHeight = 37;
    private const double CallTop = BandHeight + 1.5;
    private const double StepsTop = 50.8;
    private const double StepHeight = 10.8;
    private const double InfoTop = 87;
    private const double CodeSize = 36;
    private const double CodeLeft = WidthMm - CodeSize - 2;
    private const double InfoWidth = CodeLeft - Margin - 1;
    private const string Red = "#c8102e";

    private readonly StringBuilder _svg = new();

    /// <summary>Initializes a new instance of the <see cref="CabinetLabel"/> class with the words that come with the program.</summary>
    /// <param name="text">What it says of its cabinet.</param>
    public CabinetLabel(LabelText text)
        : this(text, LabelWords.Shipped)
    {
    }

    /// <summary>Draws it.</summary>
    /// <returns>An SVG picture.</returns>
    public string ToSvg()
    {
        _svg.Clear();
        SvgText writer = new(_svg);
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WidthMm}mm\" height=\"{HeightMm}mm\" viewBox=\"0 0 {WidthMm} "
                + $"{HeightMm}\" font-family=\"{SvgText.Fonts}\" data-texts=\"{words.Mark}\">\n");
        _svg.Append(CultureInfo.InvariantCulture,
            $"<title>{SvgText.Escape(text.Id)}</title>\n<rect x=\"0.15\" y=\"0.15\" width=\"{WidthMm - 0.3}\" height=\"{HeightMm - 0.3}\" "
                + $"rx=\"3\" fill=\"#fff\" stroke=\"#888\" stroke-width=\"0.3\"/>\n");
        _svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M0 {BandHeight}V3a3 3 0 0 1 3-3H{WidthMm - 3}a3 3 0 0 1 3 3V{BandHeight}z\" fill=\"{SafetySign.Green}\"/>\n");
        AddBand(writer);
        AddSteps(writer);
        AddInfo(writer);
        _svg.Append(QrCode.ToPath(text.Code, CodeLeft, InfoTop + 2, CodeSize));
        double middle = CodeLeft + (CodeSize / 2);
        Wording scan = words.Of("scan");
        writer.Add(scan.Zh, middle, InfoTop + CodeSize + 1.5, CodeSize, 5, 3.6, SafetySign.Green, true, true);
        writer.Add(scan.En, middle, InfoTop + CodeSize + 6.2, CodeSize, 3, 2.4, SafetySign.Green, false, true);
        if (text.IsBenchOnly)
        {
            _svg.Append(BenchMark.Draw(WidthMm, HeightMm));
        }

        return _svg.Append("</svg>\n").ToString();
    }

    private void AddBand(SvgText writer)
    {
        const double Sign = 27;
        Wording name = words.Of(text.Kind is "kit" or "station" ? text.Kind : "aed");
        string vertical = words.Vertical(text.Kind is "kit" or "station" ? text.Kind : "aed");
        double left = Margin + Sign + 3;
        double width = WidthMm - left - Margin - (vertical.Length > 0 ? 7 : 0);
        _svg.Append(SafetySign.Draw(text.Kind, Margin, 5, Sign));
        bool isKit = text.Kind == "kit";
        writer.Add(isKit ? name.Zh : "AED", left, isKit ? 4 : 1.5, width, 24, isKit ? 17 : 22, "#fff", true);
        writer.Add(isKit ? string.Empty : name.Zh, left, 24.6, width, 7, 6.4, "#fff", true);
        writer.Add(name.En, left, isKit ? 26 : 31.4, width, 4.4, isKit ? 4.6 : 3.4, "#fff");
        writer.AddVertical(vertical, WidthMm - Margin - 3, 4, 4.5, "#fff");
    }

    private void AddSteps(SvgText writer)
    {
        Wording call = words.Of(text.Kind == "station" ? "call.station" : "call");
        writer.Add(call.Zh, Margin, CallTop, Inner, 8.4, 6.8, Red, true);
        writer.Add(call.En, Margin, CallTop + 7.9, Inner, 3.8, 3, Red, true);
        string prefix = text.Kind == "kit" ? "kit.step" : "step";
        for (int i = 1; i <= 3; i++)
        {
            double top = StepsTop + ((i - 1) * StepHeight);
            _svg.Append(CultureInfo.InvariantCulture,
                $"<circle cx=\"{Margin + 3.6}\" cy=\"{top + 4.6:0.##}\" r=\"3.6\" fill=\"{SafetySign.Green}\"/>\n");
            writer.Add(i.ToString(CultureInfo.InvariantCulture), Margin + 3.6, top + 2, 6, 6, 5, "#fff", true, true);
            Wording step = words.Of(prefix + i);
            writer.Add(step.Zh, Margin + 9, top, Inner - 9, 6.4, 5.1, "#000", true);
            writer.Add(step.En, Margin + 9, top + 6.2, Inner - 9, 3.6, 2.75, "#333");
        }

        Wording sound = words.Of("sound");
        writer.Add($"{sound.Zh}。{sound.En}.", Margin, InfoTop - 4, Inner, 3.4, 2.6, "#333");
        _svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M{Margin} {InfoTop}H{WidthMm - Margin}\" stroke=\"{SafetySign.Green}\" stroke-width=\"0.6\"/>\n");
    }

    private void AddInfo(SvgText writer)
    {
        writer.Add(text.Id, Margin, InfoTop + 1.6, InfoWidth, 7, 5.6, SafetySign.Green, true);
        writer.Add(text.Name, Margin, InfoTop + 8.4, InfoWidth, 5.4, 4, "#000", true);
        string place = string.Join(' ', new[] { text.Where,
            text.Floor.Length > 0 && text.Floor.All(char.IsAsciiDigit) ? text.Floor + "层" : text.Floor }.Where(part => part.Length > 0));
        double top = InfoTop + 14;
        foreach ((string key, string value, double height) in new[]
        {
            ("site", text.Site, 5.4), ("where", place, 6.6), ("hours", text.Hours.Length > 0 ? ChineseHours.Show(text.Hours) : string.Empty,
                5), ("keeper", $"{text.Contact} {text.Phone}".Trim(), 5.4),
        })
        {
            if (value.Length > 0)
            {
                Wording word = words.Of(key);
                writer.Add($"{word.Zh} {word.En}", Margin, top, InfoWidth, 2.6, 2, "#555");
                double end = writer.Add(value, Margin, top + 2.5, InfoWidth, height, 3.3);
                top = Math.Max(top + 7.6, end + 0.3);
            }
        }

        writer.Add(words.Approval, Margin, HeightMm - 2.9, Inner, 2.2, 1.7, "#777");
    }
}
