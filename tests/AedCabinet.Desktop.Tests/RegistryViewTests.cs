using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>What a registry makes of messages, without a broker: firmware/contract/README.md, "To write a registry".</summary>
[TestClass]
public class RegistryViewTests
{
    private const string First = "aed/v1/1501/150102/culture-tourism/NM-1";
    private const string Second = "aed/v1/1502/150203/transport/NM-2";
    private static readonly DateTimeOffset s_start = new(2026, 1, 12, 3, 0, 0, TimeSpan.Zero);

    private readonly RegistryView _view = new();
    private DateTimeOffset _now = s_start;
    private long _number;

    [TestMethod]
    public void A_cabinet_is_known_by_what_it_said_of_itself()
    {
        Send(First + "/about",
            """{"id":"NM-1","boot":4,"kind":"aed","name":"演示箱","site":{"name":"景区","where":"东门"},"position":{"lat":40.842600,"lon":111.749200,"datum":"WGS-84"},"mobile":false,"aed":{"model":"HS1","serial":"S1"},"expiries":{"pads":"2028-06-30"},"firmware":{"version":"0.1.0","board":"b"},"surprise":[1]}""");
        Send(First + "/online", """{"online":true,"boot":4,"connection":1}""");
        Send(First + "/state", State("NM-1", 4, 6, ready: true));
        Send(First + "/telemetry",
            """{"id":"NM-1","boot":4,"time":"2026-01-12T03:00:00.000Z","uptimeMs":1,"heaterMinutesToday":12,"battery":{"mV":12600}}""");

        CabinetRecord cabinet = _view.Find("NM-1", _now)!;
        Assert.AreEqual("1501", cabinet.Topic.Prefecture);
        Assert.AreEqual("culture-tourism", cabinet.Topic.Sector);
        Assert.AreEqual("演示箱", cabinet.About!.Name);
        Assert.AreEqual(111.7492, cabinet.About.Longitude);
        Assert.AreEqual(CabinetStatus.Ready, cabinet.Status);
        Assert.AreEqual(12, cabinet.Telemetry!.HeaterMinutesToday);
        Assert.AreEqual(s_start, cabinet.LastSeen);
    }

    [TestMethod]
    public void Every_example_of_the_contract_is_understood()
    {
        string examples = RepositoryRoot.At("firmware", "contract", "examples");
        foreach (string file in Directory.GetFiles(examples, "*.json"))
        {
            string kind = Path.GetFileName(file).Split('.')[0];
            string text = File.ReadAllText(file).TrimEnd();
            string id = kind is "online" or "reply" or "command" ? "X"
                : System.Text.Json.Nodes.JsonNode.Parse(text)!["id"]!.GetValue<string>();
            Send($"aed/v1/1501/150104/health/{id}/{kind}", text);
        }

        Assert.IsEmpty(_view.SetAside, string.Join('\n', _view.SetAside.Select(item => item.Topic + ": " + item.Reason)));
        Assert.IsNotEmpty(_view.Events(new EventFilter()));
    }

    [TestMethod]
    public void An_event_that_comes_twice_is_one_event()
    {
        Send(First + "/event", Event("NM-1", "door.opened", "info", 4, 7));
        Send(First + "/event", Event("NM-1", "door.opened", "info", 4, 7));
        Send(First + "/event", Event("NM-1", "door.opened", "info", 5, 7));
        Send(Second + "/event", Event("NM-2", "door.opened", "info", 4, 7));

        Assert.HasCount(3, _view.Events(new EventFilter()));
        Assert.AreEqual(1, _view.Doubles);
    }

    [TestMethod]
    public void The_late_will_of_an_older_session_is_ignored_and_that_of_the_living_one_is_not()
    {
        Send(First + "/state", State("NM-1", 4, 6, ready: true));
        Send(First + "/online", """{"online":true,"boot":4,"connection":2}""");
        Send(First + "/online", """{"online":false,"boot":4,"connection":1}""");
        Assert.AreEqual(CabinetStatus.Ready, _view.Find("NM-1", _now)!.Status);
        Send(First + "/online", """{"online":false,"boot":3,"connection":9}""");
        Assert.AreEqual(CabinetStatus.Ready, _view.Find("NM-1", _now)!.Status);

        Send(First + "/online", """{"online":false,"boot":4,"connection":2}""");
        Assert.AreEqual(CabinetStatus.Offline, _view.Find("NM-1", _now)!.Status);
        Send(First + "/online", """{"online":true,"boot":5,"connection":1}""");
        Assert.AreEqual(CabinetStatus.Ready, _view.Find("NM-1", _now)!.Status);
    }

    [TestMethod]
    public void A_state_older_than_two_hours_says_nothing_about_now()
    {
        Send(First + "/online", """{"online":true,"boot":4,"connection":1}""");
        Send(First + "/state", State("NM-1", 4, 6, ready: true), isRetained: true);

        Assert.AreEqual(CabinetStatus.Ready, _view.Find("NM-1", s_start.AddHours(2))!.Status);
        Assert.AreEqual(CabinetStatus.Offline, _view.Find("NM-1", s_start.AddHours(2).AddSeconds(1))!.Status);
        Assert.IsTrue(_view.Find("NM-1", s_start.AddHours(3))!.IsStale);
    }

    [TestMethod]
    public void An_emergency_is_open_from_its_event_on_and_until_the_state_names_it_no_more()
    {
        Send(First + "/state", State("NM-1", 4, 6, ready: true));
        _now = s_start.AddSeconds(10);
        Send(First + "/event", Event("NM-1", "aed.removed", "emergency", 4, 7));
        Assert.AreEqual(new OpenEmergency("NM-1", "aed.removed", s_start.AddSeconds(10), true), _view.Find("NM-1", _now)!.Open.Single());

        // A picture from before the event doesn't end it.
        Send(First + "/state", State("NM-1", 4, 6, ready: true));
        Assert.HasCount(1, _view.Find("NM-1", _now)!.Open);

        _now = s_start.AddMinutes(5);
        Send(First + "/state", State("NM-1", 4, 9, ready: false, open: "aed.removed"));
        Assert.AreEqual(s_start.AddSeconds(10), _view.Find("NM-1", _now)!.Open.Single().Since);

        Send(First + "/state", State("NM-1", 4, 10, ready: false));
        Assert.IsEmpty(_view.Find("NM-1", _now)!.Open);

        // A copy that comes after the acknowledgement, to a registry that never saw the first.
        Send(First + "/event", Event("NM-1", "aed.removed", "emergency", 4, 8));
        Assert.IsEmpty(_view.Find("NM-1", _now)!.Open);
    }

    [TestMethod]
    public void An_emergency_found_in_a_retained_state_began_then_at_the_latest_until_its_event_says_more()
    {
        Send(First + "/state", State("NM-1", 4, 8, ready: false, open: "aed.removed"), isRetained: true);
        OpenEmergency open = _view.Find("NM-1", _now)!.Open.Single();
        Assert.AreEqual(s_start, open.Since);
        Assert.IsFalse(open.IsSinceKnown);

        _now = s_start.AddMinutes(-3);
        Send(First + "/event", Event("NM-1", "aed.removed", "emergency", 4, 8));
        open = _view.Find("NM-1", _now)!.Open.Single();
        Assert.AreEqual(s_start.AddMinutes(-3), open.Since);
        Assert.IsTrue(open.IsSinceKnown);
    }

    [TestMethod]
    public void A_restart_ends_no_emergency()
    {
        Send(First + "/event", Event("NM-1", "aed.removed", "emergency", 4, 8));
        _now = s_start.AddMinutes(1);
        Send(First + "/state", State("NM-1", 5, 0, ready: false, open: "aed.removed"));

        Assert.AreEqual(s_start, _view.Find("NM-1", _now)!.Open.Single().Since);
    }

    [TestMethod]
    public void A_removal_in_a_drill_opens_nothing_and_is_marked()
    {
        Send(First + "/event", Event("NM-1", "aed.removed", "info", 4, 8, "\"drill\":true,"));

        Assert.IsEmpty(_view.Find("NM-1", _now)!.Open);
        Assert.IsTrue(_view.Events(new EventFilter()).Single().IsDrill);
    }

    [TestMethod]
    public void An_event_without_a_time_has_that_of_its_arrival()
    {
        Send(First + "/event",
            """{"id":"NM-1","event":"door.opened","severity":"info","boot":42,"seq":2,"clock":"unsynced","uptimeMs":1980,"data":{"compartment":"aed"}}""");

        RegistryEvent item = _view.Events(new EventFilter()).Single();
        Assert.AreEqual(_now, item.At);
        Assert.IsTrue(item.IsTimeOfArrival);
        Assert.AreEqual("aed", item.Data["compartment"]);
    }

    [TestMethod]
    [DataRow("state", "", null)]
    [DataRow("state", "{", "not valid JSON")]
    [DataRow("state", "[]", "not a JSON object")]
    [DataRow("state", """{"id":"NM-9"}""", "topic is that of NM-1")]
    [DataRow("state", """{"id":"NM-1","boot":0}""", "reasons")]
    [DataRow("state", """{"id":"NM-1","id":"NM-1"}""", "twice")]
    [DataRow("event", """{"id":"NM-1","event":"x","severity":"info","boot":1,"seq":0,"uptimeMs":0,"data":{}}""", "\"seq\"")]
    [DataRow("event", """{"id":"NM-1","event":"x","severity":"info","boot":1e400,"seq":1,"uptimeMs":0,"data":{}}""", "\"boot\"")]
    [DataRow("event", """{"id":"NM-1","event":"\ud800","severity":"info","boot":1,"seq":1,"uptimeMs":0,"data":{}}""", "\"event\"")]
    [DataRow("about", """{"id":"NM-9","boot":1,"kind":"aed","firmware":{}}""", "NM-1")]
    [DataRow("online", """{"online":"yes","boot":1,"connection":1}""", "\"online\"")]
    [DataRow("reply", "nonsense", "not valid JSON")]
    public void What_cannot_be_used_is_set_aside_with_its_reason(string kind, string payload, string? reason)
    {
        Send(First + "/" + kind, payload);

        Assert.IsEmpty(_view.Cabinets(_now));
        Assert.HasCount(reason is null ? 0 : 1, _view.SetAside);
        Assert.Contains(reason ?? string.Empty, (_view.SetAside is [{ } first, ..] ? first.Reason : null) ?? string.Empty);
    }

    [TestMethod]
    [DataRow("aed/v1/1501/150102/health/NM-1")]
    [DataRow("aed/v1/15/150102/health/NM-1/state")]
    [DataRow("aed/v1/1501/150102/health/bad id/state")]
    public void A_message_under_a_topic_of_another_form_is_set_aside(string topic)
    {
        Send(topic, State("NM-1", 1, 1, ready: true));

        Assert.IsEmpty(_view.Cabinets(_now));
        Assert.Contains("topic", _view.SetAside.Single().Reason);
    }

    [TestMethod]
    public void Nothing_that_comes_can_break_it()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        string examples = RepositoryRoot.At("firmware", "contract", "examples");
        (string Kind, byte[] Bytes)[] originals = [.. Directory.GetFiles(examples, "*.json")
            .Select(file => (Path.GetFileName(file).Split('.')[0], File.ReadAllBytes(file)))];
        for (int i = 0; i < 20_000; i++)
        {
            (string kind, byte[] bytes) = originals[random.Next(originals.Length)];
            bytes = [.. bytes];
            for (int changes = random.Next(4); changes >= 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"\"\\{}[],:0-9eu"[random.Next(13)] : (byte)random.Next(256);
            }

            Send($"aed/v1/1501/150104/health/NM-HOH-0001/{kind}", Encoding.UTF8.GetString(bytes));
        }

        Assert.IsLessThanOrEqualTo(RegistryView.SetAsideCapacity, _view.SetAside.Count);
        Assert.IsLessThanOrEqualTo(RegistryView.HistoryCapacity, _view.Events(new EventFilter()).Count);
    }

    [TestMethod]
    public void The_history_keeps_the_newest_and_is_filtered_by_severity_cabinet_and_words()
    {
        for (int seq = 1; seq <= RegistryView.HistoryCapacity + 5; seq++)
        {
            _now = s_start.AddSeconds(seq);
            Send(First + "/event", Event("NM-1", "door.opened", "info", 1, seq));
        }

        _now = s_start.AddHours(1);
        Send(Second + "/event", Event("NM-2", "aed.missing", "urgent", 1, 1));

        Assert.HasCount(RegistryView.HistoryCapacity, _view.Events(new EventFilter()));
        Assert.AreEqual("aed.missing", _view.Events(new EventFilter())[0].Name);
        Assert.AreEqual("NM-2", _view.Events(new EventFilter { Severities = [Contract.Severity.Urgent, Contract.Severity.Emergency] })
            .Single().Cabinet);
        Assert.AreEqual("aed.missing", _view.Events(new EventFilter { Cabinet = "NM-2" }).Single().Name);
        Assert.AreEqual("NM-2", _view.Events(new EventFilter { Text = "MISSING nm-2" }).Single().Cabinet);
        Assert.HasCount(1,
            _view.Events(new EventFilter { Text = "不见", Words = item => item.Name == "aed.missing" ? "AED 不见了" : string.Empty }));
        Assert.IsEmpty(_view.Events(new EventFilter { Text = "missing NM-1" }));
    }

    [TestMethod]
    public void Cabinets_are_counted_by_prefecture_and_by_department()
    {
        Send(First + "/state", State("NM-1", 1, 1, ready: true));
        Send(Second + "/state", State("NM-2", 1, 1, ready: false, open: "sos.pressed"));
        Send("aed/v1/1502/150204/culture-tourism/NM-3/online", """{"online":false,"boot":1,"connection":1}""");

        Assert.AreEqual(new RegistryFigures(3, 1, 1, 1, 1), RegistryFigures.Of(_view.Cabinets(_now)));
        CollectionAssert.AreEqual(
            new[] { "1501 1", "1502 2" }, _view.Groups(CabinetGrouping.Prefecture, _now)
                .Select(group => $"{group.Code} {group.Figures.Cabinets}").ToArray());
        CollectionAssert.AreEqual(
            new[] { "culture-tourism 2", "transport 1" }, _view.Groups(CabinetGrouping.Sector, _now)
                .Select(group => $"{group.Code} {group.Figures.Cabinets}").ToArray());
    }

    [TestMethod]
    public void A_cabinet_given_to_another_department_is_not_drawn_back_by_what_was_retained_of_it()
    {
        Send("aed/v1/1501/150102/health/NM-1/state", State("NM-1", 9, 1, ready: true));
        Send(First + "/state", State("NM-1", 4, 6, ready: false, open: "aed.removed"), isRetained: true);

        CabinetRecord cabinet = _view.Cabinets(_now).Single();
        Assert.AreEqual("health", cabinet.Topic.Sector);
        Assert.IsEmpty(cabinet.Open);
    }

    [TestMethod]
    public void A_cabinet_whose_retained_messages_are_cleared_is_gone()
    {
        Send(First + "/online", """{"online":true,"boot":4,"connection":1}""");
        Send(First + "/state", State("NM-1", 4, 8, ready: false, open: "aed.removed"));
        Send(First + "/state", string.Empty);
        Assert.HasCount(1, _view.Cabinets(_now));
        Send(First + "/online", string.Empty);

        Assert.IsEmpty(_view.Cabinets(_now));
    }

    private void Send(string topic, string text, bool isRetained = false) =>
        _view.Take(new ObservedMessage(++_number, _now, topic, text, isRetained, _now));

    private string State(string id, int boot, int seq, bool ready, string? open = null) =>
        $$"""{"id":"{{id}}","boot":{{boot}},"connection":1,"seq":{{seq}},"time":"{{Time()}}","uptimeMs":1,"mode":"normal","ready":{{(ready
            ? "true"
            : "false")}},"reasons":[{{(ready ? string.Empty
                : "\"needs-inspection\"")}}],"doors":{"aed":"closed"},"open":[{{(open is null ? string.Empty : $"\"{open}\"")}}]}""";

    private string Event(string id, string name, string severity, int boot, int seq, string more = "") =>
        $$"""{"id":"{{id}}","event":"{{name}}","severity":"{{severity}}","boot":{{boot}},"seq":{{seq}},"time":"{{Time()}}","uptimeMs":1,{{more}}"data":{{(name.StartsWith("door.", StringComparison.Ordinal) ? "{\"compartment\":\"aed\"}" : "{}")}}}""";

    private string Time() => _now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
