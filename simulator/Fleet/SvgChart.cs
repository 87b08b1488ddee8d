using System.Globalization;
using System.Net;
using System.Text;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A chart of a few series over one axis as SVG for a page of its own: it takes its colours from the page's style, so that it
/// suits light and dark. A plotting library would bring native code for what is a hundred lines of text.
/// </summary>
/// <param name="title">What it shows.</param>
/// <param name="unit">The unit of the values, beside the axis.</param>
/// <param name="axis">The unit of the axis below.</param>
internal sealed class SvgChart(string title, string unit, string axis)
{
    private const int Width = 760;
    private const int Height = 250;
    private const int Left = 56;
    private const int Right = 14;
    private const int Top = 14;
    private const int Bottom = 40;
    private const int TicksWanted = 5;
    private const int SecondsTicksWanted = 10;
    private const int MarkWidth = 60;
    private const int MarkHeight = 12;

    private readonly List<(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsArea)> _series = [];
    private readonly List<(double X, string Text)> _marks = [];
    private readonly List<(double Y, string Text)> _limits = [];

    /// <summary>Adds a series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="points">Its points by ascending x.</param>
    /// <param name="isArea">Whether the area below it is filled.</param>
    /// <returns>The chart.</returns>
    public SvgChart Add(string name, IEnumerable<(double X, double Y)> points, bool isArea = false)
    {
        _series.Add((name, [.. points], isArea));
        return this;
    }

    /// <summary>Marks a moment.</summary>
    /// <param name="x">Where.</param>
    /// <param name="text">What it was.</param>
    /// <returns>The chart.</returns>
    public SvgChart Mark(double x, string text)
    {
        _marks.Add((x, text));
        return this;
    }

    /// <summary>Draws a limit.</summary>
    /// <param name="y">Where.</param>
    /// <param name="text">What it is.</param>
    /// <returns>The chart.</returns>
    public SvgChart Limit(double y, string text)
    {
        _limits.Add((y, text));
        return this;
    }

    /// <summary>Draws it.</summary>
    /// <returns>A <c>figure</c> element.</returns>
    public string Draw()
    {
        double maxX = _series.SelectMany(series => series.Points).Select(point => point.X).Where(x => x > 0).DefaultIfEmpty(1).Max();
        double maxY = Math.Max(_series.SelectMany(series => series.Points).Select(point => point.Y).Concat(_limits.Select(limit => limit.Y)).DefaultIfEmpty(1).Max(), 1);
        double stepX = Step(maxX, SecondsTicksWanted);
        double stepY = Step(maxY, TicksWanted);
        maxY = Math.Ceiling(maxY / stepY) * stepY;
        StringBuilder svg = new();
        Write(svg, $"<figure><figcaption>{Text(title)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}\">");
        for (double y = 0; y <= maxY + (stepY / 2); y += stepY)
        {
            Write(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\"/><text class=\"tick\" x=\"{Left - 6}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{Number(y)}</text>");
        }

        for (double x = 0; x <= maxX; x += stepX)
        {
            Write(svg, $"<text class=\"tick\" x=\"{X(x):F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{Number(x)}</text>");
        }

        Write(svg, $"<text class=\"tick\" x=\"{Width - Right}\" y=\"{Height - 6}\" text-anchor=\"end\">{Text(axis)}</text><text class=\"tick\" x=\"4\" y=\"{Top - 2}\">{Text(unit)}</text>");
        double lastX = double.NegativeInfinity;
        int line = 0;
        foreach ((double x, string text) in _marks.OrderBy(mark => mark.X))
        {
            // A name that would cover the one before goes below it.
            line = X(x) - lastX < MarkWidth ? line + 1 : 0;
            lastX = X(x);
            Write(svg, $"<line class=\"mark\" x1=\"{X(x):F1}\" x2=\"{X(x):F1}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/><text class=\"marktext\" x=\"{X(x) + 4:F1}\" y=\"{Top + 10 + (line * MarkHeight)}\">{Text(text)}</text>");
        }

        foreach ((double y, string text) in _limits)
        {
            Write(svg, $"<line class=\"limit\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\"/><text class=\"limittext\" x=\"{Width - Right - 4}\" y=\"{Y(y) - 4:F1}\" text-anchor=\"end\">{Text(text)}</text>");
        }

        for (int i = 0; i < _series.Count; i++)
        {
            DrawSeries(svg, i);
        }

        svg.Append("</svg>");
        if (_series.Count > 1)
        {
            svg.Append("<p class=\"legend\">").Append(string.Concat(_series.Select((series, place) => $"<span class=\"key s{place}\">{Text(series.Name)}</span>"))).Append("</p>");
        }

        return svg.Append("</figure>").ToString();

        double X(double x) => Left + (x / maxX * (Width - Left - Right));
        double Y(double y) => Height - Bottom - (y / maxY * (Height - Top - Bottom));

        void DrawSeries(StringBuilder target, int place)
        {
            IReadOnlyList<(double X, double Y)> points = _series[place].Points;
            if (points.Count == 0)
            {
                return;
            }

            string path = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):F1},{Y(point.Y):F1}")));
            if (_series[place].IsArea)
            {
                Write(target, $"<polygon class=\"area s{place}\" points=\"{X(points[0].X):F1},{Y(0):F1} {path} {X(points[^1].X):F1},{Y(0):F1}\"/>");
            }

            Write(target, $"<polyline class=\"line s{place}\" points=\"{path}\"/>");
        }
    }

    // The largest of 1, 2 and 5 times a power of ten that gives about as many ticks as wanted.
    private static double Step(double max, int wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(max / wanted)));
        double[] steps = [1, 2, 5, 10];
        return steps.First(step => max / (step * power) <= wanted) * power;
    }

    private static string Number(double value) => value >= 10000 ? (value / 1000).ToString("0.#", CultureInfo.InvariantCulture) + "k" : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Write(StringBuilder target, FormattableString text) => target.Append(text.ToString(CultureInfo.InvariantCulture));
}
