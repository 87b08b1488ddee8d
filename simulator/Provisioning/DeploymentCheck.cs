using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks what the flash tool is given for one cabinet. A file that is missing is told elsewhere.</summary>
/// <param name="folder">The folder.</param>
/// <param name="configuration">The cabinet's configuration, or <c>null</c> when the device would refuse it.</param>
/// <param name="now">The time.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class DeploymentCheck(DirectoryInfo folder, CabinetConfiguration? configuration, DateTimeOffset now, List<BundleProblem> problems)
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
            Add(BundleFiles.Network, $"has no {(configuration.Network == NetworkKind.Wifi ? "WirelessClient" : "Ethernet")}, which the cabinet's board uses", BundleProblem.MakeAnew);
        }

        if (wifi is null)
        {
            return;
        }

        int ssid = Encoding.UTF8.GetByteCount(Text(wifi, "Ssid"));
        if (ssid is 0 or > WifiPlan.MaxSsidBytes)
        {
            Add(BundleFiles.Network, $"WirelessClient.Ssid: has {ssid} bytes; a Wi-Fi's name has 1 to {WifiPlan.MaxSsidBytes}", "correct wifi.ssid in the site's file and " + BundleProblem.MakeAnew);
        }

        string authentication = Text(wifi, "Authentication").ToUpperInvariant();
        if (!WifiPlan.Authentications.Contains(authentication))
        {
            Add(BundleFiles.Network, $"WirelessClient.Authentication: \"{authentication}\" is none of {string.Join(", ", WifiPlan.Authentications)}", BundleProblem.MakeAnew);
        }
        else if (WifiPlan.WhyRefused(Text(wifi, "Password"), authentication) is { } reason)
        {
            Add(BundleFiles.Network, "WirelessClient.Password: " + reason.En, "correct wifi.password in the site's file and " + BundleProblem.MakeAnew);
        }

        if (!Text(wifi, "ConfigurationOption").Equals("AutoConnect", StringComparison.OrdinalIgnoreCase))
        {
            Add(BundleFiles.Network, "WirelessClient.ConfigurationOption: is not AutoConnect; the board would not connect by itself", BundleProblem.MakeAnew);
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
                Add(BundleFiles.Deployment, $"{destination} has no SourceFilePath; the flash tool would delete it", BundleProblem.MakeAnew);
            }
            else if (!File.Exists(PathOf(source)))
            {
                Add(BundleFiles.Deployment, $"there is no file {source}", BundleProblem.MakeAnew);
            }
            else if (destination != BundleFiles.Drive + source)
            {
                Add(BundleFiles.Deployment, $"{source} goes to \"{destination}\", where the cabinet does not look", BundleProblem.MakeAnew);
            }
        }

        string[] needed = configuration?.Broker is { Tls: true, CaFile.Length: > 0 } broker ? [ConfigurationFile.Name, broker.CaFile] : [ConfigurationFile.Name];
        foreach (string name in needed.Where(name => !destinations.Contains(BundleFiles.Drive + name)))
        {
            Add(BundleFiles.Deployment, $"does not bring {name} to the device", BundleProblem.MakeAnew);
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
            Add(broker.CaFile, "is missing; the cabinet could not tell its broker from a stranger's", BundleProblem.MakeAnew);
        }
        else if (SiteCertificate.WhyRefused(File.ReadAllText(PathOf(broker.CaFile)), now) is { } reason)
        {
            Add(broker.CaFile, reason.En, BundleProblem.MakeAnew);
        }
        else if (SiteCertificate.WhyWarned(File.ReadAllText(PathOf(broker.CaFile)), now) is { } warning)
        {
            Add(broker.CaFile, warning.En, "without a new one in time no cabinet gets a link any more", true);
        }
    }
}
