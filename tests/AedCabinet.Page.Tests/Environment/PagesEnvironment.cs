using System.Globalization;
using System.Net;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Processes;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// A registry in several processes over one PostgreSQL (SPEC §20): a worker at a broker, two that serve the page, HAProxy before those as
/// a cell's machine has it, with TLS, and a cabinet that runs the firmware.
/// </summary>
internal sealed class PagesEnvironment : IDisposable
{
    private const int Pages = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-pages-");
    private readonly ErrorLog _log = new();
    private readonly MosquittoBroker _broker = new();
    private readonly PostgresServer _database = new();
    private readonly SimulatorProcess _worker;
    private readonly SimulatorProcess[] _pages;
    private readonly RunningProgram _proxy;

    public PagesEnvironment()
    {
        BrokerAddress address = new("127.0.0.1", _broker.Port);
        byte[] configuration = ConfigurationSource.Load(null, address);
        Cabinet = new SimulatedCabinet(configuration, Path.Combine(_folder.FullName, "flash"), new HostNetwork(), 1,
            ContactParameters.Ideal, _log, new SimulatedTime(TimeProvider.System));
        RegistryEnvironment.WriteKeys(_folder, configuration);
        string[] shared = ["registry", "--store", "postgres", "--database", _database.ConnectionString, "--provisioned", _folder.FullName];
        _worker = new SimulatorProcess([.. shared, "--role", "worker", "--broker", address.ToString()]);
        _worker.AwaitOutput("connected to");
        int[] ports = [Ports.Free(), Ports.Free(), Ports.Free()];
        Address = new Uri($"https://127.0.0.1:{ports[0].ToString(CultureInfo.InvariantCulture)}");
        _pages = [.. Enumerable.Range(1, Pages).Select(number => new SimulatorProcess(
            [.. shared, "--role", "page", "--page-commands", "--trusted-proxy", "127.0.0.1", "--page-origin",
                Address.GetLeftPart(UriPartial.Authority), "--http",
                ports[number].ToString(CultureInfo.InvariantCulture)]))];
        foreach (SimulatorProcess page in _pages)
        {
            page.AwaitOutput("Ctrl-C stops");
        }

        using SiteAuthority authority = new("pages");
        _proxy = new RunningProgram(RequiredTool.Find("haproxy", "haproxy"), ["-f", ProxyFile(ports, authority)], _ => { });
        using HttpClient http = RegistryLogin.Browser(new CookieContainer(), Address, authority.Pem);
        http.Timeout = TimeSpan.FromSeconds(5);
        Waiting.Until(() => IsServed(http), "HAProxy to find a page", () => string.Join('\n', _pages.Select(page => page.Output)));
        PageEnvironment.LogInAsync(new PostgresStore(_database.ConnectionString, null), Address, authority.Pem).GetAwaiter().GetResult();
        Cabinet.Start();
    }

    /// <summary>Gets where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Gets the cabinet.</summary>
    public SimulatedCabinet Cabinet { get; }

    /// <summary>Kills a process that serves the page.</summary>
    /// <param name="name">HAProxy's name for it.</param>
    public void KillPage(string name) => _pages[int.Parse(name[1..], CultureInfo.InvariantCulture) - 1].Kill();

    public void Dispose()
    {
        Cabinet.Dispose();
        _worker.Interrupt();
        try
        {
            Assert.AreEqual(0, _worker.AwaitExit(), _worker.Output);
            Assert.DoesNotContain("ERROR", _worker.Output);
            Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
        }
        finally
        {
            _worker.Dispose();
            foreach (SimulatorProcess page in _pages)
            {
                page.Dispose();
            }

            _proxy.Dispose();
            _broker.Dispose();
            _database.Dispose();
            _folder.Delete(recursive: true);
        }
    }

    private bool IsServed(HttpClient http)
    {
        try
        {
            using HttpResponseMessage answer = http.GetAsync("/login").GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    // What "registry cell write" makes, with free ports instead of its own.
    private string ProxyFile(int[] ports, SiteAuthority authority)
    {
        CellNode node = new("n1", "127.0.0.1",
            CellPorts.Of(Ports.Free(), [.. Enumerable.Range(0, CellPorts.OfOneMachine).Select(_ => Ports.Free())]), _folder.FullName);
        CellSecrets secrets = new("routes", "system", "database", "replication", "superuser");
        authority.IssueServer(_folder, "127.0.0.1");
        string certificate = Path.Combine(_folder.FullName, "haproxy.pem");
        File.WriteAllText(certificate, string.Concat(new[] { "server.pem", "server.key" }.Select(
            name => File.ReadAllText(Path.Combine(_folder.FullName, name)) + "\n")));
        CellFolder.Write(new CellPlan("pages", [node], [], secrets), _folder.FullName, "127.0.0.1", certificate, 64);
        string file = Path.Combine(_folder.FullName, node.Name, CellFolder.Haproxy);
        int[] own = [CellPorts.PagesHttps, .. CellPorts.Pages];
        File.WriteAllText(file, own.Zip(ports).Aggregate(File.ReadAllText(file), (text, pair) => text.Replace(
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{pair.First} "),
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{pair.Second} "), StringComparison.Ordinal)));
        return file;
    }
}
