using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// Writes calls of <see cref="HeapTracker"/> into an assembly of the firmware's desktop build: where the nanoCLR would allocate, and where
/// a method begins and ends.
/// </summary>
internal sealed class Instrumentation : IDisposable
{
    private const string JsonParse = "nanoFramework.Json.JsonConvert::DeserializeObject";

    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly IReadOnlyCollection<string> _own;
    private readonly List<Site> _sites;

    /// <summary>Initializes a new instance of the <see cref="Instrumentation"/> class.</summary>
    /// <param name="folder">Where the assemblies are.</param>
    /// <param name="own">The names of those that are gone through.</param>
    /// <param name="sites">Receives the places.</param>
    public Instrumentation(string folder, IReadOnlyCollection<string> own, List<Site> sites)
    {
        _own = own;
        _sites = sites;
        _resolver.AddSearchDirectory(folder);
        _resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
    }

    /// <inheritdoc/>
    public void Dispose() => _resolver.Dispose();

    /// <summary>Goes through an assembly.</summary>
    /// <param name="file">The assembly.</param>
    /// <returns>The one with the calls.</returns>
    public byte[] Rewrite(string file)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = _resolver });
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToArray())
        {
            Rewrite(method);
        }

        using MemoryStream image = new();
        module.Write(image);
        return image.ToArray();
    }

    private static string NameOf(MethodReference method) => $"{method.DeclaringType.Name}.{method.Name}";

    private void Rewrite(MethodDefinition method)
    {
        MethodBody body = method.Body;
        int frame = StackFrames.Bytes(body);
        int structs = body.Variables.Sum(local => DeviceSizes.OfValueType(local.VariableType));
        body.SimplifyMacros();
        ILProcessor il = body.GetILProcessor();
        Instruction[] instructions = [.. body.Instructions];
        foreach (Instruction instruction in instructions)
        {
            Rewrite(method, instruction, il);
        }

        AddFrame(method, AddSite(method, string.Empty, structs, false, frame), instructions, il);
        body.OptimizeMacros();

        // Otherwise what a call returned and another took would live until the method ends.
        method.ImplAttributes |= MethodImplAttributes.AggressiveOptimization;
    }

    private void AddFrame(MethodDefinition method, int site, Instruction[] instructions, ILProcessor il)
    {
        ModuleDefinition module = method.Module;
        MethodReference enter = Tracker(module, nameof(HeapTracker.Enter));
        MethodReference leave = Tracker(module, nameof(HeapTracker.Leave));
        VariableDefinition depth = new(module.TypeSystem.Int32);
        method.Body.Variables.Add(depth);
        method.Body.InitLocals = true;
        foreach (Instruction exit in instructions.Where(instruction => instruction.OpCode == OpCodes.Ret))
        {
            // In its place, so that what jumps to it jumps to this.
            exit.OpCode = OpCodes.Ldloc;
            exit.Operand = depth;
            Append(il, exit, [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Call, leave), .. KeptAlive(method, il),
                il.Create(OpCodes.Ret)]);
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            Instruction first = handler.HandlerStart;
            Instruction load = il.Create(OpCodes.Ldloc, depth);
            il.InsertBefore(first, load);
            il.InsertBefore(first, il.Create(OpCodes.Ldc_I4_0));
            il.InsertBefore(first, il.Create(OpCodes.Call, leave));
            MoveStart(method.Body, first, load);
        }

        Instruction begin = method.Body.Instructions[0];
        il.InsertBefore(begin, il.Create(OpCodes.Ldc_I4, site));
        il.InsertBefore(begin, il.Create(OpCodes.Call, enter));
        il.InsertBefore(begin, il.Create(OpCodes.Stloc, depth));
    }

    // On the device arguments and local variables hold what they hold until the method ends.
    private static IEnumerable<Instruction> KeptAlive(MethodDefinition method, ILProcessor il)
    {
        MethodReference keep = method.Module.ImportReference(typeof(GC).GetMethod(nameof(GC.KeepAlive)));
        return method.Parameters.Where(parameter => IsReference(parameter.ParameterType))
            .Select(parameter => il.Create(OpCodes.Ldarg, parameter))
            .Concat(method.Body.Variables.Where(local => IsReference(local.VariableType)).Select(local => il.Create(OpCodes.Ldloc, local)))
            .SelectMany(load => new[] { load, il.Create(OpCodes.Call, keep) });
    }

    private static bool IsReference(TypeReference type) => !type.IsValueType && !type.IsByReference && !type.IsPointer && !type.IsPinned;

    private static void MoveStart(MethodBody body, Instruction from, Instruction to)
    {
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.HandlerStart = handler.HandlerStart == from ? to : handler.HandlerStart;
            handler.TryEnd = handler.TryEnd == from ? to : handler.TryEnd;
            handler.HandlerEnd = handler.HandlerEnd == from ? to : handler.HandlerEnd;
        }
    }

    private void Rewrite(MethodDefinition method, Instruction instruction, ILProcessor il)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldstr:
                Append(
                    il,
                    instruction,
                    il.Create(OpCodes.Ldc_I4, AddSite(method, $"literal \"{instruction.Operand}\"", HeapBlocks.Literal, true)),
                    il.Create(OpCodes.Call, Tracker(method.Module, nameof(HeapTracker.Literal))));
                break;
            case Code.Newobj when ((MethodReference)instruction.Operand).DeclaringType is { } type:
                Made(method, instruction, il, type, $"new {type.Name}");
                break;
            case Code.Newarr when (TypeReference)instruction.Operand is { } element:
                Made(method, instruction, il, new ArrayType(element), $"new {element.Name}[]");
                break;
            case Code.Box when (TypeReference)instruction.Operand is { } boxed:
                Made(method, instruction, il, method.Module.TypeSystem.Object, $"boxed {boxed.Name}");
                break;
            case Code.Call or Code.Callvirt:
                Called(method, instruction, il, (MethodReference)instruction.Operand);
                break;
            default:
                Copied(method, instruction, il);
                break;
        }
    }

    private void Made(MethodDefinition method, Instruction instruction, ILProcessor il, TypeReference type, string what)
    {
        int bytes = DeviceSizes.OfValueType(type);
        if (bytes > 0)
        {
            Append(il, instruction, [.. Hit(method, il, what, bytes)]);
        }
        else if (!type.IsValueType)
        {
            Append(il, instruction, [.. Passed(method, il, nameof(HeapTracker.Pass), type, what, true)]);
        }
    }

    private void Called(MethodDefinition method, Instruction instruction, ILProcessor il, MethodReference called)
    {
        if (IsOwn(called.DeclaringType))
        {
            return;
        }

        int bytes = PlatformCosts.Of(called);
        if (bytes > 0)
        {
            Append(il, instruction, [.. Hit(method, il, NameOf(called), bytes)]);
        }

        if (!called.ReturnType.IsValueType && called.ReturnType.MetadataType != MetadataType.Void && !called.ReturnType.IsByReference
            && !called.ReturnType.ContainsGenericParameter)
        {
            string through = $"{called.DeclaringType.FullName}::{called.Name}" == JsonParse ? nameof(HeapTracker.Parsed)
                : nameof(HeapTracker.Pass);
            Append(il, instruction, [.. Passed(method, il, through, called.ReturnType, NameOf(called), PlatformCosts.Makes(called))]);
        }
    }

    private void Copied(MethodDefinition method, Instruction instruction, ILProcessor il)
    {
        TypeReference? type = instruction.OpCode.Code switch
        {
            Code.Ldloc => ((VariableDefinition)instruction.Operand).VariableType,
            Code.Ldarg when instruction.Operand is ParameterDefinition { Index: >= 0 } parameter => parameter.ParameterType,
            Code.Ldfld or Code.Ldsfld => ((FieldReference)instruction.Operand).FieldType,
            Code.Ldobj or Code.Ldelem_Any => (TypeReference)instruction.Operand,
            _ => null,
        };
        if (type is not null && DeviceSizes.OfValueType(type) is > 0 and int bytes)
        {
            Append(il, instruction, [.. Hit(method, il, $"copy of {type.Name}", bytes)]);
        }
    }

    private IEnumerable<Instruction> Hit(MethodDefinition method, ILProcessor il, string what, int bytes) =>
    [
        il.Create(OpCodes.Ldc_I4, AddSite(method, what, bytes, true)),
        il.Create(OpCodes.Call, Tracker(method.Module, nameof(HeapTracker.Hit))),
    ];

    private IEnumerable<Instruction> Passed(MethodDefinition method, ILProcessor il, string through, TypeReference type,
        string what, bool isMade)
    {
        GenericInstanceMethod pass = new(Tracker(method.Module, through));
        pass.GenericArguments.Add(type);
        return [il.Create(OpCodes.Ldc_I4, AddSite(method, what, 0, isMade)), il.Create(OpCodes.Call, pass)];
    }

    private static void Append(ILProcessor il, Instruction after, params Instruction[] added)
    {
        foreach (Instruction instruction in added)
        {
            il.InsertAfter(after, instruction);
            after = instruction;
        }
    }

    private int AddSite(MethodDefinition method, string what, int bytes, bool isMade, int frameBytes = 0)
    {
        _sites.Add(new Site(NameOf(method), what, bytes, isMade, frameBytes));
        return _sites.Count - 1;
    }

    private bool IsOwn(TypeReference type)
    {
        IMetadataScope scope = type.GetElementType().Scope;
        return _own.Contains(scope is ModuleDefinition module ? module.Assembly.Name.Name : scope.Name);
    }

    private static MethodReference Tracker(ModuleDefinition module, string name) =>
        module.ImportReference(typeof(HeapTracker).GetMethod(name));
}
