using AedCabinet.Charts;
using AedCabinet.Page.Words;
using AedCabinet.Simulator.Cabinets;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>What the chart of a cabinet's temperatures shows: the chart itself, a sentence and a table.</summary>
internal sealed class TemperatureModel
{
    private const int MostTableRows = 13;

    // A heater that was on all the time reaches this share of the chart's height.
    private const double HeaterHeight = 0.07;
    private const string HeaterAxis = "heater";
    private const byte BandOpacity = 33;
    private const byte HeaterOpacity = 204;
    private const double LineThickness = 2;
    private const double LabelWidth = 34;

    // A temperature that hardly changes is no mountain range.
    private const double LeastRangeC = 4;

    // A line that is interrupted for longer than this has a gap: the simulator was away.
    private static readonly TimeSpan s_gap = TimeSpan.FromMinutes(5);

    private readonly TemperatureSample[] _samples;
    private readonly TimeSpan _span;

    private TemperatureModel(TemperatureSample[] samples, TimeSpan span)
    {
        _samples = samples;
        _span = span;
    }

    /// <summary>Gets the time of the last sample.</summary>
    public DateTimeOffset Until => _samples[^1].At;

    /// <summary>Gets the figures, newest first.</summary>
    public IReadOnlyList<TemperatureRow> Rows
    {
        get
        {
            int each = Math.Max(1, _samples.Length / MostTableRows);
            return [.. _samples.Reverse().Chunk(each)
                .Select(part => new TemperatureRow(part[0].At, part[0].InsideC, part[0].OutsideC, part.Sum(sample => sample.HeaterShare)))];
        }
    }

    /// <summary>The last hours.</summary>
    /// <param name="samples">All samples, oldest first.</param>
    /// <param name="span">How long it goes back from the last.</param>
    /// <returns>What is shown, or <c>null</c> when there is no line to draw yet.</returns>
    public static TemperatureModel? Of(IReadOnlyList<TemperatureSample> samples, TimeSpan span)
    {
        if (samples.Count < 2)
        {
            return null;
        }

        DateTimeOffset from = samples[^1].At - span;
        TemperatureSample[] shown = [.. samples.Where(sample => sample.At >= from)];
        return shown.Length < 2 ? null : new TemperatureModel(shown, span);
    }

    /// <summary>What the chart shows, in a sentence.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="hours">How many hours it shows.</param>
    /// <returns>The sentence.</returns>
    public string Label(PageText text, int hours) => text[
        "chart.label",
        hours,
        text.Number(_samples.Min(sample => sample.InsideC), 1),
        text.Number(_samples.Max(sample => sample.InsideC), 1),
        text.Number(_samples.Min(sample => sample.OutsideC), 1),
        text.Number(_samples.Max(sample => sample.OutsideC), 1),
        text.Number(_samples.Sum(sample => sample.HeaterShare))];

    /// <summary>The chart.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="onBelowC">The heater goes on below this, °C.</param>
    /// <param name="offAboveC">The heater goes off above this, °C.</param>
    /// <returns>It.</returns>
    public PlotModel Plot(PageText text, double onBelowC, double offAboveC)
    {
        double lowest = Math.Min(onBelowC, _samples.Min(sample => Math.Min(sample.InsideC, sample.OutsideC)));
        double highest = Math.Max(offAboveC, _samples.Max(sample => Math.Max(sample.InsideC, sample.OutsideC)));
        double range = Math.Max(highest - lowest, LeastRangeC);
        PlotModel model = PageChart.NewModel();

        // OxyPlot does not know how wide a minus sign is.
        model.PlotMargins = new OxyThickness(LabelWidth, double.NaN, double.NaN, double.NaN);
        model.Axes.Add(new DateTimeAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = Place(Until - _span),
            Maximum = Place(Until),
            StringFormat = "HH:mm",
            TicklineColor = PageColor.Axis,
        });
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            Minimum = lowest - (range * (HeaterHeight + 0.03)),
            Maximum = highest + (range * 0.05),
            IntervalLength = 40,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = PageColor.Grid,
            ExtraGridlines = [0],
            ExtraGridlineColor = PageColor.Axis,
            TickStyle = TickStyle.None,
            LabelFormatter = temperatureC => text.Number(temperatureC) + "°",
        });
        model.Axes.Add(new LinearAxis
        {
            Key = HeaterAxis,
            Position = AxisPosition.Right,
            Minimum = 0,
            Maximum = 1 / HeaterHeight,
            IsAxisVisible = false
        });
        model.Annotations.Add(new RectangleAnnotation
        {
            MinimumY = onBelowC,
            MaximumY = offAboveC,
            Fill = OxyColor.FromAColor(BandOpacity, PageColor.First),
            Layer = AnnotationLayer.BelowSeries,
        });
        model.Series.Add(Heater());
        model.Series.Add(Line(PageColor.Second, LineStyle.Dash, sample => sample.OutsideC));
        model.Series.Add(Line(PageColor.First, LineStyle.Solid, sample => sample.InsideC));
        return model;
    }

    // The axis knows no zone: it is given the time of day there.
    private static double Place(DateTimeOffset at) => DateTimeAxis.ToDouble(at.DateTime);

    private LineSeries Line(OxyColor color, LineStyle style, Func<TemperatureSample, double> value)
    {
        LineSeries line = new() { Color = color, LineStyle = style, StrokeThickness = LineThickness };
        DateTimeOffset last = _samples[0].At;
        foreach (TemperatureSample sample in _samples)
        {
            if (sample.At - last > s_gap)
            {
                line.Points.Add(DataPoint.Undefined);
            }

            line.Points.Add(new DataPoint(Place(sample.At), value(sample)));
            last = sample.At;
        }

        return line;
    }

    // A sample's share is that of the minute that ends with it; a minute is a little longer where time is hurried.
    private AreaSeries Heater()
    {
        AreaSeries area = new()
        {
            YAxisKey = HeaterAxis,
            Fill = OxyColor.FromAColor(HeaterOpacity, PageColor.Heat),
            Color = OxyColors.Transparent,
            StrokeThickness = 0,
            MinimumSegmentLength = 0,
        };
        for (int i = 1; i < _samples.Length; i++)
        {
            (TemperatureSample before, TemperatureSample sample) = (_samples[i - 1], _samples[i]);
            if (sample.HeaterShare > 0 && sample.At - before.At <= s_gap)
            {
                (double from, double to) = (Place(before.At), Place(sample.At));
                area.Points.AddRange([new DataPoint(from, 0), new DataPoint(from, sample.HeaterShare),
                    new DataPoint(to, sample.HeaterShare), new DataPoint(to, 0)]);
            }
        }

        return area;
    }
}
