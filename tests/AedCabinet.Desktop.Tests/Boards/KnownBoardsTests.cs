using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>What the firmware knows of the boards is what <c>hardware/boards</c> says.</summary>
[TestClass]
public class KnownBoardsTests
{
    // Needs no settings to be read or driven; everything else stays unwired until there are some.
    private static readonly string[] s_signals =
    [
        "aedDoor", "aedPresence", "kitDoor", "sos", "service", "sounder", "sounderInhibit", "beacon", "lampGreen", "lampAmber",
        "lampRed", "watchdog",
    ];

    public static IEnumerable<object[]> Boards => Files().Select(file => new object[] { Path.GetFileNameWithoutExtension(file) });

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void Every_board_s_image_leads_to_its_own_pins(string board)
    {
        JsonObject file = Load(board);
        string target = file["target"]!.GetValue<string>();

        PinMap pins = KnownBoards.PinsOfTarget(target);

        // The image of several boards leads to the first of them, whose pins are those of the others.
        string first = Enumerable.Range(0, KnownBoards.Count).Select(KnownBoards.NameAt)
            .First(name => KnownBoards.TargetOf(name) == target);
        Assert.AreEqual(first, pins.Board);
        Assert.AreEqual(first, KnownBoards.NameOfTarget(target));
        Assert.AreEqual(target, KnownBoards.TargetOf(board));
        foreach ((string signal, int pin) in Wired(pins))
        {
            int expected = s_signals.Contains(signal) ? file["pins"]![signal]?.GetValue<int>() ?? -1 : -1;
            Assert.AreEqual(expected, pin, $"{board}: {signal}");
        }
    }

    [TestMethod]
    public void There_are_no_other_boards_and_none_is_missing()
    {
        string[] known = [.. Enumerable.Range(0, KnownBoards.Count).Select(KnownBoards.NameAt).Order(StringComparer.Ordinal)];

        CollectionAssert.AreEqual(Files().Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)
            .ToArray(), known);
    }

    [TestMethod]
    [DataRow("ESP32_S3_OCTAL")]
    [DataRow("esp32_rev3")]
    [DataRow("")]
    public void An_image_for_another_board_has_no_pin_at_all(string target)
    {
        PinMap pins = KnownBoards.PinsOfTarget(target);

        Assert.AreEqual(KnownBoards.Unknown, pins.Board);
        foreach ((string signal, int pin) in Wired(pins))
        {
            Assert.AreEqual(-1, pin, signal);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void The_flash_s_pins_and_those_that_wake_are_those_of_the_board_s_file(string board)
    {
        JsonObject gpio = Load(board)["gpio"]!.AsObject();
        for (int pin = 0; pin <= 48; pin++)
        {
            bool isFlash = gpio[pin.ToString()]?["limits"]?["flash"] is not null;
            Assert.AreEqual(isFlash, PinMapReader.IsFlashPin(board, pin), $"{board}: GPIO {pin}");
            if (gpio[pin.ToString()] is JsonObject one)
            {
                Assert.AreEqual(one["limits"]?["noWake"] is null, PinMapReader.CanWake(board, pin), $"{board}: GPIO {pin}");
            }
        }
    }

    private static IEnumerable<(string Signal, int Pin)> Wired(PinMap pins) => typeof(PinMap).GetProperties()
        .Where(property => property.PropertyType == typeof(int))
        .Select(property => (char.ToLowerInvariant(property.Name[0]) + property.Name[1..], (int)property.GetValue(pins)!));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(RepositoryRoot.At("hardware", "boards"), "*.json");

    private static JsonObject Load(string board) =>
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("hardware", "boards", board + ".json")))!.AsObject();
}
