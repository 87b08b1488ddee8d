using System.Buffers.Binary;
using System.Text;
using AedCabinet.Platform;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Desktop.Tests.Provisioning.Images;

/// <summary>
/// Deployment images made here byte by byte: assemblies with a name, a version and a checksum, and nothing that could run.
/// </summary>
internal static class TestImage
{
    /// <summary>The version of the runtime in the archive of <see cref="Deliver"/>.</summary>
    public const string ArchivedRuntime = "1.17.0.351";

    /// <summary>The archive's name.</summary>
    public const string Archive = "ESP32_S3_QUAD-" + ArchivedRuntime + ".zip";

    private const string S3 = "ESP32_S3_QUAD";

    /// <summary>Gets the assemblies of a sound image.</summary>
    public static List<DeploymentAssembly> Sound =>
    [
        new(DeploymentAssembly.Controller, Firmware, 0),
        .. PinnedVersions.Shipped.Packages.Values.Select(
            package => new DeploymentAssembly(package.Assembly, package.AssemblyVersion, package.NativeChecksum)),
        new(DeploymentAssembly.Core, Firmware, 0),
    ];

    /// <summary>Gets the version of the firmware here.</summary>
    public static Version Firmware => Version.Parse(FirmwareVersion.Text + ".0");

    /// <summary>Makes an image.</summary>
    /// <param name="change">Changes the assemblies first.</param>
    public static byte[] Make(Action<List<DeploymentAssembly>>? change = null)
    {
        List<DeploymentAssembly> assemblies = Sound;
        change?.Invoke(assemblies);
        return [.. assemblies.SelectMany(Assemble)];
    }

    /// <summary>
    /// Makes a folder as <c>provision image</c> does, for the boards that are for cabinets; the S3's runtime comes along.
    /// </summary>
    public static ImageManifest Deliver(string folder, byte[] image, params string[] targets)
    {
        DirectoryInfo runtimes = Directory.CreateTempSubdirectory("aed-runtimes-");
        string binary = Path.Combine(runtimes.FullName, "AedCabinet.Controller.bin");
        File.WriteAllBytes(binary, image);
        File.WriteAllText(Path.Combine(runtimes.FullName, Archive), "a runtime");
        ImageDelivery delivery = new(PinnedVersions.Shipped, [.. BoardTarget.LoadAll().Values]);
        ImageManifest? manifest = delivery.Make(new FileInfo(binary), targets.Length > 0 ? targets : [S3, "ESP32_PSRAM_REV3"], runtimes,
            new DirectoryInfo(folder));
        runtimes.Delete(recursive: true);
        Assert.IsNotNull(manifest, string.Join("; ", delivery.Problems));
        return manifest;
    }

    // Written as nanoFramework's metadata processor does; two names stand in the runtime's own table.
    private static byte[] Assemble(DeploymentAssembly assembly)
    {
        const int Strings = 11;
        const int Tables = 16;
        ushort name = assembly.Name switch { "mscorlib" => 0xFCD2, "System.Threading" => 0xFE28, _ => 1 };
        byte[] text = Encoding.UTF8.GetBytes("\0" + (name == 1 ? assembly.Name : "x") + "\0");
        byte[] bytes = new byte[ImageHeader.Length + ((text.Length + 3) / 4 * 4)];
        text.CopyTo(bytes, ImageHeader.Length);
        Encoding.ASCII.GetBytes(ImageHeader.Marker).CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), assembly.NativeChecksum);
        int at = 28;
        foreach (int part in new[] { assembly.Version.Major, assembly.Version.Minor, assembly.Version.Build,
            assembly.Version.Revision, name, 1 })
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)part);
            at += 2;
        }

        for (int table = 0; table < Tables; table++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40 + (4 * table)),
                (uint)(table <= Strings ? ImageHeader.Length : bytes.Length));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), NanoCrc32.Of(bytes.AsSpan(ImageHeader.Length)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), NanoCrc32.Of(bytes.AsSpan(0, ImageHeader.Length)));
        return bytes;
    }
}
