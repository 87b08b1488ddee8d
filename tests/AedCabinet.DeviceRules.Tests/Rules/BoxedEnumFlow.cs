using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Follows boxed enums through a method: over the evaluation stack, branches, local variables and arrays of objects,
/// to the calls that take them. One pass in the order of the code; what was passed on by another method is not followed.
/// </summary>
public sealed class BoxedEnumFlow
{
    private readonly Dictionary<int, Value[]> _atBranchTargets = [];
    private readonly Dictionary<int, Value> _locals = [];
    private readonly List<(Instruction, TypeReference)> _calls = [];
    private Stack<Value> _stack = new();

    private BoxedEnumFlow()
    {
    }

    /// <summary>Every call of the method that takes a boxed enum, with the enum's type.</summary>
    public static IReadOnlyList<(Instruction Call, TypeReference Enum)> Calls(MethodDefinition method)
    {
        var flow = new BoxedEnumFlow();
        var handlers = method.Body.ExceptionHandlers
            .SelectMany(
                handler => new[] { handler.FilterStart, handler.HandlerType is ExceptionHandlerType.Finally or ExceptionHandlerType.Fault
                    ? null : handler.HandlerStart })
            .OfType<Instruction>()
            .Select(start => start.Offset)
            .ToHashSet();
        foreach (var instruction in method.Body.Instructions)
        {
            flow.Enter(instruction, handlers.Contains(instruction.Offset));
            flow.Step(instruction, method);
            flow.Leave(instruction);
        }

        return flow._calls;
    }

    private void Enter(Instruction instruction, bool isHandler)
    {
        if (isHandler)
        {
            _stack = new Stack<Value>([new Value()]);
        }
        else if (_atBranchTargets.TryGetValue(instruction.Offset, out var branched))
        {
            var here = _stack.ToArray();
            var merged = branched.Select((value, depth) => depth < here.Length && value.Enum is null ? here[depth] : value);
            _stack = new Stack<Value>(merged.Reverse());
        }
    }

    private void Step(Instruction instruction, MethodDefinition method)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Box:
                Pop();
                var boxed = (TypeReference)instruction.Operand;
                _stack.Push(new Value { Enum = BaseTypes.IsEnum(boxed) ? boxed : null });
                break;
            case Code.Dup:
                var top = Pop();
                _stack.Push(top);
                _stack.Push(top);
                break;
            case Code.Castclass or Code.Isinst:
                break;
            case Code.Stelem_Ref:
                var element = Pop();
                Pop();
                Pop().Enum ??= element.Enum;
                break;
            case Code.Call or Code.Callvirt or Code.Newobj:
                Call(instruction, (MethodReference)instruction.Operand);
                break;
            default:
                if (LocalIndex(instruction) is not { } local)
                {
                    Shift(instruction, method);
                }
                else if (instruction.OpCode.StackBehaviourPop == StackBehaviour.Pop1)
                {
                    _locals[local] = Pop();
                }
                else
                {
                    _stack.Push(_locals.GetValueOrDefault(local) ?? new Value());
                }

                break;
        }
    }

    private void Call(Instruction instruction, MethodReference called)
    {
        var takes = called.Parameters.Count + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0);
        for (var argument = 0; argument < takes; argument++)
        {
            if (Pop().Enum is { } boxed)
            {
                _calls.Add((instruction, boxed));
            }
        }

        if (instruction.OpCode.Code == Code.Newobj || called.ReturnType.FullName != "System.Void")
        {
            _stack.Push(new Value());
        }
    }

    private void Leave(Instruction instruction)
    {
        if (instruction.Operand is Instruction target)
        {
            _atBranchTargets.TryAdd(target.Offset, _stack.ToArray());
        }

        foreach (var branch in instruction.Operand as Instruction[] ?? [])
        {
            _atBranchTargets.TryAdd(branch.Offset, _stack.ToArray());
        }

        if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
        {
            _stack = new Stack<Value>();
        }
    }

    private void Shift(Instruction instruction, MethodDefinition method)
    {
        var code = instruction.OpCode;
        var takes = code.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.PopAll => _stack.Count,
            StackBehaviour.Varpop => code.Code == Code.Ret && method.ReturnType.FullName != "System.Void" ? 1 : 0,
            _ => 3,
        };
        for (var value = 0; value < takes; value++)
        {
            Pop();
        }

        if (code.StackBehaviourPush is not StackBehaviour.Push0 and not StackBehaviour.Varpush)
        {
            _stack.Push(new Value());
        }
    }

    private Value Pop() => _stack.TryPop(out var value) ? value : new Value();

    private static int? LocalIndex(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 or Code.Stloc_0 => 0,
        Code.Ldloc_1 or Code.Stloc_1 => 1,
        Code.Ldloc_2 or Code.Stloc_2 => 2,
        Code.Ldloc_3 or Code.Stloc_3 => 3,
        Code.Ldloc_S or Code.Ldloc or Code.Stloc_S or Code.Stloc => ((VariableDefinition)instruction.Operand).Index,
        _ => null,
    };

    /// <summary>A slot of the stack; an array of objects holds the enum that was put into it.</summary>
    private sealed class Value
    {
        /// <summary>The boxed enum's type, or null.</summary>
        public TypeReference? Enum { get; set; }
    }
}
