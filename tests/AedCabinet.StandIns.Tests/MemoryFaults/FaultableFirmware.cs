using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <summary>
/// The firmware with a question before each allocation: may it fail? Core and Controller are read as they were compiled; wherever
/// they make an object, an array, a box or a text, let a list grow, or enter a method (a frame on the device is an allocation), a
/// call is put in. The result lives beside the real one, with these tests over it.
/// </summary>
internal sealed class FaultableFirmware : AssemblyLoadContext
{
    private const string Core = "AedCabinet.Core";
    private const string Controller = "AedCabinet.Controller";
    private const string PointType = "MemoryFaultPoint";
    private const string HookField = "Hook";

    // A body below is a getter or forwards: on the device it has a frame too, but one that was just as likely to fail before.
    private const int ShortestBody = 12;

    private static readonly HashSet<string> s_growing = ["Add", "Insert", "Enqueue", "Push", "Append", "set_Item"];
    private static readonly HashSet<string> s_making =
    [
        "Concat", "Substring", "ToString", "GetBytes", "GetChars", "Split", "Trim", "ToUpper", "ToLower", "Format", "Clone", "ToArray",
        "ToCharArray", "HashData", "DeserializeObject",
    ];

    private readonly Dictionary<string, byte[]> _changed = [];
    private readonly List<string> _sites = [];
    private readonly bool _entersConstructors;

    /// <summary>Initializes a new instance of the <see cref="FaultableFirmware"/> class.</summary>
    /// <param name="entersConstructors">Whether entering a constructor asks too.</param>
    public FaultableFirmware(bool entersConstructors = false)
        : base("faultable firmware")
    {
        _entersConstructors = entersConstructors;
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using ModuleDefinition core = Read(Core, resolver);
        MethodDefinition point = AddPoint(core);
        Change(core, point);
        using ModuleDefinition controller = Read(Controller, resolver);
        Change(controller, controller.ImportReference(point));
        System.Reflection.Assembly tests = LoadFromAssemblyPath(typeof(FaultableFirmware).Assembly.Location);
        Story = tests.GetType(typeof(FaultStory).FullName!, true)!;
        Hook = LoadFromAssemblyName(new System.Reflection.AssemblyName(Core))
            .GetType($"AedCabinet.{PointType}", true)!.GetField(HookField)!;
    }

    /// <summary>Where something is allocated, by the number that the hook gets.</summary>
    public IReadOnlyList<string> Sites => _sites;

    /// <summary><see cref="FaultStory"/>, of this firmware.</summary>
    public Type Story { get; }

    /// <summary>The static field that holds the hook, an <c>Action&lt;int&gt;</c>.</summary>
    public System.Reflection.FieldInfo Hook { get; }

    protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (_changed.TryGetValue(name, out byte[]? changed))
        {
            return LoadFromStream(new MemoryStream(changed));
        }

        // Assemblies that use the firmware's types are loaded again on top of these; all others are shared.
        return name == "AedCabinet.StandIns.Tests"
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
            : null;
    }

    private static ModuleDefinition Read(string name, IAssemblyResolver resolver) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"),
            new ReaderParameters { AssemblyResolver = resolver });

    // public static class MemoryFaultPoint { public static Action<int> Hook; public static void At(int site) => Hook?.Invoke(site); }
    private static MethodDefinition AddPoint(ModuleDefinition core)
    {
        TypeDefinition type = new("AedCabinet", PointType, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed,
            core.TypeSystem.Object);
        FieldDefinition hook = new(HookField, FieldAttributes.Public | FieldAttributes.Static, core.ImportReference(typeof(Action<int>)));
        MethodDefinition at = new("At", MethodAttributes.Public | MethodAttributes.Static, core.TypeSystem.Void);
        at.Parameters.Add(new ParameterDefinition(core.TypeSystem.Int32));
        ILProcessor body = at.Body.GetILProcessor();
        Instruction end = body.Create(OpCodes.Ret);
        body.Emit(OpCodes.Ldsfld, hook);
        body.Emit(OpCodes.Brfalse, end);
        body.Emit(OpCodes.Ldsfld, hook);
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Callvirt, core.ImportReference(typeof(Action<int>).GetMethod("Invoke")));
        body.Append(end);
        type.Fields.Add(hook);
        type.Methods.Add(at);
        core.Types.Add(type);
        return at;
    }

    private void Change(ModuleDefinition module, MethodReference point)
    {
        foreach (MethodDefinition method in module.GetTypes().Where(type => type.Name != PointType).SelectMany(type => type.Methods)
            .Where(method => method.HasBody && !IsStaticStart(method)))
        {
            Change(method, point);
        }

        using MemoryStream written = new();
        module.Write(written);
        _changed[module.Assembly.Name.Name] = written.ToArray();
    }

    // One-time allocations of the process do not count for the boot.
    private static bool IsStaticStart(MethodDefinition method) => method is { IsConstructor: true, IsStatic: true };

    private void Change(MethodDefinition method, MethodReference point)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        ILProcessor il = body.GetILProcessor();
        Instruction[] instructions = [.. body.Instructions];
        bool isEntered = method.IsConstructor ? _entersConstructors : instructions.Length >= ShortestBody;
        for (int i = 0; i < instructions.Length; i++)
        {
            string? what = WhatIsAllocated(instructions[i]);
            if (what is null && i == 0 && isEntered)
            {
                what = "frame";
            }

            if (what is null || instructions[i].Previous?.OpCode.OpCodeType == OpCodeType.Prefix)
            {
                continue;
            }

            // The instruction itself becomes the question, so that whatever jumps to it asks as well.
            Instruction original = instructions[i];
            Instruction moved = il.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (original.OpCode, original.Operand);
            il.InsertAfter(original, moved);
            il.InsertAfter(original, il.Create(OpCodes.Call, point));
            (original.OpCode, original.Operand) = (OpCodes.Ldc_I4, _sites.Count);
            _sites.Add($"{method.DeclaringType.Name}.{method.Name} {i}: {what}");
        }

        body.OptimizeMacros();
    }

    private static string? WhatIsAllocated(Instruction instruction)
    {
        MethodReference? called = instruction.Operand as MethodReference;
        switch (instruction.OpCode.Code)
        {
            case Code.Newobj:
                return called!.DeclaringType.IsValueType || called.DeclaringType.Name.EndsWith("Exception", StringComparison.Ordinal) ? null
                    : $"new {called.DeclaringType.Name}";
            case Code.Newarr:
                return $"new {((TypeReference)instruction.Operand).Name}[]";
            case Code.Box:
                return $"box {((TypeReference)instruction.Operand).Name}";
            case Code.Call or Code.Callvirt when called!.DeclaringType.Namespace.StartsWith("System", StringComparison.Ordinal)
                || called.DeclaringType.Name == "JsonConvert":
                bool grows = called.DeclaringType.Namespace is "System.Collections" or "System.Text" && s_growing.Contains(called.Name);
                return grows || s_making.Contains(called.Name) ? $"{called.DeclaringType.Name}.{called.Name}" : null;
            default:
                return null;
        }
    }
}
