using System.Diagnostics;
using AedCabinet.Cell.Plan;
using AedCabinet.Terminal;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Npgsql;

namespace AedCabinet.Cell.Chaos;

/// <summary>What is no death: pauses, a region that comes back at once, two boards under one id, strangers.</summary>
internal static class ChaosTroubles
{
    private const double MostBackSeconds = 120;

    // A paused worker keeps its lease for 10 s and what was handed to it for 8 s; point 2 speaks of those that were killed.
    private const double MostPausedSeconds = 20;
    private const int Takeovers = 5;
    private const int StrangersSeq = 4711;

    // What a worker says that finds itself fenced (WorkerPool).
    private const string Fenced = "another worker has its lease now";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    // Above the 10 s of its lease, and the 8 s after which the cluster gives what a worker holds to another.
    private static readonly TimeSpan s_workerPause = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan s_longWorkerPause = TimeSpan.FromSeconds(36);

    // Until what the paused one held has been tried.
    private static readonly TimeSpan s_afterPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longAfterPause = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_fencing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_nodePause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A worker is paused for longer than its lease, another takes its prefecture over, and the first wakes: point 6.
    /// </summary>
    /// <param name="prefecture">A prefecture that it keeps.</param>
    /// <returns>The step.</returns>
    public static ChaosStep PausedWorker(string prefecture) => new(
        "paused-worker",
        new Wording($"{prefecture}的工作进程暂停超过租约时间再唤醒", $"the worker of {prefecture} is paused for longer than its lease and wakes"),
        async (site, figures, stop) =>
        {
            // One that has just been killed and started again gets its share meanwhile: nothing moves once each has one.
            await site.SettleAsync(stop);
            Trial.CellProcess paused = await site.WorkerOfAsync(prefecture, stop);
            int fenced = paused.TimesSaid(Fenced);
            (string Owner, long Token)? before = site.Disk.LeaseOf(prefecture);
            ChaosCabinet[] cabinets = [.. ChaosKills.Living(site).Where(cabinet => ChaosSite.PrefectureOf(cabinet) == prefecture)];
            paused.Pause();
            long began = Stopwatch.GetTimestamp();
            Task<TimeSpan> emergency = ChaosWatch.EmergencyAsync(site, prefecture, stop);
            while (Stopwatch.GetElapsedTime(began) < (site.Options.IsShort ? s_workerPause : s_longWorkerPause) || !emergency.IsCompleted)
            {
                foreach (ChaosCabinet cabinet in cabinets)
                {
                    await cabinet.TellStateAsync(stop);
                }

                await Task.Delay(s_between, stop);
            }

            ChaosKills.AddTime(figures, 2, "工作进程暂停后：急救事件落盘", "a worker is paused: an emergency is on disk", await emergency,
                MostPausedSeconds, site, "pausedWorker");
            bool isTakenOver = site.Disk.LeaseOf(prefecture) is { } taken && taken.Token > before?.Token && taken.Owner != before?.Owner;
            Dictionary<string, long> told = cabinets.ToDictionary(cabinet => cabinet.Id, cabinet => cabinet.PictureMs);
            paused.Resume();
            await ChaosSite.UntilAsync(() => paused.TimesSaid(Fenced) > fenced, s_fencing, stop);
            await Task.Delay(site.Options.IsShort ? s_afterPause : s_longAfterPause, stop);
            figures.Add(ChaosFigure.None(6, "暂停的工作进程未被接管，或唤醒后没有发现租约已失",
                "paused workers that were not followed, or woke without finding their lease gone",
                isTakenOver && paused.TimesSaid(Fenced) > fenced ? 0 : 1));

            // What is only late comes; what was written over does not.
            int older = 0;
            await ChaosSite.UntilAsync(
                () =>
                {
                    IReadOnlyDictionary<string, long> pictures = site.Disk.PicturesMs();
                    return (older = told.Count(pair => pictures.GetValueOrDefault(pair.Key) < pair.Value)) == 0;
                },
                s_fencing, stop);
            figures.Add(ChaosFigure.None(6, $"工作进程唤醒后被旧状态覆盖的机柜（共{cabinets.Length}台）",
                $"cabinets with an older state over a newer one after the worker woke, of {cabinets.Length}",
                older));
        });

    /// <summary>The node that leads a prefecture is paused and wakes.</summary>
    /// <param name="prefecture">Whose stream it leads.</param>
    /// <returns>The step.</returns>
    public static ChaosStep PausedNode(string prefecture) => new(
        "paused-node",
        new Wording($"暂停领导{prefecture}的节点{s_nodePause.TotalSeconds}秒再唤醒",
            $"the node that leads {prefecture} is paused for {s_nodePause.TotalSeconds} s and wakes"),
        async (site, figures, stop) =>
        {
            int place = await site.Leaders.OfAsync(prefecture, stop);
            Trial.CellProcess node = site.Cell.Nodes[place];
            long before = site.Acks[prefecture].Count;
            node.Pause();
            long began = Stopwatch.GetTimestamp();
            await ChaosSite.UntilAsync(() => site.Acks[prefecture].Count > before + site.Options.Talking, s_patience, stop);
            ChaosKills.AddTime(figures, 2, "领导节点暂停：恢复PUBACK", "the leading node is paused: PUBACKs again",
                Stopwatch.GetElapsedTime(began), MostBackSeconds, site, "pausedNode");
            await Task.Delay(s_nodePause, stop);
            node.Resume();
            await ChaosNodes.JoinAsync(site.Cell, place, figures, stop);
        });

    /// <summary>All cabinets lose their network at once and come back: a region's mains or masts.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Storm() => new(
        "storm",
        new Wording("全部机柜同时断网再重连", "all cabinets lose their network at once and come back"),
        async (site, figures, stop) =>
        {
            ChaosCabinet[] living = [.. ChaosKills.Living(site)];
            long began = Stopwatch.GetTimestamp();
            foreach (ChaosCabinet cabinet in living)
            {
                cabinet.LoseNetwork();
            }

            await ChaosSite.UntilAsync(() => living.All(cabinet => cabinet.IsConnected), s_patience, stop);
            ChaosKills.AddTime(figures, 3, $"{living.Length}台机柜同时断网后全部重新连接",
                $"{living.Length} cabinets are back after they all fell silent", Stopwatch.GetElapsedTime(began), MostBackSeconds,
                site, "storm");
        });

    /// <summary>Somebody connects under a cabinet's id with its password, again and again: two boards with one configuration.</summary>
    /// <param name="cabinet">The place of the cabinet.</param>
    /// <returns>The step.</returns>
    public static ChaosStep DoubleClient(int cabinet) => new(
        "double",
        new Wording($"同一编号{Takeovers}次被另一连接顶替", $"another connection takes a cabinet's id {Takeovers} times"),
        async (site, figures, stop) =>
        {
            ChaosCabinet real = site.Cabinets[cabinet % site.Options.Talking];
            for (int i = 0; i < Takeovers; i++)
            {
                // Refused while the gateway still thinks about the one before: as good.
                await IsLetInAsync(site, real.Id, real.Id, PasswordOf(site, real.Id), stop);
                await Task.Delay(s_between / 2, stop);
            }

            int before = real.Acknowledged;
            TimeSpan back = await ChaosSite.UntilAsync(() => real.Acknowledged > before, s_patience, stop);
            ChaosKills.AddTime(figures, 3, "被顶替的机柜恢复上报", "the cabinet whose id was taken reports again", back, MostBackSeconds, site,
                "doubleClient");
        });

    /// <summary>Who is not who it says, or wants more than it may: point 7.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Strangers() => new(
        "strangers",
        new Wording("陌生连接：他人编号、错误密码、过宽订阅、他人主题", "strangers: another's id, a wrong password, a wider filter, a foreign topic"),
        async (site, figures, stop) =>
        {
            ChaosCabinet self = site.ProbeOf(ChaosOptions.Prefectures[0]);
            ChaosCabinet other = site.ProbeOf(ChaosOptions.Prefectures[1]);
            ChaosCabinet neighbour = site.Cabinets[0];
            string password = PasswordOf(site, self.Id);
            int letIn = 0;
            letIn += await IsLetInAsync(site, neighbour.Id, self.Id, password, stop) ? 1 : 0;
            letIn += await IsLetInAsync(site, self.Id, self.Id, "wrong", stop) ? 1 : 0;
            letIn += IsDatabaseOpen(site) ? 1 : 0;
            using IMqttClient client = await ConnectAsync(site, self.Id, self.Id, password, stop);
            foreach (string filter in new[] { "aed/v1/#", "#", other.Topic + "/event", self.Topic + "/event", "$MQTT/#", "$SYS/#" })
            {
                letIn += await IsGrantedAsync(client, filter, stop) ? 1 : 0;
            }

            long atMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            foreach (ChaosCabinet victim in new[] { neighbour, other })
            {
                await TryPublishAsync(client, victim.Topic + "/event",
                    new ChaosMessages(victim.Id, []).Event(StrangersSeq, atMs, true), stop);
            }

            // What is acknowledged later is on disk later: the foreign ones would be there.
            int seq = await self.SendEventAsync(false, stop);
            await ChaosSite.UntilAsync(() => site.Disk.Has(self.Id, seq), s_patience, stop);
            letIn += new[] { neighbour, other }.Count(
                victim => victim.Acknowledged < StrangersSeq && site.Disk.Has(victim.Id, StrangersSeq));
            figures.Add(ChaosFigure.None(7, "被放行的陌生请求（共11个）", "strangers' requests that were let through, of 11", letIn));
        });

    private static string PasswordOf(ChaosSite site, string user) =>
        site.Cell.Plan.Prefectures.SelectMany(prefecture => prefecture.Clients).First(client => client.User == user).Password;

    private static async Task<bool> IsLetInAsync(ChaosSite site, string id, string user, string password, CancellationToken stop)
    {
        try
        {
            using IMqttClient client = await ConnectAsync(site, id, user, password, stop);
            return client.IsConnected;
        }
        catch (Exception exception) when (exception is MqttCommunicationException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsDatabaseOpen(ChaosSite site)
    {
        try
        {
            using NpgsqlConnection connection = new(site.Cell.Database!.ConnectionString("postgres", "wrong"));
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<bool> IsGrantedAsync(IMqttClient client, string filter, CancellationToken stop)
    {
        MqttClientSubscribeResult result = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtMostOnce, stop);
        return result.Items.Single().ResultCode != MqttClientSubscribeResultCode.UnspecifiedError;
    }

    private static async Task TryPublishAsync(IMqttClient client, string topic, string text, CancellationToken stop)
    {
        try
        {
            await client.PublishStringAsync(topic, text, MqttQualityOfServiceLevel.AtLeastOnce, false, stop);
        }
        catch (MqttCommunicationException)
        {
            // Thrown out for it: as good.
        }
    }

    private static async Task<IMqttClient> ConnectAsync(ChaosSite site, string id, string user, string password, CancellationToken stop)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        MqttClientOptions options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer("127.0.0.1", site.Cell.CabinetPort)
            .WithClientId(id)
            .WithCredentials(user, password)
            .Build();
        try
        {
            return (await client.ConnectAsync(options, stop)).ResultCode == MqttClientConnectResultCode.Success ? client
                : throw new UnauthorizedAccessException(user);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
