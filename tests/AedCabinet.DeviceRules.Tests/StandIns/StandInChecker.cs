using System.Globalization;
using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Finds what a desktop stand-in for a nanoFramework package offers beyond the package. Whatever drives the simulation
/// must be internal there (<c>InternalsVisibleTo</c>), so that public means: the device has it.
/// </summary>
public sealed class StandInChecker(ApiCatalog catalog)
{
    /// <summary>Checks an assembly file; every line names one surplus type or member.</summary>
    public IReadOnlyList<string> Check(string assemblyFile)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(assemblyFile));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(assemblyFile, new ReaderParameters { AssemblyResolver = resolver });
        return [.. module.GetTypes().Where(IsOffered).SelectMany(Surplus)];
    }

    private IEnumerable<string> Surplus(TypeDefinition type)
    {
        var name = ListNotation.Of(type);
        if (!catalog.HasType(name))
        {
            return IsOffered(type.DeclaringType) && !catalog.HasType(ListNotation.Of(type.DeclaringType))
                ? []
                : [$"T:{name}"];
        }

        var methods = type.Methods.Where(IsOffered).Where(method => !IsListed(method)).Select(method => "M:" + ListNotation.Of(method));
        return methods.Concat(type.Fields.Where(IsOffered).Select(SurplusField).OfType<string>());
    }

    private bool IsListed(MethodDefinition method)
    {
        if (catalog.HasMethod(ListNotation.Of(method)))
        {
            return true;
        }

        // An override offers no more than what it overrides, unless that is the stand-in's own.
        return method is { IsVirtual: true, IsReuseSlot: true }
            && BaseTypes.Of(method.DeclaringType)
                .Select(BaseTypes.Definition)
                .Any(type => type is not null && type.Module != method.Module && type.Methods.Any(inherited => inherited.IsVirtual
                    && ListNotation.Of(inherited, method.DeclaringType) == ListNotation.Of(method)));
    }

    private string? SurplusField(FieldDefinition field)
    {
        var name = ListNotation.Of(field);
        if (field.IsRuntimeSpecialName)
        {
            // The value behind an enum.
            return null;
        }

        var listed = catalog.Field(name);
        if (field.HasConstant)
        {
            var value = Convert.ToString(field.Constant, CultureInfo.InvariantCulture);
            return listed?.Constant == value ? null : $"F:{name} = {value}";
        }

        return listed?.Type == ListNotation.Of(field.FieldType) ? null : $"F:{name} : {ListNotation.Of(field.FieldType)}";
    }

    private static bool IsOffered(TypeDefinition? type) => type is not null
        && (type.IsPublic
            || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsOffered(type.DeclaringType)));

    private static bool IsOffered(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOffered(FieldDefinition field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;
}
