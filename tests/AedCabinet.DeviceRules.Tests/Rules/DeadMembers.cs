using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Finds what a board carries and never runs: methods and fields of its assemblies that can't be reached from <c>Program.Main</c>. What
/// overrides or implements something counts as reached when its type is made and what it overrides is reached or the platform's.
/// </summary>
public sealed class DeadMembers
{
    private readonly TypeDefinition[] _types;
    private readonly Dictionary<string, MethodDefinition> _methods;
    private readonly Dictionary<string, FieldDefinition> _fields;
    private readonly HashSet<MethodDefinition> _reached = [];
    private readonly HashSet<FieldDefinition> _read = [];
    private readonly HashSet<TypeDefinition> _used = [];
    private readonly Queue<MethodDefinition> _open = new();

    private DeadMembers(IEnumerable<ModuleDefinition> modules)
    {
        _types = [.. modules.SelectMany(module => module.GetTypes()).Where(type => type.Name != "<Module>")];
        _methods = _types.SelectMany(type => type.Methods).ToDictionary(method => method.FullName);
        _fields = _types.SelectMany(type => type.Fields).ToDictionary(field => field.FullName);
    }

    /// <summary>Finds them.</summary>
    /// <param name="modules">The assemblies, as built for the device.</param>
    /// <param name="entry">The full name of the type whose <c>Main</c> begins.</param>
    /// <returns>The full names, <c>Type.Member</c>, of what nothing reaches; not of constants, which no board carries.</returns>
    public static IReadOnlyList<string> Find(IEnumerable<ModuleDefinition> modules, string entry)
    {
        DeadMembers search = new(modules);
        search.Reach(search._types.Single(type => type.FullName == entry).Methods.Single(method => method.Name == "Main"));
        search.Follow();
        return
        [
            .. search._types.SelectMany(type => type.Methods)
                .Where(method => !search._reached.Contains(method) && !IsFree(method)).Select(NameOf)
                .Concat(search._types.SelectMany(type => type.Fields).Where(field => !search._read.Contains(field) && !IsFree(field))
                    .Select(NameOf))
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    // A constant has no place on a board, and of an enumeration's value only the number is there.
    private static bool IsFree(FieldDefinition field) => field.HasConstant || field.DeclaringType.IsEnum || field.Name.StartsWith('<');

    // Members that the compiler needs by itself: those of delegates, and a private constructor that keeps others from making an object.
    private static bool IsFree(MethodDefinition method) =>
        method.DeclaringType.BaseType?.FullName == "System.MulticastDelegate"
            || (method.IsConstructor && method.IsPrivate && !method.HasParameters && !method.IsStatic);

    private static string NameOf(MemberReference member)
    {
        var name = member.Name;
        return $"{member.DeclaringType.FullName}.{(name.StartsWith("get_", StringComparison.Ordinal)
            || name.StartsWith("set_", StringComparison.Ordinal) ? $"{name[4..]} ({name[..3]})" : name)}";
    }

    private void Follow()
    {
        var before = -1;
        while (before != _reached.Count)
        {
            before = _reached.Count;
            while (_open.TryDequeue(out var method))
            {
                Look(method);
            }

            foreach (var method in _types.Where(_used.Contains).SelectMany(type => type.Methods).Where(IsCalledFromAbove).ToArray())
            {
                Reach(method);
            }
        }
    }

    private void Look(MethodDefinition method)
    {
        foreach (Instruction instruction in method.HasBody ? [.. method.Body.Instructions] : Array.Empty<Instruction>())
        {
            switch (instruction.Operand)
            {
                case MethodReference called when _methods.TryGetValue(called.FullName, out var definition):
                    Reach(definition);
                    break;
                case FieldReference field when _fields.TryGetValue(field.FullName, out var definition):
                    Use(definition.DeclaringType);
                    if (instruction.OpCode.Code is not (Code.Stfld or Code.Stsfld))
                    {
                        _ = _read.Add(definition);
                    }

                    break;
                case TypeReference type when _types.FirstOrDefault(own => own.FullName == type.FullName) is { } own:
                    Use(own);
                    break;
            }
        }
    }

    private void Reach(MethodDefinition method)
    {
        if (_reached.Add(method))
        {
            _open.Enqueue(method);
            Use(method.DeclaringType);
        }
    }

    private void Use(TypeDefinition type)
    {
        if (_used.Add(type))
        {
            foreach (var start in type.Methods.Where(method => method is { IsConstructor: true, IsStatic: true }))
            {
                Reach(start);
            }
        }
    }

    // Called where its type is not named: by what it overrides or implements here, or by the platform.
    private bool IsCalledFromAbove(MethodDefinition method)
    {
        if (!method.IsVirtual)
        {
            return false;
        }

        var above = Above(method.DeclaringType).SelectMany(type => type.Methods)
            .Where(other => other.IsVirtual && other != method && other.Name == method.Name.Split('.')[^1] && HasSameShape(other, method))
            .ToArray();
        return above.Length == 0 ? !method.IsNewSlot : above.Any(_reached.Contains);
    }

    private static bool HasSameShape(MethodDefinition one, MethodDefinition other) =>
        one.Parameters.Select(parameter => parameter.ParameterType.FullName)
            .SequenceEqual(other.Parameters.Select(parameter => parameter.ParameterType.FullName));

    private IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        var bases = type.Interfaces.Select(implemented => implemented.InterfaceType).Append(type.BaseType).OfType<TypeReference>();
        return bases.Select(reference => _types.FirstOrDefault(own => own.FullName == reference.FullName)).OfType<TypeDefinition>()
            .SelectMany(own => Above(own).Prepend(own))
            .Concat(_types.Where(own => own.BaseType?.FullName == type.FullName).SelectMany(own => own.Interfaces)
                .Select(implemented => _types.FirstOrDefault(own => own.FullName == implemented.InterfaceType.FullName))
                .OfType<TypeDefinition>());
    }
}
