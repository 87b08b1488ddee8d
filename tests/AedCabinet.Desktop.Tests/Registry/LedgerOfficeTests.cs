using System.Text;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// What a page is told by a registry with a database: pages of a history that may be long, what only the database knows, commands that
/// outlive a restart.
/// </summary>
[TestClass]
public class LedgerOfficeTests : StoreTests, IDisposable
{
    private const string Other = "NM-2";
    private const string OtherTopic = "aed/v1/1502/150203/transport/" + Other;
    private static readonly string s_key = new('a', 64);

    private readonly TestStore _store;
    private readonly ErrorLog _log = new();
    private readonly Broker _broker = new();
    private readonly LedgerDatabase _database;
    private readonly RegistryIngest _ingest;
    private bool _isConnected = true;

    public LedgerOfficeTests()
    {
        _store = NewStore();
        _database = _store.Store.OpenForIngest();
        _ingest = new RegistryIngest(_database, TimeProvider.System, _log);
        _ingest.Start();
    }

    public void Dispose()
    {
        _ingest.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
        _store.Dispose();
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    [TestMethod]
    public async Task The_history_comes_in_pages_the_newest_arrival_first()
    {
        await using LedgerOffice office = Open();
        Give(40);

        EventPage first = office.Events(new EventFilter(), 0, 15);
        Assert.AreEqual(40, first.Count);
        Assert.IsNull(first.LookedThrough);
        CollectionAssert.AreEqual(Enumerable.Range(26, 15).Reverse().ToArray(), first.Events.Select(item => item.Seq).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).Reverse().ToArray(),
            office.Events(new EventFilter(), 30, 15).Events.Select(item => item.Seq).ToArray());
        Assert.IsEmpty(office.Events(new EventFilter(), 45, 15).Events);
    }

    [TestMethod]
    public async Task One_cabinet_s_events_come_in_its_own_order_whenever_they_came()
    {
        await using LedgerOffice office = Open();
        foreach (int seq in new[] { 3, 1, 2 })
        {
            Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, seq));
        }

        Take(OtherTopic, "event", LedgerBench.EventText(9, 1, id: Other));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(3, 9));
        AwaitEvents(5);

        CollectionAssert.AreEqual(
            new[] { "4/3", "4/2", "4/1", "3/9" },
            office.Events(new EventFilter { Cabinet = LedgerBench.Cabinet }, 0,
                15).Events.Select(item => $"{item.Boot}/{item.Seq}").ToArray());
    }

    [TestMethod]
    public async Task Severities_are_chosen_together_and_the_serious_ones_are_found_by_their_index()
    {
        await using LedgerOffice office = Open();
        Give(20);
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 21, "temperature.low", "urgent", "{\"deciC\":-12}"));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 22, "aed.removed", "emergency"));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 23, "mains.lost", "maintenance"));
        AwaitEvents(23);

        CollectionAssert.AreEqual(new[] { 22 }, Seqs(office, Contract.Severity.Emergency));
        CollectionAssert.AreEqual(new[] { 22, 21 }, Seqs(office, Contract.Severity.Emergency, Contract.Severity.Urgent));
        CollectionAssert.AreEqual(new[] { 23, 22 }, Seqs(office, Contract.Severity.Emergency, Contract.Severity.Maintenance));
        Assert.AreEqual(2,
            office.Events(new EventFilter { Severities = [Contract.Severity.Urgent, Contract.Severity.Emergency] }, 0, 1).Count);
        string plan = _store.PlanOf("e.severity >= 2 AND e.severity IN (3)");
        Assert.IsTrue(plan.Contains("COVERING INDEX events_serious", StringComparison.Ordinal)
            || plan.Contains("Index Only Scan using events_0_arrival_severity_idx", StringComparison.Ordinal), plan);
    }

    [TestMethod]
    public async Task Words_are_looked_for_in_the_reader_s_language()
    {
        await using LedgerOffice office = Open();
        Give(5);
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 6, "boot.started", "info",
            "{\"firmware\":\"0.1.0\",\"wake\":\"timer\"}"));
        AwaitEvents(6);

        EventFilter english = new() { Text = "woken Timer", Words = PageText.English.WordsOf };
        EventFilter chinese = new() { Text = "定时", Words = PageText.Chinese.WordsOf };
        Assert.AreEqual("boot.started", office.Events(english, 0, 15).Events.Single().Name);
        Assert.AreEqual("boot.started", office.Events(chinese, 0, 15).Events.Single().Name);
        Assert.AreEqual(0, office.Events(english with { Words = PageText.Chinese.WordsOf }, 0, 15).Count);
        Assert.AreEqual(5, office.Events(new EventFilter { Text = "door.opened nm-1" }, 3, 15).Count);
        Assert.IsNull(office.Events(new EventFilter { Text = "door", Severities = [Contract.Severity.Info] }, 0, 15).LookedThrough,
            "all there is was looked through");
        Assert.HasCount(2, office.Events(new EventFilter { Text = "door.opened nm-1" }, 3, 15).Events);
    }

    [TestMethod]
    public async Task A_long_history_is_looked_through_no_further_than_its_limits_and_the_page_is_told()
    {
        // Written straight into the table: what matters is how many there are.
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(1, 1, "sos.pressed", "emergency"));
        AwaitEvents(1);
        Change(
            $"INSERT INTO events WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= {LedgerHistory.MostCounted}) "
                + $"SELECT i, 1, 1, i, 'door.opened', 0, i, 0, i, i, 0, 0, '{{}}', 0 FROM n");
        _store.NoteEvents(LedgerHistory.MostCounted);
        await using LedgerOffice office = Open();

        EventPage info = office.Events(new EventFilter { Severities = [Contract.Severity.Info] }, 0, 15);
        Assert.AreEqual(LedgerHistory.MostCounted, info.Count);
        Assert.AreEqual(LedgerHistory.MostCounted, info.LookedThrough);
        Assert.AreEqual("sos.pressed", office.Events(new EventFilter { Severities = [Contract.Severity.Emergency] }, 0,
            15).Events.Single().Name, "serious events are found however old they are");
        EventPage words = office.Events(new EventFilter { Text = "sos" }, 0, 15);
        Assert.AreEqual(0, words.Count);
        Assert.AreEqual(LedgerHistory.MostSearched, words.LookedThrough);
        Assert.AreEqual(LedgerHistory.MostCounted + 1, office.Events(new EventFilter(), 0, 1).Count);
    }

    [TestMethod]
    public async Task What_only_the_database_knows_is_told_once_it_is_worked_out()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using (LedgerBench states = new() { Now = now.AddHours(-2) })
        {
            Take(LedgerBench.Topic, "state", states.StateText(4, 0, at: now.AddHours(-2)));
            Take(LedgerBench.Topic, "state", states.StateText(4, 0, isReady: false, at: now.AddHours(-1)));
        }

        Take(LedgerBench.Topic, "about", LedgerBench.AboutText());
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 1));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 5));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 5));
        Take(LedgerBench.Topic, "event", "no JSON");
        AwaitEvents(2);
        AwaitOne("SELECT count(*) FROM set_aside");

        // A registry leaves this sign of life every ten seconds; what comes after it is unknown.
        Change($"INSERT INTO counters VALUES ('alive', {now.ToUnixTimeMilliseconds()})");
        await using LedgerOffice office = Open();
        Waiting.Until(() => office.Standing is not null, "the standing");

        Assert.AreEqual(3, office.Standing!.MissingEvents);
        Assert.AreEqual(0, office.Standing.ToldMissingEvents);
        Assert.AreEqual(1034, office.Standing.Planned["1501"]);
        Assert.AreEqual(30, office.Standing.Days);
        AvailabilityRow row = office.Standing.Availability[LedgerBench.Cabinet];
        Assert.AreEqual(1, row.Ready.TotalHours, 1e-6);
        Assert.AreEqual(row.Ready / row.Total, office.Standing.ShareOf(office.Cabinets())!.Value, 1e-9);
        Assert.IsNull(office.Standing.ShareOf([]));
        Assert.AreEqual(1, office.Doubles);
        Assert.AreEqual(1, office.SetAsideCount);
        Assert.AreEqual(LedgerBench.Topic + "/event", office.SetAside.Single().Topic);
    }

    [TestMethod]
    public async Task A_command_is_signed_answered_and_there_after_a_restart()
    {
        CommandRecord done;
        await using (LedgerOffice office = Open(WithKey()))
        {
            string id = await office.Desk.SendAsync(LedgerBench.Cabinet, "locate", "{\"seconds\":5}");
            Assert.Contains("\"mac\"", _broker.Texts.Single());
            Take(LedgerBench.Topic, "reply",
                $$"""{"id":"{{id}}","name":"locate","code":"done","boot":1,"clock":"unsynced","uptimeMs":1}""");
            Waiting.Until(() => office.Desk.Commands[0].Stage == CommandStage.Done, "the reply");
            done = office.Desk.Commands[0];
        }

        await using LedgerOffice again = Open(WithKey());
        CommandRecord kept = again.Desk.Commands.Single();
        Assert.AreEqual((done.Id, done.Name, done.Args, CommandStage.Done, "done"),
            (kept.Id, kept.Name, kept.Args, kept.Stage, kept.Steps[^1].Code));
        Assert.AreEqual(done.Steps[^1].After.TotalMilliseconds, kept.Steps[^1].After.TotalMilliseconds, 2);
        await again.Desk.SendAsync(LedgerBench.Cabinet, "report");
        Assert.IsGreaterThan(kept.Counter, again.Desk.Commands[0].Counter);
    }

    [TestMethod]
    public async Task A_command_whose_end_was_not_seen_takes_its_reply_after_a_restart()
    {
        string id;
        await using (LedgerOffice office = Open(WithKey()))
        {
            id = await office.Desk.SendAsync(LedgerBench.Cabinet, "self-test");
        }

        LedgerOffice again = Open(WithKey());
        Assert.AreEqual(CommandStage.NoReply, again.Desk.Commands.Single().Stage);
        Take(LedgerBench.Topic, "reply",
            $$"""{"id":"{{id}}","name":"self-test","code":"done","boot":1,"clock":"unsynced","uptimeMs":1,"data":{"lines":["lamps: seen","heater: +0.4 °C"]} }""");
        Waiting.Until(() => again.Desk.Commands[0].Stage == CommandStage.Done, "the late reply");
        AwaitOne("SELECT count(*) FROM commands WHERE outcome = 'done' AND code = 'done'");
        await again.DisposeAsync();
        await using LedgerOffice third = Open(WithKey());
        CollectionAssert.AreEqual(new[] { "lamps: seen", "heater: +0.4 °C" }, third.Desk.Commands.Single().Steps[^1].Lines!.ToArray());
    }

    [TestMethod]
    public async Task Without_a_number_from_the_database_nothing_is_sent_and_it_is_told_why()
    {
        await using LedgerOffice office = Open(WithKey());
        Change("DROP TABLE counters");
        string id = await office.Desk.SendAsync(LedgerBench.Cabinet, "locate");

        CommandRecord refused = office.Desk.Commands.Single();
        Assert.AreEqual((id, CommandStage.NotSent), (refused.Id, refused.Stage));
        Assert.AreEqual(NotSentWhy.NoNumber, refused.Steps[^1].Reason);
        Assert.IsEmpty(_broker.Texts);
    }

    [TestMethod]
    public async Task What_was_done_about_an_emergency_is_there_after_a_restart_until_it_is_over_and_then_among_those_that_are()
    {
        EmergencyKey key = new(LedgerBench.Cabinet, "sos.pressed");
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 2, "sos.pressed", "emergency"));
        AwaitOne("SELECT count(*) = 2 FROM emergencies WHERE closed IS NULL");
        await using (LedgerOffice office = Open())
        {
            office.Emergencies.Bring(key with { Event = "aed.removed" }, EmergencyStage.Seen, "王敏");
            office.Emergencies.Bring(key, EmergencyStage.Seen, "王敏");
            office.Emergencies.Bring(key, EmergencyStage.Closed, "李强", "by-mistake");
            Assert.IsTrue(office.Emergencies.TakeBack(key, "李强"));
            office.Emergencies.Bring(key, EmergencyStage.OnTheWay, "李强");
        }

        await using (LedgerOffice again = Open())
        {
            Assert.AreEqual("Seen 王敏,Closed 李强,New 李强,OnTheWay 李强", Steps(again.Emergencies.Of(key)));
            Assert.AreEqual(EmergencyStage.OnTheWay, again.Emergencies.Of(key).Stage);
            Assert.AreEqual(EmergencyStage.Seen, again.Emergencies.Of(key with { Event = "aed.removed" }).Stage);
            again.Emergencies.Bring(key, EmergencyStage.Closed, "李强", "real-use");
            Change("UPDATE emergencies SET closed = 5 WHERE event = 'sos.pressed'");
            Assert.ThrowsExactly<EmergencyNotKeptException>(() => again.Emergencies.TakeBack(key, "李强"));
        }

        await using LedgerOffice third = Open();
        Assert.AreEqual("Seen 王敏,Closed 李强,New 李强,OnTheWay 李强,Closed 李强", Steps(third.Emergencies.Over.Single()));
        Assert.AreEqual("real-use", third.Emergencies.Over.Single().Closing!.Reason);
        Assert.IsEmpty(third.Emergencies.Of(key).Steps);
    }

    [TestMethod]
    public async Task Without_keys_nothing_can_be_commanded()
    {
        await using LedgerOffice office = Open();

        Assert.IsFalse(office.SendsCommands);
        Assert.IsFalse(office.Desk.CanCommand(LedgerBench.Cabinet));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => office.Desk.SendAsync(LedgerBench.Cabinet, "locate"));
    }

    [TestMethod]
    public async Task A_page_is_told_when_what_it_shows_may_be_old()
    {
        await using LedgerOffice office = Open();
        Give(1);
        Assert.IsNull(office.Trouble);
        _isConnected = false;
        Assert.AreEqual(IntakeFault.NotConnected, office.Trouble!.Kind);
        _isConnected = true;

        _log.Expected = "database: ";
        Change("ALTER TABLE events RENAME TO elsewhere");
        Assert.IsEmpty(office.Events(new EventFilter(), 0, 15).Events);
        Assert.AreEqual(IntakeFault.NotRead, office.Trouble!.Kind);
        Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 2));
        Waiting.Until(() => office.Trouble?.Kind == IntakeFault.NotWritten, "the refusal of the database");
        Change("ALTER TABLE elsewhere RENAME TO events");
        AwaitEvents(2);
        Assert.HasCount(2, office.Events(new EventFilter(), 0, 15).Events);
        Waiting.Until(() => office.Trouble is null, "the end of the trouble");
    }

    [TestMethod]
    public async Task A_cabinet_is_found_until_all_that_was_retained_of_it_is_cleared()
    {
        await using LedgerOffice office = Open();
        Take(LedgerBench.Topic, "about", LedgerBench.AboutText());
        Waiting.Until(() => office.Find(LedgerBench.Cabinet) is not null, "the cabinet");
        Waiting.Until(() => office.Cabinets().Count == 1, "the cabinet in the list");
        Assert.AreEqual(TimeSpan.FromHours(8), office.Now.Offset);
        Assert.IsNull(office.Find("NM-9"));

        Take(LedgerBench.Topic, "about", string.Empty);
        Waiting.Until(() => office.Find(LedgerBench.Cabinet) is null && office.Cabinets().Count == 0, "it to be gone");
    }

    private static int[] Seqs(LedgerOffice office, params Contract.Severity[] severities) =>
        [.. office.Events(new EventFilter { Severities = severities }, 0, 15).Events.Select(item => item.Seq)];

    private static string Steps(EmergencyCase item) => string.Join(',', item.Steps.Select(step => $"{step.Stage} {step.Who}"));

    private static CommandKeys WithKey()
    {
        CommandKeys keys = new();
        keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, s_key);
        return keys;
    }

    private LedgerOffice Open(CommandKeys? keys = null) =>
        new(_ingest, () => _isConnected, _store.Store, keys, _broker, TimeProvider.System, _log);

    private void Give(int events)
    {
        for (int seq = 1; seq <= events; seq++)
        {
            Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, seq));
        }

        AwaitEvents(events);
    }

    private void Take(string topic, string kind, string text) => _ingest.Take($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), false, null);

    private void Change(string sql) => _store.Change(sql);

    private void AwaitEvents(int count) => AwaitOne($"SELECT count(*) = {count} FROM events");

    private void AwaitOne(string sql)
    {
        using LedgerDatabase reader = _store.Store.OpenForReading();
        Waiting.Until(() => reader.Number(sql) == 1, sql);
    }

    private sealed class Broker : ICommandPublisher
    {
        public List<string> Texts { get; } = [];

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Texts.Add(text);
            return Task.CompletedTask;
        }
    }
}
