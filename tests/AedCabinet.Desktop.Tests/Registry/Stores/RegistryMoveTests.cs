using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// From SQLite and one Mosquitto to PostgreSQL and another broker, with real processes, while events come: killed in the midst, it misses
/// no event and stores none twice (SPEC §20).
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class RegistryMoveTests
{
    private const int Cabinets = 4;
    private const int MostEvents = 5000;
    private const string ClientId = "registry";

    private readonly CancellationTokenSource _enough = new();
    private int _published;

    [TestCleanup]
    public void Clean() => _enough.Dispose();

    [TestMethod]
    public async Task Moved_to_another_store_and_broker_and_killed_in_the_midst_it_misses_no_event_and_stores_none_twice()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        using SqliteTestStore from = new();
        using PostgresTestStore to = new();
        using MosquittoBroker old = new(Keeping);
        using MosquittoBroker next = new(Keeping);
        using SimulatorProcess registry = new(["registry", "--broker", $"127.0.0.1:{old.Port}", .. from.Options]);
        registry.AwaitOutput("connected to");
        Task publishing = PublishAsync(old.Port);

        // The new broker keeps what comes, then the bridge brings it: from here on each message is with one of the two.
        await BrokerReservation.MakeAsync(new BrokerAccess(new BrokerAddress("127.0.0.1", next.Port)), ClientId, CancellationToken.None);
        using MosquittoBroker bridge = new((folder, port) => Bridge(folder, port, old.Port, next.Port));
        await ReachAsync(next.Port);
        Assert.AreEqual(0, new MoveReport((SqliteStore)from.Store, (PostgresStore)to.Store, false).Move(false, CancellationToken.None));
        using (SimulatorProcess killed = new(["registry", "move", "--database", from.Store.File!, "--to", to.ConnectionString,
            "--language", "en"]))
        {
            killed.AwaitOutput("verify is");
            await Task.Delay(new Random(seed).Next(150));
            killed.Kill();
            Console.WriteLine(killed.Output);
        }

        // As soon as the first is gone with all that it held.
        Waiting.Until(() => MoveOn((SqliteStore)from.Store, (PostgresStore)to.Store), "the move to go on", () => registry.Output);
        Assert.AreEqual(0, registry.AwaitExit(), registry.Output);
        Assert.Contains("it was moved to", registry.Output);
        using SimulatorProcess moved = new(["registry", "--broker", $"127.0.0.1:{next.Port}", .. to.Options]);
        moved.AwaitOutput("connected to");
        await _enough.CancelAsync();
        await publishing;
        Waiting.Until(() => to.Number("SELECT count(*) FROM events") >= _published, "all events", () => moved.Output);
        moved.Interrupt();
        Assert.AreEqual(0, moved.AwaitExit(), moved.Output);

        LedgerReport report = LedgerCheck.Run(to.Store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.IsTrue(report.IsClean, string.Join('\n', report.Findings.Concat(report.Unproven)));
        Assert.AreEqual(_published, report.Events);
        Console.WriteLine($"{_published} events, {report.DoublesRemoved} came twice");
    }

    private static bool MoveOn(SqliteStore from, PostgresStore to)
    {
        try
        {
            return new MoveReport(from, to, false).Move(true, CancellationToken.None) == 0;
        }
        catch (Terminal.UserErrorException exception) when (exception.Message.Contains("another registry writes to it"))
        {
            return false;
        }
    }

    private static IEnumerable<string> Keeping(DirectoryInfo state) =>
    [
        "allow_anonymous true", "persistence true", $"persistence_location {state.FullName}/", "max_queued_messages 0",
        "max_inflight_messages 2000",
    ];

    // Between both, so that neither has to be started anew for it.
    private static IEnumerable<string> Bridge(DirectoryInfo state, int port, int from, int to) =>
    [
        $"listener {port} 127.0.0.1", .. Keeping(state),
        "connection old", $"address 127.0.0.1:{from}", "topic aed/v1/# in 1", "topic aed/v1/+/+/+/+/command out 1",
        "remote_clientid bridge-old", "cleansession false", "restart_timeout 1", "notifications false",
        "connection next", $"address 127.0.0.1:{to}", "topic aed/v1/# out 1", "topic aed/v1/+/+/+/+/command in 1",
        "remote_clientid bridge-next", "cleansession false", "restart_timeout 1", "notifications false",
    ];

    private static async Task ReachAsync(int port)
    {
        TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IMqttClient client = await ConnectAsync(port);
        client.ApplicationMessageReceivedAsync += _ =>
        {
            came.TrySetResult();
            return Task.CompletedTask;
        };
        await client.SubscribeAsync("aed/v1/+/+/+/+/event");
        await came.Task.WaitAsync(Waiting.Limit);
    }

    private static async Task<IMqttClient> ConnectAsync(int port)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        return client;
    }

    private async Task PublishAsync(int port)
    {
        using IMqttClient client = await ConnectAsync(port);
        for (int seq = 1; seq <= MostEvents && !_enough.IsCancellationRequested; seq++)
        {
            for (int cabinet = 0; cabinet < Cabinets; cabinet++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"NM-{cabinet}");
                await client.PublishStringAsync($"aed/v1/1501/150102/health/{id}/event", LedgerBench.EventText(1, seq, id: id),
                    MqttQualityOfServiceLevel.AtLeastOnce);
                Interlocked.Increment(ref _published);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
