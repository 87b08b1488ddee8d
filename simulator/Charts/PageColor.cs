using OxyPlot;

namespace AedCabinet.Charts;

/// <summary>
/// The colours that a page gives its charts, by the names of its style sheet's variables, so that one drawing suits light, dark and
/// print. OxyPlot knows only fixed colours: each of these stands for a variable until <see cref="PageChart"/> puts the variable there.
/// </summary>
public static class PageColor
{
    private static readonly string[] s_variables =
        ["--chart-text", "--chart-grid", "--chart-axis", "--chart-first", "--chart-second", "--chart-third", "--chart-heat",
            "--chart-limit"];

    /// <summary>Gets the colour of names and figures, <c>--chart-text</c>.</summary>
    public static OxyColor Text { get; } = Numbered(0);

    /// <summary>Gets the colour of the lines behind, <c>--chart-grid</c>.</summary>
    public static OxyColor Grid { get; } = Numbered(1);

    /// <summary>Gets the colour of the axes, <c>--chart-axis</c>.</summary>
    public static OxyColor Axis { get; } = Numbered(2);

    /// <summary>Gets the colour of the first series, <c>--chart-first</c>.</summary>
    public static OxyColor First { get; } = Numbered(3);

    /// <summary>Gets the colour of the second series, <c>--chart-second</c>.</summary>
    public static OxyColor Second { get; } = Numbered(4);

    /// <summary>Gets the colour of the third series, <c>--chart-third</c>.</summary>
    public static OxyColor Third { get; } = Numbered(5);

    /// <summary>Gets the colour of a heater, <c>--chart-heat</c>.</summary>
    public static OxyColor Heat { get; } = Numbered(6);

    /// <summary>Gets the colour of a limit, <c>--chart-limit</c>.</summary>
    public static OxyColor Limit { get; } = Numbered(7);

    /// <summary>Puts the variables where their colours stand.</summary>
    /// <param name="svg">A colour or a style, as OxyPlot writes it.</param>
    /// <returns>The same with variables.</returns>
    internal static string ToVariables(string svg)
    {
        for (int i = 0; i < s_variables.Length; i++)
        {
            svg = svg.Replace($"rgb(1,2,{i + 1})", $"var({s_variables[i]})", StringComparison.Ordinal);
        }

        return svg;
    }

    private static OxyColor Numbered(int place) => OxyColor.FromRgb(1, 2, (byte)(place + 1));
}
