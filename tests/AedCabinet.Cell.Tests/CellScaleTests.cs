using AedCabinet.Cell.Plan;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Tests;

/// <summary>SPEC §20: the plan for a country is reckoned from measured figures.</summary>
[TestClass]
public class CellScaleTests
{
    private static readonly Dictionary<string, double> s_figures = new()
    {
        ["clients"] = 1000,
        ["connectSeconds"] = 5,
        ["nodeSeconds"] = 5,
        ["proxies"] = 1,
        ["eventsPerSecond"] = 2000,
        ["natsBytesPerClient"] = 1 << 20,
        ["routeBytesPerEvent"] = 1000,
        ["walBytesPerEvent"] = 1000,
        ["mqttBytesPerEvent"] = 250,
        ["databaseBytesPerEvent"] = 500,
    };

    [TestMethod]
    public void The_smallest_of_a_cell_s_limits_says_how_many_cells_there_are()
    {
        // Memory: 2 nodes × 16 GiB × 25 % ÷ 1 MiB = 8192; the others bear 12,000 and more.
        IReadOnlyList<CellScaleRow> rows = Plan(s_figures).Of(420_000, null);
        Assert.AreEqual(52, Of(rows, "cells"));
        Assert.AreEqual(156, Of(rows, "machines"));
        Assert.AreEqual(8077, Of(rows, "cabinets a cell"));
        Assert.AreEqual(30, Of(Plan(s_figures).Of(420_000, 14_000), "cells"));
        Assert.IsTrue(rows.All(row => row.From is { Zh.Length: > 0, En.Length: > 0 }));
    }

    [TestMethod]
    public void A_figure_that_nobody_measured_is_named_in_both_languages()
    {
        Dictionary<string, double> fewer = s_figures.Where(pair => pair.Key != "walBytesPerEvent").ToDictionary();
        Assert.Contains("the figure walBytesPerEvent is missing",
            Assert.ThrowsExactly<UserErrorException>(() => Plan(fewer).Of(420_000, null)).Message);
        Assert.Contains("缺少实测值walBytesPerEvent",
            Assert.ThrowsExactly<UserErrorException>(() => Plan(fewer, isChinese: true).Of(420_000, null)).Message);
    }

    [TestMethod]
    public void The_figures_that_come_with_the_program_make_a_plan_for_the_country()
    {
        using Stream shipped = typeof(MeasuredFigures).Assembly.GetManifestResourceStream("cell/measured.json")!;
        using MemoryStream copy = new();
        shipped.CopyTo(copy);
        MeasuredFigures figures = MeasuredFigures.Parse(copy.ToArray());
        IReadOnlyList<CellScaleRow> rows = new CellScale(figures, CellAssumptions.Usual, false).Of(420_000, null);
        Assert.AreEqual(Of(rows, "machines"), 3 * Of(rows, "cells"));
        Assert.AreEqual(figures.ToJson(), MeasuredFigures.Parse(System.Text.Encoding.UTF8.GetBytes(figures.ToJson())).ToJson());
    }

    private static CellScale Plan(Dictionary<string, double> figures, bool isChinese = false) =>
        new(MeasuredFigures.Of(figures), CellAssumptions.Usual, isChinese);

    private static double Of(IReadOnlyList<CellScaleRow> rows, string what) => rows.Single(row => row.What.En == what).Value;
}
