using System.Globalization;
using System.Text;
using AedCabinet.Page.Words;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>The lines and ticks of a chart of temperatures, in thousandths of its width and height.</summary>
internal sealed class TemperaturePlot
{
    private const double Size = 1000;
    private const double HeaterHeight = 70;
    private const int MostTableRows = 13;

    // A line that is interrupted for longer than this has a gap: the simulator was away.
    private static readonly TimeSpan s_gap = TimeSpan.FromMinutes(5);

    private static readonly double[] s_temperatureSteps = [1, 2, 5, 10, 20, 50];
    private static readonly int[] s_timeSteps = [5, 10, 15, 30, 60, 120, 180];

    private readonly IReadOnlyList<TemperatureSample> _samples;
    private readonly DateTimeOffset _from;
    private readonly TimeSpan _span;
    private readonly double _lowest;
    private readonly double _highest;

    private TemperaturePlot(IReadOnlyList<TemperatureSample> samples, TimeSpan span, double onBelowC, double offAboveC)
    {
        _samples = samples;
        _span = span;
        _from = samples[^1].At - span;
        double lowest = Math.Min(onBelowC, samples.Min(sample => Math.Min(sample.InsideC, sample.OutsideC)));
        double highest = Math.Max(offAboveC, samples.Max(sample => Math.Max(sample.InsideC, sample.OutsideC)));
        double step = s_temperatureSteps.First(step => (highest - lowest) / step <= 6);
        _lowest = (Math.Floor(lowest / step) - 0.5) * step;
        _highest = (Math.Ceiling(highest / step) + 0.3) * step;
        TemperatureTicks = [.. Ticks(_lowest, _highest, step)];
        int minutes = s_timeSteps.First(minutes => span.TotalMinutes / minutes <= 6);
        TimeTicks = [.. TicksOfTime(TimeSpan.FromMinutes(minutes))];
        InsidePath = Line(sample => sample.InsideC);
        OutsidePath = Line(sample => sample.OutsideC);
        HeaterPath = Heater();
    }

    /// <summary>Gets the line of the temperature inside.</summary>
    public string InsidePath { get; }

    /// <summary>Gets the line of the temperature outside.</summary>
    public string OutsidePath { get; }

    /// <summary>Gets the bars at the bottom that say how much the heater was on.</summary>
    public string HeaterPath { get; }

    /// <summary>Gets the temperatures that are named, °C.</summary>
    public IReadOnlyList<double> TemperatureTicks { get; }

    /// <summary>Gets the times that are named.</summary>
    public IReadOnlyList<DateTimeOffset> TimeTicks { get; }

    /// <summary>Gets the figures, newest first.</summary>
    public IReadOnlyList<TemperatureRow> Rows
    {
        get
        {
            int each = Math.Max(1, _samples.Count / MostTableRows);
            return [.. _samples.Reverse().Chunk(each).Select(part => new TemperatureRow(part[0].At, part[0].InsideC, part[0].OutsideC, part.Sum(sample => sample.HeaterShare)))];
        }
    }

    /// <summary>The plot of the last hours.</summary>
    /// <param name="samples">All samples, oldest first.</param>
    /// <param name="span">How long it goes back from the last.</param>
    /// <param name="onBelowC">The heater goes on below this, °C.</param>
    /// <param name="offAboveC">The heater goes off above this, °C.</param>
    /// <returns>The plot, or <c>null</c> when there is no line to draw yet.</returns>
    public static TemperaturePlot? Of(IReadOnlyList<TemperatureSample> samples, TimeSpan span, double onBelowC, double offAboveC)
    {
        if (samples.Count < 2)
        {
            return null;
        }

        DateTimeOffset from = samples[^1].At - span;
        TemperatureSample[] shown = [.. samples.Where(sample => sample.At >= from)];
        return shown.Length < 2 ? null : new TemperaturePlot(shown, span, onBelowC, offAboveC);
    }

    /// <summary>Where a time is, from the left.</summary>
    /// <param name="at">The time.</param>
    /// <returns>Thousandths of the width.</returns>
    public double X(DateTimeOffset at) => Math.Round((at - _from) / _span * Size, 1);

    /// <summary>Where a temperature is, from the top.</summary>
    /// <param name="temperatureC">The temperature, °C.</param>
    /// <returns>Thousandths of the height.</returns>
    public double Y(double temperatureC) => Math.Round((_highest - temperatureC) / (_highest - _lowest) * Size, 1);

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

    private static IEnumerable<double> Ticks(double lowest, double highest, double step)
    {
        for (double tick = Math.Ceiling(lowest / step) * step; tick <= highest; tick += step)
        {
            yield return tick;
        }
    }

    private IEnumerable<DateTimeOffset> TicksOfTime(TimeSpan step)
    {
        DateTimeOffset midnight = new(_from.Date, _from.Offset);
        for (DateTimeOffset tick = midnight + (Math.Ceiling((_from - midnight) / step) * step); tick <= _from + _span; tick += step)
        {
            // A label in a corner would be cut off.
            if (X(tick) is > 30 and < 970)
            {
                yield return tick;
            }
        }
    }

    private string Line(Func<TemperatureSample, double> value)
    {
        StringBuilder path = new();
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (TemperatureSample sample in _samples)
        {
            _ = path.Append(CultureInfo.InvariantCulture, $"{(sample.At - last > s_gap ? 'M' : 'L')}{X(sample.At)} {Y(value(sample))}");
            last = sample.At;
        }

        return path.ToString();
    }

    private string Heater()
    {
        double width = Math.Round(TimeSpan.FromMinutes(1) / _span * Size, 2);
        StringBuilder path = new();
        foreach (TemperatureSample sample in _samples.Where(sample => sample.HeaterShare > 0))
        {
            _ = path.Append(CultureInfo.InvariantCulture, $"M{X(sample.At) - width:F1} {Size}h{width}v{-HeaterHeight * sample.HeaterShare:F1}h{-width}z");
        }

        return path.ToString();
    }
}
