using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Source;
using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Trial;

/// <summary>
/// A whole cell on this one machine, for trials: three nats-server, HAProxy before them, each a process that can be killed.
/// </summary>
public sealed class CellTrial : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    // Each connection takes two of HAProxy's file descriptors, and it refuses to start with fewer than it was told.
    private const int MostConnections = 8000;

    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private CellTrial(CellPlan plan, string folder)
    {
        Plan = plan;
        Folder = folder;
        Nodes = [.. plan.Nodes.Select(
            node => new CellProcess(node.Name, "nats-server", ["-c", Path.Combine(folder, node.Name, CellFolder.Nats)],
                Path.Combine(folder, node.Name + ".log")))];
        Proxy = new CellProcess("haproxy", "haproxy", ["-f", Path.Combine(folder, plan.Nodes[0].Name, CellFolder.Haproxy)],
            Path.Combine(folder, "haproxy.log"));
    }

    /// <summary>Gets the cell.</summary>
    public CellPlan Plan { get; }

    /// <summary>Gets the folder with its files, data and logs.</summary>
    public string Folder { get; }

    /// <summary>Gets the three nats-server.</summary>
    public IReadOnlyList<CellProcess> Nodes { get; }

    /// <summary>Gets HAProxy.</summary>
    public CellProcess Proxy { get; }

    /// <summary>Gets the three PostgreSQL; <c>null</c> in a trial without.</summary>
    public TrialDatabase? Database { get; private set; }

    /// <summary>Gets the port at which cabinets come in.</summary>
    public int CabinetPort => Plan.Nodes[0].Ports.Cabinets;

    /// <summary>Starts a cell and waits until all of it is there.</summary>
    /// <param name="folder">An empty folder, or one of an earlier trial of the same cell.</param>
    /// <param name="prefectures">The prefectures with their accounts.</param>
    /// <param name="secrets">The cell's own passwords.</param>
    /// <param name="hasDatabase">Whether PostgreSQL with Patroni and etcd is started too.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The cell.</returns>
    /// <exception cref="UserErrorException">A program is missing, or does not come up.</exception>
    public static async Task<CellTrial> StartAsync(string folder, IReadOnlyList<PrefectureAccounts> prefectures, CellSecretsFile secrets,
        bool hasDatabase, CancellationToken stop)
    {
        int[] ports = FreePorts(1 + (CellPlan.Machines * CellPorts.OfOneMachine));
        CellNode[] nodes = [.. Enumerable.Range(0, CellPlan.Machines).Select(place => new CellNode(
            $"n{place + 1}",
            Loopback,
            CellPorts.Of(ports[0], ports[(1 + (CellPorts.OfOneMachine * place))..]),
            Path.Combine(folder, $"n{place + 1}", "data")))];
        CellTrial trial = new(new CellPlan("trial", nodes, prefectures, CellSecrets.From(secrets)), folder);
        try
        {
            OwnerOnly.CreateFolder(folder);
            CellFolder.Write(trial.Plan, folder, Loopback, null, MostConnections);
            foreach (CellNode node in nodes)
            {
                OwnerOnly.CreateFolder(node.DataFolder);
            }

            if (hasDatabase)
            {
                trial.Database = new TrialDatabase(trial.Plan, folder);
                trial.Database.Start();
            }

            foreach (CellProcess node in trial.Nodes)
            {
                node.Start();
            }

            trial.Proxy.Start();
            await trial.WaitUntilSoundAsync(stop);
            if (trial.Database is { } database)
            {
                await database.WaitForPrimaryAsync(stop);
                await database.CreateRegistryAsync(stop);
            }

            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <summary>How the worker of a prefecture gets in.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <returns>The access.</returns>
    public StreamAccess AccessOf(string code)
    {
        PrefectureAccounts prefecture = Plan.Prefectures.First(prefecture => prefecture.Code == code);
        return new StreamAccess([.. Plan.Nodes.Select(node => $"{node.Host}:{node.Ports.Client}")], code, prefecture.Worker,
            prefecture.WorkerPassword);
    }

    /// <summary>Waits until every node that runs says that its JetStream is sound and one leads.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When they do.</returns>
    /// <exception cref="UserErrorException">They do not, for a minute.</exception>
    public async Task WaitUntilSoundAsync(CancellationToken stop)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_startPatience);
        for (int place = 0; place < Nodes.Count; place++)
        {
            while (Nodes[place].IsRunning && !await IsSoundAsync(http, Plan.Nodes[place], limit.Token))
            {
                await Task.Delay(s_look, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (limit.IsCancellationRequested)
                {
                    stop.ThrowIfCancellationRequested();
                    string log = Path.Combine(Folder, Nodes[place].Name + ".log");
                    throw new UserErrorException(
                        new Wording($"{Nodes[place].Name}在{s_startPatience.TotalSeconds}秒内没有就绪；日志：{log}",
                            $"{Nodes[place].Name} does not become sound within {s_startPatience.TotalSeconds} s; its log: {log}")
                            .In(HostLanguage.IsChinese), UserErrorException.Environment);
                }
            }
        }
    }

    /// <summary>
    /// What every node says of its copies: whether each stream and consumer is as far as the others'. A dead node makes all of them say
    /// that it is not.
    /// </summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>What they say.</returns>
    internal async Task<IReadOnlyList<NodeHealth>> HealthAsync(CancellationToken stop)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        List<NodeHealth> said = [];
        foreach (CellNode node in Plan.Nodes)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync($"http://{node.Host}:{node.Ports.Monitor}/healthz", stop);
                said.Add(NodeHealth.Read(node.Name, answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stop)));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException
                && !stop.IsCancellationRequested)
            {
                said.Add(new NodeHealth(node.Name, "it does not answer"));
            }
        }

        return said;
    }

    /// <summary>
    /// Ends all of it at once (kill -9), for who needs nothing of it any more; to be asked to end takes it half a minute.
    /// </summary>
    /// <returns>When all of it has ended.</returns>
    public async Task AbandonAsync()
    {
        Parallel.ForEach(Nodes.Append(Proxy), process => process.Kill());
        await (Database?.AbandonAsync() ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Database?.Dispose();
        Proxy.Dispose();
        foreach (CellProcess node in Nodes)
        {
            node.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<bool> IsSoundAsync(HttpClient http, CellNode node, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(
                $"http://{node.Host}:{node.Ports.Monitor}/healthz?js-enabled=true", stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
