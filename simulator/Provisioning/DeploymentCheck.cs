using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Settings;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks what the flash tool is given for one cabinet. A file that is missing is told elsewhere.</summary>
/// <param name="folder">The folder.</param>
/// <param name="configuration">The cabinet's configuration, or <c>null</c> when the device would refuse it.</param>
/// <param name="now">The time.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class DeploymentCheck(DirectoryInfo folder, CabinetConfiguration? configuration, DateTimeOffset now,
    List<BundleProblem> problems)
    : BundleInspection(folder, problems)
{
    /// <summary>Checks the network settings, the list of files and the certificate.</summary>
    public void Run()
    {
        CheckNetwork();
        CheckDeployment();
        CheckCertificate();
    }

    private void CheckNetwork()
    {
        if (Parse(BundleFiles.Network) is not { } root)
        {
            return;
        }

        JsonObject? wifi = Member(root, "WirelessClient") as JsonObject;
        JsonObject? ethernet = Member(root, "Ethernet") as JsonObject;
        if (configuration is not null && (configuration.Network == NetworkKind.Wifi ? wifi : ethernet) is null)
        {
            Add(BundleFiles.Network, new($"没有{(configuration.Network == NetworkKind.Wifi ? "WirelessClient" : "Ethernet")}，而这台机柜的控制板用它",
                $"has no {(configuration.Network == NetworkKind.Wifi ? "WirelessClient" : "Ethernet")}, which the cabinet's board uses"),
                BundleProblem.MakeAnew);
        }

        if (wifi is null)
        {
            return;
        }

        int ssid = Encoding.UTF8.GetByteCount(Text(wifi, "Ssid"));
        if (ssid is 0 or > WifiPlan.MaxSsidBytes)
        {
            Add(BundleFiles.Network, new($"WirelessClient.Ssid：有{ssid}个字节；Wi-Fi名是1到{WifiPlan.MaxSsidBytes}个",
                $"WirelessClient.Ssid: has {ssid} bytes; a Wi-Fi's name has 1 to {WifiPlan.MaxSsidBytes}"),
                BundleProblem.MakeAnew.After("请改正站点文件里的wifi.ssid，再", "correct wifi.ssid in the site's file and "));
        }

        string authentication = Text(wifi, "Authentication").ToUpperInvariant();
        if (!WifiPlan.Authentications.Contains(authentication))
        {
            Add(BundleFiles.Network,
                new($"WirelessClient.Authentication：“{authentication}”不是这些之一：{string.Join("、", WifiPlan.Authentications)}",
                    $"WirelessClient.Authentication: \"{authentication}\" is none of {string.Join(", ", WifiPlan.Authentications)}"),
                    BundleProblem.MakeAnew);
        }
        else if (WifiPlan.WhyRefused(Text(wifi, "Password"), authentication) is { } reason)
        {
            Add(BundleFiles.Network, reason.After("WirelessClient.Password：", "WirelessClient.Password: "),
                BundleProblem.MakeAnew.After("请改正站点文件里的wifi.password，再", "correct wifi.password in the site's file and "));
        }

        if (!Text(wifi, "ConfigurationOption").Equals("AutoConnect", StringComparison.OrdinalIgnoreCase))
        {
            Add(BundleFiles.Network, new("WirelessClient.ConfigurationOption：不是AutoConnect；控制板不会自己连网",
                "WirelessClient.ConfigurationOption: is not AutoConnect; the board would not connect by itself"), BundleProblem.MakeAnew);
        }
    }

    private void CheckDeployment()
    {
        if (Parse(BundleFiles.Deployment) is not { } root)
        {
            return;
        }

        List<string> destinations = [];
        foreach (JsonObject item in (Member(root, "files") as JsonArray ?? []).OfType<JsonObject>())
        {
            string source = Text(item, "SourceFilePath");
            string destination = Text(item, "DestinationFilePath");
            destinations.Add(destination);
            if (source.Length == 0)
            {
                Add(BundleFiles.Deployment, new($"{destination}没有SourceFilePath；烧录工具会删掉它",
                    $"{destination} has no SourceFilePath; the flash tool would delete it"), BundleProblem.MakeAnew);
            }
            else if (!File.Exists(PathOf(source)))
            {
                Add(BundleFiles.Deployment, new($"没有文件{source}", $"there is no file {source}"), BundleProblem.MakeAnew);
            }
            else if (destination != BundleFiles.Drive + source)
            {
                Add(BundleFiles.Deployment, new($"{source}写到“{destination}”，机柜不在那里找",
                    $"{source} goes to \"{destination}\", where the cabinet does not look"), BundleProblem.MakeAnew);
            }
        }

        string[] needed = configuration?.Broker is { Tls: true, CaFile.Length: > 0 } broker ? [ConfigurationFile.Name, broker.CaFile]
            : [ConfigurationFile.Name];
        foreach (string name in needed.Where(name => !destinations.Contains(BundleFiles.Drive + name)))
        {
            Add(BundleFiles.Deployment, new($"没有把{name}带到控制板", $"does not bring {name} to the device"), BundleProblem.MakeAnew);
        }
    }

    private void CheckCertificate()
    {
        if (configuration?.Broker is not { Tls: true, CaFile.Length: > 0 } broker)
        {
            return;
        }

        if (!File.Exists(PathOf(broker.CaFile)))
        {
            Add(broker.CaFile, new("没有这个文件；机柜分不清自己的消息服务器和别人的", "is missing; the cabinet could not tell its broker from a stranger's"),
                BundleProblem.MakeAnew);
        }
        else if (SiteCertificate.WhyRefused(File.ReadAllText(PathOf(broker.CaFile)), now) is { } reason)
        {
            Add(broker.CaFile, reason, BundleProblem.MakeAnew);
        }
        else if (SiteCertificate.WhyWarned(File.ReadAllText(PathOf(broker.CaFile)), now) is { } warning)
        {
            Add(broker.CaFile, warning, new("不及时更换，所有机柜都会连不上", "without a new one in time no cabinet gets a link any more"), true);
        }
    }
}
