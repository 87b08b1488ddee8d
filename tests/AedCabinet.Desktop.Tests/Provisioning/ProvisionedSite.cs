using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>An office, and the broker that runs with what it made.</summary>
internal sealed class ProvisionedSite : IDisposable
{
    private DirectoryInfo? _brokerFolder;

    /// <summary>Provisions.</summary>
    /// <param name="change">Changes the table first.</param>
    public ProvisionedSite(Action<ProvisioningBench>? change = null)
    {
        change?.Invoke(Office);
        Office.WriteSite(site =>
        {
            site["broker"]!["port"] = CabinetPort;
            site["broker"]!["readersPort"] = MadeReadersPort;
        });
        Office.Provision();
    }

    public ProvisioningBench Office { get; } = new();

    /// <summary>Gets the port of the listener that the cabinets use; the broker's own is that of the readers.</summary>
    public int CabinetPort { get; } = Ports.Free();

    /// <summary>Gets or sets who has signed the broker's certificate: the site's authority unless set.</summary>
    public SiteAuthority? BrokerAuthority { get; set; }

    // Stands in the file until the broker has a port.
    private int MadeReadersPort { get; } = Ports.Free();

    /// <summary>Opens an environment at the broker.</summary>
    /// <param name="reader">The account of its reader; nobody else may use it meanwhile.</param>
    public TestEnvironment Open(string reader = AclRules.Registry) => new(StartBroker, Account(reader));

    public MosquittoBroker StartBroker() => new(Configure);

    public BrokerAccount Account(string user) =>
        new(user, Office.IsCabinet(user) ? Office.PasswordOf(user) : Office.AccountPassword(user), Office.PathOf("ca.pem"));

    public void Publish(string user, int port, string topic, string text, params string[] options)
    {
        (int code, string output) = Try("mosquitto_pub", user, port, ["-q", "1", "-t", topic, "-m", text, .. options]);
        Assert.AreEqual(0, code, $"{user}: mosquitto_pub to {topic}: {output}");
    }

    /// <summary>Runs one of Mosquitto's clients with an account.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="user">The account.</param>
    /// <param name="port">The port.</param>
    /// <param name="options">What else it is told.</param>
    /// <param name="input">The lines it reads.</param>
    /// <returns>Its exit code and what it printed.</returns>
    public (int Code, string Output) Try(string tool, string user, int port, string[] options, IEnumerable<string>? input = null) =>
        Run(tool, [.. Account(user).ToArguments(port), .. options], input);

    /// <summary>Runs one of Mosquitto's clients.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="arguments">All it is told.</param>
    /// <param name="input">The lines it reads.</param>
    /// <returns>Its exit code and what it printed.</returns>
    public static (int Code, string Output) Run(string tool, string[] arguments, IEnumerable<string>? input = null)
    {
        BufferedCommandResult client = Cli.Wrap(RequiredTool.Find(tool, "mosquitto-clients"))
            .WithArguments(arguments)
            .WithStandardInputPipe(PipeSource.FromString(string.Concat((input ?? []).Select(line => line + "\n"))))
            .Run();
        return (client.ExitCode, client.Output());
    }

    /// <summary>Gives the broker the accounts as they are in the office now, as somebody copies them by hand.</summary>
    public void CopyAccounts()
    {
        foreach (string listener in new[] { ListenerAccounts.Cabinets, ListenerAccounts.Readers })
        {
            string passwords = ListenerAccounts.PasswordsOf(listener);
            string acl = ListenerAccounts.AclOf(listener);
            File.Copy(Office.Out("registry", passwords), Path.Combine(_brokerFolder!.FullName, passwords), true);

            // The line is the tests' own: it tells a reader that it is subscribed.
            File.WriteAllLines(
                Path.Combine(_brokerFolder.FullName, acl),
                File.ReadAllLines(Office.Out("registry", acl))
                    .SelectMany(
                        line => line.StartsWith("user ", StringComparison.Ordinal)
                            ? new[] { line, "topic read $SYS/broker/version" } : [line]));
        }
    }

    public void Dispose() => Office.Dispose();

    // The configuration as it was made, with this machine's folder and the readers' port; on this host only.
    private IEnumerable<string> Configure(DirectoryInfo folder, int port)
    {
        _brokerFolder = folder;
        (BrokerAuthority ?? Office.Authority).IssueServer(folder, "localhost");
        CopyAccounts();
        return
        [
            "persistence_location " + folder.FullName + "/",
            .. File.ReadAllLines(Office.Out("registry", BrokerConfiguration.FileName)).Select(line => line
                .Replace("/etc/mosquitto/aed", folder.FullName)
                .Replace($"listener {MadeReadersPort}", $"listener {port} 127.0.0.1")
                .Replace($"listener {CabinetPort}", $"listener {CabinetPort} 127.0.0.1")),
        ];
    }
}
