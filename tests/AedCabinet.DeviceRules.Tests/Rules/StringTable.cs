using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The names and literals of an assembly, which a device keeps in one table with 16-bit offsets.</summary>
internal static class StringTable
{
    /// <summary>The greatest table in bytes: of 65,535 offsets the platform keeps 860 for strings of its own.</summary>
    public const int MostBytes = 65535 - 860;

    /// <summary>
    /// The table's size in bytes: each string once, in UTF-8, with a closing zero. The platform's own strings are counted
    /// as well, so a device's table is rather smaller.
    /// </summary>
    public static int Bytes(ModuleDefinition module) => Strings(module).Distinct().Sum(text => Encoding.UTF8.GetByteCount(text) + 1);

    private static IEnumerable<string> Strings(ModuleDefinition module) =>
    [
        .. module.AssemblyReferences.Select(reference => reference.Name),
        .. module.GetTypeReferences().SelectMany(type => new[] { type.Namespace, type.Name }),
        .. module.GetMemberReferences().Select(member => member.Name),
        .. module.GetTypes().SelectMany(Names),
    ];

    private static IEnumerable<string> Names(TypeDefinition type) =>
    [
        type.Namespace,
        type.Name,
        .. type.Fields.Select(field => field.Name),
        .. type.Methods.Select(method => method.Name),
        .. type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode == OpCodes.Ldstr)
            .Select(instruction => (string)instruction.Operand),
    ];
}
