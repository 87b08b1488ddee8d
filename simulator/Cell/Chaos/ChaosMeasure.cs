using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// What a cell bears and costs while all of it lives: events a second from the cabinet to PostgreSQL, memory for each client, bytes
/// for each event. From these figures <c>registry cell plan</c> reckons.
/// </summary>
internal static class ChaosMeasure
{
    private const int IngestEvents = 20_000;
    private const int IngestRounds = 5;
    private const double MostIngestRatio = 1.5;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly Wording s_bytes = new("字节", "bytes");

    /// <summary>How fast a worker gets events into this cell's PostgreSQL, against the bare inserts of the same rows.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Ingest() => new(
        "ingest",
        new Wording("测量：写入PostgreSQL，与裸插入比较", "figures: into PostgreSQL, against bare inserts"),
        async (site, figures, stop) =>
        {
            IngestFigures there = await Task.Run(
                () => RegistryIngestBench.RunOnPostgres(site.Database, IngestEvents, IngestRounds, stop), stop);
            Wording rate = new("条/秒", "a second");
            Told(figures, "一个工作进程写入PostgreSQL的事件", "events of one worker into PostgreSQL", there.EventsPerSecond, rate,
                "ingestPerSecond");
            Told(figures, "同样数据的裸插入", "bare inserts of the same rows", there.BareEventsPerSecond, rate, "bareInsertsPerSecond");
            figures.Add(new ChaosFigure(0, new Wording("写入用时与裸插入之比", "its time against bare inserts, same run"), there.Ratio,
                new Wording("倍", "×"), MostIngestRatio, true)
            { Name = "ingestRatio" });
        });

    /// <summary>Measures for some time at full speed.</summary>
    /// <param name="emptyBytes">The memory of the three nats-server before a cabinet was connected.</param>
    /// <param name="duration">For how long.</param>
    /// <returns>The step.</returns>
    public static ChaosStep Load(long emptyBytes, TimeSpan duration) => new(
        "load",
        new Wording($"测量：全速{duration.TotalSeconds}秒", $"figures: at full speed for {duration.TotalSeconds} s"),
        async (site, figures, stop) =>
        {
            long fullBytes = site.Cell.Nodes.Sum(node => node.MemoryBytes);
            Told(figures, "nats-server每个客户端的内存（3个节点合计）", "memory of the three nats-server for each client",
                Math.Max(0, fullBytes - emptyBytes) / (double)site.Cabinets.Count, s_bytes, "natsBytesPerClient");
            Told(figures, "已连接的客户端", "clients that are connected", site.Cabinets.Count, default, "clients");
            Told(figures, "机柜经过的HAProxy", "HAProxies that the cabinets come through", 1, default, "proxies");
            await ChaosProof.UntilOnDiskAsync(site, s_patience, stop);
            (long walBefore, long routesBefore) = (Wal(site), await RoutesAsync(site, stop));
            long sentBefore = Sent(site);
            long began = Stopwatch.GetTimestamp();
            using (CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(stop))
            {
                enough.CancelAfter(duration);
                await Task.WhenAll(site.Cabinets.Take(site.Options.Talking).Select(cabinet => FloodAsync(cabinet, enough.Token)));
                stop.ThrowIfCancellationRequested();
            }

            long sent = Sent(site) - sentBefore;
            double acknowledging = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await ChaosProof.UntilOnDiskAsync(site, s_patience, stop);
            double all = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Wording rate = new("条/秒", "a second");
            Told(figures, "确认的事件", "events acknowledged", sent / acknowledging, rate, "acknowledgedPerSecond");
            Told(figures, "从机柜到PostgreSQL的事件", "events from the cabinet to PostgreSQL", sent / all, rate, "eventsPerSecond");
            Told(figures, "每条事件的WAL", "PostgreSQL's log for each event", (Wal(site) - walBefore) / (double)sent, s_bytes,
                "walBytesPerEvent");
            Told(figures, "每条事件在节点之间的流量", "traffic between the nodes for each event",
                (await RoutesAsync(site, stop) - routesBefore) / (double)sent, s_bytes, "routeBytesPerEvent");
            Told(figures, "每条事件在数据库中的大小", "an event in the database, with its indexes", EventBytes(site), s_bytes, "databaseBytesPerEvent");
            Told(figures, "每条事件的MQTT报文", "an event as an MQTT packet", site.Cabinets[0].EventPacketBytes, s_bytes, "mqttBytesPerEvent");
        });

    private static async Task FloodAsync(ChaosCabinet cabinet, CancellationToken enough)
    {
        try
        {
            while (!enough.IsCancellationRequested)
            {
                await cabinet.SendEventAsync(false, enough);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            // Its end. Who gets no acknowledgement at all must not hold up the others.
        }
    }

    private static long Sent(ChaosSite site) => site.Cabinets.Sum(cabinet => (long)cabinet.Acknowledged);

    private static void Told(ICollection<ChaosFigure> figures, string zh, string en, double value, Wording unit, string name) =>
        figures.Add(ChaosFigure.Told(0, new Wording(zh, en), value, unit, name));

    private static long Wal(ChaosSite site) => Number(site, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");

    private static double EventBytes(ChaosSite site) =>
        Number(site, "SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('events')")
            / (double)Math.Max(1, Number(site, "SELECT count(*) FROM events"));

    private static long Number(ChaosSite site, string sql)
    {
        using NpgsqlConnection connection = new(site.Database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static async Task<long> RoutesAsync(ChaosSite site, CancellationToken stop)
    {
        using HttpClient http = new();
        long bytes = 0;
        foreach (Plan.CellNode node in site.Cell.Plan.Nodes)
        {
            using JsonDocument routes = JsonDocument.Parse(await http.GetStringAsync(
                $"http://{node.Host}:{node.Ports.Monitor}/routez", stop));
            bytes += routes.RootElement.GetProperty("routes").EnumerateArray().Sum(route => route.GetProperty("out_bytes").GetInt64());
        }

        return bytes;
    }
}
