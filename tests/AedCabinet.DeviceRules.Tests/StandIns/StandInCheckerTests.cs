namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class StandInCheckerTests
{
    private static readonly IReadOnlyList<string> Surplus =
        new StandInChecker(Assemblies.Catalog).Check(Assemblies.Built("DeviceRules.Fixtures.StandIn"));

    [TestMethod]
    [DataRow("T:nanoFramework.Runtime.Native.Simulation", DisplayName = "a type the package lacks")]
    [DataRow("T:nanoFramework.Runtime.Native.Power.Nested", DisplayName = "a nested type the package lacks")]
    [DataRow("M:nanoFramework.Runtime.Native.Power.RebootDevice(System.Int64) -> System.Void", DisplayName = "another parameter type")]
    [DataRow("M:nanoFramework.Runtime.Native.Power.RebootDevice(System.Int32,nanoFramework.Runtime.Native.RebootOption) -> System.Boolean",
        DisplayName = "another return type")]
    [DataRow("M:nanoFramework.Runtime.Native.Power.OnReboot -> System.Void", DisplayName = "a protected method")]
    [DataRow("M:nanoFramework.Runtime.Native.Power.get_CountedReboots -> System.Int32", DisplayName = "a property")]
    [DataRow("F:nanoFramework.Runtime.Native.Power.Reboots : System.Int32", DisplayName = "a field")]
    [DataRow("F:nanoFramework.Runtime.Native.Power.ProtectedReboots : System.Int32", DisplayName = "a protected field")]
    [DataRow("M:nanoFramework.Runtime.Native.SystemInfo.#ctor(System.String) -> System.Void", DisplayName = "a constructor")]
    [DataRow("F:nanoFramework.Hardware.Esp32.Sleep.WakeupMode.AllLow = 7", DisplayName = "another enum value")]
    [DataRow("F:nanoFramework.Hardware.Esp32.Sleep.WakeupMode.Sometimes = 9", DisplayName = "an invented enum value")]
    public void What_the_package_does_not_have_is_surplus(string line) => Assert.Contains(line, Surplus);

    [TestMethod]
    public void What_the_package_has_and_what_is_internal_is_accepted() => Assert.HasCount(11, Surplus, string.Join('\n', Surplus));
}
