namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class ApiCatalogTests
{
    [TestMethod]
    public void Every_line_of_the_lists_is_understood()
    {
        var lines = Directory.EnumerateFiles(RepositoryRoot.At("tests", "nanoframework-api"), "*.txt")
            .SelectMany(file => File.ReadAllText(file).Split('\n'))
            .Where(line => line.Length > 0)
            .Distinct()
            .ToArray();

        Assert.AreEqual(lines.Count(line => line.StartsWith("T:", StringComparison.Ordinal)), Assemblies.Catalog.Types.Count());
        Assert.AreEqual(lines.Count(line => line[..2] is "M:" or "F:"), Assemblies.Catalog.MemberCount);
    }

    [TestMethod]
    [DataRow("T:System.Collections.Hashtable")]
    [DataRow("T:nanoFramework.M2Mqtt.IMqttClient.MqttMsgPublishEventHandler")]
    [DataRow("M:System.Object.Equals(System.Object) -> System.Boolean")]
    [DataRow("M:System.Int32.TryParse(System.String,System.Int32@) -> System.Boolean")]
    [DataRow("M:System.Threading.ManualResetEvent.#ctor(System.Boolean) -> System.Void")]
    [DataRow("M:System.Device.Gpio.GpioPin.add_ValueChanged(System.Device.Gpio.PinValueChangedEventHandler) -> System.Void")]
    [DataRow("F:System.Collections.DictionaryEntry.Key")]
    public void What_the_lists_declare_is_found(string reference) => Assert.IsTrue(Assemblies.Catalog.Declares(reference));

    [TestMethod]
    [DataRow("T:System.Collections.Generic.List`1")]
    [DataRow("M:System.Collections.Hashtable.ContainsKey(System.Object) -> System.Boolean")]
    [DataRow("M:System.Object.Equals(System.Object) -> System.Int32")]
    [DataRow("F:System.Math.Tau")]
    public void What_they_do_not_declare_is_not_found(string reference) => Assert.IsFalse(Assemblies.Catalog.Declares(reference));

    [TestMethod]
    public void A_constant_has_its_value_even_when_that_is_the_nul_character()
    {
        Assert.AreEqual("\0", Assemblies.Catalog.Field("System.Char.MinValue")?.Constant);
        Assert.AreEqual("3.141592653589793", Assemblies.Catalog.Field("System.Math.PI")?.Constant);
        Assert.AreEqual("System.TimeSpan", Assemblies.Catalog.Field("System.TimeSpan.Zero")?.Type);
    }

    [TestMethod]
    public void A_type_knows_the_assembly_that_declares_it()
    {
        Assert.AreEqual("nanoFramework.Runtime.Native", Assemblies.Catalog.AssemblyOf("System.Environment"));
        Assert.AreEqual("mscorlib", Assemblies.Catalog.AssemblyOf("System.Threading.Thread"));
        Assert.IsNull(Assemblies.Catalog.AssemblyOf("System.Uri"));
    }

    [TestMethod]
    [DataRow("X:System.Object")]
    [DataRow("M:System.Object.Equals(System.Object)")]
    [DataRow("F:System.Int32.MaxValue")]
    [DataRow("T")]
    public void A_line_of_another_form_is_refused(string line) =>
        Assert.ThrowsExactly<FormatException>(() => ApiCatalog.Parse([("list", [line])]));

    [TestMethod]
    public void A_type_in_two_lists_is_refused() =>
        Assert.ThrowsExactly<FormatException>(() => ApiCatalog.Parse([("one", ["T:A"]), ("two", ["T:A"])]));
}
