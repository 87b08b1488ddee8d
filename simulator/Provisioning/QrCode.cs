using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QRCoder;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>QR codes as the path of an SVG picture, written and read back.</summary>
internal static partial class QrCode
{
    // The standard's four light modules on every side.
    private const int Quiet = 4;

    /// <summary>Draws a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">The left edge of the quiet zone.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="size">How wide and high it is with its quiet zone.</param>
    /// <returns>An SVG <c>path</c>, dark modules only.</returns>
    public static string ToPath(string text, double x, double y, double size)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true,
            eciMode: QRCodeGenerator.EciMode.Utf8);
        int count = code.ModuleMatrix.Count;
        StringBuilder path = new();
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                int start = column;
                while (column < count && code.ModuleMatrix[row][column])
                {
                    column++;
                }

                if (column > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {row}h{column - start}v1h-{column - start}z");
                }
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<path class=\"qr\" data-modules=\"{count}\" transform=\"translate({x} {y}) scale({size / count:0.#####})\" "
                + $"shape-rendering=\"crispEdges\" d=\"{path}\"/>");
    }

    /// <summary>Reads a drawing back.</summary>
    /// <param name="svg">A picture that holds one.</param>
    /// <returns>The text, or <c>null</c> when there is none that can be read.</returns>
    public static string? Read(string svg)
    {
        Match drawing = Drawing().Match(svg);
        if (!drawing.Success || !int.TryParse(drawing.Groups["count"].Value, CultureInfo.InvariantCulture, out int count)
            || count is < 21 + (2 * Quiet) or > 177 + (2 * Quiet))
        {
            return null;
        }

        int size = count - (2 * Quiet);
        bool[][] modules = [.. Enumerable.Range(0, size).Select(_ => new bool[size])];
        foreach (Match run in Run().Matches(drawing.Groups["path"].Value))
        {
            int row = Number(run, "row") - Quiet;
            int column = Number(run, "column") - Quiet;
            int length = Number(run, "length");
            if (row < 0 || row >= size || column < 0 || column + length > size)
            {
                return null;
            }

            Array.Fill(modules[row], true, column, length);
        }

        return new ZXing.QrCode.Internal.Decoder().decode(modules, null)?.Text;
    }

    private static int Number(Match run, string name) => int.Parse(run.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("<path class=\"qr\" data-modules=\"(?<count>[0-9]{1,3})\"[^>]* d=\"(?<path>[^\"]*)\"")]
    private static partial Regex Drawing();

    [GeneratedRegex("M(?<column>[0-9]{1,3}) (?<row>[0-9]{1,3})h(?<length>[0-9]{1,3})v1h-[0-9]{1,3}z")]
    private static partial Regex Run();
}
