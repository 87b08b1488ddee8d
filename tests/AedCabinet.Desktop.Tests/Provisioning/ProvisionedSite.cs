using System.Diagnostics;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>An office, and the broker that runs with what it made.</summary>
internal sealed class ProvisionedSite : IDisposable
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;

    /// <summary>Provisions.</summary>
    /// <param name="change">Changes the table first.</param>
    public ProvisionedSite(Action<ProvisioningBench>? change = null)
    {
        change?.Invoke(Office);
        Office.WriteSite(site => site["broker"]!["port"] = CabinetPort);
        Office.Provision();
    }

    public ProvisioningBench Office { get; } = new();

    /// <summary>Gets the port of the listener that the cabinets use; the broker's own is that of the readers.</summary>
    public int CabinetPort { get; } = Ports.Free();

    /// <summary>Gets or sets who has signed the broker's certificate: the site's authority unless set.</summary>
    public SiteAuthority? BrokerAuthority { get; set; }

    public TestEnvironment Open() => new(StartBroker, Account(AclRules.Registry));

    public MosquittoBroker StartBroker() => new(Prepare);

    public BrokerAccount Account(string user) =>
        new(user, user is First or Second ? Office.PasswordOf(user) : Office.AccountPassword(user), Office.PathOf("ca.pem"));

    public void Publish(string user, int port, string topic, string text, params string[] options)
    {
        ProcessStartInfo start = new(RequiredTool.Find("mosquitto_pub", "mosquitto-clients"), [.. Account(user).ToArguments(port), "-q", "1", "-t", topic, "-m", text, .. options]);
        using Process publisher = Process.Start(start)!;
        publisher.WaitForExit();
        Assert.AreEqual(0, publisher.ExitCode, $"{user}: mosquitto_pub to {topic}");
    }

    public void Dispose() => Office.Dispose();

    // The configuration as it was made, with this machine's folder and ports; the readers' listener is the first here.
    private IEnumerable<string> Prepare(DirectoryInfo folder)
    {
        (BrokerAuthority ?? Office.Authority).IssueServer(folder, "localhost");
        File.Copy(Office.Out("registry", "passwords"), Path.Combine(folder.FullName, "passwords"));

        // The line is the tests' own: it tells a reader that it is subscribed.
        File.WriteAllLines(
            Path.Combine(folder.FullName, "acl"),
            File.ReadAllLines(Office.Out("registry", "acl")).SelectMany(line => line.StartsWith("user ", StringComparison.Ordinal) ? new[] { line, "topic read $SYS/broker/version" } : [line]));
        string[] lines = [.. File.ReadAllLines(Office.Out("registry", "mosquitto.conf"))
            .Where(line => line.Length > 0 && line[0] != '#' && !line.StartsWith("per_listener", StringComparison.Ordinal) && !line.StartsWith("persistence", StringComparison.Ordinal))
            .Select(line => line.Replace("/etc/mosquitto/aed", folder.FullName))];
        int cabinets = Array.IndexOf(lines, "listener 8883");
        int readers = Array.IndexOf(lines, "listener 8884");
        return [.. lines[..cabinets], .. lines[(readers + 1)..], $"listener {CabinetPort} 127.0.0.1", .. lines[(cabinets + 1)..readers]];
    }
}
