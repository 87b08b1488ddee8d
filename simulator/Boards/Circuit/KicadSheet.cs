using static AedCabinet.Simulator.Boards.Circuit.KicadText;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>One sheet: its blocks in columns, each part with the names of its nets.</summary>
internal sealed class KicadSheet
{
    private const double Left = 20.32;
    private const double Top = 40.64;
    private const double ColumnWidth = 76.2;
    private const double Stub = 2.54;
    private const double RowHeight = 10.16;
    private const double BlockGap = 6.35;
    private const double NoteSize = 1.5;
    private const int NoteColumns = 31;
    private const double LineHeight = 2.54;

    // Paper, columns, and where the frame with its title begins.
    private static readonly (string Paper, int Columns, double Bottom)[] s_papers = [("A4", 3, 160), ("A3", 5, 250), ("A2", 7, 370),
        ("A1", 10, 540)];

    private readonly Netlist _netlist;
    private readonly KicadData _data;
    private readonly KicadSheetPlan _plan;
    private readonly BlockUse[] _uses;
    private readonly Func<string, bool> _isGlobal;
    private readonly List<Expression> _items = [];
    private readonly Dictionary<string, Expression> _library = [];

    /// <summary>Initializes a new instance of the <see cref="KicadSheet"/> class.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="data">Footprints and pads.</param>
    /// <param name="plan">What is on it.</param>
    /// <param name="isGlobal">Whether other sheets have a net too.</param>
    public KicadSheet(Netlist netlist, KicadData data, KicadSheetPlan plan, Func<string, bool> isGlobal)
    {
        _netlist = netlist;
        _data = data;
        _plan = plan;
        _isGlobal = isGlobal;
        _uses = [.. netlist.Uses.Where(use => plan.Blocks.Contains(use.Block.Block))];
    }

    /// <summary>Gets the parts on it, with the identity of each.</summary>
    public List<(NetlistPart Part, string Uuid)> Placed { get; } = [];

    /// <summary>Draws it.</summary>
    /// <returns>The file's expression.</returns>
    public Expression Draw()
    {
        (string paper, int columns, double bottom) = s_papers.First(paper => Place(paper.Columns, paper.Bottom, draw: false));
        Place(columns, bottom, draw: true);
        Expression file = new("kicad_sch", new Expression("version", 20211123), new Expression("generator", "aed_cabinet"),
            Uuid(Id("file")), new Expression("paper", new Expression.Quoted(paper)), TitleBlock(_netlist, $"{_plan.Zh} {_plan.En}"));
        Expression library = new("lib_symbols");
        foreach (Expression symbol in _library.Values)
        {
            library.Add(symbol);
        }

        file.Add(library);
        if (_netlist.Circuit.Notice is BilingualText notice)
        {
            file.Add(Text($"{notice.Zh}  {notice.En}", Left, 22.86, 4, Id("notice"), isBold: true));
        }

        foreach (Expression item in _items)
        {
            file.Add(item);
        }

        return file;
    }

    private string Id(string of) => $"{_netlist.Board.Board}/{_netlist.Kind}/{_plan.Sheet}/{of}";

    // What does not fit into a column goes on in the next one; a block's title stays with its first part.
    private bool Place(int columns, double bottom, bool draw)
    {
        int column = 0;
        double y = Top;
        foreach (BlockUse use in _uses)
        {
            double head = Snap((HeadOf(use).Count() * LineHeight) + BlockGap);
            foreach ((int index, NetlistPart part) in PartsOf(use).Index())
            {
                KicadSymbol symbol = new(part, _data.PinsOf(_netlist, part));
                double above = index == 0 ? head : 0;
                if (y + above + HeightOf(symbol) > bottom)
                {
                    column++;
                    y = index == 0 ? Top : Top + BlockGap;
                }

                if (column >= columns)
                {
                    return false;
                }

                double x = Left + (column * ColumnWidth);
                if (draw && index == 0)
                {
                    DrawHead(use, x, y);
                }

                if (draw)
                {
                    DrawPart(part, symbol, Snap(x + (ColumnWidth / 2) - 1.27), y + above);
                }

                y += above + HeightOf(symbol);
            }

            y += BlockGap;
        }

        return true;
    }

    private IEnumerable<NetlistPart> PartsOf(BlockUse use) => _netlist.Parts.Where(part => part.Use == use);

    private IEnumerable<string> HeadOf(BlockUse use)
    {
        string signals = string.Join(", ", use.Instance.Signals.Where(_netlist.Board.Pins.ContainsKey)
            .Select(signal => $"{signal} IO{_netlist.Board.Pins[signal]}"));
        yield return $"{use.Block.Zh} {use.Block.En}";
        foreach (string note in use.Block.Note is BilingualText text ? new[] { signals, text.Zh, text.En } : [signals])
        {
            foreach (string line in SvgPage.Wrap(note, 2, NoteColumns * 2).Where(line => line.Length > 0))
            {
                yield return line;
            }
        }
    }

    private static double HeightOf(KicadSymbol symbol) => symbol.IsBox ? Snap(symbol.Height + 8.89) : RowHeight;

    private static double Snap(double value) => Math.Ceiling(value / 1.27 - 1e-6) * 1.27;

    private void DrawHead(BlockUse use, double x, double y)
    {
        foreach ((int index, string line) in HeadOf(use).Index())
        {
            _items.Add(Text(line, x, y + ((index + 1) * LineHeight), index == 0 ? 1.9 : NoteSize,
                Id($"{use.Block.Block}{use.Instance.N}/{index}")));
        }
    }

    private void DrawPart(NetlistPart part, KicadSymbol symbol, double x, double y)
    {
        _library.TryAdd(symbol.LibraryId, symbol.ToLibrary());
        string uuid = UuidOf(Id(part.Ref));
        Placed.Add((part, uuid));
        double above = symbol.IsBox ? 4.445 : 3.175;
        Expression placed = new(
            "symbol",
            new Expression("lib_id", new Expression.Quoted(symbol.LibraryId)),
            At(x, y),
            new Expression("unit", 1),
            new Expression("in_bom", "yes"),

            // KiCad's netlist leaves out what is not on the board; what is in the cabinet is told by its field, and has no footprint.
            new Expression("on_board", "yes"),
            new Expression("uuid", uuid),
            Property("Reference", part.Ref, 0, x - 1.27, y - above, isHidden: false, "right"),
            Property("Value", part.Type.Value, 1, x + 0.5, y - above, isHidden: false, "left"),
            Property("Footprint", _data.FootprintOf(part), 2, x, y, isHidden: true),
            Property("Datasheet", "~", 3, x, y, isHidden: true),
            Property("Maker", part.Type.Maker, 4, x, y, isHidden: true),
            Property("MPN", part.Type.Mpn, 5, x, y, isHidden: true),
            Property("Description", $"{part.Type.Zh} {part.Type.En}", 6, x, y, isHidden: true),
            Property("Place", KicadData.IsOnCarrier(part) ? "carrier 底板" : "cabinet 柜内", 7, x, y, isHidden: true));
        foreach ((KicadPin pin, double dx, double down, bool isLeft) in symbol.Pins)
        {
            placed.Add(new Expression("pin", new Expression.Quoted(pin.Number), Uuid(Id($"{part.Ref}.{pin.Number}"))));
            DrawEnd(part, pin, x + dx, y + down, isLeft);
        }

        _items.Add(placed);
    }

    private void DrawEnd(NetlistPart part, KicadPin pin, double x, double y, bool isLeft)
    {
        string id = Id($"{part.Ref}.{pin.Number}");
        if (pin.End is null || _netlist.NetOf(new NetEnd(part.Ref, pin.End)) is not string net)
        {
            _items.Add(new Expression("no_connect", new Expression("at", x, y), Uuid(id + "/open")));
            return;
        }

        double end = x + (isLeft ? -Stub : Stub);
        _items.Add(new Expression(
            "wire",
            new Expression("pts", new Expression("xy", x, y), new Expression("xy", end, y)),
            new Expression("stroke", new Expression("width", 0), new Expression("type", "default"), new Expression("color", 0, 0, 0, 0)),
            Uuid(id + "/wire")));
        Expression at = At(end, y, isLeft ? 180 : 0);
        Expression font = Font(justify: isLeft ? "right" : "left");
        _items.Add(_isGlobal(net)
            ? new Expression("global_label", new Expression.Quoted(net), new Expression("shape", "passive"), at, font, Uuid(id + "/net"),
                Property("Intersheet References", "${INTERSHEET_REFS}", 0, end, y, isHidden: true))
            : new Expression("label", new Expression.Quoted(net), at,
                Font(justify: null).Add(new Expression("justify", isLeft ? "right" : "left", "bottom")), Uuid(id + "/net")));
    }
}
