using AedCabinet.Simulator.Bench;

namespace AedCabinet.Desktop.Tests;

[TestClass]
public class BenchTests
{
    [TestMethod]
    public void A_figure_is_met_up_to_its_target_and_missed_beyond_it()
    {
        Assert.IsTrue(BenchFigure.AtMost("x", 16, 16, "KB").IsMet);
        Assert.IsFalse(BenchFigure.AtMost("x", 16, 16.01, "KB").IsMet);
        Assert.IsTrue(BenchFigure.AtLeast("x", 0.9, 0.9, string.Empty).IsMet);
        Assert.IsFalse(BenchFigure.AtLeast("x", 2_000_000, 1_999_999, string.Empty).IsMet);
        Assert.IsFalse(BenchFigure.AtMost("x", 0, double.NaN, "B").IsMet, "what could not be measured is not met");
    }

    [TestMethod]
    public void The_table_says_what_was_met_missed_and_not_judged()
    {
        BenchTable table = new();
        table.Add([BenchFigure.AtMost("small", 1, 0.5, "s"), BenchFigure.AtMost("large", 1, 2, "s")], true);
        table.Add([BenchFigure.AtMost("quick", 1, 2, "s")], false);
        string text = table.ToString();
        StringAssert.Contains(text, "| small | ≤ 1 s | 0.5 s | met |");
        StringAssert.Contains(text, "| large | ≤ 1 s | 2 s | **missed** |");
        StringAssert.Contains(text, "| quick | ≤ 1 s | 2 s | not judged |");
        Assert.AreEqual(1, table.Missed);
    }
}
