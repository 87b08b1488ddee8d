using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// How large the <c>.pe</c> of an assembly is, reckoned: its records counted, its names, texts, signatures and code added up as
/// nanoFramework's tool writes them (tokens of two bytes, jumps of two). Within 1 % of what the tool made of Core and Controller
/// in November 2026 (<c>MODEL.md</c>).
/// </summary>
public static class PeSize
{
    private const int Header = 124;
    private const int HandlerRecord = 12;

    /// <summary>Reckons.</summary>
    /// <param name="module">The assembly, compiled for the desktop or the device.</param>
    /// <returns>Bytes.</returns>
    public static int Of(ModuleDefinition module)
    {
        AssemblyTables tables = AssemblyTables.Of(module);
        DeviceImage image = new(module);
        return Header
            + (12 * tables.Assemblies) + (8 * (tables.TypeReferences + tables.FieldReferences + tables.MethodReferences))
            + (24 * tables.Types) + (8 * tables.Fields) + (16 * tables.Methods)
            + Strings(module, image) + Signatures(image) + image.Methods.Sum(Code);
    }

    private static int Strings(ModuleDefinition module, DeviceImage image)
    {
        IEnumerable<string> names = module.AssemblyReferences.Select(reference => reference.Name)
            .Concat(image.Types.SelectMany(type => new[] { type.Namespace, type.Name }))
            .Concat(image.Fields.Select(field => field.Name))
            .Concat(image.Methods.Select(method => method.Name))
            .Concat(image.Methods.SelectMany(Literals))
            .Concat(image.TypeReferences.SelectMany(
                name => new[] { name[..Math.Max(name.LastIndexOf('.'), 0)], name[(name.LastIndexOf('.') + 1)..] }))
            .Concat(image.MemberNames);
        return names.Distinct().Sum(name => Encoding.UTF8.GetByteCount(name) + 1);
    }

    private static IEnumerable<string> Literals(MethodDefinition method) => method.HasBody
        ? method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr)
            .Select(instruction => (string)instruction.Operand)
        : [];

    // Equal ones are kept once.
    private static int Signatures(DeviceImage image)
    {
        IEnumerable<TypeReference[]> methods = image.Methods.Select(
            method => method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType).ToArray());
        IEnumerable<TypeReference[]> locals = image.Methods.Where(method => method.HasBody && method.Body.HasVariables)
            .Select(method => method.Body.Variables.Select(local => local.VariableType).ToArray());
        IEnumerable<TypeReference[]> fields = image.Fields.Select(field => new[] { field.FieldType });
        return methods.Concat(locals).Concat(fields).DistinctBy(types => string.Join(',', types.Select(type => type.FullName)))
            .Sum(types => 2 + types.Sum(Signature));
    }

    private static int Signature(TypeReference type) => type switch
    {
        ArrayType array => 1 + Signature(array.ElementType),
        ByReferenceType reference => 1 + Signature(reference.ElementType),
        _ => type.IsPrimitive || type.MetadataType is MetadataType.Void or MetadataType.String or MetadataType.Object ? 1 : 3,
    };

    private static int Code(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return 0;
        }

        int handlers = method.Body.ExceptionHandlers.Count;
        return method.Body.Instructions.Sum(instruction => instruction.OpCode.Size + Operand(instruction))
            + (handlers == 0 ? 0 : 1 + (handlers * HandlerRecord));
    }

    private static int Operand(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineArg => 1,
        OperandType.InlineI or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 1 + (2 * ((Instruction[])instruction.Operand).Length),
        _ => 2,
    };
}
