using Mono.Cecil;

namespace AedCabinet.DeviceBuild;

/// <summary>
/// Writes metadata references the way the API lists do: nested types with a dot, <c>@</c> for by reference, <c>#ctor</c>.
/// </summary>
public static class ListNotation
{
    /// <summary>A type; modifiers are left out, they are judged on their own.</summary>
    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType byReference => Of(byReference.ElementType) + "@",
        ArrayType array => Of(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        PointerType pointer => Of(pointer.ElementType) + "*",
        RequiredModifierType modified => Of(modified.ElementType),
        OptionalModifierType modified => Of(modified.ElementType),
        PinnedType pinned => Of(pinned.ElementType),
        GenericInstanceType generic => Of(generic.ElementType) + "<" + string.Join(",", generic.GenericArguments.Select(Of)) + ">",
        _ => type.FullName.Replace('/', '.'),
    };

    /// <summary>A method at its own declaring type.</summary>
    public static string Of(MethodReference method) => Of(method, method.DeclaringType);

    /// <summary>A method as it would read had <paramref name="declaringType"/> declared it.</summary>
    public static string Of(MethodReference method, TypeReference declaringType)
    {
        var open = method is GenericInstanceMethod generic ? generic.ElementMethod : method;
        var arity = open.GenericParameters.Count == 0 ? string.Empty : "``" + open.GenericParameters.Count;
        var parameters = open.Parameters.Count == 0
            ? string.Empty
            : "(" + string.Join(",", open.Parameters.Select(parameter => Of(parameter.ParameterType))) + ")";
        return $"{TypeAndName(method, declaringType)}{arity}{parameters} -> {Of(open.ReturnType)}";
    }

    /// <summary>A field at its declaring type.</summary>
    public static string Of(FieldReference field) => Of(field.DeclaringType) + "." + field.Name;

    /// <summary>Type and name of a method, without its signature.</summary>
    public static string TypeAndName(MethodReference method, TypeReference declaringType)
    {
        var name = method.Name switch { ".ctor" => "#ctor", ".cctor" => "#cctor", _ => method.Name };
        return Of(declaringType) + "." + name;
    }
}
