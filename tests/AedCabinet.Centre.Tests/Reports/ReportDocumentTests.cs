using AedCabinet.Reports;
using AedCabinet.Testing;

namespace AedCabinet.Centre.Tests.Reports;

/// <summary>What each figure means is written down where people look for it.</summary>
[TestClass]
public class ReportDocumentTests
{
    [TestMethod]
    public void The_handbook_defines_each_figure_as_the_workbook_does()
    {
        string page = File.ReadAllText(RepositoryRoot.At("simulator", "Reports", "README.md"));

        foreach (ReportColumn column in ReportColumn.All)
        {
            string row = page.Split('\n').Single(line => line.StartsWith($"| `{column.Key}` |", StringComparison.Ordinal));
            Assert.Contains($"{column.Heading.Zh} {column.Heading.En}", row);
            Assert.Contains(column.Definition.Zh, row);
            Assert.Contains(column.Definition.En[1..], row);
        }
    }
}
