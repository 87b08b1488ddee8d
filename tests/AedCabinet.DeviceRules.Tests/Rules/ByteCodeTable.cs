using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// The code of an assembly, which a device keeps in one table with 16-bit offsets: beyond it the platform's tool makes no image at all.
/// </summary>
internal static class ByteCodeTable
{
    /// <summary>
    /// The greatest table in bytes: the last of 65,535 offsets, less what the two compilers differ by (16 bytes seen) and 500 to spare.
    /// </summary>
    public const int MostBytes = 65535 - 500;

    private const int HandlerBytes = 12;

    /// <summary>The table's size in bytes.</summary>
    /// <param name="module">The assembly.</param>
    /// <param name="isOnBoard">Which methods a board gets.</param>
    /// <returns>Bytes; seen within 18 of what the platform's tool made.</returns>
    public static int Bytes(ModuleDefinition module, Func<MethodDefinition, bool> isOnBoard) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && isOnBoard(method)).Sum(Bytes);

    private static int Bytes(MethodDefinition method)
    {
        int handlers = method.Body.ExceptionHandlers.Count;
        return method.Body.Instructions.Sum(Bytes) + (handlers == 0 ? 0 : (handlers * HandlerBytes) + 1);
    }

    // Operands of four bytes in .NET (a member, a text, a far branch) take two; a switch counts its targets in one byte.
    private static int Bytes(Instruction instruction) => instruction.GetSize() - instruction.OpCode.OperandType switch
    {
        OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
            or OperandType.InlineBrTarget => 2,
        OperandType.InlineSwitch => 3 + (2 * ((Instruction[])instruction.Operand).Length),
        _ => 0,
    };
}
