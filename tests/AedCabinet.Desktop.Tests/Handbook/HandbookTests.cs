using System.Text.Json.Nodes;
using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.State;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>The pages for the field say what the code does, leave nothing out, and say it in both languages.</summary>
[TestClass]
public class HandbookTests
{
    private const string Troubleshooting = "TROUBLESHOOTING";

    public static IEnumerable<object[]> Pages => HandbookPage.Names.Select(name => new object[] { name });

    public static IEnumerable<object[]> Languages => [["en"], ["zh"]];

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public void Both_languages_have_the_same_headings_tables_and_tick_boxes(string name)
    {
        HandbookPage english = HandbookPage.Read(name, "en");
        HandbookPage chinese = HandbookPage.Read(name, "zh");

        CollectionAssert.AreEqual(english.Headings.Select(LevelAndNumber).ToArray(), chinese.Headings.Select(LevelAndNumber).ToArray());
        Assert.AreEqual(english.TickBoxes, chinese.TickBoxes);
        CollectionAssert.AreEqual(Shape(english), Shape(chinese));
        Assert.StartsWith($"[中文]({name}.zh.md)", english.Text);
        Assert.StartsWith($"[English]({name}.md)", chinese.Text);
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_reason_against_readiness_is_explained_in_its_order_with_its_lamp(string language)
    {
        HandbookPage page = HandbookPage.Read(Troubleshooting, language);
        string[] reasons = [.. Enumerable.Range(0, Readiness.Count).Select(i => Readiness.NameOf((ReadinessReason)i))];

        CollectionAssert.AreEqual(reasons, page.Tables.Single(table => table.Names.Contains(reasons[0])).Names);
        for (int i = 0; i < reasons.Length; i++)
        {
            bool isUrgent = (Readiness.UrgentReasons & (1 << i)) != 0;
            string lamp = page.RowOf(reasons[i])[1];
            if ((ReadinessReason)i != ReadinessReason.NotCommissioned)
            {
                Assert.AreEqual(language == "zh" ? (isUrgent ? "红" : "黄") : isUrgent ? "red" : "amber", lamp, reasons[i]);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_event_that_somebody_must_act_on_is_explained_with_its_severity(string language)
    {
        HandbookPage page = HandbookPage.Read(Troubleshooting, language);
        EventKind[] kinds = [.. Enumerable.Range(0, EventCatalog.Count).Select(i => (EventKind)i)
            .Where(kind => EventCatalog.SeverityOf(kind) > Severity.Info)];

        CollectionAssert.AreEquivalent(kinds.Select(EventCatalog.NameOf).ToArray(),
            page.Tables.Single(table => table.Names.Contains("aed.removed")).Names);
        foreach (EventKind kind in kinds)
        {
            Assert.AreEqual(EventCatalog.NameOf(EventCatalog.SeverityOf(kind)), page.RowOf(EventCatalog.NameOf(kind))[1],
                EventCatalog.NameOf(kind));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_answer_to_a_command_is_explained(string language)
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("firmware", "contract", "schemas", "reply.schema.json")))!;
        string[] codes = [.. schema["properties"]!["code"]!["oneOf"]!.AsArray().Select(code => code!["const"]!.GetValue<string>())];

        CollectionAssert.AreEquivalent(codes, HandbookPage.Read(Troubleshooting,
            language).Tables.Single(table => table.Names.Contains("wrong-mac")).Names);
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_wiring_diagram_and_parts_list_is_linked_and_every_board_is_compared(string language)
    {
        HandbookPage page = HandbookPage.Read("INSTALL", language);
        string[] targets = [.. page.Targets.Distinct()];

        foreach (string folder in new[] { "wiring", "bom", "sheets" })
        {
            string[] files = [.. Directory.GetFiles(RepositoryRoot.At("hardware", folder))
                .Select(file => $"{folder}/{Path.GetFileName(file)}")];
            CollectionAssert.AreEquivalent(files, targets.Where(
                target => target.StartsWith($"{folder}/", StringComparison.Ordinal)).ToArray());
        }

        string[] boards = [.. ShippedBoards.Load().Select(board => board.Board)];
        CollectionAssert.AreEquivalent(boards, page.Tables[0].Names);
        Assert.IsTrue(
            boards.All(
                board => page.Tables[0].Rows.Single(row => row[0] == $"`{board}`")[3] == "–"
                    == (ShippedBoards.Load().Single(shipped => shipped.Board == board).Lacks.Count == 0)));
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void The_boards_for_the_bench_are_marked_so_and_come_after_those_for_cabinets(string language)
    {
        HandbookTable table = HandbookPage.Read("INSTALL", language).Tables[0];
        string[] marked = [.. table.Rows.Where(row => row[2] == (language == "zh" ? "**仅供台架试验**" : "**bench only**"))
            .Select(row => row[0].Trim('`'))];

        CollectionAssert.AreEquivalent(ShippedBoards.Load().Where(board => board.Memory.IsBenchOnly).Select(board => board.Board)
            .ToArray(), marked);
        CollectionAssert.AreEqual(marked, table.Names[^marked.Length..].ToArray());
        foreach (BoardFile board in ShippedBoards.Load().Where(board => board.Memory.HeapToKb < BoardMemory.NeededKb))
        {
            Assert.Contains($"{board.Memory.HeapFromKb}", table.Rows.Single(row => row[0] == $"`{board.Board}`")[4]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void The_carrier_s_page_has_its_pins_as_the_board_s_file_and_the_circuit_have_them_and_the_status_of_every_board(string language)
    {
        HandbookPage page = HandbookPage.Read("CARRIER", language);
        BoardFile carrier = ShippedBoards.Load().Single(board => board.Board == "esp32-s3");
        Netlist netlist = new(ReferenceCircuit.Load(), carrier, "station");

        HandbookTable status = page.Tables[0];
        CollectionAssert.AreEquivalent(ShippedBoards.Load().Select(board => board.Board).ToArray(), status.Names);
        foreach (BoardFile board in ShippedBoards.Load())
        {
            string[] row = status.Rows.Single(row => row[0] == $"`{board.Board}`");
            Assert.AreEqual(board.Memory.IsBenchOnly,
                row[1].Contains(language == "zh" ? "**仅供台架试验**" : "**bench only**", StringComparison.Ordinal), board.Board);
            Assert.AreEqual($"`{board.Target}`", row[2], board.Board);
        }

        HandbookTable pins = page.Tables.Single(table => table.Names.Contains("watchdog"));
        CollectionAssert.AreEquivalent(carrier.Pins.Select(pin => $"{pin.Key} {pin.Value} {PadOf(carrier, pin.Value)}").ToArray(),
            pins.Rows.Select(row => $"{row[0].Trim('`')} {row[1]} {row[2]}").ToArray());

        HandbookTable slot = page.Tables.Single(table => table.Rows.Any(row => row[0] == "X68.5"));
        foreach (string[] row in slot.Rows)
        {
            string net = netlist.NetOf(NetEnd.Parse(row[0]))!;
            string port = netlist.Nets[net].Where(end => end.Ref == NetEnd.Controller && carrier.Ports.ContainsKey(end.Pin))
                .Select(end => $"IO{carrier.Ports[end.Pin]}").FirstOrDefault() ?? net;
            Assert.AreEqual(port, row[1], row[0]);
        }

        Assert.Contains($"--target {carrier.Target}", page.Text);
        Assert.Contains($"--address {carrier.Deployment.Address}", page.Text);
    }

    // The rows of a module's file are its pads: 1 to 20 down the left, 40 to 21 down the right.
    private static int PadOf(BoardFile module, int gpio)
    {
        string pin = gpio.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int left = module.Header.Left.ToList().IndexOf(pin);
        return left >= 0 ? left + 1 : 40 - module.Header.Right.ToList().IndexOf(pin);
    }

    [TestMethod]
    [DynamicData(nameof(Languages))]
    public void Every_terminal_of_the_circuit_is_named(string language)
    {
        IEnumerable<Netlist> netlists = Netlist.All(ReferenceCircuit.Load(), ShippedBoards.Load());
        string[] terminals = [.. netlists.SelectMany(netlist => netlist.Parts).Where(part => part.Type.Symbol == "terminal")
            .Select(part => part.Ref).Distinct()];

        HandbookTable table = HandbookPage.Read("INSTALL", language).Tables.Single(table => table.Rows.Any(row => row[0] == "X9"));

        CollectionAssert.AreEquivalent(terminals,
            table.Rows.SelectMany(row => row[0].Split([',', '、'], StringSplitOptions.TrimEntries)).ToArray());
    }

    [TestMethod]
    public void Every_picture_is_shown_stands_alone_and_says_what_it_is()
    {
        string[] shown = [.. HandbookPage.All().SelectMany(page => page.Targets)
            .Where(target => target.StartsWith("pictures/", StringComparison.Ordinal)).Distinct()];
        CollectionAssert.AreEquivalent(Directory.GetFiles(RepositoryRoot.At("hardware", "pictures"))
            .Select(file => $"pictures/{Path.GetFileName(file)}").ToArray(), shown);

        foreach (string picture in shown)
        {
            string text = File.ReadAllText(RepositoryRoot.At(["hardware", .. picture.Split('/')]));
            Assert.Contains("<title>", text, picture);
            Assert.Contains("font-family=\"sans-serif\"", text, picture);
            Assert.DoesNotContain("href", text, picture);
            Assert.DoesNotContain("url(", text, picture);
            Assert.DoesNotContain("<style", text, picture);
        }
    }

    private static string LevelAndNumber(string heading)
    {
        string[] words = heading.Split(' ');
        return words[1].EndsWith('.') ? $"{words[0]} {words[1]}" : words[0];
    }

    private static string[] Shape(HandbookPage page) =>
        [.. page.Tables.Select(table => $"{table.Head.Length} columns: {string.Join(' ', table.Rows.Select(row => row.Length))}")];
}
