namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The pages after the first: every block with its parts, each pin with the name of its net.</summary>
internal sealed class BlockSheets
{
    private const int Columns = 3;
    private const int ColumnGap = 30;
    private const int Top = 220;
    private const int Bottom = 2030;
    private const int RowHeight = 68;
    private const int PinHeight = 34;
    private const int TitleHeight = 48;
    private const int NoteHeight = 30;
    private const int NoteSize = 22;
    private const int ColumnWidth = (SvgPage.Width - (2 * SvgPage.Margin) - ((Columns - 1) * ColumnGap)) / Columns;

    private readonly Netlist _netlist;
    private readonly List<List<(List<BlockUse> Uses, int Y)>[]> _pages = [];

    /// <summary>Initializes a new instance of the <see cref="BlockSheets"/> class and divides the blocks among pages.</summary>
    /// <param name="netlist">The circuit.</param>
    public BlockSheets(Netlist netlist)
    {
        _netlist = netlist;
        int column = Columns;
        int y = Bottom;
        foreach (List<BlockUse> uses in Groups())
        {
            int height = HeightOf(uses);
            if (y + height > Bottom)
            {
                column++;
                y = Top;
            }

            if (column >= Columns)
            {
                _pages.Add([.. Enumerable.Range(0, Columns).Select(_ => new List<(List<BlockUse> Uses, int Y)>())]);
                column = 0;
            }

            _pages[^1][column].Add((uses, y));
            y += height + ColumnGap;
        }
    }

    /// <summary>Gets how many pages there are.</summary>
    public int Count => _pages.Count;

    /// <summary>Draws a page.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="page">The empty page.</param>
    public void Draw(int index, SvgPage page)
    {
        for (int column = 0; column < Columns; column++)
        {
            foreach ((List<BlockUse> uses, int y) in _pages[index][column])
            {
                DrawBlock(page, uses, SvgPage.Margin + (column * (ColumnWidth + ColumnGap)), y);
            }
        }
    }

    // Uses of a block that differ in number and signal only are drawn once, with a table of them.
    private IEnumerable<List<BlockUse>> Groups() => _netlist.Uses.GroupBy(use => use.Block).Select(same => same.ToList());

    private IEnumerable<NetlistPart> PartsOf(List<BlockUse> uses) =>
        _netlist.Parts.Where(
            part => part.Use == uses[0] && (uses.Count == 1 || uses[0].Block.Parts.Any(placed => uses[0].Fill(placed.Ref) == part.Ref)));

    private static bool IsTall(NetlistPart part) => part.Type.Pins.Count > 2;

    private IEnumerable<string> NotesOf(List<BlockUse> uses)
    {
        if (uses[0].Block.Note is BilingualText note)
        {
            foreach (string line in new[] { note.Zh, note.En }.Distinct()
                .SelectMany(text => SvgPage.Wrap(text, NoteSize, ColumnWidth - 30)))
            {
                yield return line;
            }
        }

        if (uses.Count > 1)
        {
            foreach (BlockUse use in uses)
            {
                CircuitSignal signal = _netlist.Circuit.Signals[use.Instance.Signals[0]];
                string own = string.Join(" + ", use.Instance.Parts.Select(part => $"{part.Ref} {_netlist.Circuit.Library[part.Part].Mpn}"));
                yield return $"n={use.Instance.N} {signal.Zh} {use.Instance.Signals[0]} → "
                    + $"IO{_netlist.Board.Pins[use.Instance.Signals[0]]}{(own.Length > 0 ? $"; X{use.Instance.N}: {own}" : string.Empty)}";
            }
        }
    }

    private int HeightOf(List<BlockUse> uses) => TitleHeight + (NotesOf(uses).Count() * NoteHeight) + PartsOf(uses).Sum(HeightOf) + 14;

    private static int HeightOf(NetlistPart part) =>
        part.Type.Pins.Count == 0 ? PinHeight : IsTall(part) ? ((part.Type.Pins.Count + 1) / 2 * PinHeight) + 56 : RowHeight;

    private void DrawBlock(SvgPage page, List<BlockUse> uses, int x, int y)
    {
        page.Box(x, y, ColumnWidth, HeightOf(uses), "#fff", "#456", 3);
        page.Box(x, y, ColumnWidth, TitleHeight - 8, "#e4edf6", "#456", 3);
        page.Text(x + 14, y + 30, $"{uses[0].Block.Zh} {uses[0].Block.En}", 26, bold: true);
        int at = y + TitleHeight;
        foreach (string note in NotesOf(uses))
        {
            page.Text(x + 14, at + 20, note, NoteSize, color: "#444");
            at += NoteHeight;
        }

        foreach (NetlistPart part in PartsOf(uses))
        {
            PartSymbol symbol = new(page, part, Generic(part.Ref, uses), pin => NetName(part, pin, uses));
            if (part.Type.Pins.Count == 0)
            {
                symbol.DrawName(x, at, ColumnWidth);
            }
            else if (IsTall(part))
            {
                symbol.DrawChip(x, at, ColumnWidth, PinHeight);
            }
            else
            {
                symbol.DrawTwoPin(x, at, ColumnWidth);
            }

            at += HeightOf(part);
        }
    }

    private string NetName(NetlistPart part, string pin, List<BlockUse> uses)
    {
        NetEnd end = new(part.Ref, pin);
        string? net = _netlist.NetOf(end);
        if (part.Ref == NetEnd.Controller)
        {
            return net ?? string.Empty;
        }

        if (net is null)
        {
            return "–";
        }

        string generic = Generic(net, uses);
        return uses.Count == 1 && _netlist.Board.Pins.TryGetValue(net, out int gpio) && _netlist.IsUsed(net)
            ? $"{net} (IO{gpio})" : generic;
    }

    // The numbers of one use stand for those of all: 101 becomes n1.
    private static string Generic(string name, List<BlockUse> uses)
    {
        if (uses.Count == 1)
        {
            return name;
        }

        string generic = uses[0].Instance.Signals.Aggregate(name,
            (text, signal) => text.Replace(signal, "[signal]", StringComparison.Ordinal));
        int at = generic.IndexOf(uses[0].Instance.N, StringComparison.Ordinal);
        return at < 0 ? generic : string.Concat(generic.AsSpan(0, at), "n", generic.AsSpan(at + uses[0].Instance.N.Length));
    }
}
