using System.Diagnostics;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Cell.Chaos;

/// <summary>kill -9 of each kind of part, as a machine dies, while cabinets send events; and what that cost.</summary>
internal static class ChaosKills
{
    /// <summary>The most that an emergency may take whose database's primary dies, in seconds.</summary>
    public const double MostDatabaseEmergencySeconds = MostDatabaseSeconds + MostEmergencySeconds;

    // CELL.md's points 2 and 3.
    private const double MostLedSeconds = 10;
    private const double MostOtherSeconds = 1;
    private const double MostDatabaseSeconds = 30;
    private const double MostEmergencySeconds = 15;
    private const double MostBackSeconds = 120;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    // As the units of systemd have it (RestartSec).
    private static readonly TimeSpan s_restart = TimeSpan.FromSeconds(2);

    // So long it is looked at what a death costs the others.
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_shortWatch = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The node that leads a prefecture's stream dies, and those of its cabinets at which nothing happens die with it: points 1, 2,
    /// 3 and 5.
    /// </summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>The step.</returns>
    public static ChaosStep LeaderWithCabinets(string prefecture) => new(
        "node",
        new Wording($"kill -9：领导{prefecture}的nats-server节点，连同其上的一部分机柜",
            $"kill -9: the nats-server node that leads {prefecture}, with a part of its cabinets"),
        async (site, figures, stop) =>
        {
            int place = await site.Leaders.OfAsync(prefecture, stop);
            foreach (string other in ChaosOptions.Prefectures.Where(code => code != prefecture))
            {
                await site.Leaders.MoveOffAsync(other, place, stop);
            }

            IReadOnlyList<ChaosCabinet> dying = await ChaosDead.WithNodeAsync(site, place, stop);
            Restart(site);
            site.Cell.Nodes[place].Kill();
            foreach (ChaosCabinet cabinet in dying)
            {
                cabinet.Die();
            }

            long began = Stopwatch.GetTimestamp();
            await WatchAsync(site, figures, "节点", "node", MostEmergencySeconds, stop);
            TimeSpan back = await ChaosSite.UntilAsync(() => Living(site).All(cabinet => cabinet.IsConnected), s_patience, stop);
            AddTime(figures, 3, $"{Living(site).Count()}台机柜全部重新连接", $"{Living(site).Count()} cabinets are all back",
                back + Stopwatch.GetElapsedTime(began) - back, MostBackSeconds, site, "back");
            AddTime(figures, 2, "由该节点领导的盟市：最长无PUBACK", "prefecture led by the node: longest without a PUBACK",
                site.Acks[prefecture].LongestGap, MostLedSeconds, site, "node");
            AddTime(figures, 2, "其他盟市：最长无PUBACK", "other prefectures: longest without a PUBACK",
                ChaosOptions.Prefectures.Where(code => code != prefecture).Max(code => site.Acks[code].LongestGap), MostOtherSeconds, site,
                "otherPrefecture");
            await ChaosWatch.CommandAllAsync(site, figures, stop);
            ChaosDead.Judge(site, dying, figures);
            await ChaosNodes.JoinAsync(site.Cell, place, figures, stop);
        });

    /// <summary>HAProxy dies, and is started again as systemd does it.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Proxy() => new(
        "proxy",
        new Wording("kill -9：HAProxy", "kill -9: HAProxy"),
        async (site, figures, stop) =>
        {
            Restart(site);
            long began = Stopwatch.GetTimestamp();
            site.Cell.Proxy.Kill();
            await Task.Delay(s_restart, stop);
            site.Cell.Proxy.Start();
            await ChaosSite.UntilAsync(() => Living(site).All(cabinet => cabinet.IsConnected), s_patience, stop);
            AddTime(figures, 3, "HAProxy重启后机柜全部重新连接", "all cabinets are back after HAProxy's restart",
                Stopwatch.GetElapsedTime(began), MostBackSeconds, site, "proxy");
        });

    /// <summary>A member of etcd dies.</summary>
    /// <param name="place">Which.</param>
    /// <returns>The step.</returns>
    public static ChaosStep EtcdMember(int place) => new(
        "etcd",
        new Wording($"kill -9：etcd成员{place + 1}", $"kill -9: etcd member {place + 1}"),
        async (site, figures, stop) =>
        {
            Restart(site);
            site.Cell.Database!.Etcd[place].Kill();
            await WatchAsync(site, figures, "etcd成员", "etcd member", MostEmergencySeconds, stop);
            site.Cell.Database.Etcd[place].Start();
        });

    /// <summary>PostgreSQL's primary dies.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Primary() => new(
        "primary",
        new Wording("kill -9：PostgreSQL主库", "kill -9: PostgreSQL's primary"),
        (site, figures, stop) => PrimaryAsync(site, figures, null, stop));

    /// <summary>PostgreSQL's primary and a worker die together.</summary>
    /// <param name="prefecture">Whose worker.</param>
    /// <returns>The step.</returns>
    public static ChaosStep PrimaryAndWorker(string prefecture) => new(
        "primary-worker",
        new Wording($"kill -9：PostgreSQL主库和{prefecture}的工作进程", $"kill -9: PostgreSQL's primary and the worker of {prefecture}"),
        (site, figures, stop) => PrimaryAsync(site, figures, prefecture, stop));

    /// <summary>A worker dies, another takes its prefecture over, and it is started again as systemd does it.</summary>
    /// <param name="prefecture">A prefecture that it keeps.</param>
    /// <returns>The step.</returns>
    public static ChaosStep Worker(string prefecture) => new(
        "worker",
        new Wording($"kill -9：{prefecture}的工作进程", $"kill -9: the worker of {prefecture}"),
        async (site, figures, stop) =>
        {
            (await site.WorkerOfAsync(prefecture, stop)).Kill();
            TimeSpan took = await ChaosWatch.EmergencyAsync(site, prefecture, stop);
            AddTime(figures, 2, "工作进程被杀后：急救事件落盘", "after a worker's death: an emergency is on disk", took, MostEmergencySeconds, site,
                "worker");
        });

    /// <summary>
    /// The processes that deliver to receivers die one after the other; the other one goes on, and each is started again.
    /// </summary>
    /// <param name="prefecture">Where an AED is taken then.</param>
    /// <returns>The step.</returns>
    public static ChaosStep Pages(string prefecture) => new(
        "page",
        new Wording("kill -9：页面进程（向接收方投递）", "kill -9: the pages, which deliver to receivers"),
        async (site, _, stop) =>
        {
            for (int place = 0; place < CellPorts.Pages.Count; place++)
            {
                site.Receiver!.KillPage(place);
                await ChaosWatch.EmergencyAsync(site, prefecture, stop);
                await Task.Delay(s_restart + s_restart, stop);
            }
        });

    /// <summary>A node dies together with a worker.</summary>
    /// <param name="prefecture">Whose worker, and whose stream's leader.</param>
    /// <returns>The step.</returns>
    public static ChaosStep NodeAndWorker(string prefecture) => new(
        "node-worker",
        new Wording($"kill -9：{prefecture}的领导节点和工作进程", $"kill -9: the node that leads {prefecture} and its worker"),
        async (site, figures, stop) =>
        {
            int place = await site.Leaders.OfAsync(prefecture, stop);
            CellProcess worker = await site.WorkerOfAsync(prefecture, stop);
            CellProcess node = site.Cell.Nodes[place];
            node.Kill();
            worker.Kill();
            TimeSpan took = await ChaosWatch.EmergencyAsync(site, prefecture, stop);
            AddTime(figures, 2, "节点和工作进程同时被杀后：急救事件落盘", "after a node's and a worker's death: an emergency is on disk", took,
                MostEmergencySeconds, site, "nodeAndWorker");
            await ChaosNodes.JoinAsync(site.Cell, place, figures, stop);
        });

    /// <summary>Adds a time with its target.</summary>
    /// <param name="figures">Where to.</param>
    /// <param name="point">The point.</param>
    /// <param name="zh">What, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <param name="took">The time.</param>
    /// <param name="most">The most that it may be, in seconds.</param>
    /// <param name="site">The site.</param>
    /// <param name="name">Its name in the file of figures.</param>
    public static void AddTime(ICollection<ChaosFigure> figures, int point, string zh, string en, TimeSpan took, double most,
        ChaosSite site, string name) =>
        figures.Add(new ChaosFigure(point, new Wording(zh, en), took.TotalSeconds, ChaosFigure.Seconds, most, !site.Options.IsShort)
        {
            Name = name + "Seconds",
        });

    /// <summary>Those that live.</summary>
    /// <param name="site">The site.</param>
    /// <returns>The cabinets.</returns>
    public static IEnumerable<ChaosCabinet> Living(ChaosSite site) => site.Cabinets.Where(cabinet => !cabinet.IsDead);

    /// <summary>Forgets the longest waits of before.</summary>
    /// <param name="site">The site.</param>
    public static void Restart(ChaosSite site)
    {
        foreach (AckClock clock in site.Acks.Values)
        {
            clock.Restart();
        }
    }

    private static async Task PrimaryAsync(ChaosSite site, ICollection<ChaosFigure> figures, string? worker, CancellationToken stop)
    {
        TrialDatabase database = site.Cell.Database!;
        int place = await database.WaitForPrimaryAsync(stop);
        CellProcess? dying = worker is null ? null : await site.WorkerOfAsync(worker, stop);
        Restart(site);
        long began = Stopwatch.GetTimestamp();
        database.Kill(place);
        dying?.Kill();
        Task<TimeSpan> emergency = ChaosWatch.EmergencyAsync(site, worker ?? ChaosOptions.Prefectures[0], stop);
        await ChaosSite.UntilAsync(() => TryWrite(site), s_patience, stop);
        AddTime(figures, 2, "新的主库接受写入", "another primary takes what is written", Stopwatch.GetElapsedTime(began), MostDatabaseSeconds,
            site, "primary");
        AddTime(figures, 2, "主库失效期间：急救事件落盘", "while the primary is away: an emergency is on disk", await emergency,
            MostDatabaseEmergencySeconds, site, "primaryEmergency");
        AddTime(figures, 2, "主库失效期间：最长无PUBACK", "while the primary is away: longest without a PUBACK",
            site.Acks.Values.Max(clock => clock.LongestGap), MostOtherSeconds, site, "primaryPuback");
        database.Restart(place);
        await database.WaitForPrimaryAsync(stop);
    }

    private static bool TryWrite(ChaosSite site)
    {
        try
        {
            using NpgsqlConnection connection = new(site.Database);
            connection.Open();
            using NpgsqlCommand command = new("CREATE SCHEMA IF NOT EXISTS chaos; CREATE TABLE IF NOT EXISTS chaos.beats (at timestamptz);"
                + "INSERT INTO chaos.beats VALUES (now())", connection)
            { CommandTimeout = 5 };
            command.ExecuteNonQuery();
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task WatchAsync(ChaosSite site, ICollection<ChaosFigure> figures, string zh, string en, double most,
        CancellationToken stop)
    {
        Task rest = Task.Delay(site.Options.IsShort ? s_shortWatch : s_watch, stop);
        TimeSpan[] took = await Task.WhenAll(ChaosOptions.Prefectures.Select(code => ChaosWatch.EmergencyAsync(site, code, stop)));
        await rest;
        AddTime(figures, 2, $"{zh}被杀后：急救事件落盘（最慢的盟市）", $"after the {en}'s death: an emergency is on disk (slowest prefecture)",
            took.Max(), most, site, en.Replace(" member", string.Empty) + "Emergency");
    }
}
