using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The firmware and its own tests, compiled as for the device: what does not exist there does not compile.</summary>
[TestClass]
public sealed class DeviceCompilationTests
{
    private const string Core = "firmware/AedCabinet.Core/AedCabinet.Core.nfproj";
    private const string Controller = "firmware/AedCabinet.Controller/AedCabinet.Controller.nfproj";
    private const string DeviceTests = "tests/AedCabinet.Device.Tests/NFUnitTest.nfproj";
    private const string DevicePartsTests = "tests/AedCabinet.DeviceParts.Tests/NFUnitTest.nfproj";

    private static readonly DeviceCompiler Compiler = new(RepositoryRoot.Path);

    [TestMethod]
    [DataRow(Core)]
    [DataRow(Controller)]
    [DataRow(DeviceTests)]
    [DataRow(DevicePartsTests)]
    public void It_compiles_for_the_device_without_a_warning(string path)
    {
        using var module = Compiler.Compile(path).Read();

        Assert.AreEqual("mscorlib", module.TypeSystem.CoreLibrary.Name);
        Assert.IsEmpty(module.AssemblyReferences.Where(reference => reference.Name.StartsWith("System.Private", StringComparison.Ordinal)));
        Assert.IsNotEmpty(module.Types.Where(type => type.Namespace.StartsWith("AedCabinet", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("new System.Collections.ArrayList().AddRange(new int[0]);", "CS1061", DisplayName = "a method that only .NET's ArrayList has")]
    [DataRow("new System.Collections.Hashtable().ContainsKey(this);", "CS1061", DisplayName = "a method that only .NET's Hashtable has")]
    [DataRow("new System.Device.Gpio.GpioController().OpenPin(1, System.Device.Gpio.PinMode.Input, System.Device.Gpio.PinValue.High);",
        "CS1501", DisplayName = "an overload that only the desktop's GPIO has")]
    [DataRow("\"a\".Contains('a').ToString();", "CS1503", DisplayName = "an overload that only .NET's String has")]
    [DataRow("new System.Collections.Generic.List<int>();", "CS0234", DisplayName = "generics")]
    [DataRow("string t = \"ab\"[1..];", "CS0518", DisplayName = "a range")]
    [DataRow("double t = System.Math.Tau;", "CS0234", DisplayName = "a constant that only .NET's Math has")]
    [DataRow(
        "System.IO.FileStream s = new System.IO.FileStream(\"x\", System.IO.FileMode.Open, System.IO.FileAccess.Read, "
            + "System.IO.FileShare.Inheritable);", "CS0117", DisplayName = "an enum's value that only .NET has")]
    [DataRow("(int, int) pair = (1, 2);", "CS8179", DisplayName = "a tuple")]
    [DataRow("int unused;", "CS0168", DisplayName = "a warning")]
    [DataRow("string t = \"\"\"raw\"\"\";", "CS8773", DisplayName = "a later C#")]
    public void What_does_not_exist_on_the_device_does_not_compile(string statement, string error)
    {
        var refusal = Refusal(
            $"namespace AedCabinet.Controller {{ public sealed class Planted {{ public void Use() {{ {statement} }} }} }}");

        Assert.Contains(error, refusal);
        Assert.Contains("Planted.cs(1,", refusal);
    }

    [TestMethod]
    public void A_type_that_the_compiler_would_add_is_refused()
    {
        var refusal = Refusal("namespace AedCabinet.Controller { public readonly struct Planted { } }");

        Assert.Contains("System.Runtime.CompilerServices.IsReadOnlyAttribute", refusal);
    }

    [TestMethod]
    public void An_assembly_that_the_project_does_not_reference_is_not_there()
    {
        const string Pins =
            "namespace AedCabinet.Controller { public sealed class Planted { private System.Device.Gpio.GpioPin _pin = null; public "
                + "object Pin => _pin; } }";
        var text = File.ReadAllText(RepositoryRoot.At(Controller));
        var without = NfProject.Parse(Controller,
            text.Replace("<Reference Include=\"System.Device.Gpio\">", "<Reference Include=\"System.Math\">", StringComparison.Ordinal),
            "<packages />");

        var refusal = Assert.ThrowsExactly<DeviceCompilationException>(() => Compiler.Compile(without, Planted(Pins))).Message;

        Assert.Contains("CS0234", refusal);
        Assert.IsNotEmpty(Compiler.Compile(NfProject.Parse(Controller, text, "<packages />"), Planted(Pins)).Image);
    }

    /// <summary>The only assembly of the platform's that is at hand: what its list says must be what it has.</summary>
    [TestMethod]
    public void The_list_of_mscorlib_is_what_mscorlib_has()
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(Compiler.Libraries[ReferenceAssemblies.CoreLibrary]));
        var types = module.GetTypes().Where(type => type.IsPublic || type.IsNestedPublic).ToArray();

        Findings.MustBeNone(types.Select(ListNotation.Of)
            .Where(type => Assemblies.Catalog.AssemblyOf(type) != ReferenceAssemblies.CoreLibrary));
        Findings.MustBeNone(Assemblies.Catalog.Types.Where(type => Assemblies.Catalog.AssemblyOf(type) == ReferenceAssemblies.CoreLibrary)
            .Except(types.Select(ListNotation.Of)));
        foreach (var type in types)
        {
            var listed = Assemblies.Catalog.MethodsOf(ListNotation.Of(type));
            var held = type.Methods.Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
                .Select(ListNotation.Of).ToArray();
            Findings.MustBeNone(listed.Except(held).Concat(held.Except(listed)));
        }
    }

    private static string Refusal(string planted)
    {
        var project = NfProject.Load(RepositoryRoot.Path, Controller);
        return Assert.ThrowsExactly<DeviceCompilationException>(() => Compiler.Compile(project, Planted(planted))).Message;
    }

    private static (string Path, string Text)[] Planted(string text) =>
        [("Planted.cs", text), ("Program.cs", "public static class Program { public static void Main() { } }")];
}
