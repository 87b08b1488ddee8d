using AedCabinet.Cell.Plan;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>One thing that the chaos showed.</summary>
/// <param name="Point">Which of a cell's eight points it belongs to; 0 for none.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Most">The most that it may be; <c>null</c> for a figure that has no target.</param>
/// <param name="IsJudged">Whether it is held against the target: a time says nothing on a machine that has other work.</param>
public sealed record ChaosFigure(int Point, Wording What, double Value, Wording Unit, double? Most, bool IsJudged)
{
    /// <summary>Gets a value indicating whether the target is missed.</summary>
    public bool IsMissed => IsJudged && Value > Most;

    /// <summary>Gets the name under which it goes into the file of figures; <c>null</c> for one that nobody reckons with.</summary>
    public string? Name { get; init; }

    /// <summary>A number that must be nothing: lost, doubled, let in.</summary>
    /// <param name="point">The point.</param>
    /// <param name="zh">What was looked at, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <param name="count">How many.</param>
    /// <returns>The figure.</returns>
    public static ChaosFigure None(int point, string zh, string en, long count) =>
        new(point, new Wording(zh, en), count, default, 0, true);

    /// <summary>A figure without a target, which goes into the file of figures.</summary>
    /// <param name="point">The point.</param>
    /// <param name="what">What was looked at.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="name">Its name in the file.</param>
    /// <returns>The figure.</returns>
    public static ChaosFigure Told(int point, Wording what, double value, Wording unit, string name) =>
        new(point, what, value, unit, null, false) { Name = name };

    /// <summary>The figures that <c>registry cell plan</c> reckons with; of one that was measured several times the worst.</summary>
    /// <param name="figures">What a chaos showed.</param>
    /// <returns>They.</returns>
    public static MeasuredFigures Measured(IEnumerable<ChaosFigure> figures) => MeasuredFigures.Of(
        figures.Where(figure => figure.Name is not null).GroupBy(figure => figure.Name!)
            .ToDictionary(group => group.Key, group => group.Max(figure => figure.Value)));

    /// <summary>A time in seconds.</summary>
    public static Wording Seconds { get; } = new("秒", "s");
}
