using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Link;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Web;
using OperatingMode = AedCabinet.State.OperatingMode;

namespace AedCabinet.Desktop.Tests;

/// <summary>The registry's commands from the desk over the simulator's own broker to a cabinet's gate and back.</summary>
[TestClass]
[TestCategory("RealTime")]
public class CommandDeskTests
{
    private static readonly ErrorLog s_log = new();
    private static readonly RegistryView s_view = new();
    private static readonly CommandKeys s_keys = new();
    private static readonly SimulatedTime s_time = new(TimeProvider.System);
    private static DirectoryInfo s_flash = null!;
    private static EmbeddedBroker s_broker = null!;
    private static MessageObserver s_observer = null!;
    private static CommandPublisher s_publisher = null!;
    private static CommandDesk s_desk = null!;
    private static SimulatedCabinet s_cabinet = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        BrokerAddress address = new("127.0.0.1", Ports.Free());
        s_flash = Directory.CreateTempSubdirectory("aed-flash-");
        s_broker = await EmbeddedBroker.StartAsync(address.Port, s_log);
        s_observer = new MessageObserver(address, TimeProvider.System, new SimulatedTime(TimeProvider.System), s_log);
        s_publisher = new CommandPublisher(address);
        s_desk = new CommandDesk(s_keys, s_publisher, TimeProvider.System, s_time);
        s_observer.Received += message =>
        {
            s_view.Take(message);
            s_desk.Take(message);
        };
        s_observer.Start();

        byte[] configuration = ConfigurationSource.Load(null, address);
        s_keys.Add(configuration);
        s_cabinet = new SimulatedCabinet(configuration, s_flash.FullName, new HostNetwork(), 1, ContactParameters.Ideal, s_log, s_time);
        s_cabinet.Start();
        Waiting.Until(() => s_cabinet.LinkState == LinkState.Online, "the cabinet to be online");
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        s_cabinet.Dispose();
        s_desk.Dispose();
        await s_publisher.DisposeAsync();
        await s_observer.DisposeAsync();
        await s_broker.DisposeAsync();
        s_flash.Delete(recursive: true);
        Assert.IsEmpty(s_log.Errors, string.Join('\n', s_log.Errors));
    }

    [TestMethod]
    public async Task A_signed_locate_is_carried_out_and_each_command_has_a_higher_number()
    {
        CommandRecord first = await SendAsync("locate", "{\"seconds\":1}");
        CommandRecord second = await SendAsync("report");

        Assert.AreEqual(CommandStage.Done, first.Stage);
        Assert.AreEqual("done", first.Steps[^1].Code);
        Assert.AreEqual(CommandStage.Done, second.Stage);
        Assert.IsLessThan(long.Parse(second.Id[2..]), long.Parse(first.Id[2..]));
    }

    [TestMethod]
    public async Task A_forged_command_is_refused_and_nothing_happens()
    {
        CommandRecord forged = await SendAsync("drill", "{\"minutes\":10}", isForged: true);

        Assert.AreEqual(CommandStage.Refused, forged.Stage);
        Assert.AreEqual("wrong-mac", forged.Steps[^1].Code);
        Assert.AreEqual(OperatingMode.Normal, s_cabinet.State.Mode);
    }

    [TestMethod]
    public async Task Wrong_settings_are_refused_with_the_firmware_s_own_list_of_problems()
    {
        CommandRecord refused = await SendAsync("configure", "{\"climate\":{\"heaterOnBelow\":95}}");

        Assert.AreEqual(CommandStage.Refused, refused.Stage);
        Assert.AreEqual("bad-arguments", refused.Steps[^1].Code);
        Assert.Contains("climate.heaterOnBelow", refused.Steps[^1].Reason!);
        Waiting.Until(() => Events("config.rejected").Count > 0, "the event config.rejected in the registry's history");
        Assert.Contains("climate.heaterOnBelow", Events("config.rejected")[0].Data["problems"]);
    }

    [TestMethod]
    public async Task What_takes_longer_is_accepted_first_and_its_outcome_follows()
    {
        CommandRecord accepted = await SendAsync("self-test");

        Assert.AreEqual("accepted", accepted.Steps.First(step => step.Code is not null).Code);
        CommandRecord ended = await AwaitAsync(accepted.Id, record => !record.IsUnderWay, "the outcome of the self-test");
        Assert.IsTrue(ended.Stage is CommandStage.Done or CommandStage.Failed, ended.Stage.ToString());
        Assert.IsLessThanOrEqualTo(ended.Steps[^1].After, ended.Steps[1].After);
        Assert.IsNotEmpty(ended.Steps[^1].Lines!, "each part says something");
    }

    [TestMethod]
    public async Task An_emergency_is_open_until_the_desk_acknowledges_it()
    {
        Waiting.Until(() => s_view.Find(s_cabinet.Id, s_time.Now)?.State is not null, "the first state");
        s_cabinet.Move("door", "open");
        s_cabinet.Move("aed", "absent");
        Waiting.Until(() => s_view.Find(s_cabinet.Id, s_time.Now)!.Open.Any(item => item.Event == "aed.removed"), "the open removal");
        s_cabinet.Move("aed", "present");
        s_cabinet.Move("door", "closed");

        CommandRecord done = await SendAsync("acknowledge", "{\"who\":\"120 调度\"}");
        Assert.AreEqual(CommandStage.Done, done.Stage);
        Waiting.Until(() => s_view.Find(s_cabinet.Id, s_time.Now)!.Open.Count == 0, "the removal to be closed");
        Waiting.Until(() => Events("command.done").Any(item => item.Data.GetValueOrDefault("who") == "120 调度"), "who it was");
    }

    [TestMethod]
    public async Task No_reply_is_told_after_ten_seconds_and_one_that_comes_later_still_counts()
    {
        ManualTime time = new();
        CommandKeys keys = new();
        keys.Add(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", 1)));
        NobodyListens nobody = new();
        using CommandDesk desk = new(keys, nobody, time, new SimulatedTime(time));
        string id = await desk.SendAsync(s_cabinet.Id, "locate");
        Assert.AreEqual(CommandStage.Sent, desk.Commands.Single().Stage);

        time.Advance(CommandDesk.Patience - TimeSpan.FromMilliseconds(1));
        Assert.AreEqual(CommandStage.Sent, desk.Commands.Single().Stage);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Waiting.Until(() => desk.Commands.Single().Stage == CommandStage.NoReply, "that no reply came");

        string reply = $$"""{"id":"{{id}}","name":"locate","code":"done","boot":1,"clock":"unsynced","uptimeMs":1}""";
        desk.Take(new ObservedMessage(1, time.GetUtcNow(), s_cabinet.Topics.Reply, reply, false, time.GetUtcNow()));
        desk.Take(new ObservedMessage(2, time.GetUtcNow(), s_cabinet.Topics.Reply, reply, false, time.GetUtcNow()));
        Assert.AreEqual(CommandStage.Done, desk.Commands.Single().Stage);
        Assert.HasCount(4, desk.Commands.Single().Steps, "sending, sent, no reply, done: the copy is none");
        JsonNode sent = JsonNode.Parse(nobody.Text)!;
        Assert.AreEqual(time.GetUtcNow().AddSeconds(50), sent["expires"]!.GetValue<DateTimeOffset>());
    }

    [TestMethod]
    public async Task New_settings_are_confirmed_by_a_command_of_the_desks_own_when_the_cabinet_is_back()
    {
        ManualTime time = new();
        CommandKeys keys = new();
        keys.Add(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", 1)));
        NobodyListens broker = new();
        using CommandDesk desk = new(keys, broker, time, new SimulatedTime(time));
        string id = await desk.SendAsync(s_cabinet.Id, "configure", """{"door":{"leftOpenSeconds":60}}""");
        Take(s_cabinet.Topics.Online, """{"online":true,"boot":1,"connection":2}""");
        Assert.HasCount(1, desk.Commands, "nothing is on trial yet");

        Take(s_cabinet.Topics.Reply, $$"""{"id":"{{id}}","name":"configure","code":"accepted","boot":1,"clock":"unsynced","uptimeMs":1}""");
        Take(s_cabinet.Topics.Online, """{"online":false,"boot":1,"connection":2}""");
        Take(s_cabinet.Topics.Online, "{");
        Assert.HasCount(1, desk.Commands);
        Take(s_cabinet.Topics.Online, """{"online":true,"boot":2,"connection":1}""");
        Waiting.Until(() => desk.Commands is [{ Name: "report", Stage: CommandStage.Sent }, _], "the command that confirms");
        Assert.AreEqual("report", JsonNode.Parse(broker.Text)!["name"]!.GetValue<string>());

        // It may have come before the restart: without an outcome another follows.
        time.Advance(CommandDesk.Patience);
        Waiting.Until(() => desk.Commands.Count == 3, "another");
        Take(s_cabinet.Topics.Reply, $$"""{"id":"{{id}}","name":"configure","code":"done","boot":2,"clock":"unsynced","uptimeMs":1}""");
        time.Advance(CommandDesk.Patience);
        Take(s_cabinet.Topics.Online, """{"online":true,"boot":3,"connection":1}""");
        Assert.HasCount(3, desk.Commands);

        void Take(string topic, string text) => desk.Take(new ObservedMessage(1, time.GetUtcNow(), topic, text, false, time.GetUtcNow()));
    }

    [TestMethod]
    public async Task A_broker_that_cannot_be_reached_is_told()
    {
        await using CommandPublisher publisher = new(new BrokerAddress("127.0.0.1", Ports.Free()));
        using CommandDesk desk = new(s_keys, publisher, TimeProvider.System, s_time);
        await desk.SendAsync(s_cabinet.Id, "locate");

        Assert.AreEqual(CommandStage.NotSent, desk.Commands.Single().Stage);
        Assert.AreEqual(NotSentWhy.Unreachable, desk.Commands.Single().Steps[^1].Reason);
    }

    [TestMethod]
    public async Task A_cabinet_without_a_key_and_a_command_that_is_too_long_are_not_sent()
    {
        Assert.IsFalse(s_desk.CanCommand("NM-9"));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => s_desk.SendAsync("NM-9", "locate"));
        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => s_desk.SendAsync(s_cabinet.Id, "configure", $"{{\"site\":{{\"where\":\"{new string('x', 2048)}\"}}}}"));
    }

    private static IReadOnlyList<RegistryEvent> Events(string name) =>
        [.. s_view.Events(new EventFilter()).Where(item => item.Name == name)];

    private static async Task<CommandRecord> SendAsync(string name, string args = "{}", bool isForged = false)
    {
        string id = await s_desk.SendAsync(s_cabinet.Id, name, args, isForged);
        return await AwaitAsync(id, record => record.Steps.Any(step => step.Code is not null), $"a reply to {name}");
    }

    private static Task<CommandRecord> AwaitAsync(string id, Func<CommandRecord, bool> condition, string what)
    {
        CommandRecord Find() => s_desk.Commands.First(record => record.Id == id);
        Waiting.Until(() => condition(Find()), what, () => Find().Stage.ToString());
        return Task.FromResult(Find());
    }

    private sealed class NobodyListens : ICommandPublisher
    {
        public string Text { get; private set; } = string.Empty;

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Text = text;
            return Task.CompletedTask;
        }
    }
}
