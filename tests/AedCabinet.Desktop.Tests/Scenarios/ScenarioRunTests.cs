using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AedCabinet.Simulator.ScenarioRunner;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary>A scenario judges rightly: it fails when what it expects does not come, and says what came instead.</summary>
[TestClass]
public class ScenarioRunTests
{
    private const string Settled = "{at: 1m, expect: state ready true}";

    [TestMethod]
    [DataRow("event aed.removed within 5s", "it did not come")]
    [DataRow("event door.opened compartment=kit within 5s", "only door.opened {\"severity\":\"info\",\"compartment\":\"aed\"}")]
    [DataRow("event door.opened severity urgent within 5s", "only door.opened")]
    [DataRow("event door.opened 2 times within 5s", "1 times")]
    [DataRow("event door.opened between 1s and 5s", "it did not come")]
    [DataRow("no event for 5s", "door.opened")]
    [DataRow("no event severity info until 2m", "door.opened")]
    [DataRow("no received event event=door.opened for 5s", "door.opened")]
    [DataRow("reply done within 5s", "it did not come")]
    [DataRow("hear locate within 10s", "it did not come")]
    [DataRow("hear no rescue for 10s", "rescue")]
    [DataRow("hear nothing for 10s", "rescue")]
    [DataRow("event door.opened then aed.removed within 5s", "only door.opened")]
    [DataRow("event aed.returned then door.opened within 5s", "and not the other one before it")]
    [DataRow("event aed.missing then aed.removed within 5s", "neither came")]
    [DataRow("received state open=[aed.removed] within 5s", "only state")]
    [DataRow("received state doors.aed=closed within 3s", "only state")]
    [DataRow("sounder on within 60ms", "sounder off")]
    [DataRow("sounder off for 10s", "sounder on after 80ms")]
    [DataRow("lamp red within 1s", "lamp green")]
    [DataRow("lamp amber blinking within 10s", "lamp amber off")]
    [DataRow("beacon off for 5s", "beacon on after 80ms")]
    [DataRow("fan on within 1s", "fan off")]
    [DataRow("heater on", "heater off")]
    [DataRow("lock held for 5s", "lock released")]
    [DataRow("inhibit on within 1s", "inhibit off")]
    [DataRow("state ready false within 1s", "ready")]
    [DataRow("state ready false because [aed-missing] within 1s", "ready")]
    [DataRow("state mode drill within 1s", "mode normal")]
    [DataRow("state open [aed.removed] within 1s", "open []")]
    [DataRow("state indicator dark within 1s", "indicator ready")]
    [DataRow("inside below 0 C within 1s", "inside 1")]
    [DataRow("battery below 12 V within 1s", "battery 13")]
    [DataRow("link offline within 1s", "link online")]
    [DataRow("board off within 1s", "board running")]
    [DataRow("boot 2 within 1s", "boot 1")]
    [DataRow("safe mode on within 1s", "safe mode off")]
    public void What_does_not_come_fails_and_what_came_is_said(string expectation, string seen)
    {
        ScenarioResult result = ScenarioText.RunSteps(Settled, $"{{at: 90s, do: open door aed, expect: '{expectation}'}}");

        Assert.IsFalse(result.HasPassed);
        TimelineEntry missed = result.Missed.Single();
        Assert.AreEqual(expectation, missed.Text);
        Assert.AreEqual(4, missed.Line);
        Assert.Contains(seen, missed.Seen!);
    }

    [TestMethod]
    [DataRow("event door.opened compartment=aed severity=info within 100ms")]
    [DataRow("event door.opened 1 times within 5s")]
    [DataRow("event door.opened between 50ms and 100ms")]
    [DataRow("no event aed.removed for 10s")]
    [DataRow("no event severity maintenance for 1m")]
    [DataRow("received event door.opened within 1s")]
    [DataRow("received state ready=true within 3s")]
    [DataRow("received state open=[] within 3s")]
    [DataRow("received state doors.aed=open within 3s")]
    [DataRow("received event door.opened data.compartment=aed within 1s")]
    [DataRow("received event door.opened data={\"compartment\":\"aed\"} within 1s")]
    [DataRow("received state doors={\"aed\":\"open\"} ready=true reasons=[] within 3s")]
    [DataRow("hear rescue 10 times within 57s")]
    [DataRow("sounder on within 80ms")]
    [DataRow("beacon flashing within 3s")]
    [DataRow("lock released within 80ms for 10s")]
    [DataRow("lamp green for 1m")]
    [DataRow("lamp green within 1s for 30s")]
    [DataRow("state ready true until 3m")]
    [DataRow("state ready true between 10s and 20s")]
    [DataRow("state ready false because [door-left-open] within 121s")]
    [DataRow("all events received within 3s")]
    public void What_comes_is_met(string expectation)
    {
        ScenarioResult result = ScenarioText.RunSteps(Settled, $"{{at: 90s, do: open door aed, expect: '{expectation}'}}");

        Assert.IsTrue(result.HasPassed, string.Join('\n', result.Missed));
    }

    [TestMethod]
    [DataRow("event door.opened then aed.removed within 5s")]
    [DataRow("event door.opened compartment=aed then aed.removed severity=emergency within 5s")]
    [DataRow("received event aed.removed then aed.returned within 20s")]
    [DataRow("received state open=[aed.removed] within 5s")]
    [DataRow("received state open.0=aed.removed reasons=[aed-missing, needs-inspection] within 5s")]
    [DataRow("received state reasons.1=\"needs-inspection\" within 5s")]
    public void What_comes_after_something_else_or_in_a_list_is_met(string expectation)
    {
        ScenarioResult result = ScenarioText.RunSteps(Settled, $"{{at: 90s, do: open door aed, expect: '{expectation}'}}",
            "{after: 1s, do: take aed}", "{after: 10s, do: return aed}");

        Assert.IsTrue(result.HasPassed, string.Join('\n', result.Missed));
    }

    [TestMethod]
    public void Steps_are_repeated_together_with_what_they_expect()
    {
        ScenarioResult result = ScenarioText.RunSteps(
            Settled,
            "{at: 2m, repeat: 3 times every 30s, steps: [{after: 0s, do: open door aed, expect: event door.opened within 1s}, {after: "
                + "10s, do: close door aed, expect: event door.closed within 1s}]}",
            "{after: 20s, repeat: 2 times every 5s, expect: state ready true}");

        Assert.IsTrue(result.HasPassed, string.Join('\n', result.Missed));
        Assert.AreEqual(9, result.Expected);
        CollectionAssert.AreEqual(
            new long[] { 120_000, 130_000, 150_000, 160_000, 180_000, 190_000 },
            result.Timeline.Where(entry => entry.Kind == TimelineKind.Done).Select(entry => entry.AtMs).ToArray());
        Assert.AreEqual(215_000, result.Scenario.Steps[^1].AtMs);
    }

    [TestMethod]
    public void A_recording_of_lights_is_what_the_cabinet_sees_until_it_ends()
    {
        string folder = Directory.CreateTempSubdirectory("aed-light-").FullName;
        File.WriteAllText(Path.Combine(folder, "red.csv"), "# a Defibtech that found a fault\nms,green,red\n0,0,1\n100,0,0\n1000,0,0\n");
        File.WriteAllText(Path.Combine(folder, "x.yaml"), """
            name: x
            cabinet: {profile: defibtech-ddu-100}
            steps:
              - at: 5m
                expect: state indicator ready
                do: play light red.csv repeatedly
              - after: 5m
                do: end light
                expect: state indicator attention
              - after: 5m
                expect: state indicator ready
              - after: 0s
                do: play light red.csv
              - after: 10m
                expect: state indicator dark
            """);
        List<ScenarioProblem> problems = [];

        Scenario? scenario = ScenarioReader.Read(Path.Combine(folder, "x.yaml"), problems);

        Assert.IsNotNull(scenario, string.Join('\n', problems));
        ScenarioResult result = ScenarioRun.Run(scenario);
        Directory.Delete(folder, recursive: true);
        Assert.IsTrue(result.HasPassed, string.Join('\n', result.Missed));
    }

    [TestMethod]
    public void From_contact_to_sounder_it_takes_80_ms_at_most_at_every_moment_within_a_scan()
    {
        string[] steps = [.. Enumerable.Range(0, 20).SelectMany(i => new[]
        {
            string.Create(CultureInfo.InvariantCulture,
                $"{{at: {120 + (i * 120)}s{i}ms, do: open door aed, expect: sounder on within 80ms}}"),
            "{after: 10s, do: close door aed}",
        })];

        ScenarioResult result = ScenarioText.RunSteps([Settled, .. steps]);

        Assert.IsTrue(result.HasPassed, string.Join('\n', result.Missed));
        Assert.AreEqual(21, result.Expected);
    }

    [TestMethod]
    public void The_same_file_is_the_same_timeline_and_another_seed_another()
    {
        const string Text =
            "name: x\nsteps:\n  - at: 1m\n    do: open door aed\n  - after: 500ms\n    do: take aed\n  - after: 1m\n    do: restart "
                + "broker\n    expect: link online within 10m\n";

        string first = TimelineReport.Of([ScenarioText.Run("seed: 5\n" + Text)]);

        Assert.AreEqual(first, TimelineReport.Of([ScenarioText.Run("seed: 5\n" + Text)]));
        Assert.AreNotEqual(first, TimelineReport.Of([ScenarioText.Run("seed: 6\n" + Text)]));
    }

    [TestMethod]
    public void A_failure_is_in_the_JUnit_report_with_its_line_and_its_seed()
    {
        ScenarioResult failed = ScenarioText.RunSteps("{at: 1s, expect: lamp red}");
        ScenarioResult passed = ScenarioText.RunSteps(Settled);
        using MemoryStream stream = new();

        JUnitReport.Write(stream, [failed, passed]);

        stream.Position = 0;
        XElement suite = XDocument.Load(stream).Root!.Element("testsuite")!;
        Assert.AreEqual("2", suite.Attribute("tests")!.Value);
        Assert.AreEqual("1", suite.Attribute("failures")!.Value);
        XElement failure = suite.Elements("testcase").First().Element("failure")!;
        Assert.Contains("test.yaml:3: expected: lamp red; seen: lamp none", failure.Attribute("message")!.Value);
        Assert.Contains("seed 1", failure.Value);
        Assert.IsNull(suite.Elements("testcase").Last().Element("failure"));
    }

    [TestMethod]
    public void The_timeline_as_JSON_has_what_was_done_seen_and_expected()
    {
        JsonNode report = JsonNode.Parse(TimelineReport.Of(
            [ScenarioText.RunSteps(Settled, "{at: 2m, do: take aed, expect: event aed.missing within 1s}")]))![0]!;

        JsonArray timeline = report["timeline"]!.AsArray();
        Assert.IsTrue(report["passed"]!.GetValue<bool>());
        Assert.IsTrue(
            timeline.Any(
                line => line!["kind"]!.GetValue<string>() == "done" && line["atMs"]!.GetValue<long>() == 120000
                    && line["line"]!.GetValue<int>() == 4));
        Assert.IsTrue(
            timeline.Any(
                line => line!["kind"]!.GetValue<string>() == "met"
                    && line["seen"]!.GetValue<string>().StartsWith("aed.missing", StringComparison.Ordinal)));
        Assert.IsTrue(timeline.Any(line => line!["kind"]!.GetValue<string>() == "received"));
    }

    [TestMethod]
    public void A_step_that_can_t_be_done_stops_the_scenario_and_says_why()
    {
        ScenarioResult result = ScenarioText.RunSteps("{at: 1s, do: repeat command, expect: lamp none}");

        Assert.IsFalse(result.HasPassed);
        Assert.Contains("no command to repeat", result.Problem!);
    }

    [TestMethod]
    [DoNotParallelize]
    public void A_day_takes_less_than_a_second()
    {
        const string Day = "name: x\nweather: winter-day\nsteps:\n  - at: 5m\n    expect: state ready true until 24h\n";
        _ = ScenarioText.Run(Day);

        // Processor time, for other work on the machine takes none of it; the best of five, for the runtime goes on compiling.
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            TimeSpan before = System.Environment.CpuUsage.TotalTime;
            _ = ScenarioText.Run(Day);
            TimeSpan took = System.Environment.CpuUsage.TotalTime - before;
            best = took < best ? took : best;
        }

        Console.WriteLine($"a day of one cabinet: {best.TotalSeconds:F2} s");
        Assert.IsLessThan(1.0, best.TotalSeconds);
    }
}
