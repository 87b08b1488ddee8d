namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class CleanFixtureTests
{
    private static readonly DeviceRuleReport Report = Assemblies.Check("DeviceRules.Fixtures.Clean");

    [TestMethod]
    public void What_a_device_takes_is_accepted() => Findings.MustBeNone(Report.Violations);

    [TestMethod]
    public void The_device_assemblies_behind_it_are_known() => Assert.AreEqual(
        "System.Device.Gpio System.IO.FileSystem System.IO.Streams mscorlib nanoFramework.Runtime.Native nanoFramework.System.Collections "
            + "nanoFramework.System.Text",
        string.Join(' ', Report.DeviceAssemblies));

    [TestMethod]
    public void Without_the_lists_nothing_of_the_library_is_accepted()
    {
        var report = new DeviceRuleChecker(ApiCatalog.Parse([]), ["DeviceRules.Fixtures.Clean"])
            .Check(Assemblies.Built("DeviceRules.Fixtures.Clean"));

        Assert.Contains(violation => violation.What == "type System.Object", report.Violations);
        Assert.Contains(violation => violation.What == "type System.IO.FileStream", report.Violations);
    }
}
