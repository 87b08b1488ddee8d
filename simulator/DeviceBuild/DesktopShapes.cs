using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Mono.Cecil;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;
using TypeDefinition = Mono.Cecil.TypeDefinition;

namespace AedCabinet.DeviceBuild;

/// <summary>
/// The desktop's types by the names that the API lists use. A list says which members a type has, but not whether it is a class or
/// a struct, what it derives from, or which members are static: the type of that name on the desktop (.NET's own, System.Device.Gpio's
/// or a stand-in's, against which the same source is compiled) tells.
/// </summary>
public sealed class DesktopShapes : IDisposable
{
    private readonly Dictionary<string, string> _fileOf = [];
    private readonly Dictionary<string, ModuleDefinition> _modules = [];
    private readonly DefaultAssemblyResolver _resolver = new();

    /// <summary>Initializes a new instance of the <see cref="DesktopShapes"/> class.</summary>
    /// <param name="files">Assembly files; of two public types with one name the first counts.</param>
    public DesktopShapes(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            _resolver.AddSearchDirectory(Path.GetDirectoryName(file));
            using PEReader image = new(File.OpenRead(file));
            if (!image.HasMetadata)
            {
                continue;
            }

            MetadataReader metadata = image.GetMetadataReader();
            foreach (string name in metadata.TypeDefinitions.Select(handle => PublicName(metadata, handle)).OfType<string>())
            {
                _ = _fileOf.TryAdd(name, file);
            }
        }
    }

    /// <summary>The type of this name, or <c>null</c> when the desktop has none.</summary>
    /// <param name="name">The full name, nested types with a dot.</param>
    public TypeDefinition? Find(string name)
    {
        if (!_fileOf.TryGetValue(name, out string? file))
        {
            return null;
        }

        if (!_modules.TryGetValue(file, out ModuleDefinition? module))
        {
            module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = _resolver });
            _modules.Add(file, module);
        }

        return module.GetTypes().First(type => ListNotation.Of(type) == name);
    }

    /// <summary>The assemblies that the running program can load: .NET's own, and those beside it.</summary>
    public static IEnumerable<string> OfThisProgram() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .OrderBy(file => Path.GetFileName(file) != "System.Private.CoreLib.dll");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModuleDefinition module in _modules.Values)
        {
            module.Dispose();
        }

        _resolver.Dispose();
    }

    private static string? PublicName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        System.Reflection.Metadata.TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        switch (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask)
        {
            case System.Reflection.TypeAttributes.Public:
                return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
            case System.Reflection.TypeAttributes.NestedPublic:
                return PublicName(metadata, type.GetDeclaringType()) is { } outer ? $"{outer}.{name}" : null;
            default:
                return null;
        }
    }
}
