using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>
/// The first page: the board with its pins where they are, and from each pin a straight line over the circuit that it needs and the
/// terminal to the thing in the cabinet.
/// </summary>
internal sealed class WiringSheet
{
    private const int Top = 300;
    private const int Bottom = 1920;
    private const int BoardHalf = 165;
    private const int PinWidth = 74;
    private const int LabelWidth = 285;
    private const int CircuitWidth = 430;
    private const int TerminalWidth = 100;
    private const int Gap = 26;
    private const int MaxRow = 104;
    private const int SmallText = 22;
    private const int LeastText = 18;
    private const int LargestText = 24;
    private const string CircuitColor = "#eef4fb";
    private const string TerminalColor = "#fdf3dd";
    private const string ThingColor = "#eef8ee";

    private readonly Netlist _netlist;
    private readonly HashSet<string> _drawn = [];
    private readonly SvgPage _page;
    private readonly WiringWords _words;

    private WiringSheet(Netlist netlist, SvgPage page)
    {
        _netlist = netlist;
        _page = page;
        _words = new WiringWords(netlist);
    }

    /// <summary>Draws the page.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="page">The empty page.</param>
    public static void Draw(Netlist netlist, SvgPage page) => new WiringSheet(netlist, page).Draw();

    private void Draw()
    {
        BoardHeader header = _netlist.Board.Header;
        int rows = Math.Max(header.Left.Count, header.Right.Count);
        int pitch = Math.Min(MaxRow, (Bottom - Top) / rows);
        int middle = SvgPage.Width / 2;
        _page.Box(middle - BoardHalf, Top - 40, 2 * BoardHalf, (rows * pitch) + 50, "#f4f4f4", thickness: 5);
        _page.Text(middle, Top - 78, $"{NetEnd.Controller} {_netlist.Board.Name}", 26, SvgPage.Anchor.Middle, bold: true);
        _page.Text(middle, Top - 50, header.InPhysicalOrder ? "从上面看 Seen from above" : "按编号，位置见板上丝印 By number: see the print on the board",
            SmallText, SvgPage.Anchor.Middle, color: "#444");
        DrawColumn(header.Left, side: -1, pitch);
        DrawColumn(header.Right, side: 1, pitch);
        DrawFooter();
    }

    private void DrawColumn(IReadOnlyList<string> pins, int side, int pitch)
    {
        for (int row = 0; row < pins.Count; row++)
        {
            int y = Top + (row * pitch) + (pitch / 2);
            string pin = pins[row];
            string? signal = SignalOn(pin);
            DrawPin(pin, side, y, pitch, signal is not null);
            if (signal is not null)
            {
                DrawRow(signal, side, y, pitch);
            }
            else
            {
                _page.Text(At(side, BoardHalf + 16), y + 7, _words.NoteOn(pin), SmallText, Begin(side), color: "#888");
            }
        }
    }

    // A supply pin that the board has several times is wired once.
    private string? SignalOn(string pin)
    {
        if (BoardHeader.Gpio(pin) is int gpio)
        {
            return _netlist.Board.Pins.Where(wired => wired.Value == gpio && _netlist.IsUsed(wired.Key)).Select(wired => wired.Key)
                .FirstOrDefault();
        }

        // One pin may have two roles, of which a kind of cabinet uses one.
        string? role = _netlist.Board.Power.Where(
            power => power.Value == pin && _netlist.NetOf(new NetEnd(NetEnd.Controller, power.Key)) is not null).Select(power => power.Key)
            .FirstOrDefault();
        return role is not null && _drawn.Add(role) ? role : null;
    }

    private void DrawPin(string pin, int side, int y, int pitch, bool isUsed)
    {
        int height = Math.Min(40, pitch - 12);
        string label = BoardHeader.Gpio(pin) is null ? pin : "IO" + pin;
        double x = side < 0 ? At(side, BoardHalf) : At(side, BoardHalf - PinWidth);
        _page.Box(x, y - (height / 2), PinWidth, height, isUsed ? "#ffffff" : "#dddddd", thickness: isUsed ? 4 : 2);
        _page.Text(x + (PinWidth / 2), y + 8, label, 24, SvgPage.Anchor.Middle, bold: isUsed, color: isUsed ? "#111" : "#777");
    }

    private void DrawRow(string signal, int side, int y, int pitch)
    {
        List<BlockUse> uses = _words.UsesOf(signal);
        int height = pitch - 10;
        int from = BoardHalf;
        int labelEnd = from + LabelWidth;
        int circuitEnd = labelEnd + CircuitWidth;
        _page.Line(At(side, from), y, At(side, labelEnd), y, 4);
        (string zh, string en, string code) = _words.NamesOf(signal);
        _page.Text(At(side, from + 12), y - 8, $"{zh} {code}", Shrunk($"{zh} {code}", LargestText, LabelWidth - 20),
            Begin(side), bold: true);
        _page.Text(At(side, from + 12), y + 24, en, SmallText, Begin(side), color: "#444");

        string zhTitle = string.Join(" → ", uses.Select(use => use.Block.Zh));
        string enTitle = string.Join(" → ", uses.Select(use => use.Block.En));
        DrawBox(side, labelEnd, CircuitWidth, y, height, CircuitColor, [zhTitle, enTitle, _words.PartsInShort(signal, uses)]);
        NetlistPart[] terminals = [.. _words.PartsOf(uses, signal).Where(part => part.Type.Symbol == "terminal")];
        if (terminals.Length == 0)
        {
            return;
        }

        int terminalStart = circuitEnd + Gap;
        _page.Line(At(side, circuitEnd), y, At(side, terminalStart), y, 4);
        string[] terminal = terminals.Length == 1 ? [terminals[0].Ref, string.Join('·', terminals[0].Type.Pins)]
            : [.. terminals.Select(part => part.Ref)];
        DrawBox(side, terminalStart, TerminalWidth, y, height, TerminalColor, terminal);
        int thingStart = terminalStart + TerminalWidth + Gap;
        _page.Line(At(side, terminalStart + TerminalWidth), y, At(side, thingStart), y, 4);
        int thingWidth = (SvgPage.Width / 2) - SvgPage.Margin - thingStart;
        DrawBox(side, thingStart, thingWidth, y, height, ThingColor, _words.ThingsInWords(signal, uses));
    }

    private void DrawBox(int side, int start, int width, int y, int height, string color, string[] lines)
    {
        double x = side < 0 ? At(side, start + width) : At(side, start);
        _page.Box(x, y - (height / 2.0), width, height, color);
        lines = Joined(lines, width - 14);
        double pitch = Math.Min((height - 4) / (double)lines.Length, 30);
        double lineY = y - (pitch * lines.Length / 2) + (pitch * 0.78);
        foreach (string line in lines)
        {
            int size = Shrunk(line, Math.Min((int)pitch - 2, LargestText), width - 14);
            _page.Text(x + 8, lineY, Fit(line, size, width - 12), size, bold: line == lines[0]);
            lineY += pitch;
        }
    }

    private void DrawFooter()
    {
        int y = 1965;
        foreach (string line in _words.Remarks().SelectMany(text => SvgPage.Wrap(text, SmallText, SvgPage.Width - (2 * SvgPage.Margin))))
        {
            _page.Text(SvgPage.Margin, y, line, SmallText, bold: true);
            y += 28;
        }

        _page.Text(SvgPage.Margin, y,
            "▸ 输出 output。元件之间怎么接见后页：同名的网络相连。 How the parts are connected is on the next pages: nets of one name are one.", SmallText);
        _page.Text(SvgPage.Margin, y + 28, _words.Contacts(), SmallText);
        _page.Text(SvgPage.Width - SvgPage.Margin, y + 28, $"nanoff --target {_netlist.Board.Target}", SmallText,
            SvgPage.Anchor.End, color: "#444");
    }

    // Fewer lines can be larger: Chinese and English share one where there is room.
    private static string[] Joined(string[] lines, int width) =>
        lines.Length == 3 && SvgPage.WidthOf($"{lines[0]} {lines[1]}", LargestText) <= width ? [$"{lines[0]} {lines[1]}", lines[2]]
        : lines.Length == 3 && SvgPage.WidthOf($"{lines[1]} {lines[2]}", LargestText) <= width ? [lines[0], $"{lines[1]} {lines[2]}"]
        : lines;

    private static int Shrunk(string text, int size, int width)
    {
        while (size > LeastText && SvgPage.WidthOf(text, size) > width)
        {
            size--;
        }

        return size;
    }

    private static string Fit(string text, int size, int width)
    {
        if (SvgPage.WidthOf(text, size) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 1 && SvgPage.WidthOf(text[..length] + "…", size) > width)
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    private static double At(int side, double distance) => (SvgPage.Width / 2.0) + (side * distance);

    private static SvgPage.Anchor Begin(int side) => side < 0 ? SvgPage.Anchor.End : SvgPage.Anchor.Start;
}
