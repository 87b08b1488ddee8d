using System.Text.Json.Nodes;
using System.Text;
using AedCabinet.Controller;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The files of one cabinet's folder, all that a technician takes along for it.</summary>
internal static class BundleFiles
{
    /// <summary>What the flash tool's <c>--networkdeployment</c> takes.</summary>
    public const string Network = "network.json";

    /// <summary>What the flash tool's <c>--filedeployment</c> takes.</summary>
    public const string Deployment = "files.json";

    /// <summary>The label.</summary>
    public const string Label = "label.svg";

    /// <summary>The script for Linux and macOS.</summary>
    public const string Script = "flash.sh";

    /// <summary>The script for Windows.</summary>
    public const string WindowsScript = "flash.ps1";

    /// <summary>The device's drive.</summary>
    public const string Drive = "I:\\";

    /// <summary>Makes a cabinet's files.</summary>
    /// <param name="plan">The cabinet.</param>
    /// <param name="site">Its site.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <param name="firstBoot">The least number its next boot may have.</param>
    /// <returns>The files by name.</returns>
    public static IReadOnlyDictionary<string, byte[]> Make(CabinetPlan plan, SitePlan site, CabinetSecrets secrets, int firstBoot)
    {
        FlashScripts scripts = new(plan.Id, plan.Target, site.SerialPort);
        Dictionary<string, byte[]> files = new()
        {
            [ConfigurationFile.Name] = plan.Configure(secrets, firstBoot),
            [Network] = PlainJson.Write(NetworkDeployment(plan.Target, site)),
            [Deployment] = PlainJson.Write(FileDeployment(site.CaPem is not null)),
            [Label] = Encoding.UTF8.GetBytes(
                new CabinetLabel(LabelText.Of(plan.Settings, site.PageAddress), site.LabelWords).ToSvg()),
            [Script] = Encoding.UTF8.GetBytes(scripts.Bash),
            [WindowsScript] = FlashScripts.WindowsBytes(scripts.PowerShell),
        };
        if (site.CaPem is not null)
        {
            files[SitePlan.CaFileName] = Encoding.UTF8.GetBytes(site.CaPem);
        }

        return files;
    }

    // Without a port: the flash tool would use it instead of the port that the script found.
    private static JsonObject NetworkDeployment(BoardTarget board, SitePlan site) => board.Network == "ethernet"
        ? new JsonObject { ["Ethernet"] = new JsonObject { ["DhcpEnabled"] = true } }
        : new JsonObject
        {
            ["WirelessClient"] = new JsonObject
            {
                ["Ssid"] = site.Wifi!.Ssid,
                ["Password"] = site.Wifi.Password,
                ["Authentication"] = site.Wifi.Authentication,
                ["Encryption"] = site.Wifi.Authentication switch { "OPEN" => "None", "WPA" => "WPA_PSK", _ => "WPA2_PSK2" },
                ["ConfigurationOption"] = "AutoConnect",
                ["DhcpEnabled"] = true,
            },
        };

    // Paths of the script's folder, which is the working folder of the flash tool.
    private static JsonObject FileDeployment(bool hasCa) => new()
    {
        ["files"] = new JsonArray(
            [.. new[] { ConfigurationFile.Name, SitePlan.CaFileName }.Where(name => hasCa || name != SitePlan.CaFileName)
                .Select(name => (JsonNode)new JsonObject { ["DestinationFilePath"] = Drive + name, ["SourceFilePath"] = name })]),
    };
}
