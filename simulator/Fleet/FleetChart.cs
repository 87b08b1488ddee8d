using System.Globalization;
using System.Net;
using AedCabinet.Charts;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AedCabinet.Simulator.Fleet;

/// <summary>One chart of a live run's report: series, the moments of the storms, a limit.</summary>
/// <param name="title">What it shows.</param>
/// <param name="unit">The unit of the values.</param>
/// <param name="axis">The unit of the axis below.</param>
internal sealed class FleetChart(string title, string unit, string axis)
{
    private const int Width = 640;
    private const byte AreaOpacity = 40;
    private const double LineThickness = 1.8;
    private const int Thousands = 10_000;

    // Labels closer than this share of the axis would overlap: the second is drawn one line lower.
    private const double NearShare = 0.2;
    private const double LineShare = 0.09;
    private const int NameLines = 5;

    private static readonly OxyColor[] s_colors = [PageColor.First, PageColor.Second];

    private readonly PlotModel _model = PageChart.NewModel();
    private readonly List<string> _names = [];
    private readonly List<(double X, string Text)> _marks = [];
    private readonly LinearAxis _values = new()
    {
        Position = AxisPosition.Left,
        Minimum = 0,
        MaximumPadding = 0.06,
        IntervalLength = 40,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = PageColor.Grid,
        TickStyle = TickStyle.None,
        LabelFormatter = Number,
    };

    /// <summary>Adds a series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="points">Its points by ascending x.</param>
    /// <param name="isArea">Whether the area below it is filled.</param>
    /// <returns>The chart.</returns>
    public FleetChart Add(string name, IEnumerable<(double X, double Y)> points, bool isArea = false)
    {
        OxyColor color = s_colors[_names.Count];
        LineSeries series = isArea ? new AreaSeries { Fill = OxyColor.FromAColor(AreaOpacity, color), Color2 = OxyColors.Transparent }
            : new LineSeries();
        series.Color = color;
        series.StrokeThickness = LineThickness;
        series.Points.AddRange(points.Select(point => new DataPoint(point.X, point.Y)));
        _names.Add(name);
        _model.Series.Add(series);
        return this;
    }

    /// <summary>Marks a moment.</summary>
    /// <param name="x">Where.</param>
    /// <param name="text">What it was.</param>
    /// <returns>The chart.</returns>
    public FleetChart Mark(double x, string text)
    {
        _marks.Add((x, text));
        return this;
    }

    /// <summary>Draws a limit.</summary>
    /// <param name="y">Where.</param>
    /// <param name="text">What it is.</param>
    /// <returns>The chart.</returns>
    public FleetChart Limit(double y, string text)
    {
        _values.Maximum = Math.Max(y * 1.1, _model.Series.Cast<LineSeries>().SelectMany(series => series.Points)
            .Select(point => point.Y * 1.06).DefaultIfEmpty(0).Max());
        _model.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.Horizontal,
            Y = y,
            Text = text,
            Color = PageColor.Limit,
            TextColor = PageColor.Limit
        });
        return this;
    }

    /// <summary>Draws it.</summary>
    /// <returns>A <c>figure</c> element.</returns>
    public string Draw()
    {
        LinearAxis across = new()
        {
            Position = AxisPosition.Bottom,
            Minimum = 0,
            Title = axis,
            TicklineColor = PageColor.Axis,
            LabelFormatter = Number
        };
        _model.Axes.Add(across);
        _model.Axes.Add(_values);
        AddMarks(_model.Series.Cast<LineSeries>().SelectMany(series => series.Points).Select(point => point.X).DefaultIfEmpty(1).Max());
        string legend = _names.Count < 2 ? string.Empty
            : $"<p class=\"legend\">{string.Concat(_names.Select(
                (name, place) => $"<span class=\"key s{place}\">{Text(name)}</span>"))}</p>";
        return $"<figure><figcaption>{Text(title)} <span>{Text(unit)}</span></figcaption>"
            + $"{PageChart.Draw(_model, title, Width)}{legend}</figure>";
    }

    private static string Number(double value) =>
        value >= Thousands ? (value / 1000).ToString("0.#", CultureInfo.InvariantCulture) + "k"
            : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private void AddMarks(double end)
    {
        double before = double.NegativeInfinity;
        int line = 0;
        foreach ((double x, string text) in _marks.OrderBy(mark => mark.X))
        {
            line = x - before < end * NearShare ? (line + 1) % NameLines : 0;
            before = x;
            _model.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical,
                X = x,
                Text = text,
                TextOrientation = AnnotationTextOrientation.Horizontal,
                TextLinePosition = 1 - (line * LineShare),
                TextHorizontalAlignment = x > end * (1 - NearShare) ? HorizontalAlignment.Right : HorizontalAlignment.Left,
                Color = PageColor.Axis,
                TextColor = PageColor.Text,
            });
        }
    }
}
