using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AedCabinet.Handover;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>
/// What is known of an image: <c>aed-cabinet.json</c> beside <c>aed-cabinet.bin</c>. The flash scripts hold the image, the flash
/// tool and the board to it; flash.sh reads it line by line, so it is written with one member a line and only texts in its sections.
/// </summary>
public sealed record ImageManifest
{
    /// <summary>The image's file name.</summary>
    public const string ImageName = "aed-cabinet.bin";

    /// <summary>The manifest's file name.</summary>
    public const string FileName = "aed-cabinet.json";

    /// <summary>The folder beside it with the runtime's archives.</summary>
    public const string ArchiveFolder = "runtime";

    private static readonly JsonSerializerOptions s_strict = new(
        JsonSerializerOptions.Web)
    { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Gets the image's file name: always <see cref="ImageName"/>.</summary>
    public required string Image { get; init; }

    /// <summary>Gets the version of the program, four numbers.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the image's size, bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Gets the image's SHA-256, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the version of the flash tool.</summary>
    public required string FlashTool { get; init; }

    /// <summary>Gets the version of the runtime by target: the image is for these targets only.</summary>
    public required SortedDictionary<string, string> Runtime { get; init; }

    /// <summary>Gets the SHA-256 of the runtimes' archives by file name; a runtime without one is downloaded.</summary>
    public required SortedDictionary<string, string> Archives { get; init; }

    /// <summary>Gets the versions of the packages that it was built with.</summary>
    public required SortedDictionary<string, string> Packages { get; init; }

    /// <summary>Gets the versions of the assemblies in it.</summary>
    public required SortedDictionary<string, string> Assemblies { get; init; }

    /// <summary>Gets the checksums of the native parts that the runtime must have, by assembly.</summary>
    public required SortedDictionary<string, string> Native { get; init; }

    /// <summary>The name of a runtime's archive, as the flash tool gives and seeks it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="version">The version.</param>
    /// <returns>The file name.</returns>
    public static string ArchiveName(string target, string version) => $"{target}-{version}.zip";

    /// <summary>The SHA-256 of something.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    public static string Sha256Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Describes an image.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="image">What they hold.</param>
    /// <param name="pins">The versions that belong together.</param>
    /// <returns>The manifest, without targets and archives.</returns>
    public static ImageManifest Of(byte[] bytes, DeploymentImage image, PinnedVersions pins) => new()
    {
        Image = ImageName,
        Version = image.Version!.ToString(),
        Size = bytes.Length,
        Sha256 = Sha256Of(bytes),
        FlashTool = pins.FlashTool,
        Runtime = new(StringComparer.Ordinal),
        Archives = new(StringComparer.Ordinal),
        Packages = new(pins.Packages.ToDictionary(pair => pair.Key, pair => pair.Value.Version), StringComparer.Ordinal),
        Assemblies = VersionsIn(image),
        Native = ChecksumsIn(image),
    };

    /// <summary>Reads a manifest.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <returns>The manifest; <c>null</c> when the file is none.</returns>
    public static ImageManifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageManifest>(bytes, s_strict) is { } read && read.HasAllSections() ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether an image holds what the manifest says of its content.</summary>
    /// <param name="image">The image.</param>
    /// <returns><c>false</c> when one of the two was made by hand.</returns>
    public bool Fits(DeploymentImage image) =>
        Version == image.Version?.ToString() && Assemblies.SequenceEqual(VersionsIn(image)) && Native.SequenceEqual(ChecksumsIn(image));

    /// <summary>Writes it.</summary>
    /// <returns>The file's bytes.</returns>
    public byte[] Write() => PlainJson.Write(JsonSerializer.SerializeToNode(this, JsonSerializerOptions.Web)!);

    private static SortedDictionary<string, string> VersionsIn(DeploymentImage image) =>
        Sorted(image.Assemblies.Select(assembly => (assembly.Name, assembly.Version.ToString())));

    private static SortedDictionary<string, string> ChecksumsIn(DeploymentImage image) =>
        Sorted(image.Assemblies.Where(assembly => assembly.NativeChecksum != 0)
            .Select(assembly => (assembly.Name, string.Create(CultureInfo.InvariantCulture, $"0x{assembly.NativeChecksum:X8}"))));

    private static SortedDictionary<string, string> Sorted(IEnumerable<(string Name, string Value)> pairs)
    {
        SortedDictionary<string, string> sorted = new(StringComparer.Ordinal);
        foreach ((string name, string value) in pairs)
        {
            sorted[name] = value;
        }

        return sorted;
    }

    // The serializer takes null for a section that is required.
    private bool HasAllSections() => Image is not null && Version is not null && Sha256 is not null && FlashTool is not null
        && new[] { Runtime, Archives, Packages, Assemblies, Native }.All(
            section => section is not null && section.Values.All(value => value is not null));
}
