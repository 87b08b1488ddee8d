using System.Diagnostics;
using System.Globalization;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Cell.Chaos;

/// <summary>What a cell's keeper does, by the commands of its handbook (HANDBOOK.md), while cabinets send events.</summary>
internal static class ChaosUpkeep
{
    private const double MostPubackSeconds = 10;
    private const double MostDatabaseSeconds = 30;
    private const double MostReplacedSeconds = 300;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <summary>A machine burns with all that is on it, and a new one takes its place under its name.</summary>
    /// <param name="place">The machine.</param>
    /// <returns>The step.</returns>
    public static ChaosStep Replaced(int place) => new(
        "replace",
        new Wording($"机器n{place + 1}连同数据全部失去，换上新机器", $"machine n{place + 1} is lost with all its data, and a new one takes its place"),
        async (site, figures, stop) =>
        {
            TrialDatabase database = site.Cell.Database!;
            await database.WaitForPrimaryAsync(stop);
            ChaosKills.Restart(site);
            site.Cell.Nodes[place].Kill();
            database.Kill(place);
            database.Etcd[place].Kill();
            site.Workers.Kill(place);
            database.MakeFolder(place);
            Task<TimeSpan> emergency = ChaosWatch.EmergencyAsync(site, ChaosOptions.Prefectures[0], stop);
            ChaosKills.AddTime(figures, 2, "机器失去后：急救事件落盘", "after a machine was lost: an emergency is on disk", await emergency,
                ChaosKills.MostDatabaseEmergencySeconds, site, "replaceEmergency");

            long began = Stopwatch.GetTimestamp();
            await JoinEtcdAsync(site.Cell, place, stop);
            database.Etcd[place].Start();
            database.Restart(place);
            await ChaosNodes.JoinAsync(site.Cell, place, figures, stop);
            await UntilReplicaAsync(site.Cell, place, stop);
            await database.WaitForPrimaryAsync(stop);
            ChaosKills.AddTime(figures, 0, "新机器就位：节点、etcd、PostgreSQL副本", "the new machine has its place: node, etcd, a copy of PostgreSQL",
                Stopwatch.GetElapsedTime(began), MostReplacedSeconds, site, "replace");
            ChaosKills.AddTime(figures, 2, "更换机器期间：最长无PUBACK", "while the machine was replaced: longest without a PUBACK",
                site.Acks.Values.Max(clock => clock.LongestGap), MostPubackSeconds, site, "replacePuback");
        });

    /// <summary>Each part of each machine is stopped and started, one machine after the other, as an upgrade does it.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Upgraded() => new(
        "upgrade",
        new Wording("逐台重启每台机器的每个部分（升级）", "each part of each machine is restarted, one machine after the other (an upgrade)"),
        async (site, figures, stop) =>
        {
            await site.Cell.Database!.WaitForPrimaryAsync(stop);
            ChaosKills.Restart(site);
            long began = Stopwatch.GetTimestamp();
            using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task<TimeSpan> emergencies = WorstEmergencyAsync(site, done.Token, stop);
            try
            {
                for (int place = 0; place < CellPlan.Machines; place++)
                {
                    await UpgradeAsync(site, place, figures, stop);
                }
            }
            finally
            {
                await done.CancelAsync();
            }

            ChaosKills.AddTime(figures, 2, "升级期间：急救事件落盘（最慢）", "during the upgrade: an emergency is on disk (slowest)", await emergencies,
                MostDatabaseSeconds, site, "upgradeEmergency");
            ChaosKills.AddTime(figures, 2, "升级期间：最长无PUBACK", "during the upgrade: longest without a PUBACK",
                site.Acks.Values.Max(clock => clock.LongestGap), MostPubackSeconds, site, "upgradePuback");
            figures.Add(ChaosFigure.Told(0, new Wording("升级三台机器", "the upgrade of all three machines"),
                Stopwatch.GetElapsedTime(began).TotalSeconds, ChaosFigure.Seconds, "upgradeSeconds"));
        });

    private static async Task UpgradeAsync(ChaosSite site, int place, ICollection<ChaosFigure> figures, CancellationToken stop)
    {
        TrialDatabase database = site.Cell.Database!;
        if (await database.WaitForPrimaryAsync(stop) == place)
        {
            await RunAsync("patronictl", ["-c", FileOf(site.Cell, place, CellFolder.Patroni), "switchover", "--force"], stop);
            await database.WaitForPrimaryAsync(stop);
        }

        await Task.Run(site.Cell.Nodes[place].Dispose, stop);
        await ChaosNodes.JoinAsync(site.Cell, place, figures, stop);
        if (place == 0)
        {
            // The one of a trial.
            await RestartAsync(site.Cell.Proxy, stop);
        }

        await RestartAsync(database.Etcd[place], stop);
        await RestartAsync(database.Keepers[place], stop);
        await UntilReplicaAsync(site.Cell, place, stop);
        await database.WaitForPrimaryAsync(stop);
        await Task.Run(() => site.Workers.Restart(place), stop);
        await ChaosSite.UntilAsync(() => ChaosKills.Living(site).All(cabinet => cabinet.IsConnected), s_patience, stop);
        await site.SettleAsync(stop);
    }

    private static async Task RestartAsync(CellProcess process, CancellationToken stop)
    {
        await Task.Run(process.Dispose, stop);
        process.Start();
    }

    // etcd takes a new member in only once the old one is put out, and who is told that the cluster is new would begin one of its own.
    private static async Task JoinEtcdAsync(CellTrial cell, int place, CancellationToken stop)
    {
        CellNode node = cell.Plan.Nodes[place];
        CellNode other = cell.Plan.Nodes[(place + 1) % CellPlan.Machines];
        string[] endpoint = ["--endpoints", $"http://{other.Host}:{Text(other.Ports.EtcdClient)}"];
        string list = await RunAsync("etcdctl", [.. endpoint, "member", "list"], stop);
        string id = list.Split('\n').First(line => line.Contains($", {node.Name}, ", StringComparison.Ordinal)).Split(',')[0];
        await RunAsync("etcdctl", [.. endpoint, "member", "remove", id], stop);
        await RunAsync("etcdctl",
            [.. endpoint, "member", "add", node.Name, $"--peer-urls=http://{node.Host}:{Text(node.Ports.EtcdPeer)}"], stop);
        string file = FileOf(cell, place, CellFolder.Etcd);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, stop))
            .Replace("initial-cluster-state: new", "initial-cluster-state: existing", StringComparison.Ordinal), stop);
    }

    private static async Task UntilReplicaAsync(CellTrial cell, int place, CancellationToken stop)
    {
        CellNode node = cell.Plan.Nodes[place];
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        while (!limit.IsCancellationRequested)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(
                    $"http://{node.Host}:{Text(node.Ports.Patroni)}/health", limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Not yet.
            }

            await Task.Delay(s_look, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        stop.ThrowIfCancellationRequested();
        throw new TimeoutException($"{node.Name}: its PostgreSQL does not run.");
    }

    private static async Task<TimeSpan> WorstEmergencyAsync(ChaosSite site, CancellationToken done, CancellationToken stop)
    {
        TimeSpan worst = TimeSpan.Zero;
        while (!done.IsCancellationRequested)
        {
            TimeSpan took = await ChaosWatch.EmergencyAsync(site, ChaosOptions.Prefectures[0], stop);
            worst = took > worst ? took : worst;
            await Task.Delay(s_look, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return worst;
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        BufferedCommandResult result = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(stop);
        return result.ExitCode == 0 ? result.StandardOutput
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: {result.StandardOutput}{result.StandardError}");
    }

    private static string FileOf(CellTrial cell, int place, string name) => Path.Combine(cell.Folder, cell.Plan.Nodes[place].Name, name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
