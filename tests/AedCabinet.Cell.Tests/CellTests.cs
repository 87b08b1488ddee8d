using System.Diagnostics;
using AedCabinet.Cell.Plan;
using AedCabinet.Ledger;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Cell.Tests;

/// <summary>SPEC §20: what comes in at a cell's gateway, and what does not. One cell serves all tests here.</summary>
[TestClass]
[DoNotParallelize]
public class CellTests
{
    private const int Cabinets = 6;

    private static CellSite s_site = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Stop => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_site = await CellSite.StartAsync(Cabinets, context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await s_site.DisposeAsync();

    [TestMethod]
    public async Task What_a_cabinet_says_comes_through_HAProxy_and_the_gateway_to_the_disk()
    {
        CellSite.Worker worker = s_site.StartWorker("1501");
        await using CellCabinet cabinet = s_site.Cabinet("1501-1");
        await UntilAsync(() => worker.Connections > 0);
        await cabinet.SendEventAsync(Stop);
        Assert.IsTrue(await cabinet.TryPublishAsync("telemetry",
            """{"id":"1501-1","boot":1,"uptimeMs":900000,"time":"2026-01-12T03:05:00Z"}""",
            MqttQualityOfServiceLevel.AtMostOnce, false, Stop));

        await UntilAsync(() => worker.SeqsOf("1501-1").Count == 1 && worker.HasTelemetryOf("1501-1"));

        await s_site.StopWorkerAsync("1501");
    }

    [TestMethod]
    public async Task What_was_acknowledged_while_no_worker_runs_waits_for_the_next_one()
    {
        CellSite.Worker worker = s_site.StartWorker("1507");
        await UntilAsync(() => worker.Connections > 0);
        await s_site.StopWorkerAsync("1507");
        await using CellCabinet cabinet = s_site.Cabinet("1507-2");
        for (int i = 0; i < 20; i++)
        {
            await cabinet.SendEventAsync(Stop);
        }

        worker = s_site.StartWorker("1507");

        await UntilAsync(() => worker.SeqsOf("1507-2").Count == 20);
        StreamPlace place = worker.Place;
        Assert.IsGreaterThanOrEqualTo(20, place.Sequence);
        Assert.IsGreaterThan(DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds(), place.MadeMs);
        await s_site.StopWorkerAsync("1507");
    }

    [TestMethod]
    public async Task A_command_at_QoS_0_arrives_and_a_subscription_with_QoS_1_is_refused()
    {
        await using CellCabinet cabinet = s_site.Cabinet("1501-2");
        Assert.AreEqual(MqttClientSubscribeResultCode.GrantedQoS0, await cabinet.ListenAsync(MqttQualityOfServiceLevel.AtMostOnce, Stop));
        using IMqttClient desk = await ConnectAsync(PrefectureAccounts.CommandsOf("1501"),
            s_site.PasswordOf(PrefectureAccounts.CommandsOf("1501")), null);

        // The subscription of a client is known to the other nodes a moment later: the desk repeats a command until its reply.
        await UntilAsync(() =>
        {
            desk.PublishStringAsync(cabinet.Base + "/command", "{}", MqttQualityOfServiceLevel.AtMostOnce, false, Stop)
                .GetAwaiter().GetResult();
            lock (cabinet.Commands)
            {
                return cabinet.Commands.Count > 0;
            }
        });

        await using CellCabinet other = s_site.Cabinet("1501-1");
        Assert.AreEqual(MqttClientSubscribeResultCode.UnspecifiedError,
            await other.ListenAsync(MqttQualityOfServiceLevel.AtLeastOnce, Stop));
    }

    [TestMethod]
    public async Task A_stranger_gets_neither_another_s_client_id_nor_another_s_topics_nor_a_wider_filter()
    {
        string password = s_site.PasswordOf("1501-1");
        await Assert.ThrowsExactlyAsync<MqttConnectingFailedException>(async () => await ConnectAsync("1501-1", password, "1501-2"));
        await Assert.ThrowsExactlyAsync<UnauthorizedAccessException>(async () => await ConnectAsync("1501-1", "wrong", null));

        using IMqttClient client = await ConnectAsync("1501-1", password, null);
        MqttClientSubscribeResult wide = await client.SubscribeAsync("aed/v1/#", MqttQualityOfServiceLevel.AtMostOnce, Stop);
        Assert.AreEqual(MqttClientSubscribeResultCode.UnspecifiedError, wide.Items.Single().ResultCode);

        // A foreign topic is acknowledged and dropped, as on Mosquitto.
        CellSite.Worker worker = s_site.StartWorker("1501");
        await UntilAsync(() => worker.Connections > 0);
        await client.PublishStringAsync(CellSite.TopicOf("1501-6") + "/event",
            """{"id":"1501-6","event":"door.opened","severity":"info","boot":99,"seq":4711,"uptimeMs":1,"data":{},"time":"2026-01-12T03:05:00Z"}""", MqttQualityOfServiceLevel.AtLeastOnce, false, Stop);
        await using CellCabinet own = s_site.Cabinet("1501-2");
        await own.SendEventAsync(Stop);
        await UntilAsync(() => worker.SeqsOf("1501-2").Contains(1));
        CollectionAssert.DoesNotContain(worker.SeqsOf("1501-6").ToArray(), 4711L);
        await s_site.StopWorkerAsync("1501");
    }

    private async Task<IMqttClient> ConnectAsync(string user, string password, string? clientId)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        MqttClientOptions options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer("127.0.0.1", s_site.Cell.CabinetPort)
            .WithClientId(clientId ?? user)
            .WithCredentials(user, password)
            .Build();
        MqttClientConnectResult result = await client.ConnectAsync(options, Stop);
        return result.ResultCode == MqttClientConnectResultCode.Success ? client
            : throw new UnauthorizedAccessException(result.ResultCode.ToString());
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsLessThan(TimeSpan.FromSeconds(90), waited.Elapsed, "it did not come about");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
        }
    }
}
