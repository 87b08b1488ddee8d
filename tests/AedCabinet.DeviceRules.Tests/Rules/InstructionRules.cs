using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Judges a method's body: what it refers to and the instructions themselves.</summary>
public sealed class InstructionRules(CheckContext context, TypeRules types, MemberRules members)
{
    private static readonly HashSet<Code> Checked =
    [
        Code.Add_Ovf, Code.Add_Ovf_Un, Code.Sub_Ovf, Code.Sub_Ovf_Un, Code.Mul_Ovf, Code.Mul_Ovf_Un,
        Code.Conv_Ovf_I, Code.Conv_Ovf_I_Un, Code.Conv_Ovf_U, Code.Conv_Ovf_U_Un,
        Code.Conv_Ovf_I1, Code.Conv_Ovf_I1_Un, Code.Conv_Ovf_U1, Code.Conv_Ovf_U1_Un,
        Code.Conv_Ovf_I2, Code.Conv_Ovf_I2_Un, Code.Conv_Ovf_U2, Code.Conv_Ovf_U2_Un,
        Code.Conv_Ovf_I4, Code.Conv_Ovf_I4_Un, Code.Conv_Ovf_U4, Code.Conv_Ovf_U4_Un,
        Code.Conv_Ovf_I8, Code.Conv_Ovf_I8_Un, Code.Conv_Ovf_U8, Code.Conv_Ovf_U8_Un,
    ];

    private static readonly HashSet<Code> WithoutSafety =
    [
        Code.Localloc, Code.Calli, Code.Cpblk, Code.Initblk, Code.Jmp, Code.Arglist, Code.Mkrefany, Code.Refanyval, Code.Refanytype,
    ];

    /// <summary>Reports what is wrong with the body of a method.</summary>
    public void Check(MethodDefinition method)
    {
        foreach (var variable in method.Body.Variables)
        {
            if (CompilerLowerings.IsLoweredLocal(variable.VariableType))
            {
                context.Judged(variable.VariableType);
            }
            else
            {
                types.Check(variable.VariableType, CodePlaces.Of(method));
            }
        }

        foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler.CatchType is not null))
        {
            types.Check(handler.CatchType, CodePlaces.Of(method, handler.HandlerStart));
        }

        foreach (var instruction in method.Body.Instructions)
        {
            CheckOperand(method, instruction);
            CheckOperation(method, instruction);
        }
    }

    private void CheckOperand(MethodDefinition method, Instruction instruction)
    {
        var place = CodePlaces.Of(method, instruction);
        switch (instruction.Operand)
        {
            case TypeReference type:
                types.Check(type, place);
                break;
            case MethodReference called:
                members.Check(called, place, new UseSite(instruction, method));
                break;
            case FieldReference field:
                members.Check(field, place);
                break;
        }
    }

    private void CheckOperation(MethodDefinition method, Instruction instruction)
    {
        var code = instruction.OpCode.Code;
        if (WithoutSafety.Contains(code))
        {
            context.Report(DeviceRule.Unsafe, CodePlaces.Of(method, instruction), $"instruction {instruction.OpCode.Name}",
                Advice.For(DeviceRule.Unsafe));
        }
        else if (Checked.Contains(code) && !IsLengthOfNewArray(instruction))
        {
            context.Report(
                DeviceRule.CheckedArithmetic,
                CodePlaces.Of(method, instruction),
                $"checked arithmetic ({instruction.OpCode.Name})",
                Advice.For(DeviceRule.CheckedArithmetic));
        }
    }

    /// <summary>The compiler itself converts a long length so.</summary>
    private static bool IsLengthOfNewArray(Instruction instruction) =>
        instruction.OpCode.Code is Code.Conv_Ovf_I or Code.Conv_Ovf_I_Un && instruction.Next?.OpCode.Code == Code.Newarr;
}
