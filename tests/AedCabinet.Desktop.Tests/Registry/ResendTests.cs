using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// The registry asks by itself for what is missing (SPEC §14, <c>resend</c>), at a real Mosquitto that is killed before it has saved
/// anything.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class ResendTests : StoreTests, IDisposable
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const int Events = 12;

    private readonly TestStore _store;
    private readonly ManualTime _time = new();
    private readonly ErrorLog _log = new();

    public ResendTests() => _store = NewStore();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _store.Dispose();
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    [TestMethod]
    public async Task A_broker_killed_before_its_autosave_costs_nothing()
    {
        using MosquittoBroker broker = new(state =>
            ["allow_anonymous true", "persistence true", "autosave_interval 3600", $"persistence_location {state.FullName}/"]);
        BrokerAccess access = new(new BrokerAddress("127.0.0.1", broker.Port));
        using LedgerDatabase database = _store.Store.OpenForIngest();
        using RegistryIngest ingest = new(database, _time, _log);
        ingest.Start();
        await using (FakeCabinet cabinet = await FakeCabinet.ConnectAsync(broker.Port))
        {
            await using (BrokerSession before = Listen(access, ingest))
            {
                await cabinet.HappenAsync(1);
                Await("SELECT count(*) = 1 FROM events");
            }

            // The registry is away; the cabinet's events are acknowledged, and so it takes them for told. Then the broker dies with them.
            await cabinet.HappenAsync(Events - 1);
            broker.Kill();
        }

        broker.Start();
        await using BrokerSession session = Listen(access, ingest);
        await using FakeCabinet again = await FakeCabinet.ConnectAsync(broker.Port, Events);
        await again.ReportAsync();
        Await($"SELECT count(*) = 1 FROM boots WHERE claimed_seq = {Events}");
        Assert.AreEqual(1, Count("SELECT count(*) FROM events"), "the broker has lost them");

        await using CommandPublisher publisher = new(access);
        await using ResendDesk desk = Desk(publisher, ingest);
        int replies = 0;
        ingest.Answered += answer => replies += answer.Kind == MessageKind.Reply ? 1 : 0;
        await PassAsync(desk, MissingEvents.EventsMayFollow + TimeSpan.FromSeconds(1));
        Assert.AreEqual(Events - 1, Missing().Single().Count);
        await PassAsync(desk, LedgerLimits.ResendAfter);
        Await($"SELECT count(*) = {Events} FROM events");

        // Its reply follows its events, and time must not pass before it has come.
        Waiting.Until(() => Volatile.Read(ref replies) == 1, "the reply");
        await PassAsync(desk, LedgerLimits.MissingEvery);

        CollectionAssert.AreEqual(new[] { """{"boot":1,"from":2,"to":12}""" }, again.Asked.ToArray());
        Assert.AreEqual("came done 11 11", Row("SELECT outcome || ' ' || code || ' ' || given || ' ' || came FROM resends"));
        ingest.Stop();
        Assert.IsTrue(LedgerCheck.Run(_store.Store, _time.GetUtcNow().ToUnixTimeMilliseconds()).IsClean);
    }

    [TestMethod]
    public async Task The_command_is_repeated_until_its_reply_and_what_came_of_it_outlives_a_restart()
    {
        using LedgerDatabase database = _store.Store.OpenForIngest();
        using RegistryIngest ingest = new(database, _time, _log);
        ingest.Start();
        Take(ingest, "online", """{"online":true,"boot":1,"connection":1}""");
        Take(ingest, "event", LedgerBench.EventText(1, 4));
        Await("SELECT count(*) = 1 FROM events");
        Recorder broker = new();
        await using (ResendDesk desk = Desk(broker, ingest))
        {
            await PassAsync(desk, TimeSpan.Zero);
            await PassAsync(desk, LedgerLimits.ResendAfter);
            await PassAsync(desk, LedgerLimits.ResendRepeat);
            await PassAsync(desk, LedgerLimits.ResendRepeat);
            Assert.HasCount(3, broker.Sent);
            Assert.AreEqual(1, broker.Sent.Distinct().Count(), "the same command, so that it is carried out once");
            JsonNode command = JsonNode.Parse(broker.Sent[0].Text)!;
            Assert.AreEqual((LedgerBench.Topic + "/command", "resend", """{"boot":1,"from":1,"to":3}"""),
                (broker.Sent[0].Topic, command["name"]!.GetValue<string>(), command["args"]!.GetValue<string>()));
            Assert.IsTrue(FakeCabinet.IsSigned(command));

            Take(ingest, "reply",
                $$"""{"id":"{{command["id"]}}","name":"resend","code":"failed","boot":1,"clock":"unsynced","uptimeMs":1,"data":{"reason":"no longer kept"} }""");
            Waiting.Until(() => broker.Replies == 1, "the reply");
            await PassAsync(desk, LedgerLimits.ResendRepeat);
            Assert.HasCount(3, broker.Sent);
        }

        Assert.AreEqual("refused failed no longer kept", Row("SELECT outcome || ' ' || code || ' ' || reason FROM resends"));
        Assert.AreEqual("refused: failed", Missing().Single().Asked);
        await using ResendDesk after = Desk(broker, ingest);
        await PassAsync(after, TimeSpan.Zero);
        await PassAsync(after, LedgerLimits.ResendAfter);
        Assert.HasCount(3, broker.Sent, "asked a moment ago: the pause is not forgotten");

        void Take(RegistryIngest registry, string kind, string text) =>
            registry.Take($"{LedgerBench.Topic}/{kind}", Encoding.UTF8.GetBytes(text), false, null);

        ResendDesk Desk(Recorder publisher, RegistryIngest registry)
        {
            ResendDesk made = this.Desk(publisher, registry);
            registry.Answered += answer => publisher.Replies += answer.Kind == MessageKind.Reply ? 1 : 0;
            return made;
        }
    }

    private BrokerSession Listen(BrokerAccess access, RegistryIngest ingest)
    {
        BrokerSession session = new(access, "registry-test", ingest.Take, () => false, TimeProvider.System, _log);
        session.Start();
        Waiting.Until(() => session.IsConnected, "the registry to connect", () => string.Join('\n', _log.Lines));
        return session;
    }

    private ResendDesk Desk(ICommandPublisher publisher, RegistryIngest ingest)
    {
        CommandKeys keys = new();
        keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, Key);
        ResendDesk desk = new(_store.Store, keys, publisher, ingest.IsConnected, ingest.Metrics, _time, _log);
        ingest.Answered += desk.Take;
        return desk;
    }

    private async Task PassAsync(ResendDesk desk, TimeSpan time)
    {
        _time.Advance(time);
        await desk.StepAsync();
    }

    private void Await(string sql) => Waiting.Until(() => Count(sql) == 1, sql, () => string.Join('\n', _log.Lines));

    private IReadOnlyList<LedgerProblem> Missing()
    {
        using LedgerDatabase reader = _store.Store.OpenForReading();
        return MissingEvents.List(reader, _time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private long Count(string sql) => _store.Number(sql);

    private string? Row(string sql) => _store.Rows(sql).SingleOrDefault();

    private sealed class Recorder : ICommandPublisher
    {
        public List<(string Topic, string Text)> Sent { get; } = [];

        public int Replies { get; set; }

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Sent.Add((topic, text));
            return Task.CompletedTask;
        }
    }

    /// <summary>A cabinet as the contract has it, with a flash that still holds what was acknowledged.</summary>
    private sealed class FakeCabinet : IAsyncDisposable
    {
        private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
        private int _seq;

        public List<string> Asked { get; } = [];

        public static async Task<FakeCabinet> ConnectAsync(int port, int seq = 0)
        {
            FakeCabinet cabinet = new() { _seq = seq };
            cabinet._client.ApplicationMessageReceivedAsync += cabinet.TakeAsync;
            await cabinet._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
            await cabinet._client.SubscribeAsync(LedgerBench.Topic + "/command", MqttQualityOfServiceLevel.AtLeastOnce);
            await cabinet.SayAsync("online", """{"online":true,"boot":1,"connection":1}""", isRetained: true);
            return cabinet;
        }

        public static bool IsSigned(JsonNode command)
        {
            string text = string.Create(CultureInfo.InvariantCulture,
                $"v1\n{LedgerBench.Cabinet}\n{command["id"]}\n{command["name"]}\n{command["args"]}\n"
                    + $"{command["counter"]}\n{command["expires"]}");
            return Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(Key), Encoding.UTF8.GetBytes(text)))
                == command["mac"]!.GetValue<string>();
        }

        public async Task HappenAsync(int events)
        {
            for (int i = 0; i < events; i++)
            {
                await SayAsync("event", LedgerBench.EventText(1, ++_seq));
            }
        }

        public async Task ReportAsync()
        {
            using LedgerBench states = new();
            await SayAsync("state", states.StateText(1, _seq), isRetained: true);
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
        {
            JsonNode command = JsonNode.Parse(received.ApplicationMessage.ConvertPayloadToString())!;
            Assert.IsTrue(IsSigned(command));
            string args = command["args"]!.GetValue<string>();
            Asked.Add(args);
            (int from, int to) = (JsonNode.Parse(args)!["from"]!.GetValue<int>(), JsonNode.Parse(args)!["to"]!.GetValue<int>());
            for (int seq = from; seq <= to; seq++)
            {
                await SayAsync("event", LedgerBench.EventText(1, seq));
            }

            await SayAsync("reply", string.Create(CultureInfo.InvariantCulture,
                $$"""{"id":"{{command["id"]}}","name":"resend","code":"done","boot":1,"clock":"unsynced","uptimeMs":1,"data":{"given":{{to
                    - from + 1}}} }"""));
        }

        private Task SayAsync(string kind, string text, bool isRetained = false) =>
            _client.PublishStringAsync($"{LedgerBench.Topic}/{kind}", text, MqttQualityOfServiceLevel.AtLeastOnce, isRetained);
    }
}
