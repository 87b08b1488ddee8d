using AedCabinet.Simulator.ScenarioRunner;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary>What a tester is told of a mistake in a scenario file: where it is and what would have been valid.</summary>
[TestClass]
public class ScenarioReaderTests
{
    private const string Right = "name: x\nsteps:\n  - at: 1s\n    do: open door aed\n    expect: lamp red within 1s\n";

    [TestMethod]
    public void A_right_file_has_no_problem() => Assert.IsEmpty(ScenarioText.ProblemsOf(Right));

    [TestMethod]
    [DataRow("open door aed", "opne door aed", ":4:9:", "\"opne\" is not understood", "did you mean \"open\"?")]
    [DataRow("open door aed", "open dor aed", ":4:14:", "after \"open\"", "did you mean \"door\"?")]
    [DataRow("open door aed", "open door attic", ":4:19:", "\"attic\" is not understood after \"open door\"", "aed, kit")]
    [DataRow("open door aed", "open", ":4:13:", "the phrase ends too early after \"open\"", "door")]
    [DataRow("open door aed", "take aed quickly", ":4:18:", "\"quickly\"", "nothing more")]
    [DataRow("open door aed", "weather winterday", ":4:17:", "did you mean \"winter-day\"?", "weather")]
    [DataRow("open door aed", "shake door for 5", ":4:24:", "\"5\" is not understood", "<duration> such as 2m30s")]
    [DataRow("open door aed", "'command drill minutes=\"5'", ":4:24:", "the quotation mark is not closed", "add")]
    [DataRow("open door aed", "command drll minutes=5", ":4:17:", "did you mean \"drill\"?", "locate")]
    [DataRow("open door aed", "command configure {\"alarm\": 1}", ":4:", "is not valid YAML", "single quotes")]
    [DataRow("open door aed", "'command configure {\"site\":{\"where\":\"\\ud83d\"}}'", ":4:", "is not understood", "")]
    [DataRow("lamp red within 1s", "event aed.remved within 1s", ":5:19:", "did you mean \"aed.removed\"?", "<event>")]
    [DataRow("lamp red within 1s", "event aed.removed", ":5:30:", "the phrase ends too early", "within")]
    [DataRow("lamp red within 1s", "event aed.removed severity bad within 1s", ":5:40:", "\"bad\"", "emergency, urgent, maintenance, info")]
    [DataRow("lamp red within 1s", "state ready false because [aed-drak] within 1s", ":5:39:", "\"[aed-drak]\"", "<reasons>")]
    [DataRow("lamp red within 1s", "lamp blue within 1s", ":5:18:", "\"blue\"", "green, amber, red, none")]
    [DataRow("lamp red within 1s", "lamp red within 1 s", ":5:29:", "\"1\"", "<duration> such as 2m30s")]
    [DataRow("lamp red within 1s", "lamp red between 5s and", ":5:36:", "ends too early", "<duration>")]
    [DataRow("lamp red within 1s", "lamp red between 5s and 3s", ":5:13:", "5s is not before 3s", "")]
    [DataRow("lamp red within 1s", "lamp red until 1s", ":5:13:", "1s is not after the step", "since the scenario began")]
    [DataRow("at: 1s", "at: soon", ":3:9:", "at must be a duration", "2m30s")]
    [DataRow("at: 1s", "at: 900d", ":3:9:", "at most 400d", "")]
    [DataRow("at: 1s", "when: 1s", ":3:5:", "a step has no member \"when\"", "at, after, do, expect")]
    [DataRow("name: x", "nme: x", ":1:1:", "did you mean \"name\"?", "steps")]
    [DataRow("name: x", "name: x\nseed: one", ":2:7:", "seed must be a whole number", "")]
    [DataRow("name: x", "name: x\nstart: tomorrow", ":2:8:", "start must be a local date and time", "2026-01-12 09:00")]
    [DataRow("name: x", "name: x\nweather: rain", ":2:10:", "there is no weather \"rain\"", "winter-day")]
    [DataRow("name: x", "name: x\nweather: {outside: cold}", ":2:20:", "outside must be a number from -70 to 60", "")]
    [DataRow("name: x", "name: x\ncabinet: {kind: bus}", ":2:17:", "there is no kind \"bus\"", "aed, kit, station")]
    [DataRow("name: x", "name: x\ncabinet: {profile: philips}", ":2:20:", "There is no AED profile \"philips\"", "philips-hs1")]
    [DataRow("name: x", "name: x\ncabinet: {configuration: none.json}", ":2:26:", "none.json can't be read", "beside the scenario")]
    [DataRow("name: x", "name: x\ncabinet:\n  settings:\n    climate:\n      heaterOnBelow: 95", ":5:22:", "climate.heaterOnBelow", "")]
    [DataRow("name: x", "name: x\ncabinet:\n  settings:\n    alarms: {x: 1}", ":4:", "alarms", "")]
    [DataRow("name: x", "name: x\nbox: {heaterWatts: -1}", ":2:20:", "heaterWatts must be a number from 0 to 1000", "")]
    [DataRow("  - at: 1s", "  - at: 1s\n    after: 1s", ":3:5:", "either at", "not both")]
    [DataRow("open door aed", "press sos", ":4:9:", "has no SOS button", "kind: station")]
    [DataRow("open door aed", "open door kit", ":4:9:", "has no kit", "kind: station")]
    [DataRow("name: x", "name: x\ncabinet: {kind: kit}", ":5:9:", "has no AED", "kind: aed")]
    [DataRow("open door aed", "sleep board", ":4:9:", "only the board of a kit sleeps", "kind: kit")]
    [DataRow("expect: lamp red within 1s", "expect: lamp red within 1s\n      - lamp red within 2s", ":5:13:",
        "begins on the next line", "")]
    [DataRow("expect: lamp red within 1s", "expect: - lamp red within 1s", ":5:13:", "begin a list on the next line", "")]
    [DataRow("name: x", "name: x\nname: y", ":", "Name a member once", "")]
    [DataRow("at: 1s", "at: 1s\n    repeat: twice", ":4:13:", "\"twice\"", "<count>")]
    [DataRow("at: 1s", "at: 1s\n    repeat: 30000 times every 1s", ":3:5:", "more than 20000 steps", "repeat less often")]
    [DataRow("at: 1s", "at: 1s\n    repeat: 0 times every 1s", ":4:13:", "at least 1", "")]
    [DataRow("expect: lamp red within 1s", "expect: lamp red until 3s\n    repeat: 3 times every 1s", ":5:13:",
        "until: 3s is not after the step, which is at 3s", "")]
    [DataRow("    do: open door aed\n", "    steps: [{after: 0s, do: open door aed}]\n", ":4:12:",
        "only to repeat them together", "repeat")]
    [DataRow("    do: open door aed\n    expect: lamp red within 1s",
        "    repeat: 2 times every 1s\n    steps: [{at: 0s, expect: lamp red}]", ":5:18:", "has after", "not at")]
    [DataRow("    do: open door aed\n    expect: lamp red within 1s",
        "    repeat: 2 times every 1s\n    steps: [{after: 2s, expect: lamp red}]", ":4:13:",
        "the steps take 2s, longer than every 1s", "")]
    [DataRow("do: open door aed", "do: []", ":4:9:", "do is an empty list", "")]
    [DataRow("open door aed", "play light none.csv", ":4:9:", "none.csv: there is no such file", "beside the scenario")]
    [DataRow("open door aed", "play light", ":4:19:", "ends too early", "<trace> such as light.csv")]
    [DataRow("lamp red within 1s", "event door.opened then aed.remved within 1s", ":5:36:", "did you mean \"aed.removed\"?", "")]
    [DataRow("lamp red within 1s", "event door.opened then aed.removed", ":5:47:", "ends too early", "within")]
    [DataRow("lamp red within 1s", "received state open=[aed.removed within 1s", ":5:28:", "the bracket is not closed", "add")]
    [DataRow("lamp red within 1s", "'received state temperature.={\"a\"} within 1s'", ":5:29:", "is not understood", "<field>")]
    [DataRow("name: x", "name: &n x\nabout: *n", ":2:8:", "refers to another part of the file", "write it out")]
    [DataRow("  - at: 1s", "\t- at: 1s", ":3:", "is not valid YAML", "no tabs")]
    public void A_mistake_is_told_with_its_place_and_what_would_be_valid(string right, string wrong, string place,
        string what, string valid)
    {
        string[] problems = ScenarioText.ProblemsOf(Right.Replace(right, wrong, StringComparison.Ordinal));

        string all = string.Join('\n', problems);
        Assert.IsNotEmpty(problems);
        Assert.StartsWith("test.yaml" + place, problems[0], all);
        Assert.Contains(what, all);
        Assert.Contains(valid, all);
    }

    [TestMethod]
    [DataRow("", "the file is empty")]
    [DataRow("name: x\nsteps: []\n", "it is empty")]
    [DataRow("name: x\n", "steps must be a list of steps")]
    [DataRow("steps:\n  - at: 1s\n    do: take aed\n", "the scenario has no name")]
    [DataRow("name: x\nsteps:\n  - at: 1s\n", "neither do nor expect")]
    [DataRow("name: x\nsteps:\n  - take aed\n", "a step must be a mapping")]
    [DataRow("just text", "a scenario must be a mapping")]
    [DataRow("name: x\nsteps:\n  - at: 1s\n    do: take aed\n", "the scenario expects nothing, so it could never fail")]
    [DataRow("name: x\nsteps:\n  - at: 1s\n    repeat: 2 times every 1s\n    steps: [{after: 0s, do: take aed}]\n",
        "the scenario expects nothing")]
    [DataRow("name: x\n---\nname: y\n", "several YAML documents")]
    [DataRow("name: x\nsteps:\n  - at: 5s\n    do: take aed\n  - at: 3s\n    do: return aed\n",
        "comes before the one above it, which is at 5s")]
    public void A_file_that_is_no_scenario_is_told_what_it_lacks(string text, string expected) =>
        Assert.Contains(expected, string.Join('\n', ScenarioText.ProblemsOf(text)));

    [TestMethod]
    public void Every_mistake_of_a_file_is_told_at_once()
    {
        string[] problems = ScenarioText.ProblemsOf(
            "name: x\nweather: rain\nsteps:\n  - at: 1s\n    do: [opne door aed, take aed, tkae aed]\n    expect: lamp blue\n");

        Assert.HasCount(4, problems);
        Assert.StartsWith("test.yaml:5:10:", problems[1]);
        Assert.StartsWith("test.yaml:5:35:", problems[2]);
    }

    [TestMethod]
    [DataRow("[")]
    [DataRow("{a: ")]
    [DataRow("- ")]
    [DataRow("? ")]
    public void A_file_nested_twenty_thousand_levels_deep_is_told_where_it_goes_too_deep(string level)
    {
        string[] problems = ScenarioText.ProblemsOf(
            "name: x\nsteps:\n  - at: 1s\n    expect: " + (level is "- " or "? " ? "\n      " : string.Empty)
                + string.Concat(Enumerable.Repeat(level, 20_000)));

        Assert.Contains("is nested deeper than 32 levels", problems.Single());
    }

    [TestMethod]
    public void A_phrase_of_twenty_thousand_words_is_told()
    {
        string[] problems = ScenarioText.ProblemsOf(
            Right.Replace("lamp red", "event door.opened" + string.Concat(Enumerable.Repeat(" a=1", 20_000)), StringComparison.Ordinal));

        Assert.Contains("more than 200 words", problems.Single());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("ms;green\n0;1\n")]
    [DataRow("ms,green\n1,1\n2,0\n")]
    [DataRow("ms,green\n0,1\n0,0\n")]
    [DataRow("ms,green\n0,1\n5,2\n")]
    [DataRow("ms,green,red\n0,1\n5,2\n")]
    [DataRow("ms,green\n0,1\n")]
    public void A_recording_of_lights_that_is_none_is_told_with_its_form(string text)
    {
        Assert.IsNull(LightTraceFile.Parse(text.Split('\n'), out string? wrong));

        Assert.Contains("ms,green,red", wrong!);
    }

    [TestMethod]
    public void A_member_named_twice_is_told()
    {
        string[] problems = ScenarioText.ProblemsOf("name: x\nname: y\nsteps:\n  - at: 1s\n    do: take aed\n");

        Assert.Contains("is not valid YAML", problems.Single());
    }
}
