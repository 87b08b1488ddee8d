using System.Globalization;
using System.Text;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Writes texts into an SVG picture.</summary>
/// <param name="svg">The picture.</param>
internal sealed class SvgText(StringBuilder svg)
{
    /// <summary>The typefaces: Chinese ones first, of which every system has one.</summary>
    public const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','SimHei',sans-serif";

    /// <summary>Makes a text safe to stand in a picture.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The text, escaped.</returns>
    public static string Escape(string value) => System.Security.SecurityElement.Escape(value)!;

    /// <summary>Writes a block that fits a width and a height.</summary>
    /// <param name="text">The text; nothing is written for an empty one.</param>
    /// <param name="x">Its left edge, or its middle.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="size">The largest size of its letters.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="isBold">Whether it is bold.</param>
    /// <param name="isCentred">Whether <paramref name="x"/> is its middle.</param>
    /// <returns>Where it ends.</returns>
    public double Add(string text, double x, double top, double width, double height, double size, string colour = "#000",
        bool isBold = false, bool isCentred = false)
    {
        if (text.Length == 0)
        {
            return top;
        }

        TextBlock block = TextBlock.Fit(text, width, height, size);

        // The first line's feet stand about nine tenths of a letter below the top.
        double y = top + (block.Size * 0.92);
        foreach (string line in block.Lines)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{block.Size:0.##}\" "
                    + $"fill=\"{colour}\"{(isBold ? " font-weight=\"700\"" : string.Empty)}{(isCentred ? " text-anchor=\"middle\""
                        : string.Empty)}>{Escape(line)}</text>\n");
            y += block.Size * TextBlock.LineHeight;
        }

        return top + (block.Lines.Count * block.Size * TextBlock.LineHeight);
    }

    /// <summary>Writes a text from top to bottom, columns from left to right, as Mongolian is written.</summary>
    /// <param name="text">The text; nothing is written for an empty one.</param>
    /// <param name="x">The column's middle.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="size">The size of its letters.</param>
    /// <param name="colour">Its colour.</param>
    public void AddVertical(string text, double x, double top, double size, string colour)
    {
        if (text.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{x:0.##}\" y=\"{top:0.##}\" font-size=\"{size:0.##}\" fill=\"{colour}\" style=\"writing-mode:vertical-lr\" "
                    + $"font-family=\"'Noto Sans Mongolian','Mongolian Baiti',sans-serif\">{Escape(text)}</text>\n");
        }
    }
}
