using System.Globalization;
using System.Xml.Linq;
using AedCabinet.Charts;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Page.Words;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Web.Components.Cabinet;
using AedCabinet.Simulator.Web.Components.Wiring;
using AedCabinet.Simulator.Web.Pictures;
using AedCabinet.State;
using EventCatalog = AedCabinet.Events.EventCatalog;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests;

/// <summary>The parts of the page that decide something: what is filtered, grouped, drawn and wired.</summary>
[TestClass]
public class PagePartsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 12, 22, 30, 0, TimeSpan.FromHours(8));

    [TestMethod]
    public void Every_reason_says_what_to_do_and_every_emergency_what_happened()
    {
        string[] reasons = [.. Enumerable.Range(0, Readiness.Count).Select(reason => Readiness.NameOf((ReadinessReason)reason))];
        EventKind[] emergencies = [EventKind.AedRemoved, EventKind.SosPressed, EventKind.KitOpened];
        string[] keys =
        [
            .. reasons.Select(reason => "advice." + reason),
            .. emergencies.Select(kind => "open." + EventCatalog.NameOf(kind)),
            .. MessageFilter.Kinds.Select(kind => "message." + kind),
            .. Enum.GetNames<CabinetKind>().Select(kind => "kind." + kind.ToLowerInvariant()),
            .. Enum.GetValues<CabinetKind>().SelectMany(InputGroup.Of).Select(group => "group." + group.Name),
        ];

        foreach (string key in keys)
        {
            Assert.IsTrue(PageText.Has(key), key);
        }
    }

    [TestMethod]
    [DataRow("station")]
    [DataRow("aed")]
    [DataRow("kit")]
    public void Every_input_a_cabinet_can_feel_is_in_one_group(string kind)
    {
        CabinetKind cabinet = Enum.Parse<CabinetKind>(kind, ignoreCase: true);
        string[] inputs = [.. InputGroup.Of(cabinet).SelectMany(group => group.Inputs)];

        CollectionAssert.AllItemsAreUnique(inputs);
        Assert.AreEqual(cabinet != CabinetKind.Kit, inputs.Contains("door"));
        Assert.AreEqual(cabinet != CabinetKind.Kit, inputs.Contains("aed-fault"));
        Assert.AreEqual(cabinet != CabinetKind.Aed, inputs.Contains("kit-door"));
        Assert.AreEqual(cabinet == CabinetKind.Station, inputs.Contains("sos"));
        string[] missing = cabinet == CabinetKind.Station ? [.. CabinetInputs.Positions.Keys.Except(inputs)] : [];
        Assert.IsEmpty(missing, string.Join(' ', missing));
    }

    [TestMethod]
    [DataRow("", true)]
    [DataRow("removed EMERGENCY", true)]
    [DataRow("culture-tourism", true)]
    [DataRow("removed returned", false)]
    public void Messages_are_found_by_every_word_in_topic_or_text(string words, bool passes)
    {
        MessageFilter filter = new() { Words = words };

        Assert.AreEqual(passes, filter.Passes(Message(7, "NM-0471-0001", "event", "{\"event\":\"aed.removed\",\"severity\":\"emergency\"}"),
            "NM-0471-0001"));
    }

    [TestMethod]
    public void Only_the_kinds_chosen_are_shown_and_none_chosen_means_all()
    {
        MessageFilter filter = new();
        ObservedMessage state = Message(1, "A", "state", "{}");
        Assert.IsTrue(filter.Passes(state, "A"));

        filter.Toggle("event");
        Assert.IsFalse(filter.Passes(state, "A"));
        filter.Toggle("state");
        Assert.IsTrue(filter.Passes(state, "A"));
        Assert.IsFalse(filter.Passes(state, "B"));
        filter.AllCabinets = true;
        Assert.IsTrue(filter.Passes(state, "B"));
        filter.HideUpTo(1);
        Assert.IsFalse(filter.Passes(state, "A"));
        Assert.IsTrue(filter.Passes(Message(2, "A", "state", "{}"), "A"));
    }

    [TestMethod]
    public void A_message_is_coloured_and_nothing_in_it_becomes_markup()
    {
        string html = JsonText.ToHtml("{\"event\":\"<script>alert(1)</script>\",\"seq\":3,\"drill\":true,\"name\":\"演示\"}");

        Assert.DoesNotContain("<script", html);
        Assert.Contains("<span class=\"json-key\">&quot;seq&quot;</span>: <span class=\"json-number\">3</span>", html);
        Assert.Contains("<span class=\"json-word\">true</span>", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.AreEqual("not json &lt;b&gt;", JsonText.ToHtml("not json <b>"));
        Assert.AreEqual("aed.removed", JsonText.Member("{\"event\":\"aed.removed\"}", "event"));
        Assert.IsNull(JsonText.Member("[]", "event"));
        Assert.IsNull(JsonText.Member("{", "event"));
    }

    [TestMethod]
    public void The_chart_has_its_ticks_at_full_hours_and_its_lines_within_its_frame()
    {
        TemperatureSample[] samples = [.. Enumerable.Range(0, 181)
            .Select(minute => new TemperatureSample(s_start.AddMinutes(minute), 5 + (minute / 60.0), -37.3, minute < 30 ? 0.5 : 0))];

        TemperatureModel model = TemperatureModel.Of(samples, TimeSpan.FromHours(3))!;
        XElement chart = XElement.Parse(PageChart.Draw(model.Plot(PageText.Chinese, 5, 8), model.Label(PageText.English, 3), 640));

        XElement wide = chart.Elements().First();
        string[] names = [.. wide.Descendants().Where(part => part.Name.LocalName == "text").Select(part => part.Value)];
        CollectionAssert.IsSubsetOf(new[] { "23:00", "23:30", "00:00", "00:30", "01:00", "0°", "−20°" }, names, string.Join(' ', names));
        Assert.Contains("inside 5.0 to 8.0 °C, outside −37.3 to −37.3 °C, heater on for 15 min", chart.Attribute("aria-label")!.Value);
        Assert.AreEqual(15.0, model.Rows.Sum(row => row.HeaterMinutes), 0.001);

        // Of the lines, that inside runs from the left edge to the right one, above that outside, and both are within the frame.
        double[][] inside = Lines(wide, "--chart-first").Single();
        double[][] outside = [.. Lines(wide, "--chart-second").SelectMany(points => points)];
        double[][] frame = [.. Lines(wide, "--chart-axis").SelectMany(points => points)];
        Assert.HasCount(181, inside);
        Assert.AreEqual(frame.Min(point => point[0]), inside[0][0], 1);
        Assert.AreEqual(frame.Max(point => point[0]), inside[^1][0], 1);
        Assert.IsLessThan(inside[0][1], inside[^1][1], "it grows warmer");
        Assert.IsLessThan(outside.Min(point => point[1]), inside.Max(point => point[1]));
        Assert.IsLessThan(frame.Max(point => point[1]), outside.Max(point => point[1]));
        Assert.IsGreaterThan(0, inside.Min(point => point[1]));
    }

    [TestMethod]
    public void A_chart_has_its_colours_from_the_page_and_nothing_from_anywhere_else()
    {
        TemperatureModel model = TemperatureModel.Of(
            [new TemperatureSample(s_start, 5, -20, 0), new TemperatureSample(s_start.AddMinutes(1), 6, -20, 1)], TimeSpan.FromHours(1))!;

        string chart = PageChart.Draw(model.Plot(PageText.English, 5, 8), "a & b", 500);

        Assert.Contains("fill:var(--chart-heat)", chart);
        Assert.Contains("aria-label=\"a &amp; b\"", chart);
        foreach (string stranger in new[] { "rgb(", "<script", "http", "url(", " id=" })
        {
            Assert.DoesNotContain(stranger, chart);
        }
    }

    [TestMethod]
    public void A_single_sample_is_no_line_yet() =>
        Assert.IsNull(TemperatureModel.Of([new TemperatureSample(s_start, 20, 20, 0)], TimeSpan.FromHours(1)));

    [TestMethod]
    [DataRow("esp32-devkitc", 19, 19)]
    [DataRow("esp32-s3", 20, 20)]
    [DataRow("esp32-s3-devkitc", 22, 22)]
    [DataRow("esp32-wrover", 19, 19)]
    [DataRow("wesp32", 10, 12)]
    [DataRow("wt32-eth01", 13, 13)]
    public void The_drawn_board_has_every_pin_that_its_file_uses_in_two_rows(string board, int left, int right)
    {
        BoardLayout layout = BoardLayout.Of(board)!;

        Assert.HasCount(left, layout.Left);
        Assert.HasCount(right, layout.Right);
        int[] drawn = [.. layout.Left.Concat(layout.Right).Where(pin => pin.Gpio is not null).Select(pin => pin.Gpio!.Value)];
        CollectionAssert.AllItemsAreUnique(drawn);
        foreach ((string signal, int gpio) in BoardDefinition.Load(board).Pins)
        {
            Assert.Contains(gpio, drawn, signal);
            Assert.IsTrue(PageText.Has("wiring.signal." + signal), signal);
        }

        Assert.IsNull(BoardLayout.Of("some-other-board"));
        Assert.AreEqual("some-other-board", BoardDefinition.NameOf("some-other-board"));
    }

    [TestMethod]
    public void While_a_finger_presses_time_passes_as_it_does_for_the_person()
    {
        DirectoryInfo flash = Directory.CreateTempSubdirectory("aed-flash-");
        SimulatedTime time = new(TimeProvider.System) { Speed = 60 };
        byte[] configuration = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
        using (SimulatedCabinet cabinet = new(configuration, flash.FullName, new HostNetwork(), 1, ContactParameters.Ideal,
            new ErrorLog(), time))
        {
            Finger finger = new(time);
            finger.Hold(cabinet, "service", isHeld: true);
            Assert.AreEqual(1.0, time.Speed);
            Assert.AreEqual("pressed", cabinet.Inputs["service"]);

            finger.Hold(cabinet, "service", isHeld: false);
            Assert.AreEqual(60.0, time.Speed);
            Assert.AreEqual("released", cabinet.Inputs["service"]);

            finger.Hold(cabinet, "service", isHeld: true);
            time.Speed = 10;
            finger.Hold(cabinet, "service", isHeld: false);
            Assert.AreEqual(10.0, time.Speed, "what was chosen meanwhile holds");
        }

        flash.Delete(recursive: true);
    }

    // The points of each line of a colour.
    private static IEnumerable<double[][]> Lines(XElement svg, string color) => svg.Descendants()
        .Where(
            part => part.Name.LocalName == "polyline"
                && part.Attribute("style")!.Value.Contains($"stroke:var({color})", StringComparison.Ordinal))
        .Select(part => part.Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray());

    private static ObservedMessage Message(long number, string cabinet, string kind, string text) =>
        new(number, s_start, $"aed/v1/1501/150102/culture-tourism/{cabinet}/{kind}", text, false, s_start);
}
