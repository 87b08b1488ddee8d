using System.Globalization;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>
/// The sheets that a person wires from: one line a wire, by terminal, with a box to tick; the mains and the supply on sheets of their own.
/// </summary>
internal static class WireSheets
{
    private const int Top = 330;
    private const int RowHeight = 56;
    private const int RowsOnPage = 27;
    private const int TextSize = 25;
    private const int Tick = 30;
    private static readonly (string Zh, string En, int X)[] s_columns =
    [
        ("完成", "done", 60),
        ("端子", "from", 150),
        ("接到", "to", 330),
        ("线 mm²", "wire", 1270),
        ("颜色", "colour", 1400),
        ("剥线 mm", "strip", 1720),
        ("力矩 N·m", "torque", 1860),
        ("另一端力矩", "at the other end", 2010),
        ("最长 m", "at most", 2250),
        ("网络", "net", 2390),
    ];

    /// <summary>Draws the sheets of a cabinet.</summary>
    /// <param name="netlist">Its circuit.</param>
    /// <param name="subtitle">For which cabinet.</param>
    /// <returns>The pages by the end of their files' names.</returns>
    public static IEnumerable<(string Name, SvgPage Page)> Draw(Netlist netlist, string subtitle)
    {
        IReadOnlyList<Wire> wires = WireList.Of(netlist);
        return Pages(netlist, "wires", "接线表 Wire list", subtitle, [.. wires.Where(wire => !wire.Class.Mains)])
            .Concat(Pages(netlist, "mains", "市电和电源接线表 Wire list of the mains and the supply", subtitle,
                [.. wires.Where(wire => wire.Class.Mains)]));
    }

    private static IEnumerable<(string Name, SvgPage Page)> Pages(Netlist netlist, string name, string title, string subtitle, Wire[] wires)
    {
        int count = (wires.Length + RowsOnPage - 1) / RowsOnPage;
        for (int index = 0; index < count; index++)
        {
            SvgPage page = new(title, subtitle, $"{index + 1} / {count}", netlist.Circuit.Notice);
            DrawHead(page, name == "mains", hasMains: netlist.Parts.Any(part => part.Ref == "PS1"));
            foreach ((int row, Wire wire) in wires.Skip(index * RowsOnPage).Take(RowsOnPage).Index())
            {
                DrawRow(page, netlist, wire, Top + (row * RowHeight), isShaded: row % 2 == 1);
            }

            DrawFoot(page, wires);
            yield return ($"{name}-{index + 1}", page);
        }
    }

    private static void DrawHead(SvgPage page, bool isMains, bool hasMains)
    {
        string rule = (isMains, hasMains) switch
        {
            (true, true) =>
                "220 V市电，仅限持证电工：断电上锁，F2取下；先接地，后N，再L。进线3 × 1.5 mm²：X1 L、X2 N、X3接地。 220 V, licensed electricians only: locked off, F2 out; "
                    + "earth, N, then L. Mains cable 3 × 1.5 mm²: X1 L, X2 N, X3 earth.",
            (false, true) => "全部断电后接线：市电断开并上锁，F2取下，USB拔掉。 Everything off while you wire: mains locked off, F2 out, USB unplugged.",
            _ => "接线时保险F70、F71取下。 The fuses F70 and F71 are out while you wire.",
        };
        int size = SvgPage.WidthOf(rule, 28) > SvgPage.Width - (2 * SvgPage.Margin) ? 22 : 28;
        page.Text(SvgPage.Margin, 226, rule, size, bold: true, color: isMains && hasMains ? "#b00020" : "#111");
        page.Box(SvgPage.Margin, 246, SvgPage.Width - (2 * SvgPage.Margin), 74, "#e4edf6", "#456");
        foreach ((string zh, string en, int x) in s_columns)
        {
            page.Text(x + 8, 276, zh, TextSize, bold: true);
            page.Text(x + 8, 308, en, TextSize - 3, color: "#333");
        }
    }

    private static void DrawRow(SvgPage page, Netlist netlist, Wire wire, int y, bool isShaded)
    {
        if (isShaded)
        {
            page.Box(SvgPage.Margin, y, SvgPage.Width - (2 * SvgPage.Margin), RowHeight, "#f3f6f9", "none");
        }

        page.Line(SvgPage.Margin, y + RowHeight, SvgPage.Width - SvgPage.Margin, y + RowHeight, 2, "#9ab");
        page.Box(s_columns[0].X + 20, y + ((RowHeight - Tick) / 2.0), Tick, Tick);
        NetlistPart from = Part(netlist, wire.From);
        NetlistPart? to = wire.To is null ? null : Part(netlist, wire.To);
        string target = to is null ? $"{wire.Class.To!.Zh} {wire.Class.To.En}" : $"{wire.To}  {to.Type.Zh} {to.Type.En}";
        string[] cells =
        [
            wire.From.ToString(),
            target,
            wire.Class.Mm2.ToString("0.##", CultureInfo.InvariantCulture),
            $"{wire.Colour.Zh} {wire.Colour.En}",
            from.Type.StripMm?.ToString(CultureInfo.InvariantCulture) ?? "–",
            Torque(from),
            to is null ? "–" : Torque(to),
            wire.Class.MaxM.ToString("0.##", CultureInfo.InvariantCulture),
            wire.Net,
        ];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            int x = s_columns[cell + 1].X;
            int end = cell + 2 < s_columns.Length ? s_columns[cell + 2].X : SvgPage.Width - SvgPage.Margin;
            int size = TextSize;
            while (size > 17 && SvgPage.WidthOf(cells[cell], size) > end - x - 16)
            {
                size--;
            }

            page.Text(x + 8, y + 37, cells[cell], size, bold: cell < 2);
        }
    }

    private static void DrawFoot(SvgPage page, Wire[] wires)
    {
        int y = Top + (RowsOnPage * RowHeight) + 40;
        string[] sources = [.. wires.Select(wire => wire.Class.Source).Distinct()];
        page.Text(SvgPage.Margin, y,
            "每根线压线鼻子，逐根拉一下，再打勾。“厂商”：按厂商说明。 Ferrule on each end, pull at each wire, then tick. “maker”: as its maker says.", 24, bold: true);
        foreach ((int line, string text) in SvgPage.Wrap(
            $"截面、颜色、力矩、长度由本项目选定，未经试制核实：Cross-sections, colours, torques and lengths are ours, not yet confirmed: "
                + $"{string.Join("; ", sources)}.", 19, SvgPage.Width - (2 * SvgPage.Margin)).Index())
        {
            page.Text(SvgPage.Margin, y + 34 + (line * 25), text, 19, color: "#444");
        }
    }

    // A thing with leads of its own, or one whose maker must say.
    private static string Torque(NetlistPart part) => part.Type.TorqueNm is double torque
        ? torque.ToString("0.##", CultureInfo.InvariantCulture) : part.Type.Field || part.Type.Wired ? "厂商 maker" : "–";

    private static NetlistPart Part(Netlist netlist, NetEnd end) => netlist.Parts.First(part => part.Ref == end.Ref);
}
