using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The files the tests read: lists and built assemblies.</summary>
public static class Assemblies
{
    /// <summary>The API lists.</summary>
    public static ApiCatalog Catalog { get; } = ApiCatalog.Load(RepositoryRoot.At("tests", "nanoframework-api"));

    /// <summary>Full path of an assembly that was built with the tests.</summary>
    public static string Built(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    /// <summary>The assemblies beside it which a built assembly references, directly or through one another.</summary>
    public static IReadOnlySet<string> ReferencedBy(string name)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([Built(name)]);
        while (open.TryDequeue(out var file))
        {
            using var module = ModuleDefinition.ReadModule(file);
            foreach (var reference in module.AssemblyReferences.Select(reference => Built(reference.Name)).Where(File.Exists)
                .Where(found.Add))
            {
                open.Enqueue(reference);
            }
        }

        return found;
    }

    /// <summary>Checks an assembly against the device rules, as the only one of its firmware.</summary>
    public static DeviceRuleReport Check(string name) => new DeviceRuleChecker(Catalog, [name]).Check(Built(name));
}
