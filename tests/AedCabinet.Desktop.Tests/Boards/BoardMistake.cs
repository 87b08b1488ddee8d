using System.Text.Json.Nodes;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>One way to spoil a board's file, and what a person must then be told.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Board">The shipped board that is spoiled.</param>
/// <param name="Spoil">Does it.</param>
/// <param name="Expected">Parts of the message, in their order.</param>
public sealed record BoardMistake(string Name, string Board, Action<JsonObject> Spoil, params string[] Expected)
{
    /// <summary>The mistakes that <c>boards check</c> must find.</summary>
    public static IReadOnlyList<BoardMistake> All { get; } =
    [
        new("a pin used twice", "esp32-devkitc", Pin("heater", 25), "heater on GPIO 25", "the pin carries sounder already", "use GPIO "),
        new("a flash pin", "esp32-devkitc", Pin("beacon", 7), "beacon on GPIO 7", "flash", "holds the program", "use GPIO 26"),
        new("a flash pin of the S3", "esp32-s3", Pin("lock", 27), "lock on GPIO 27", "flash", "use GPIO "),
        new("a PSRAM pin of a WROVER", "esp32-wrover", Pin("oneWireTx", 17), "oneWireTx on GPIO 17", "PSRAM", "use GPIO "),
        new("an Ethernet pin", "wt32-eth01", Pin("heater", 21), "heater on GPIO 21", "Ethernet chip's (Ethernet: TX_EN)", "use GPIO 2, "),
        new("the clock pin of Ethernet", "wesp32", Pin("lampRed", 0), "lampRed on GPIO 0", "50 MHz", "use GPIO 12, "),
        new("a USB pin", "esp32-s3", Pin("fan", 19), "fan on GPIO 19", "USB socket's", "use GPIO "),
        new("the pin of the serial log", "esp32-devkitc", Pin("fan", 1), "fan on GPIO 1", "serial log's", "use GPIO 15"),
        new("the pin of the board's own light", "esp32-s3-devkitc", Pin("fan", 38), "fan on GPIO 38", "board's own light", "use GPIO "),
        new("a pin that is not brought out", "esp32-devkitc", Pin("mains", 37), "mains on GPIO 37", "not brought out", "use GPIO 36, "),
        new("a GPIO that the chip doesn't have", "esp32-devkitc", Pin("mains", 24), "mains on GPIO 24", "has no GPIO 24", "use GPIO 36"),
        new("an output on an input-only pin", "esp32-devkitc", Swap("heater", "indicatorGreen"), "heater on GPIO 34",
            "input only", "use GPIO 12"),
        new("the sending half of 1-Wire on an input-only pin", "wesp32", Swap("oneWireTx", "mains"), "oneWireTx on GPIO 36", "input only",
            "no free pin of this board can carry it"),
        new("a contact on a pin that must be low at reset", "esp32-devkitc", Pin("tamper", 12), "tamper on GPIO 12", "can be high at reset",
            "1.8 V", "use GPIO 22"),
        new("1-Wire on a pin that must be low at reset", "esp32-wrover", Pin("oneWireRx", 12), "oneWireRx on GPIO 12",
            "can be high at reset", "use GPIO 19"),
        new("an output on a pin that must be high at reset", "esp32-devkitc", Pin("fan", 0), "fan on GPIO 0", "can be low at reset",
            "serial loader", "use GPIO 15"),
        new("a contact on a pin that must be high at reset", "esp32-s3", Pin("service", 0), "service on GPIO 0",
            "can be low at reset", "use GPIO "),
        new("the battery on converter 2 with Wi-Fi", "esp32-devkitc", Swap("batteryAdc", "kitDoor"), "batteryAdc on GPIO 14",
            "converter 2", "Wi-Fi"),
        new("the battery on a pin without converter", "esp32-devkitc", Pin("batteryAdc", 19, "lampAmber"), "batteryAdc on GPIO 19",
            "has no converter", "use GPIO 39, "),
        new("the battery on converter 2 of a board with Ethernet", "wesp32", WireBattery(12), "batteryAdc on GPIO 12", "converter 1 only"),
        new("a kit's door on a pin that can't wake", "esp32-devkitc", Swap("kitDoor", "service"), "kitDoor on GPIO 23",
            "can't wake the chip"),
        new("an SOS button on a pin that can't wake", "esp32-s3", Swap("sos", "lampRed"), "sos on GPIO 35",
            "can't wake the chip", "use GPIO "),
        new("an AED's light on a pin with glitches", "esp32-devkitc", Swap("indicatorRed", "mains"), "indicatorRed on GPIO 36",
            "caught by interrupt", "80 ns"),
        new("a pin missing in the header", "esp32-devkitc", HeaderWithout(23), "service on GPIO 23", "in no row of the header"),
        new("a signal that the firmware doesn't know", "esp32-devkitc", Pin("siren", 12), "siren on GPIO 12",
            "no signal of the firmware", "sounder"),
        new("no sounder", "esp32-devkitc", Without("pins", "sounder"), "pins.sounder", "can't do without it", "use GPIO 25"),
        new("no door of a kit", "esp32-devkitc", Without("pins", "kitDoor"), "pins.kitDoor", "kind kit", "use GPIO 14"),
        new("no watchdog", "wt32-eth01", Without("pins", "watchdog"), "pins.watchdog", "kind aed", "use GPIO 5"),
        new("half of the 1-Wire bus", "esp32-devkitc", Lacking("oneWireRx"), "pins.oneWireTx", "without oneWireRx", "use GPIO 16"),
        new("a signal neither wired nor explained", "esp32-devkitc", Without("pins", "fan"), "pins.fan",
            "neither wired nor explained", "use GPIO 15"),
        new("a signal wired and lacking", "esp32-devkitc", board => board["lacks"]!["fan"] = "no pin", "lacks.fan", "wired to GPIO 15"),
        new("a reason without words", "esp32-wrover", board => board["lacks"]!["fan"] = " ", "lacks.fan", "has no text"),
        new("a lacking signal that doesn't exist", "esp32-wrover", board => board["lacks"]!["horn"] = "no pin", "lacks.horn",
            "is no signal"),
        new("a pin in quotation marks", "esp32-devkitc", board => board["pins"]!["fan"] = "15", "pins.fan", "\"15\" is no GPIO",
            "without quotation marks"),
        new("a pin below 0", "esp32-devkitc", board => board["pins"]!["fan"] = -1, "pins.fan", "-1 is no GPIO", "leave the signal out"),
        new("half a pin", "esp32-devkitc", board => board["pins"]!["fan"] = 1.5, "pins.fan", "1.5 is no GPIO"),
        new("an unknown target", "esp32-devkitc", board => board["target"] = "ESP32_REV9", "target", "\"ESP32_REV9\"", "ESP32_REV3"),
        new("the target of another chip", "esp32-s3", board => board["target"] = "ESP32_REV3", "target", "is for the esp32",
            "ESP32_S3_QUAD"),
        new("the target of another network", "wt32-eth01", board => board["target"] = "ESP32_REV3", "network", "drives wifi",
            "ESP32_WT32_ETH01"),
        new("the wrong network", "esp32-devkitc", board => board["network"] = "ethernet", "network", "ESP32_REV3 drives wifi",
            "write \"wifi\""),
        new("an unknown network", "esp32-devkitc", board => board["network"] = "lora", "network", "\"lora\"", "wifi or ethernet"),
        new("an unknown chip", "esp32-devkitc", board => board["chip"] = "esp8266", "chip", "\"esp8266\"", "esp32 or esp32s3"),
        new("an unknown kind", "esp32-devkitc", board => board["kinds"]!.AsArray().Add("fridge"), "kinds", "\"fridge\"",
            "aed, kit, station"),
        new("no kind", "esp32-devkitc", board => board["kinds"] = new JsonArray(), "kinds", "names nothing"),
        new("no source", "esp32-devkitc", board => board["source"] = new JsonArray(), "source", "names nothing"),
        new("another board's name", "esp32-devkitc", board => board["board"] = "esp32", "board", "\"esp32\" is not the file's name",
            "\"esp32-devkitc\""),
        new("a misspelt member", "esp32-devkitc", board => board["pinz"] = new JsonObject(), "pinz", "is unknown", "pins"),
        new("a missing member", "esp32-devkitc", board => board.Remove("module"), "module", "is missing"),
        new("an empty text", "esp32-devkitc", board => board["name"] = string.Empty, "name", "is empty"),
        new("a list where an object belongs", "esp32-devkitc", board => board["pins"] = new JsonArray(), "pins", "is a list",
            "must be an object"),
        new("a forgotten strapping pin", "esp32-devkitc", Without("gpio", "12", "limits", "strapLow"), "gpio.12", "strapLow",
            "doesn't say so"),
        new("a forgotten input-only pin", "wesp32", Without("gpio", "35", "limits", "inputOnly"), "gpio.35", "inputOnly"),
        new("a forgotten GPIO", "esp32-devkitc", Without("gpio", "13"), "gpio.13", "is not said"),
        new("facts of a GPIO that doesn't exist", "esp32-devkitc",
            board => board["gpio"]!["20"] = new JsonObject { ["limits"] = new JsonObject() }, "gpio.20", "has no GPIO 20"),
        new("a wrong channel", "esp32-devkitc", board => board["gpio"]!["39"]!["adc1"] = 4, "gpio.39.adc1", "write \"adc1\": 3"),
        new("an unknown limit", "esp32-devkitc", board => board["gpio"]!["13"]!["limits"]!["hot"] = "is hot",
            "gpio.13.limits.hot", "is unknown"),
        new("a limit without reason", "esp32-devkitc", board => board["gpio"]!["12"]!["limits"]!["jtag"] = "",
            "gpio.12.limits.jtag", "has no text"),
        new("a pin of the header that is not brought out", "esp32-devkitc", board => board["header"]!["left"]!.AsArray().Add(37),
            "header", "GPIO 37"),
        new("a supply pin that is nowhere", "wt32-eth01", board => board["power"]!["supply"] = "12V", "power.supply",
            "no pin of the header"),
        new("a PSRAM target without PSRAM pins", "esp32-devkitc", board => board["target"] = "ESP32_PSRAM_REV3", "gpio", "uses PSRAM"),
        new("an Ethernet target without Ethernet pins", "esp32-devkitc", ToEthernet, "gpio", "drives Ethernet, and no pin is marked"),
        new("a board for cabinets without the memory", "esp32-devkitc", board => board["memory"]!["use"] = "field", "memory.use",
            "with 84 KB of heap", "needs 152 KB", "write \"bench\""),
        new("an unknown use", "esp32-s3", board => board["memory"]!["use"] = "both", "memory.use", "\"both\"", "field or bench"),
        new("no reason in Chinese", "esp32-s3", Without("memory", "why", "zh"), "memory.why.zh", "is missing"),
        new("no memory", "esp32-s3", Without("memory"), "memory", "is missing"),
        new("a heap the wrong way round", "wesp32", board => board["memory"]!["heapKb"]!["from"] = 200, "memory.heapKb",
            "from 200 is more than to 111"),
        new("a heap that is no number", "wesp32", board => board["memory"]!["heapKb"]!["to"] = 0, "memory.heapKb.to", "0 is no size"),
        new("a misspelt member of the memory", "wesp32", board => board["memory"]!["heap"] = 1, "memory.heap", "is unknown", "heapKb"),
        new("the flash address of another chip", "esp32-devkitc", board => board["deployment"]!["address"] = "0x1B0000",
            "deployment.address", "\"0x1B0000\"", "write \"0x1E0000\""),
        new("a port on a signal's pin", "esp32-s3", board => board["ports"]!["option1"] = 4, "ports.option1 on GPIO 4",
            "carries aedDoor already"),
        new("two ports on one pin", "esp32-s3", board => board["ports"]!["option2"] = 8, "ports.option2 on GPIO 8",
            "carries option1 already"),
        new("a port on a flash pin", "esp32-s3", board => board["ports"]!["option1"] = 30, "ports.option1 on GPIO 30", "no such pin"),
        new("a port in quotation marks", "esp32-s3", board => board["ports"]!["option1"] = "8", "ports.option1", "is no GPIO"),
        new("no flash address", "esp32-s3", Without("deployment"), "deployment", "is missing"),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Board})";

    private static Action<JsonObject> Pin(string signal, int gpio, string? instead = null) => board =>
    {
        board["pins"]![signal] = gpio;
        if (instead is not null)
        {
            board["pins"]!.AsObject().Remove(instead);
            board["lacks"]![instead] = "makes room";
        }
    };

    private static Action<JsonObject> Swap(string first, string second) => board =>
    {
        JsonObject pins = board["pins"]!.AsObject();
        (int one, int other) = (pins[first]!.GetValue<int>(), pins[second]!.GetValue<int>());
        pins[first] = other;
        pins[second] = one;
    };

    private static Action<JsonObject> Without(params string[] path) => board =>
    {
        JsonNode parent = path[..^1].Aggregate((JsonNode)board, (node, name) => node[name]!);
        parent.AsObject().Remove(path[^1]);
    };

    private static Action<JsonObject> Lacking(string signal) => board =>
    {
        board["pins"]!.AsObject().Remove(signal);
        board["lacks"]![signal] = "no pin left";
    };

    private static Action<JsonObject> WireBattery(int gpio) => board =>
    {
        board["pins"]!.AsObject().Remove("lampRed");
        board["lacks"]!["lampRed"] = "makes room";
        board["lacks"]!.AsObject().Remove("batteryAdc");
        board["pins"]!["batteryAdc"] = gpio;
    };

    private static Action<JsonObject> HeaderWithout(int gpio) => board =>
    {
        JsonArray row = board["header"]!["right"]!.AsArray();
        row.Remove(row.First(pin => pin!.ToJsonString() == gpio.ToString()));
    };

    private static void ToEthernet(JsonObject board)
    {
        board["target"] = "ESP32_WESP32";
        board["network"] = "ethernet";
    }
}
