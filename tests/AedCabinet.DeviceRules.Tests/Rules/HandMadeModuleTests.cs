using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>What no C# 9 source brings about, made by hand.</summary>
[TestClass]
public sealed class HandMadeModuleTests
{
    [TestMethod]
    public void A_static_abstract_member_is_found()
    {
        using var module = Module(out var type);
        type.Attributes |= TypeAttributes.Interface | TypeAttributes.Abstract;
        type.BaseType = null;
        type.Methods.Add(new MethodDefinition(
            "Parse",
            MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.Abstract | MethodAttributes.Virtual,
            module.TypeSystem.Void));

        Assert.AreEqual("Made.Part.Parse: StaticAbstract: static abstract member. Instead: an instance member.",
            Check(module).Single().ToString());
    }

    [TestMethod]
    public void A_call_through_a_pointer_is_found()
    {
        using var module = Module(out var type);
        var method = new MethodDefinition("Call", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        type.Methods.Add(method);
        var body = method.Body.GetILProcessor();
        body.Emit(OpCodes.Ldnull);
        body.Emit(OpCodes.Calli, new CallSite(module.TypeSystem.Void));
        body.Emit(OpCodes.Ret);

        Assert.AreEqual("instruction calli", Check(module).Single().What);
    }

    [TestMethod]
    public void A_referenced_type_that_no_rule_meets_is_found_all_the_same()
    {
        using var module = Module(out var type);
        var attribute = new TypeReference("System", "UnheardOfAttribute", module, module.TypeSystem.CoreLibrary);
        var implemented = new InterfaceImplementation(new TypeReference("System", "IDisposable", module, module.TypeSystem.CoreLibrary));
        implemented.CustomAttributes.Add(new CustomAttribute(
            new MethodReference(".ctor", module.TypeSystem.Void, attribute) { HasThis = true }));
        type.Interfaces.Add(implemented);
        using var written = new MemoryStream();
        module.Write(written);
        written.Position = 0;
        using var read = ModuleDefinition.ReadModule(written);

        Assert.AreEqual("Made: NotOnDevice: type System.UnheardOfAttribute.", Check(read).Single().ToString());
    }

    [TestMethod]
    public void Each_name_and_text_takes_its_bytes_and_a_zero_once()
    {
        using var module = Module(out var type);
        var before = StringTable.Bytes(module);
        foreach (var name in new[] { "Say", "Say", "Made" })
        {
            var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
            type.Methods.Add(method);
            method.Body.GetILProcessor().Emit(OpCodes.Ldstr, "\u9580");
        }

        Assert.AreEqual(before + "Say\0".Length + 4, StringTable.Bytes(module));
    }

    private static ModuleDefinition Module(out TypeDefinition type)
    {
        var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Made", new Version(1, 0)), "Made", ModuleKind.Dll);
        type = new TypeDefinition("Made", "Part", TypeAttributes.Public | TypeAttributes.Class, assembly.MainModule.TypeSystem.Object);
        assembly.MainModule.Types.Add(type);
        return assembly.MainModule;
    }

    private static IReadOnlyList<Violation> Check(ModuleDefinition module) =>
        new DeviceRuleChecker(Assemblies.Catalog, ["Made"]).Check(module).Violations;
}
