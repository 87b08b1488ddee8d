using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;

namespace AedCabinet.Charts;

/// <summary>
/// A chart of OxyPlot's as part of a page: SVG without a script, twice, for its letters must not shrink on a telephone. The page's
/// style shows <c>.chart-wide</c> or <c>.chart-narrow</c>, and gives the colours of <see cref="PageColor"/>.
/// </summary>
public static partial class PageChart
{
    private const double FontSize = 12;
    private const int WideHeight = 220;
    private const int NarrowWidth = 340;
    private const int NarrowHeight = 220;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>An empty chart that looks as all do.</summary>
    /// <returns>The model.</returns>
    public static PlotModel NewModel() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        DefaultFontSize = FontSize,
        TextColor = PageColor.Text,
        PlotAreaBorderColor = PageColor.Axis,
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
    };

    /// <summary>Draws a chart.</summary>
    /// <param name="model">The chart.</param>
    /// <param name="label">What it shows, for somebody who does not see it.</param>
    /// <param name="wideWidth">About how many pixels of the page it has in a wide window.</param>
    /// <returns>HTML.</returns>
    public static string Draw(PlotModel model, string label, int wideWidth)
    {
        string wide = Svg(model, wideWidth, WideHeight);
        string narrow = Svg(model, NarrowWidth, NarrowHeight);
        return $"<div class=\"chart\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\"><div class=\"chart-wide\">{wide}</div>"
            + $"<div class=\"chart-narrow\">{narrow}</div></div>";
    }

    private static string Svg(PlotModel model, int width, int height)
    {
        XElement svg = XElement.Parse(new SvgExporter { Width = width, Height = height, IsDocument = false }.ExportToString(model));
        svg.ReplaceAttributes(new XAttribute("viewBox", $"0 0 {width} {height}"), new XAttribute("aria-hidden", "true"));

        // Clipping goes by names, which would be the same in each chart of a page; what is drawn is within the axes anyhow.
        svg.Descendants(s_svg + "defs").Remove();
        svg.Descendants().Attributes("clip-path").Remove();

        // What has no colour, a bar's outline or the place behind a name, need not be sent.
        svg.Descendants().Where(part => part.Attribute("style")?.Value.Contains("fill:none;stroke:none", StringComparison.Ordinal) is true)
            .Remove();
        foreach (XElement text in svg.Descendants(s_svg + "text"))
        {
            text.SetAttributeValue("font-family", null);
            text.SetAttributeValue("style", $"fill:{text.Attribute("fill")?.Value}");
            text.SetAttributeValue("fill", null);
        }

        foreach (XAttribute attribute in svg.Descendants().Attributes())
        {
            attribute.Value = attribute.Name.LocalName == "style" ? PageColor.ToVariables(attribute.Value)
                : LongFraction().Replace(attribute.Value, "$1");
        }

        // In HTML an svg is one by its name.
        foreach (XElement part in svg.DescendantsAndSelf())
        {
            part.Name = part.Name.LocalName;
        }

        return svg.ToString(SaveOptions.DisableFormatting);
    }

    // A tenth of a unit is less than anybody sees.
    [GeneratedRegex(@"(\d\.\d)\d+")]
    private static partial Regex LongFraction();
}
