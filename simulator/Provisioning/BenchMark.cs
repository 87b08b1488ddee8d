using System.Globalization;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The band across the label of a board that is for trials only, so that nobody mistakes it for a cabinet's label.</summary>
internal static class BenchMark
{
    private const double BandHeight = 15;

    /// <summary>Draws it.</summary>
    /// <param name="width">The label's width, millimetres.</param>
    /// <param name="height">Its height.</param>
    /// <returns>A part of an SVG picture.</returns>
    public static string Draw(int width, int height)
    {
        // Across the instructions, which must not be followed here; the id and the QR code below stay readable.
        double top = (height * 0.48) - (BandHeight / 2);
        double middle = width / 2.0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<g font-weight=\"700\" text-anchor=\"middle\"><path d=\"M0 {top:0.##}h{width}v{BandHeight}h-{width}z\" fill=\"#fff\" "
                + $"stroke=\"#c00\" stroke-width=\"0.8\"/>"
            + $"<text x=\"{middle:0.##}\" y=\"{top + 7:0.##}\" font-size=\"6.4\" fill=\"#c00\">仅供台架试验 不得装柜</text>"
            + $"<text x=\"{middle:0.##}\" y=\"{top + 12.6:0.##}\" font-size=\"4.2\" fill=\"#c00\">BENCH ONLY, NOT FOR A "
            + $"CABINET</text></g>\n");
    }
}
