using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// SPEC §13: a reader keeps what it can use; an unknown word, an added member, another order never costs a message; a state that cannot be
/// understood makes a cabinet unknown, never leaves it ready. The same for the registry with a database and the one of the page.
/// </summary>
[TestClass]
public class TolerantReaderTests : StoreTests
{
    private const string Good =
        """{"id":"NM-1","boot":4,"connection":1,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[]}""";

    [TestMethod]
    [DataRow(Good, CabinetStatus.Ready, false, DisplayName = "as it should be")]
    [DataRow(
        """{"ready":true,"open":[],"doors":{"aed":"closed"},"reasons":[],"mode":"normal","uptimeMs":3000,"time":"2026-01-12T03:00:00.000Z","seq":3,"boot":4,"id":"NM-1"}""", CabinetStatus.Ready, false, DisplayName = "another order")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[],"humidity":{"inside":[41,{"a":null}],"ready":false},"x":null}""", CabinetStatus.Ready, false, DisplayName = "added members")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"quiet","ready":true,"reasons":[],"doors":{"aed":"ajar","drawer":"closed"},"open":[],"aed":"swapped","indicator":"pulsing","mains":"solar"}""", CabinetStatus.Ready, true, DisplayName = "unknown words")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":false,"reasons":["pads-expired","moonlight","aed-dark"],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotReady, false, DisplayName = "an unknown reason, in another order")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":false,"reasons":7,"doors":[],"open":[]}""", CabinetStatus.NotReady, true, DisplayName = "not ready, and the reasons can't be read")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":"x","mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[],"temperature":{"insideDeciC":7.5,"health":"ok"},"battery":12,"heater":"on"}""", CabinetStatus.Ready, true, DisplayName = "values of another kind that say nothing of readiness")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":"yes","reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready is no flag")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready is missing")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"ready":false,"reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready twice")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":["aed-missing"],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready with reasons against it")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":[7],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready with a reason that can't be read")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"maintenance","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready in maintenance")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":7,"ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready in no mode")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","safeMode":"yes","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready, and perhaps in safe mode")]
    [DataRow(
        """{"id":"NM-1","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[],"aed":"absent"}""", CabinetStatus.NotUnderstood, true, DisplayName = "ready without its AED")]
    [DataRow(
        """{"id":"NM-9","boot":4,"seq":3,"time":"2026-01-12T03:00:00.000Z","uptimeMs":3000,"mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[]}""", CabinetStatus.NotUnderstood, true, DisplayName = "of another cabinet")]
    [DataRow("{}", CabinetStatus.NotUnderstood, true, DisplayName = "nothing")]
    [DataRow("""{"id":"NM-1","boot":4,"ready":tr""", CabinetStatus.NotUnderstood, true, DisplayName = "cut off")]
    [DataRow("ready", CabinetStatus.NotUnderstood, true, DisplayName = "no JSON")]
    public void Of_a_state_what_can_be_used_is_used_and_what_cannot_be_understood_is_never_ready(string text,
        CabinetStatus expected, bool isTold)
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        Give(bench, view, "state", bench.StateText(4, 2));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);

        Give(bench, view, "state", text);
        Assert.AreEqual(expected, bench.Record.Status);
        Assert.AreEqual(expected, view.Find(LedgerBench.Cabinet, bench.Now)!.Status);
        Assert.AreEqual(isTold ? 1 : 0, bench.Number("SELECT count(*) FROM set_aside"));
        Assert.HasCount(isTold ? 1 : 0, view.SetAside);
        Assert.AreEqual(expected == CabinetStatus.NotUnderstood, bench.Record.Doubt is { Length: > 10 });
        bench.Restart();
        Assert.AreEqual(expected, bench.Record.Status, "after a restart");
        bench.Pass(TimeSpan.FromMinutes(1));
        string ready = expected switch { CabinetStatus.Ready => "1", CabinetStatus.NotReady => "0", _ => "-" };
        Assert.AreEqual(ready, bench.Rows("SELECT ready FROM readiness WHERE until IS NULL").Single());

        Give(bench, view, "state", bench.StateText(4, 4));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status, "the next one is understood");
        Assert.AreEqual(CabinetStatus.Ready, view.Find(LedgerBench.Cabinet, bench.Now)!.Status);
    }

    [TestMethod]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"seq":9,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", true, DisplayName = "as it should be")]
    [DataRow(
        """{"data":{"who":{"x":[1]}},"newer":true,"uptimeMs":9000,"time":"2026-01-12T03:00:00.000Z","seq":9,"boot":4,"severity":"emergency","event":"aed.removed","id":"NM-1"}""", true, DisplayName = "another order and added members")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"critical","boot":4,"seq":9,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", true, DisplayName = "a newer severity")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":5,"boot":4,"seq":9,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""",
        true, DisplayName = "no severity")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"info","boot":4,"seq":9,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", true, DisplayName = "a severity that no mode explains")]
    [DataRow("""{"event":"aed.removed","severity":"emergency","boot":4,"seq":9}""", true, DisplayName = "nothing but what it needs")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"seq":9,"time":"yesterday","clock":7,"uptimeMs":-1,"drill":false,"maintenance":"no","data":[1]}""", true, DisplayName = "all the rest unknown")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"seq":9,"time":"2026-01-12T11:00:00+08:00","uptimeMs":9000,"data":{"cause":"\ud800"}}""", true, DisplayName = "a time of another form and a text that is none")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"seq":9,"seq":10,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", true, DisplayName = "a member twice")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", false, DisplayName = "no number")]
    [DataRow(
        """{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":"four","seq":9,"time":"2026-01-12T03:00:00.000Z","uptimeMs":9000,"data":{}}""", false, DisplayName = "no boot")]
    [DataRow("""{"id":"NM-1","event":"aed.removed","severity":"emergency","boot":4,"seq":9,"ti""", false, DisplayName = "cut off")]
    public void An_emergency_with_unknown_parts_still_opens_an_emergency(string text, bool isKept)
    {
        using LedgerBench bench = Bench();
        RegistryView view = new();
        Give(bench, view, "state", bench.StateText(4, 8));
        Give(bench, view, "event", text);

        Assert.AreEqual("aed.removed", bench.Record.Open.Single().Event);
        Assert.AreEqual("aed.removed", view.Find(LedgerBench.Cabinet, bench.Now)!.Open.Single().Event);
        Assert.AreEqual(isKept ? "aed.removed 3 4 9" : string.Empty,
            string.Join('\n', bench.Rows("SELECT event, severity, boot, seq FROM events")));
        Assert.AreEqual(bench.NowMs, bench.Number("SELECT since FROM emergencies"), "the earlier of its time and its arrival");
        bench.Restart();
        Assert.AreEqual("aed.removed", bench.Record.Open.Single().Event);

        bench.Now += TimeSpan.FromMinutes(5);
        Give(bench, view, "state", bench.StateText(4, 11));
        Assert.IsEmpty(bench.Record.Open, "closed by the cabinet's own word");
        Assert.IsEmpty(view.Find(LedgerBench.Cabinet, bench.Now)!.Open);
    }

    [TestMethod]
    public void An_emergency_without_a_name_and_one_of_more_than_a_kilobyte_are_opened_too()
    {
        using LedgerBench bench = Bench();
        bench.Send("state", bench.StateText(4, 8));
        bench.Send("event", """{"id":"NM-1","event":{"a":1},"severity":"emergency","boot":4,"seq":9}""");
        Assert.AreEqual(EventReader.UnnamedEmergency, bench.Record.Open.Single().Event);

        bench.Send("event", LedgerBench.EventText(4, 10, "aed.removed", "emergency", $$"""{"note":"{{new string('x', 1100)}}"}"""));
        CollectionAssert.AreEquivalent(new[] { EventReader.UnnamedEmergency, "aed.removed" },
            bench.Record.Open.Select(open => open.Event).ToArray());
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM set_aside WHERE used = 0"));
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM set_aside WHERE used = 1"));
    }

    [TestMethod]
    public void SOS_in_a_drill_is_an_emergency_and_what_the_drill_caps_is_none()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "info", more: "\"drill\":true,"));
        bench.Send("event", LedgerBench.EventText(4, 2, "kit.opened", "info"));
        Assert.IsEmpty(bench.Record.Open);
        bench.Send("event", LedgerBench.EventText(4, 3, "sos.pressed", "emergency", more: "\"drill\":true,"));
        Assert.AreEqual("sos.pressed", bench.Record.Open.Single().Event);
    }

    [TestMethod]
    public void A_list_of_open_emergencies_that_cannot_be_read_closes_none()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        bench.Send("state", bench.StateText(4, 2).Replace("\"open\":[]", "\"open\":\"none\"", StringComparison.Ordinal));
        Assert.HasCount(1, bench.Record.Open);
        bench.Send("state", bench.StateText(4, 3).Replace("\"open\":[]", "\"open\":[null,\"sos.pressed\"]", StringComparison.Ordinal));
        CollectionAssert.AreEquivalent(new[] { "aed.removed", "sos.pressed" }, bench.Record.Open.Select(open => open.Event).ToArray());
    }

    [TestMethod]
    public void What_is_new_in_every_state_of_a_newer_cabinet_is_told_once()
    {
        using LedgerBench bench = Bench();
        for (int seq = 1; seq <= 20; seq++)
        {
            bench.Send("state", bench.StateText(4, seq)
                .Replace("\"mode\":\"normal\"", seq == 20 ? "\"mode\":\"loud\"" : "\"mode\":\"quiet\"", StringComparison.Ordinal));
        }

        string[] told = bench.Rows("SELECT reason FROM set_aside WHERE used = 1");
        Assert.HasCount(2, told);
        Assert.Contains("\"mode\" is \"quiet\", a word that this program does not know", told[0]);
        Assert.AreEqual(2, bench.Verify().InPart);
        Assert.AreEqual(0, bench.Verify().SetAside);
    }

    [TestMethod]
    public void Of_an_about_the_parts_that_can_be_read_are_kept_and_a_position_of_another_datum_is_none()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText().Replace("\"kind\":\"aed\"", "\"kind\":\"locker\"", StringComparison.Ordinal)
            .Replace("WGS-84", "GCJ-02", StringComparison.Ordinal).Replace("\"2029-01-31\"", "\"soon\"", StringComparison.Ordinal));

        ReportedAbout about = bench.Record.About!;
        Assert.AreEqual(("locker", "东门", "0.1.0"), (about.Kind, about.Where, about.Firmware));
        Assert.IsNull(about.Latitude);
        Assert.IsNull(about.BatteryExpire);
    }

    private static void Give(LedgerBench bench, RegistryView view, string kind, string text)
    {
        bench.Send(kind, text);
        view.Take(new ObservedMessage(0, bench.Now, $"{LedgerBench.Topic}/{kind}", text, false, bench.Now));
    }
}
