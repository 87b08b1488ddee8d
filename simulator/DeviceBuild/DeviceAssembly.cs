using Mono.Cecil;

namespace AedCabinet.DeviceBuild;

/// <summary>An assembly as the device's compiler makes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">The file, before nanoFramework's tool turns it into a <c>.pe</c>.</param>
public sealed record DeviceAssembly(string Name, byte[] Image)
{
    /// <summary>
    /// Attributes that the compiler wrote into the assembly because mscorlib lacks them (RefSafetyRules, IsReadOnly, Nullable …):
    /// types that no source shows and that the device has no use for.
    /// </summary>
    public IReadOnlyList<string> TypesOfTheCompiler
    {
        get
        {
            using ModuleDefinition module = Read();
            return [.. module.GetTypes().Where(type =>
                type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "Microsoft.CodeAnalysis.EmbeddedAttribute"))
                .Select(type => type.FullName)];
        }
    }

    /// <summary>Opens it.</summary>
    /// <returns>The module, to be disposed of.</returns>
    public ModuleDefinition Read() => ModuleDefinition.ReadModule(new MemoryStream(Image));
}
