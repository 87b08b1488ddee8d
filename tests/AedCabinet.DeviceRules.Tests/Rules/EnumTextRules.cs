using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Finds enums that end up as text. It compiles on the device but prints the number there, so nothing else would notice.
/// An enum that is boxed for another purpose (key of a Hashtable, HasFlag) is fine.
/// </summary>
public sealed class EnumTextRules(CheckContext context)
{
    /// <summary>Types whose methods turn an object into text.</summary>
    private static readonly HashSet<string> Writers =
    [
        "System.String", "System.Text.StringBuilder", "System.Convert", "System.Console", "System.Diagnostics.Debug",
        "System.IO.TextWriter", "System.IO.StreamWriter", "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler",
    ];

    /// <summary>Reports every enum of a method's body that becomes text.</summary>
    public void Check(MethodDefinition method)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (FormattedDirectly(instruction) is { } type)
            {
                Report(method, instruction, type);
            }
        }

        foreach (var (call, boxed) in BoxedEnumFlow.Calls(method))
        {
            var called = (MethodReference)call.Operand;
            if (Writers.Contains(called.DeclaringType.FullName) || called.Name == nameof(ToString))
            {
                Report(method, call, boxed);
            }
        }
    }

    private static TypeReference? FormattedDirectly(Instruction instruction)
    {
        // The constrained prefix stands before the call: value.ToString() without boxing.
        if (instruction.OpCode.Code == Code.Constrained
            && instruction.Next?.Operand is MethodReference { Name: nameof(ToString) }
            && BaseTypes.IsEnum((TypeReference)instruction.Operand))
        {
            return (TypeReference)instruction.Operand;
        }

        return instruction.Operand switch
        {
            MethodReference { DeclaringType.FullName: "System.Enum", Name: nameof(ToString) or "GetName" or "Format" } called =>
                called.DeclaringType,
            GenericInstanceMethod { Name: "AppendFormatted" } appended when BaseTypes.IsEnum(appended.GenericArguments[0]) =>
                appended.GenericArguments[0],
            _ => null,
        };
    }

    private void Report(MethodDefinition method, Instruction instruction, TypeReference type) => context.Report(
        DeviceRule.EnumText,
        CodePlaces.Of(method, instruction),
        $"enum {ListNotation.Of(type)} as text",
        Advice.For(DeviceRule.EnumText));
}
