using Mono.Cecil;

namespace AedCabinet.DeviceBuild;

/// <summary>
/// Assemblies to compile against, made from the API lists: nanoFramework's names and nothing else, no code. They reference
/// nanoFramework's own mscorlib.
/// </summary>
public sealed class ReferenceAssemblies : IDisposable
{
    /// <summary>The one list whose assembly is there and need not be made.</summary>
    public const string CoreLibrary = "mscorlib";

    private readonly ModuleDefinition _coreLibrary;
    private readonly Dictionary<string, ModuleDefinition> _modules = [];
    private readonly Dictionary<string, TypeDefinition> _types = [];

    private ReferenceAssemblies(ApiCatalog catalog, DesktopShapes shapes, string coreLibraryFile)
    {
        _coreLibrary = ModuleDefinition.ReadModule(coreLibraryFile);
        foreach (TypeDefinition type in _coreLibrary.GetTypes().Where(type => type.IsPublic || type.IsNestedPublic))
        {
            _types.Add(ListNotation.Of(type), type);
        }

        // An outer type before those nested in it.
        ReferenceType[] made = [.. catalog.Types.Where(name => catalog.AssemblyOf(name) != CoreLibrary).Order(StringComparer.Ordinal)
            .Select(name => new ReferenceType(name, catalog, shapes, this))];
        foreach (ReferenceType type in made)
        {
            type.Declare();
        }

        foreach (ReferenceType type in made)
        {
            type.Derive();
        }

        foreach (ReferenceType type in made)
        {
            type.AddMembers();
        }

        foreach (ReferenceType type in made)
        {
            type.Implement();
        }
    }

    /// <summary>Makes them all.</summary>
    /// <param name="catalog">The lists.</param>
    /// <param name="shapes">What the lists don't say.</param>
    /// <param name="coreLibraryFile">nanoFramework's own <c>mscorlib.dll</c>.</param>
    /// <exception cref="FormatException">A member needs a type that no list has.</exception>
    /// <returns>The assemblies, by name.</returns>
    public static IReadOnlyDictionary<string, byte[]> Make(ApiCatalog catalog, DesktopShapes shapes, string coreLibraryFile)
    {
        using ReferenceAssemblies made = new(catalog, shapes, coreLibraryFile);
        Dictionary<string, byte[]> images = new() { [CoreLibrary] = File.ReadAllBytes(coreLibraryFile) };
        foreach ((string name, ModuleDefinition module) in made._modules)
        {
            using MemoryStream image = new();
            module.Write(image);
            images.Add(name, image.ToArray());
        }

        return images;
    }

    /// <summary>The assembly that a list describes: all but one are called as their lists are.</summary>
    /// <param name="list">The list's file name without extension.</param>
    public static string AssemblyOfList(string list) => list == "System.Security.Cryptography" ? "nanoFramework." + list : list;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModuleDefinition module in _modules.Values.Append(_coreLibrary))
        {
            module.Dispose();
        }
    }

    /// <summary>The module of an assembly that is being made.</summary>
    internal ModuleDefinition ModuleOf(string list)
    {
        string name = AssemblyOfList(list);
        if (!_modules.TryGetValue(name, out ModuleDefinition? module))
        {
            AssemblyNameDefinition assembly = new(name, new Version(1, 0, 0, 0));
            module = AssemblyDefinition.CreateAssembly(assembly, name + ".dll", ModuleKind.Dll).MainModule;
            // First, so that it is this module's core library.
            module.AssemblyReferences.Add(AssemblyNameReference.Parse(_coreLibrary.Assembly.Name.FullName));
            _modules.Add(name, module);
        }

        return module;
    }

    internal void Add(string name, TypeDefinition type) => _types.Add(name, type);

    /// <summary>A type of the device by its name in the lists, or <c>null</c>.</summary>
    internal TypeDefinition? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>A type as one module refers to it; arrays and references included.</summary>
    /// <exception cref="FormatException">No list has it.</exception>
    internal TypeReference Refer(string name, ModuleDefinition from)
    {
        if (name.EndsWith('@'))
        {
            return new ByReferenceType(Refer(name[..^1], from));
        }

        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return new ArrayType(Refer(name[..^2], from));
        }

        if (name.EndsWith('*'))
        {
            return new PointerType(Refer(name[..^1], from));
        }

        return Primitive(name, from.TypeSystem)
            ?? from.ImportReference(
                Find(name) ?? throw new FormatException($"{from.Assembly.Name.Name}: a member needs {name}, which no list has"));
    }

    private static TypeReference? Primitive(string name, TypeSystem types) => name switch
    {
        "System.Void" => types.Void,
        "System.Object" => types.Object,
        "System.String" => types.String,
        "System.Boolean" => types.Boolean,
        "System.Char" => types.Char,
        "System.SByte" => types.SByte,
        "System.Byte" => types.Byte,
        "System.Int16" => types.Int16,
        "System.UInt16" => types.UInt16,
        "System.Int32" => types.Int32,
        "System.UInt32" => types.UInt32,
        "System.Int64" => types.Int64,
        "System.UInt64" => types.UInt64,
        "System.Single" => types.Single,
        "System.Double" => types.Double,
        "System.IntPtr" => types.IntPtr,
        "System.UIntPtr" => types.UIntPtr,
        _ => null,
    };
}
