using System.Reflection;
using System.Text.Json;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>Which versions belong together: <c>firmware/versions.json</c>.</summary>
/// <param name="FlashTool">The version of <c>nanoff</c>.</param>
/// <param name="Runtime">The version of the runtime for each target; <c>null</c> where the archive decides.</param>
/// <param name="Packages">The packages of the firmware by their ids.</param>
/// <param name="TestPackages">The versions of packages that only the device tests have.</param>
/// <param name="Source">Where the versions come from.</param>
public sealed record PinnedVersions(
    string FlashTool,
    IReadOnlyDictionary<string, string?> Runtime,
    IReadOnlyDictionary<string, PinnedPackage> Packages,
    IReadOnlyDictionary<string, string> TestPackages,
    IReadOnlyList<string> Source)
{
    /// <summary>The file's name in the program.</summary>
    public const string ResourceName = "firmware/versions.json";

    private static readonly Lazy<PinnedVersions> s_shipped = new(() =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)!;
        return JsonSerializer.Deserialize<PinnedVersions>(stream, JsonSerializerOptions.Web)!;
    });

    /// <summary>Gets the versions that this program was built with.</summary>
    public static PinnedVersions Shipped => s_shipped.Value;
}
