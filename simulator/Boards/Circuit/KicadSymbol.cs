using static AedCabinet.Simulator.Boards.Circuit.KicadText;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The symbol of a part: what is drawn and where its pins are. Millimetres; up is plus inside a symbol, as KiCad has it.</summary>
internal sealed class KicadSymbol
{
    // Room for a label between two lines; a multiple of the grid.
    private const double Pitch = 3.81;
    private const double Border = 2.54;
    private const double ShortHalf = 7.62;
    private const double BoxHalf = 12.7;
    private const double PinLength = 2.54;
    private readonly NetlistPart _part;

    /// <summary>Initializes a new instance of the <see cref="KicadSymbol"/> class.</summary>
    /// <param name="part">The part.</param>
    /// <param name="pins">Its pins.</param>
    public KicadSymbol(NetlistPart part, IReadOnlyList<KicadPin> pins)
    {
        _part = part;
        IsBox = pins.Count > 2;
        int rows = (pins.Count + 1) / 2;
        Height = IsBox ? ((rows - 1) * Pitch) + (2 * Border) : 2 * Border;
        double half = IsBox ? BoxHalf : ShortHalf;
        Pins = [.. pins.Select(
            (pin, index) => (pin, IsLeft: index < rows, Row: index < rows ? index : IsModule ? pins.Count - 1 - index : index - rows))
            .Select(at => (at.pin, at.IsLeft ? -half : half, IsBox ? at.Row * Pitch : 0.0, at.IsLeft))];
    }

    /// <summary>Gets a value indicating whether it is drawn as a box with the names of its pins.</summary>
    public bool IsBox { get; }

    /// <summary>Gets how high it is.</summary>
    public double Height { get; }

    /// <summary>Gets the pins: where each is, to the right and down from the symbol's origin, the row of the first pins.</summary>
    public IReadOnlyList<(KicadPin Pin, double X, double Down, bool IsLeft)> Pins { get; }

    /// <summary>Gets the name in the library.</summary>
    public string LibraryId => $"AedCabinet:{_part.TypeName}";

    private bool IsModule => _part.Ref == NetEnd.Controller;

    /// <summary>The symbol as the library of a sheet has it.</summary>
    /// <returns>The expression.</returns>
    public Expression ToLibrary()
    {
        Expression symbol = new("symbol", new Expression.Quoted(LibraryId));
        if (!IsBox)
        {
            symbol.Add(new Expression("pin_numbers", "hide")).Add(new Expression("pin_names", new Expression("offset", 0.254), "hide"));
        }

        symbol.Add(new Expression("in_bom", "yes")).Add(new Expression("on_board", "yes"))
            .Add(Property("Reference", LettersOf(_part.Ref), 0, 0, 0, isHidden: false))
            .Add(Property("Value", _part.Type.Value, 1, 0, 0, isHidden: false))
            .Add(Property("Footprint", string.Empty, 2, 0, 0, isHidden: true))
            .Add(Property("Datasheet", "~", 3, 0, 0, isHidden: true));
        Expression drawing = new("symbol", new Expression.Quoted($"{_part.TypeName}_0_1"));
        foreach (Expression shape in Shapes())
        {
            drawing.Add(shape);
        }

        Expression pins = new("symbol", new Expression.Quoted($"{_part.TypeName}_1_1"));
        foreach ((KicadPin pin, double x, double down, bool isLeft) in Pins)
        {
            pins.Add(new Expression("pin", "passive", "line", At(x, -down, isLeft ? 0 : 180), new Expression("length", PinLength),
                new Expression("name", new Expression.Quoted(pin.Name), Font()), new Expression("number",
                    new Expression.Quoted(pin.Number), Font())));
        }

        return symbol.Add(drawing).Add(pins);
    }

    /// <summary>The letters of a designator.</summary>
    /// <param name="reference">The designator.</param>
    /// <returns>What stands before its number.</returns>
    public static string LettersOf(string reference) => reference.TrimEnd("0123456789".ToCharArray());

    private static Expression Rectangle(double left, double top, double right, double bottom) =>
        new("rectangle", new Expression("start", left, top), new Expression("end", right, bottom), Stroke(), NoFill());

    private static Expression Circle(double x, double radius) =>
        new("circle", new Expression("center", x, 0.0), new Expression("radius", radius), Stroke(), NoFill());

    private static Expression Line(params double[] points)
    {
        Expression corners = new("pts");
        for (int at = 0; at < points.Length; at += 2)
        {
            corners.Add(new Expression("xy", points[at], points[at + 1]));
        }

        return new Expression("polyline", corners, Stroke(), NoFill());
    }

    private static Expression Stroke() => new("stroke", new Expression("width", 0.254), new Expression("type", "default"),
        new Expression("color", 0, 0, 0, 0));

    private static Expression NoFill() => new("fill", new Expression("type", "none"));

    private IEnumerable<Expression> Shapes()
    {
        const double Edge = ShortHalf - PinLength;
        if (IsBox)
        {
            return [Rectangle(-BoxHalf + PinLength, Border, BoxHalf - PinLength, Border - Height)];
        }

        return _part.Type.Symbol switch
        {
            "none" => [Rectangle(-Edge, 1.27, Edge, -1.27)],
            "capacitor" => [Line(-Edge, 0, -0.762, 0), Line(-0.762, 1.905, -0.762, -1.905), Line(0.762, 1.905, 0.762, -1.905),
                Line(0.762, 0, Edge, 0)],
            "battery" => [Line(-Edge, 0, -0.635, 0), Line(-0.635, 2.032, -0.635, -2.032), Line(0.635, 1.016, 0.635, -1.016),
                Line(0.635, 0, Edge, 0)],
            "diode" => [Line(-Edge, 0, Edge, 0), Line(-1.27, 1.27, -1.27, -1.27, 1.27, 0, -1.27, 1.27), Line(1.27, 1.27, 1.27, -1.27)],
            "switch" => [Line(-Edge, 0, -2.54, 0), Line(-2.54, 0, 2.286, 1.778), Line(2.54, 0, Edge, 0), Circle(-2.54, 0.3),
                Circle(2.54, 0.3)],
            "fuse" => [Rectangle(-2.54, 0.889, 2.54, -0.889), Line(-Edge, 0, Edge, 0)],
            "terminal" => [Line(-Edge, 0, -2.032, 0), Circle(-1.27, 0.762),
                .. Pins.Count > 1 ? [Line(2.032, 0, Edge, 0), Circle(1.27, 0.762)] : Array.Empty<Expression>()],
            _ => [Rectangle(-2.54, 1.016, 2.54, -1.016), Line(-Edge, 0, -2.54, 0), Line(2.54, 0, Edge, 0)],
        };
    }
}
