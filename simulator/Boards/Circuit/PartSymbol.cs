namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Draws one part with the nets on its pins.</summary>
/// <param name="page">The page.</param>
/// <param name="part">The part.</param>
/// <param name="designator">Its designator as it is to be written.</param>
/// <param name="netOf">The name of the net on a pin.</param>
internal sealed class PartSymbol(SvgPage page, NetlistPart part, string designator, Func<string, string> netOf)
{
    private const int Half = 42;
    private const int Lead = 70;
    private const int TextSize = 21;
    private const int ChipWidth = 300;

    /// <summary>Writes the name of a part that has no pins of its own.</summary>
    /// <param name="x">The column's left edge.</param>
    /// <param name="y">The row's upper edge.</param>
    /// <param name="width">The column's width.</param>
    public void DrawName(int x, int y, int width) =>
        page.Text(x + (width / 2), y + 24, $"{designator}  {part.Type.Mpn}  {part.Type.Zh} {part.Type.En}", TextSize,
            SvgPage.Anchor.Middle);

    /// <summary>Draws a part with one pin or two: net, symbol, net.</summary>
    /// <param name="x">The column's left edge.</param>
    /// <param name="y">The row's upper edge.</param>
    /// <param name="width">The column's width.</param>
    public void DrawTwoPin(int x, int y, int width)
    {
        int middle = x + (width / 2);
        int line = y + 46;
        page.Text(middle, y + 22, $"{designator}  {ValueInShort()}", TextSize, SvgPage.Anchor.Middle);
        page.Line(middle - Half - Lead, line, middle - Half, line);
        DrawBody(middle, line);
        page.Text(middle - Half - Lead - 10, line + 7, WithPin(part.Type.Pins[0]), TextSize, SvgPage.Anchor.End, bold: true,
            color: "#0b4a8f");
        if (part.Type.Pins.Count < 2)
        {
            return;
        }

        page.Line(middle + Half, line, middle + Half + Lead, line);
        page.Text(middle + Half + Lead + 10, line + 7, WithPin(part.Type.Pins[1], isRight: true), TextSize, bold: true, color: "#0b4a8f");
    }

    /// <summary>Draws a part with any other number of pins as a box.</summary>
    /// <param name="x">The column's left edge.</param>
    /// <param name="y">The upper edge.</param>
    /// <param name="width">The column's width.</param>
    /// <param name="pinHeight">The height of a row of pins.</param>
    public void DrawChip(int x, int y, int width, int pinHeight)
    {
        int left = x + ((width - ChipWidth) / 2);
        int rows = (part.Type.Pins.Count + 1) / 2;
        DrawName(x, y, width);
        page.Box(left, y + 34, ChipWidth, (rows * pinHeight) + 8, "#fafafa");
        for (int index = 0; index < part.Type.Pins.Count; index++)
        {
            bool isLeft = index < rows;
            int line = y + 38 + ((index % rows) * pinHeight) + (pinHeight / 2);
            string pin = part.Type.Pins[index];
            int edge = isLeft ? left : left + ChipWidth;
            int outward = isLeft ? -1 : 1;
            SvgPage.Anchor inside = isLeft ? SvgPage.Anchor.Start : SvgPage.Anchor.End;
            SvgPage.Anchor outside = isLeft ? SvgPage.Anchor.End : SvgPage.Anchor.Start;
            page.Line(edge, line, edge + (outward * Lead / 2), line);
            page.Text(edge - (outward * 8), line + 7, pin, TextSize, inside);
            page.Text(edge + (outward * ((Lead / 2) + 8)), line + 7, netOf(pin), TextSize, outside, bold: true, color: "#0b4a8f");
        }
    }

    private string ValueInShort() => part.Type.Symbol is "resistor" or "capacitor" or "fuse" ? part.Type.Value
        : $"{part.Type.Mpn} {part.Type.Zh} {part.Type.En}";

    // Pins that are numbered only are interchangeable; a plus or a cathode is not.
    private string WithPin(string pin, bool isRight = false)
    {
        string net = netOf(pin);
        bool isNamed = part.Type.Symbol is "terminal" || !int.TryParse(pin, out _);
        return !isNamed ? net : isRight ? $"({pin}) {net}" : $"{net} ({pin})";
    }

    private void DrawBody(int middle, int line)
    {
        switch (part.Type.Symbol)
        {
            case "capacitor" or "battery":
                page.Line(middle - Half, line, middle - 8, line);
                page.Line(middle + 8, line, middle + Half, line);
                page.Line(middle - 8, line - 18, middle - 8, line + 18, part.Type.Symbol == "battery" ? 3 : 5);
                page.Line(middle + 8, line - (part.Type.Symbol == "battery" ? 10 : 18), middle + 8,
                    line + (part.Type.Symbol == "battery" ? 10 : 18), 5);
                break;
            case "diode":
                page.Line(middle - Half, line, middle + Half, line);
                page.Shape($"{middle - 16},{line - 15} {middle - 16},{line + 15} {middle + 14},{line}");
                page.Line(middle + 15, line - 15, middle + 15, line + 15, 5);
                break;
            case "switch":
                page.Line(middle - Half, line, middle - 22, line);
                page.Line(middle + 22, line, middle + Half, line);
                page.Line(middle - 22, line, middle + 20, line - 16, 4);
                page.Dot(middle - 22, line, 4);
                page.Dot(middle + 22, line, 4);
                break;
            case "terminal":
                page.Line(middle - Half, line, middle - 26, line);
                page.Dot(middle - 16, line, 10, "#fff");
                if (part.Type.Pins.Count > 1)
                {
                    page.Line(middle + 26, line, middle + Half, line);
                    page.Dot(middle + 16, line, 10, "#fff");
                }

                break;
            case "fuse":
                page.Box(middle - Half, line - 12, 2 * Half, 24);
                page.Line(middle - Half, line, middle + Half, line);
                break;
            default:
                page.Box(middle - Half, line - 13, 2 * Half, 26, part.Type.Symbol == "resistor" ? "#fff" : "#eef8ee");
                break;
        }
    }
}
