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
    private const int Takeovers = 5;
    private const int StrangersSeq = 4711;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    // Above the 30 s after which the cluster gives what a worker holds to another (AckWait).
    private static readonly TimeSpan s_workerPause = TimeSpan.FromSeconds(36);

    // Until what the paused one held has come again.
    private static readonly TimeSpan s_afterPause = TimeSpan.FromSeconds(36);

    private static readonly TimeSpan s_nodePause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A worker is paused for longer than the cluster waits for it, another is started meanwhile, and the first wakes: point 6.
    /// </summary>
    /// <param name="prefecture">Whose.</param>
    /// <returns>The step.</returns>
    public static ChaosStep PausedWorker(string prefecture) => new(
        new Wording($"暂停{prefecture}的工作进程{s_workerPause.TotalSeconds}秒再唤醒",
            $"the worker of {prefecture} is paused for {s_workerPause.TotalSeconds} s and wakes"),
        async (site, figures, stop) =>
        {
            Trial.CellProcess paused = site.Workers.Of(prefecture);
            paused.Pause();
            ChaosCabinet[] cabinets = [.. ChaosKills.Living(site).Where(cabinet => ChaosSite.PrefectureOf(cabinet) == prefecture)];
            site.StartWorker(prefecture);
            long began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < s_workerPause)
            {
                foreach (ChaosCabinet cabinet in cabinets)
                {
                    await cabinet.TellStateAsync(stop);
                }

                await Task.Delay(s_between, stop);
            }

            paused.Resume();
            await Task.Delay(s_afterPause, stop);
            IReadOnlyDictionary<string, long> pictures = site.Disk.PicturesMs();
            figures.Add(ChaosFigure.None(6, $"工作进程唤醒后被旧状态覆盖的机柜（共{cabinets.Length}台）",
                $"cabinets with an older state over a newer one after the worker woke, of {cabinets.Length}",
                cabinets.Count(cabinet => pictures.GetValueOrDefault(cabinet.Id) < cabinet.PictureMs)));

            // From now on one is enough.
            paused.Kill();
        });

    /// <summary>The node that leads a prefecture is paused and wakes.</summary>
    /// <param name="prefecture">Whose stream it leads.</param>
    /// <returns>The step.</returns>
    public static ChaosStep PausedNode(string prefecture) => new(
        new Wording($"暂停领导{prefecture}的节点{s_nodePause.TotalSeconds}秒再唤醒",
            $"the node that leads {prefecture} is paused for {s_nodePause.TotalSeconds} s and wakes"),
        async (site, figures, stop) =>
        {
            Trial.CellProcess node = site.Cell.Nodes[await site.Leaders.OfAsync(prefecture, stop)];
            long before = site.Acks[prefecture].Count;
            node.Pause();
            long began = Stopwatch.GetTimestamp();
            await ChaosSite.UntilAsync(() => site.Acks[prefecture].Count > before + site.Options.Talking, s_patience, stop);
            ChaosKills.AddTime(figures, 2, "领导节点暂停：恢复PUBACK", "the leading node is paused: PUBACKs again",
                Stopwatch.GetElapsedTime(began), MostBackSeconds, site, "pausedNode");
            await Task.Delay(s_nodePause, stop);
            node.Resume();
            await site.Cell.WaitUntilSoundAsync(stop);
        });

    /// <summary>All cabinets lose their network at once and come back: a region's mains or masts.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Storm() => new(
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
