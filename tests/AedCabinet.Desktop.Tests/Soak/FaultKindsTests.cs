using AedCabinet.Events;
using AedCabinet.Simulator.Soak;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Kinds of faults are chosen by name.</summary>
[TestClass]
public class FaultKindsTests : InvariantBench
{
    [TestMethod]
    [DataRow("reads-fail,reads-fail", "given twice")]
    [DataRow("-power-cut,-power-cut", "given twice")]
    [DataRow("power-cuts", "no kind of fault")]
    public void A_wrong_list_of_faults_is_refused(string text, string problem) =>
        StringAssert.Contains(FaultKinds.WhyRefused(text, out FaultKinds _), problem);

    [TestMethod]
    [DataRow("all", 29)]
    [DataRow("none", 0)]
    [DataRow("power-cut,storm", 2)]
    [DataRow("-storm", 28)]
    [DataRow("none,storm", 1)]
    public void Faults_are_switched_on_by_name(string text, int count)
    {
        Assert.IsNull(FaultKinds.WhyRefused(text, out FaultKinds kinds));
        Assert.AreEqual(count, FaultKinds.Names.Count(kinds.IsOn));
        Assert.IsNull(FaultKinds.WhyRefused(kinds.Text, out FaultKinds again));
        Assert.AreEqual(kinds.Text, again.Text);
    }
}
