using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Walks from a type to what it inherits from.</summary>
public static class BaseTypes
{
    /// <summary>The definition behind a reference, or null when its assembly is not at hand.</summary>
    public static TypeDefinition? Definition(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>All base classes, nearest first; for an interface all interfaces it extends.</summary>
    public static IEnumerable<TypeReference> Of(TypeReference type)
    {
        var definition = Definition(type);
        if (definition is { IsInterface: true })
        {
            foreach (var extended in definition.Interfaces)
            {
                yield return extended.InterfaceType;
                foreach (var further in Of(extended.InterfaceType))
                {
                    yield return further;
                }
            }

            yield break;
        }

        for (var next = definition?.BaseType; next is not null; next = Definition(next)?.BaseType)
        {
            yield return next;
        }
    }

    /// <summary>True for an enum, wherever it is declared.</summary>
    public static bool IsEnum(TypeReference type) =>
        type is not TypeSpecification and not GenericParameter && Definition(type) is { IsEnum: true };
}
