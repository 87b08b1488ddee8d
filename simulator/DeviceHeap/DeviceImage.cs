using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceHeap;

/// <summary>
/// What of a compiled assembly gets into a <c>.pe</c>: nanoFramework's tool leaves constants out, and what nothing refers to any more.
/// </summary>
internal sealed class DeviceImage
{
    public DeviceImage(ModuleDefinition module)
    {
        Types = [.. module.GetTypes().Where(type => type.Name != "<Module>")];
        Fields = [.. Types.SelectMany(type => type.Fields).Where(field => !field.HasConstant)];
        Methods = [.. Types.SelectMany(type => type.Methods)];
        foreach (TypeDefinition type in Types)
        {
            Note(type.BaseType);
            foreach (InterfaceImplementation implemented in type.Interfaces)
            {
                Note(implemented.InterfaceType);
            }
        }

        foreach (FieldDefinition field in Fields)
        {
            Note(field.FieldType);
        }

        foreach (MethodDefinition method in Methods)
        {
            Note(method);
        }
    }

    public IReadOnlyList<TypeDefinition> Types { get; }

    public IReadOnlyList<FieldDefinition> Fields { get; }

    public IReadOnlyList<MethodDefinition> Methods { get; }

    public HashSet<string> TypeReferences { get; } = [];

    public HashSet<string> FieldReferences { get; } = [];

    public HashSet<string> MethodReferences { get; } = [];

    /// <summary>Gets the names of the members of other assemblies.</summary>
    public HashSet<string> MemberNames { get; } = [];

    private void Note(MethodDefinition method)
    {
        Note(method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Note(parameter.ParameterType);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (VariableDefinition local in method.Body.Variables)
        {
            Note(local.VariableType);
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            Note(handler.CatchType);
        }

        foreach (object operand in method.Body.Instructions.Select(instruction => instruction.Operand))
        {
            NoteOperand(operand);
        }
    }

    private void NoteOperand(object operand)
    {
        switch (operand)
        {
            case MethodReference method and not MethodDefinition:
                _ = MethodReferences.Add(method.FullName);
                _ = MemberNames.Add(method.Name);
                Note(method.DeclaringType);
                Note(method.ReturnType);
                foreach (ParameterDefinition parameter in method.Parameters)
                {
                    Note(parameter.ParameterType);
                }

                break;
            case FieldReference field and not FieldDefinition:
                _ = FieldReferences.Add(field.FullName);
                _ = MemberNames.Add(field.Name);
                Note(field.FieldType);
                Note(field.DeclaringType);
                break;
            case TypeReference type:
                Note(type);
                break;
        }
    }

    private void Note(TypeReference? type)
    {
        TypeReference? element = type?.GetElementType();

        // The platform knows the basic types by a letter in a signature.
        if (element is not null and not TypeDefinition && !element.IsPrimitive
            && element.MetadataType is not (MetadataType.Void or MetadataType.Object or MetadataType.String))
        {
            _ = TypeReferences.Add(element.FullName);
        }
    }
}
