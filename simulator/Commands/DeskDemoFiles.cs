using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AedCabinet.Handover;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Commands;

/// <summary>
/// The files of a demonstration: the three demo cabinets, put at one scenic spot so that each is near the others, and what the registry is
/// given of them.
/// </summary>
internal sealed class DeskDemoFiles : IDisposable
{
    private const string Prefecture = "1501";
    private const string County = "150102";
    private const string Indicator = "indicatorProfile";
    private const string Aed = "aed";

    // Some hundred metres apart.
    private static readonly (double Latitude, double Longitude, string Where)[] s_places =
        [(40.8426, 111.7492, "游客中心一层东门旁"), (40.8441, 111.7512, "停车场服务亭外"), (40.8409, 111.7479, "观景台下")];

    private const string Prefix = "aed-desk-";

    // Held open as long as the folder is in use: a folder that has one which nobody holds was left by a demonstration that was killed.
    private const string InUse = "in-use";

    private readonly DirectoryInfo _folder;
    private readonly FileStream _inUse;

    /// <summary>Initializes a new instance of the <see cref="DeskDemoFiles"/> class and writes them.</summary>
    public DeskDemoFiles()
    {
        ClearAway();
        _folder = Directory.CreateTempSubdirectory(Prefix);
        _inUse = Hold(Path.Combine(_folder.FullName, InUse), FileMode.CreateNew);
        RegistryFiles registry = RegistryFiles.Load(Provisioned);
        for (int i = 0; i < s_places.Length; i++)
        {
            JsonObject cabinet = DemoCabinet.All[i].Load();
            cabinet["prefecture"] = Prefecture;
            cabinet["county"] = County;
            JsonObject site = cabinet["site"]!.AsObject();
            (site["lat"], site["lon"], site["where"]) = (s_places[i].Latitude, s_places[i].Longitude, s_places[i].Where);
            (site["access"], site["hours"], site["indoor"]) = ("yes", "24/7", false);
            if (cabinet.ContainsKey(Indicator))
            {
                // The first one's AED says soonest that it is ready.
                JsonObject first = DemoCabinet.All[0].Load();
                (cabinet[Indicator], cabinet[Aed]) = (first[Indicator]!.DeepClone(), first[Aed]!.DeepClone());
            }

            string id = (string)cabinet["id"]!;
            string file = Path.Combine(_folder.FullName, id + ".json");
            OwnerOnly.Write(file, PlainJson.Write(cabinet), false);
            Cabinets.Add(new FileInfo(file));
            registry.Put(id, new RegistryEntry($"aed/v1/{Prefecture}/{County}/{(string)cabinet["sector"]!}/{id}",
                (string)cabinet["commandKey"]!, 1), NewPassword());
        }

        registry.Save(NewPassword, null);
    }

    /// <summary>Gets the cabinets' <c>cabinet.json</c>.</summary>
    public IList<FileInfo> Cabinets { get; } = [];

    /// <summary>Gets who may be called, and where they are.</summary>
    public static IEnumerable<(double Latitude, double Longitude, string Id)> People =>
        s_places.Select((place, i) => (place.Latitude, place.Longitude, $"R-{i + 1}"));

    /// <summary>Gets the id of the cabinet whose AED is taken in a demonstration.</summary>
    public string FirstCabinet => Path.GetFileNameWithoutExtension(Cabinets[0].Name);

    /// <summary>Gets the folder for the cabinets' flash.</summary>
    public DirectoryInfo Flash => new(Path.Combine(_folder.FullName, "flash"));

    /// <summary>Gets what <c>provision</c> would have made for the registry.</summary>
    public string Provisioned => Path.Combine(_folder.FullName, "provisioned");

    /// <summary>Gets the registry's database.</summary>
    public string Database => Path.Combine(_folder.FullName, "registry.db");

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _inUse.Dispose();
    }

    private static FileStream Hold(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);

    // Keys and secrets lie in them.
    private static void ClearAway()
    {
        foreach (string folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            string file = Path.Combine(folder, InUse);
            try
            {
                if (File.Exists(file))
                {
                    Hold(file, FileMode.Open).Dispose();
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another demonstration's, or another person's.
            }
        }
    }

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
