using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>One A4 page, landscape, in tenths of a millimetre from the upper left corner.</summary>
internal sealed class SvgPage
{
    /// <summary>The page's width.</summary>
    public const int Width = 2970;

    /// <summary>The page's height.</summary>
    public const int Height = 2100;

    /// <summary>The margin that any printer leaves.</summary>
    public const int Margin = 60;

    private const string Fonts = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif";
    private const double NarrowEm = 0.56;
    private const char FirstWide = '\u2E80';
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly XElement _root;

    /// <summary>Initializes a new instance of the <see cref="SvgPage"/> class with its title line.</summary>
    /// <param name="title">What the page shows.</param>
    /// <param name="subtitle">For which cabinet.</param>
    /// <param name="number">Which page of how many.</param>
    /// <param name="notice">What must be seen before all else, or <c>null</c>.</param>
    public SvgPage(string title, string subtitle, string number, BilingualText? notice = null)
    {
        _root = new XElement(
            s_svg + "svg",
            new XAttribute("width", "297mm"),
            new XAttribute("height", "210mm"),
            new XAttribute("viewBox", $"0 0 {Width} {Height}"),
            new XAttribute("font-family", Fonts),
            new XElement(s_svg + "title", $"{title} – {subtitle}"),

            // A browser then prints it as it is: one landscape sheet.
            new XElement(s_svg + "style", "@page{size:A4 landscape;margin:0}"));
        Box(0, 0, Width, Height, "#fff", "none");
        Text(Margin, 112, title, 46, bold: true);
        Text(Margin, 160, subtitle, 30, color: "#444");
        Text(Width - Margin, 112, number, 30, Anchor.End, color: "#444");
        Line(Margin, 182, Width - Margin, 182, 4);
        if (notice is not null)
        {
            const int Size = 40;
            double width = Math.Max(WidthOf(notice.Zh, Size), WidthOf(notice.En, Size)) + 60;
            double left = Width - Margin - 160 - width;
            Box(left, 24, width, 140, "#fde8e8", "#b00020", 8);
            Text(left + (width / 2), 82, notice.Zh, Size, Anchor.Middle, bold: true, color: "#b00020");
            Text(left + (width / 2), 138, notice.En, Size, Anchor.Middle, bold: true, color: "#b00020");
        }
    }

    /// <summary>Where a text stands relative to its point.</summary>
    public enum Anchor
    {
        /// <summary>It begins there.</summary>
        Start,

        /// <summary>Its middle is there.</summary>
        Middle,

        /// <summary>It ends there.</summary>
        End,
    }

    /// <summary>About how wide a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Its size.</param>
    /// <returns>The width.</returns>
    public static double WidthOf(string text, int size) => text.Sum(character => character >= FirstWide ? 1 : NarrowEm) * size;

    /// <summary>Cuts a text into lines, at blanks and between Chinese characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Its size.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Wrap(string text, int size, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string piece in Pieces(text))
        {
            if (line.Length > 0 && WidthOf(line + piece.TrimEnd(), size) > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(piece);
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    /// <summary>Writes a line of text.</summary>
    /// <param name="x">Where, from the left.</param>
    /// <param name="y">The line it stands on.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">Its size.</param>
    /// <param name="anchor">Where it stands relative to <paramref name="x"/>.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="color">Its colour.</param>
    public void Text(double x, double y, string text, int size, Anchor anchor = Anchor.Start, bool bold = false, string color = "#111")
    {
        XElement element = new(s_svg + "text", Number("x", x), Number("y", y), new XAttribute("font-size", size),
            new XAttribute("fill", color), text);
        if (anchor != Anchor.Start)
        {
            element.Add(new XAttribute("text-anchor", anchor == Anchor.Middle ? "middle" : "end"));
        }

        if (bold)
        {
            element.Add(new XAttribute("font-weight", "bold"));
        }

        _root.Add(element);
    }

    /// <summary>Draws a line.</summary>
    /// <param name="fromX">Its beginning, from the left.</param>
    /// <param name="fromY">Its beginning, from the top.</param>
    /// <param name="toX">Its end, from the left.</param>
    /// <param name="toY">Its end, from the top.</param>
    /// <param name="thickness">Its thickness.</param>
    /// <param name="color">Its colour.</param>
    public void Line(double fromX, double fromY, double toX, double toY, double thickness = 3, string color = "#111") =>
        _root.Add(new XElement(
        s_svg + "line",
        Number("x1", fromX),
        Number("y1", fromY),
        Number("x2", toX),
        Number("y2", toY),
        new XAttribute("stroke", color),
        Number("stroke-width", thickness)));

    /// <summary>Draws a box.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="fill">Its colour.</param>
    /// <param name="stroke">The colour of its edge.</param>
    /// <param name="thickness">The thickness of its edge.</param>
    public void Box(double x, double y, double width, double height, string fill = "#fff", string stroke = "#111", double thickness = 3) =>
        _root.Add(new XElement(
        s_svg + "rect",
        Number("x", x),
        Number("y", y),
        Number("width", width),
        Number("height", height),
        new XAttribute("fill", fill),
        new XAttribute("stroke", stroke),
        Number("stroke-width", thickness)));

    /// <summary>Draws a dot where wires meet, or a small circle.</summary>
    /// <param name="x">Its middle, from the left.</param>
    /// <param name="y">Its middle, from the top.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="fill">Its colour.</param>
    public void Dot(double x, double y, double radius = 7, string fill = "#111") => _root.Add(new XElement(
        s_svg + "circle",
        Number("cx", x),
        Number("cy", y),
        Number("r", radius),
        new XAttribute("fill", fill),
        new XAttribute("stroke", "#111"),
        Number("stroke-width", 3)));

    /// <summary>Draws a filled triangle or other closed shape.</summary>
    /// <param name="points">Its corners, <c>x,y</c> separated by blanks.</param>
    public void Shape(string points) => _root.Add(
        new XElement(s_svg + "polygon", new XAttribute("points", points), new XAttribute("fill", "#111")));

    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (XmlWriter writer = XmlWriter.Create(text, settings))
        {
            _root.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int from = 0;
        for (int at = 0; at < text.Length; at++)
        {
            bool isWide = text[at] >= FirstWide;
            bool endsHere = text[at] == ' ' || isWide;

            // A full stop or comma stays with what it follows.
            bool nextHangs = at + 1 < text.Length && "，。；：、）,.;:)".Contains(text[at + 1], StringComparison.Ordinal);
            if (endsHere && !nextHangs)
            {
                yield return text[from..(at + 1)];
                from = at + 1;
            }
        }

        yield return text[from..];
    }

    private static XAttribute Number(string name, double value) => new(name, value.ToString("0.#", CultureInfo.InvariantCulture));
}
