using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>
/// SPEC §19: planned drills become signed commands at their time, and what happened in them is told against what was planned.
/// </summary>
[TestClass]
public class DrillTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_training = new(Role.Training, ["1501"], [], []);

    private readonly ApiBench _bench;
    private int _seq = 20;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public DrillTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_planned_drill_waits_for_its_time_and_may_be_taken_back_before_it()
    {
        _bench.Say();
        JsonNode drill = await PlanAsync(new { cabinet = ApiBench.Museum, at = Now.AddHours(1), minutes = 30, plan = "应急救护演练" });
        string path = "/v1/drills/" + drill["id"];
        await Desk().LookAsync();

        Assert.AreEqual("planned", drill["stage"]!.GetValue<string>());
        Assert.AreEqual("应急救护演练", drill["planned"]!["plan"]!.GetValue<string>());
        Assert.IsEmpty(_bench.Broker.Texts);
        HttpResponseMessage gone = await _bench.Client.SendAsync(ApiBench.Request(HttpMethod.Delete, path, "en", s_training));
        (HttpResponseMessage again, _) = await _bench.RefusedAsync(ApiBench.Request(HttpMethod.Delete, path, "en", s_training));
        Assert.AreEqual(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.AreEqual(HttpStatusCode.Conflict, again.StatusCode);
        Assert.AreEqual("withdrawn", (await _bench.GetAsync(path))["stage"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { "training.drill-planned", "training.drill-withdrawn" }, Told());
    }

    [TestMethod]
    public async Task Whoever_may_not_train_or_see_a_cabinet_plans_nothing_there_and_what_is_wrong_is_told_together()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        object drill = new { cabinet = ApiBench.Station, at = Now, minutes = 5 };

        (HttpResponseMessage foreign, _) = await _bench.RefusedAsync(ApiBench.Post("/v1/drills", drill, s_training));
        (HttpResponseMessage feed, _) = await _bench.RefusedAsync(ApiBench.Post("/v1/drills", drill, Grant.Everywhere(Role.Feed)));
        (_, JsonNode wrong) = await _bench.RefusedAsync(ApiBench.Post("/v1/drills",
            new { cabinet = ApiBench.Museum, at = Now.AddHours(-9), minutes = 481, expects = new[] { "aed.flies" } }, s_training));

        Assert.AreEqual(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, feed.StatusCode);
        CollectionAssert.AreEquivalent(new[] { "/minutes", "/expects" },
            wrong["errors"]!.AsArray().Select(part => part!["pointer"]!.GetValue<string>()).ToArray());
    }

    [TestMethod]
    public async Task Of_several_processes_one_sends_it_once_and_late_it_ends_when_it_was_to_end()
    {
        _bench.Say();
        await PlanAsync(new { cabinet = ApiBench.Museum, at = Now.AddMinutes(-10), minutes = 40, sos = true });
        TimedCommandDesk[] desks = [Desk(), Desk(), Desk()];
        await Task.WhenAll(desks.Select(desk => desk.LookAsync()));
        await Task.WhenAll(desks.Select(desk => desk.LookAsync()));

        JsonNode sent = JsonNode.Parse(_bench.Broker.Texts.Single())!;
        JsonNode args = JsonNode.Parse(sent["args"]!.GetValue<string>())!;
        Assert.AreEqual("drill", sent["name"]!.GetValue<string>());
        Assert.AreEqual(30, args["minutes"]!.GetValue<int>());
        Assert.IsTrue(args["sos"]!.GetValue<bool>());
    }

    [TestMethod]
    public async Task One_whose_time_went_by_without_a_registry_is_missed_and_says_so()
    {
        _bench.Say();
        string id = Book.Plan(_bench.Office.Find(ApiBench.Museum)!.Topic,
            new NewDrill(Now.AddHours(-2), 60, false, string.Empty, []), "Wang",
            Now.AddHours(-3));
        await Desk().LookAsync();

        JsonNode drill = await _bench.GetAsync("/v1/drills/" + id);
        Assert.AreEqual("missed", drill["stage"]!.GetValue<string>());
        Assert.AreEqual("not-sent-in-time", drill["planned"]!["why"]!.GetValue<string>());
        Assert.AreEqual("not-started", drill["differences"]![0]!["code"]!.GetValue<string>());
        Assert.IsEmpty(_bench.Broker.Texts);
        Assert.AreEqual("training.drill-missed", Told()[^1]);
    }

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(true, 0)]
    public async Task What_a_process_was_sending_when_it_was_killed_is_sent_again_only_if_it_was_not(bool wasSent, int sends)
    {
        _bench.Say();
        string id = Book.Plan(_bench.Office.Find(ApiBench.Museum)!.Topic, new NewDrill(Now.AddMinutes(-5), 60, false, string.Empty, []),
            "Wang", Now.AddHours(-1));
        DateTimeOffset claimed = Now.AddMinutes(-3);
        StoreStep.Run(_bench.Store.Store, database =>
            TimedCommandBook.Claim(database, TimedCommandBook.Due(database, Now).Single(), claimed));
        if (wasSent)
        {
            _bench.Store.Change("INSERT INTO commands (counter, cabinet, id, name, args, sent, outcome) VALUES (1, 'NM-1', 'r-1', 'drill', "
                + $"'{{}}', {claimed.AddSeconds(1).ToUnixTimeMilliseconds()}, 'done')");
        }

        await Desk().LookAsync();
        await Desk().LookAsync();

        Assert.HasCount(sends, _bench.Broker.Texts);
        Assert.AreEqual(wasSent ? "running" : "starting", (await _bench.GetAsync("/v1/drills/" + id))["stage"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task What_happened_in_a_drill_is_told_against_what_was_planned_and_its_end_is_told_once()
    {
        _bench.Say();
        DateTimeOffset begun = Now.AddMinutes(-8);
        JsonNode planned = await PlanAsync(
            new { cabinet = ApiBench.Museum, at = begun.AddMinutes(-1), minutes = 30, expects = new[] { "aed.removed", "sos.pressed" } });
        await Desk().LookAsync();
        Reply("done");
        await Desk().LookAsync();
        Say("drill.started", begun);
        Say("door.opened", begun.AddSeconds(5));
        Say("aed.removed", begun.AddSeconds(9));
        Say("aed.returned", begun.AddMinutes(4));
        Say("drill.ended", begun.AddMinutes(5));
        Say("door.opened", begun.AddMinutes(6), isDrill: false);
        Book.Look(Now);
        Book.Look(Now);

        JsonNode drill = await _bench.GetAsync("/v1/drills/" + planned["id"]);
        JsonNode happened = drill["happened"]!;
        Assert.AreEqual("done", drill["stage"]!.GetValue<string>());
        Assert.AreEqual(9.0, happened["takenAfterS"]!.GetValue<double>());
        Assert.AreEqual(5.0, happened["minutes"]!.GetValue<double>());
        CollectionAssert.AreEqual(new[] { "door.opened", "aed.removed", "aed.returned" },
            happened["events"]!.AsArray().Select(item => item!["event"]!["code"]!.GetValue<string>()).ToArray());
        Assert.AreEqual("sos.pressed", drill["missing"]!.AsArray().Single()!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { "ended-early", "incomplete" },
            drill["differences"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()).ToArray());
        Assert.HasCount(1, Told().Where(type => type == "training.drill-done").ToArray());
    }

    [TestMethod]
    public async Task Drills_that_a_cabinet_began_by_itself_are_listed_between_the_planned_ones_page_by_page_and_as_CSV()
    {
        _bench.Say();
        DateTimeOffset begun = Now.AddHours(-5);
        Say("drill.started", begun);
        Say("aed.removed", begun.AddSeconds(20));
        Say("drill.ended", begun.AddMinutes(3));
        Say("drill.started", Now.AddHours(-1));
        await PlanAsync(new { cabinet = ApiBench.Museum, at = Now.AddHours(2), minutes = 20, plan = "=1+1" });

        JsonNode first = await _bench.GetAsync("/v1/drills?limit=2", s_training);
        JsonNode second = await _bench.GetAsync($"/v1/drills?limit=2&cursor={first["next"]}", s_training);
        JsonNode[] all = [.. first["items"]!.AsArray()!, .. second["items"]!.AsArray()!];
        CollectionAssert.AreEqual(new[] { "planned", "running", "done" }, all.Select(item => item["stage"]!.GetValue<string>()).ToArray());
        Assert.IsNull(all[2]["planned"]);
        Assert.AreEqual(20.0, all[2]["happened"]!["takenAfterS"]!.GetValue<double>());
        Assert.AreEqual(all[2]["id"]!.GetValue<string>(), (await _bench.GetAsync("/v1/drills/" + all[2]["id"]))["id"]!.GetValue<string>());
        Assert.IsEmpty((await _bench.GetAsync("/v1/drills", new Grant(Role.Training, ["1525"], [], [])))["items"]!.AsArray());

        HttpResponseMessage csv = await _bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, "/v1/drills.csv", "zh", s_training));
        string[] rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(4, rows);
        Assert.Contains("机柜编号", rows[0]);
        Assert.Contains("'=1+1", rows[1]);
        Assert.Contains("aed.removed 1", rows[3]);
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private DrillBook Book => _bench.Web.Services.GetRequiredService<DrillBook>();

    private TimedCommandDesk Desk() => new(_bench.Store.Store, _bench.Web.Services.GetRequiredService<ReadingPool>(), _bench.Office,
        new Dictionary<string, Action<LedgerDatabase, TimedCommand, DateTimeOffset>> { [DrillBook.Command] = DrillBook.End },
        NullLogger.Instance);

    private async Task<JsonNode> PlanAsync(object drill)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(ApiBench.Post("/v1/drills", drill, s_training));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.Created, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private void Reply(string code)
    {
        string id = JsonNode.Parse(_bench.Broker.Texts.Last())!["id"]!.GetValue<string>();
        _bench.Take(LedgerBench.Topic, "reply", $"{{\"id\":\"{id}\",\"name\":\"drill\",\"code\":\"{code}\",\"boot\":4,\"time\":\""
            + $"{ContractForms.TimeText(Now.ToUnixTimeMilliseconds())}\",\"uptimeMs\":64636}}");
        Waiting.Until(() => _bench.Store.Number($"SELECT count(*) FROM commands WHERE id = '{id}' AND outcome = '{code}'") == 1, code);
    }

    private void Say(string name, DateTimeOffset at, bool isDrill = true)
    {
        int seq = _seq++;
        _bench.Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, seq, name, at: at,
            more: isDrill && name != "drill.ended" ? "\"drill\":true," : string.Empty));
        Waiting.Until(
            () => _bench.Store.Number($"SELECT count(*) FROM events WHERE seq = {seq.ToString(CultureInfo.InvariantCulture)}") == 1,
            name);
    }

    private string[] Told() => _bench.Store.Rows("SELECT type FROM centre_events ORDER BY no");
}
