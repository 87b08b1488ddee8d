namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class MemoryRuleTests
{
    private static readonly IReadOnlyList<string> Found = MemoryRules.Check(Assemblies.Built("DeviceRules.Fixtures.Violations"));

    [TestMethod]
    [DataRow("SwallowsShortage.Read", "a catch of everything")]
    [DataRow("SwallowsShortage.ReadAgain", "a catch of everything")]
    [DataRow("ClearsKey.Sign", "HMACSHA256 keeps the array of its key and clears it; HMACSHA256.HashData")]
    [DataRow("LeavesStream.Write", "FileStream stays in the finalizer's queue")]
    [DataRow("LeavesStream.Write", "Stream.Dispose swallows what closing throws; Close")]
    [DataRow("LeavesStream.Read", "File.Exists says no when there is no memory to look")]
    [DataRow("LeavesStream.Read", "File.ReadAllBytes waits without end")]
    [DataRow("StartsThread.Begin", "a thread that runs Run may end by an exception")]
    [DataRow("StartsThread.Main", "Main may end by an exception")]
    public void What_hurts_on_the_platform_is_found(string place, string what) =>
        Assert.Contains(line => line.StartsWith($"Fixtures.Violations.{place}: {what}", StringComparison.Ordinal), Found,
            string.Join('\n', Found));

    [TestMethod]
    [DataRow("TellsShortageApart")]
    public void What_tells_a_lack_of_memory_apart_is_accepted(string type) =>
        Assert.DoesNotContain(line => line.StartsWith($"Fixtures.Violations.{type}.", StringComparison.Ordinal), Found,
            string.Join('\n', Found));
}
