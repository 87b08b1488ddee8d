using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Processes;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// A registry in several processes over one PostgreSQL (SPEC §20): a worker at a broker, two that serve the page, HAProxy before those, and
/// a cabinet that runs the firmware.
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
        _pages = [.. Enumerable.Range(1, Pages).Select(number => new SimulatorProcess(
            [.. shared, "--role", "page", "--page-commands", "--http", ports[number].ToString(CultureInfo.InvariantCulture)]))];
        foreach (SimulatorProcess page in _pages)
        {
            page.AwaitOutput("Ctrl-C stops");
        }

        Address = new Uri($"http://127.0.0.1:{ports[0].ToString(CultureInfo.InvariantCulture)}");
        string file = Path.Combine(_folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, ProxyFile(ports));
        _proxy = new RunningProgram(RequiredTool.Find("haproxy", "haproxy"), ["-f", file], _ => { });
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        Waiting.Until(() => IsServed(http), "HAProxy to find a page", () => string.Join('\n', _pages.Select(page => page.Output)));
        PageEnvironment.LogInAsync(new PostgresStore(_database.ConnectionString, null), Address).GetAwaiter().GetResult();
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
            using HttpResponseMessage answer = http.GetAsync(Address).GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    // As PROCESSES.md has it.
    private static string ProxyFile(int[] ports) => string.Create(CultureInfo.InvariantCulture, $"""
        defaults
            mode http
            timeout connect 2s
            timeout client 1m
            timeout server 1m
            timeout tunnel 1h
            timeout check 5s

        frontend pages
            bind 127.0.0.1:{ports[0]}
            default_backend pages

        backend pages
            option httpchk
            http-check send meth GET uri /health/ready hdr Host 127.0.0.1
            option redispatch 1
            retry-on all-retryable-errors
            cookie page insert indirect nocache httponly
            default-server check inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
            server p1 127.0.0.1:{ports[1]} cookie p1
            server p2 127.0.0.1:{ports[2]} cookie p2

        """);
}
