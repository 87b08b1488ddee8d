using System.Text.Json.Nodes;
using AedCabinet.Events;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// The contract's golden examples and the firmware's own writer say the same, byte for byte: the cabinet is put into the
/// situation that an example shows, and what it writes is compared.
/// </summary>
[TestClass]
public class GoldenExampleTests
{
    [TestMethod]
    [DataRow("online.birth")]
    [DataRow("online.will")]
    public void Birth_and_will_are_written_as_the_example_shows(string name)
    {
        JsonNode example = Parse(name);
        MessageComposer composer = new(new CabinetConfiguration(), example["boot"]!.GetValue<int>(), new ExampleClock(example));

        Assert.AreEqual(Text(name), composer.Online(example["online"]!.GetValue<bool>(), example["connection"]!.GetValue<int>()));
    }

    [TestMethod]
    [DataRow("telemetry.out-of-memory")]
    public void Telemetry_says_how_often_memory_was_short(string name)
    {
        JsonNode example = Parse(name);
        CabinetConfiguration configuration = new() { Id = example["id"]!.GetValue<string>() };
        configuration.Climate.ProbeFitted = false;
        configuration.Climate.HeaterFitted = false;
        MessageComposer composer = new(configuration, example["boot"]!.GetValue<int>(), new ExampleClock(example));
        FirmwareHealth health = new()
        {
            FreeBytes = example["freeBytes"]!.GetValue<int>(),
            LowestFreeBytes = example["lowestFreeBytes"]!.GetValue<int>(),
            MemoryShortages = example["outOfMemory"]!.GetValue<int>()
        };

        Assert.AreEqual(Text(name), composer.Telemetry(new CabinetState(), health, example["uptimeMs"]!.GetValue<long>()));
    }

    [TestMethod]
    [DataRow("about.minimal")]
    public void About_leaves_out_what_is_not_known(string name)
    {
        JsonNode example = Parse(name);
        CabinetConfiguration configuration = new() { Id = example["id"]!.GetValue<string>() };
        configuration.Pins.Board = example["firmware"]!["board"]!.GetValue<string>();
        MessageComposer composer = new(configuration, example["boot"]!.GetValue<int>(), new ExampleClock(example));

        Assert.AreEqual(Text(name), composer.About());
    }

    [TestMethod]
    [DataRow("about.full")]
    public void About_is_written_as_the_example_shows(string name)
    {
        JsonNode example = Parse(name);
        CabinetConfiguration configuration = new() { Id = example["id"]!.GetValue<string>() };
        SiteSettings site = configuration.Site;
        site.Name = example["name"]!.GetValue<string>();
        site.Site = example["site"]!["name"]!.GetValue<string>();
        site.Where = example["site"]!["where"]!.GetValue<string>();
        site.Floor = example["site"]!["floor"]!.GetValue<string>();
        site.Indoor = example["site"]!["indoor"]!.GetValue<bool>();
        site.Access = example["site"]!["access"]!.GetValue<string>();
        site.Hours = example["site"]!["hours"]!.GetValue<string>();
        site.HasPosition = true;
        site.LatitudeE6 = (int)(example["position"]!["lat"]!.GetValue<decimal>() * 1_000_000);
        site.LongitudeE6 = (int)(example["position"]!["lon"]!.GetValue<decimal>() * 1_000_000);
        site.ContactName = example["contact"]!["name"]!.GetValue<string>();
        site.ContactPhone = example["contact"]!["phone"]!.GetValue<string>();
        site.TrainedResponders = example["trainedResponders"]!.GetValue<int>();
        configuration.Aed.Model = example["aed"]!["model"]!.GetValue<string>();
        configuration.Aed.Serial = example["aed"]!["serial"]!.GetValue<string>();
        configuration.Aed.Profile = example["aed"]!["profile"]!.GetValue<string>();
        configuration.Aed.PadsExpire = example["expiries"]!["pads"]!.GetValue<string>();
        configuration.Aed.BatteryExpire = example["expiries"]!["battery"]!.GetValue<string>();
        configuration.Pins.Board = example["firmware"]!["board"]!.GetValue<string>();

        MessageComposer composer = new(configuration, example["boot"]!.GetValue<int>(), new ExampleClock(example));
        Assert.AreEqual(Text(name), composer.About());
    }

    [TestMethod]
    [DataRow("state.not-seen")]
    [DataRow("state.ready")]
    [DataRow("state.contacts-unknown")]
    [DataRow("state.cold-on-battery")]
    [DataRow("state.station")]
    [DataRow("state.kit")]
    [DataRow("state.maintenance")]
    [DataRow("state.drill")]
    [DataRow("state.aed-removed")]
    [DataRow("state.after-rescue")]
    [DataRow("state.door-open-unsensed")]
    [DataRow("state.not-commissioned")]
    [DataRow("state.safe-mode")]
    [DataRow("state.unsynced")]
    public void A_state_is_written_as_the_example_shows(string name)
    {
        JsonNode example = Parse(name);
        CabinetState state = ExampleState.From(example);
        CabinetConfiguration configuration = ExampleState.ConfigurationFor(example);
        MessageComposer composer = new(configuration, example["boot"]!.GetValue<int>(), new ExampleClock(example));

        Assert.AreEqual(state.Reasons, Readiness.ReasonsOf(state), "the reasons follow from the rest of the example");
        string written = composer.State(state, example["connection"]!.GetValue<int>(), example["uptimeMs"]!.GetValue<long>());
        Assert.AreEqual(Text(name), written);
    }

    [TestMethod]
    [DataRow("event.boot-started", EventKind.BootStarted)]
    [DataRow("event.boot-restarted", EventKind.BootStarted)]
    [DataRow("event.boot-crashed", EventKind.BootCrashed)]
    [DataRow("event.outbox-overflowed", EventKind.OutboxOverflowed)]
    [DataRow("event.door-opened", EventKind.DoorOpened)]
    [DataRow("event.door-closed", EventKind.DoorClosed)]
    [DataRow("event.aed-removed", EventKind.AedRemoved)]
    [DataRow("event.aed-returned", EventKind.AedReturned)]
    [DataRow("event.aed-missing", EventKind.AedMissing)]
    [DataRow("event.unsynced", EventKind.DoorOpened)]
    [DataRow("event.drill", EventKind.AedRemoved)]
    [DataRow("event.maintenance", EventKind.AedAttention)]
    [DataRow("event.aed-attention-cold", EventKind.AedAttention)]
    [DataRow("event.expiry-due", EventKind.ExpiryDue)]
    [DataRow("event.input-chattering", EventKind.InputChattering)]
    [DataRow("event.kit-opened", EventKind.KitOpened)]
    [DataRow("event.kit-opened-urgent", EventKind.KitOpened)]
    [DataRow("event.drill-with-sos", EventKind.DrillStarted)]
    [DataRow("event.inputs-supply-fault", EventKind.InputsSupplyFault)]
    [DataRow("event.inputs-all-low", EventKind.InputsSupplyFault)]
    [DataRow("event.heater-hot-while-off", EventKind.HeaterFault)]
    [DataRow("event.command-done", EventKind.CommandDone)]
    [DataRow("event.indicator-learnt", EventKind.CommandDone)]
    [DataRow("event.command-rejected", EventKind.CommandRejected)]
    [DataRow("event.config-rejected", EventKind.ConfigRejected)]
    [DataRow("event.temperature-warning", EventKind.TemperatureWarning)]
    [DataRow("event.temperature-exposure", EventKind.TemperatureExposure)]
    [DataRow("event.storage-fault", EventKind.StorageFault)]
    [DataRow("event.sos-in-a-drill", EventKind.SosPressed)]
    [DataRow("event.mains-lost", EventKind.MainsLost)]
    [DataRow("event.self-test-failed", EventKind.SelfTestFailed)]
    [DataRow("event.part-failed", EventKind.SelfTestFailed)]
    [DataRow("event.sos-pressed", EventKind.SosPressed)]
    [DataRow("event.temperature-low", EventKind.TemperatureLow)]
    [DataRow("event.temperature-sensor-fault", EventKind.TemperatureSensorFault)]
    public void An_event_is_written_as_the_example_shows(string name, EventKind kind)
    {
        JsonNode example = Parse(name);
        string data = example["data"]!.ToJsonString()[1..^1];
        CabinetEvent item = new(
            kind,
            Enum.GetValues<Severity>().Single(severity => EventCatalog.NameOf(severity) == example["severity"]!.GetValue<string>()),
            example["boot"]!.GetValue<int>(),
            example["seq"]!.GetValue<int>(),
            example["uptimeMs"]!.GetValue<long>(),
            Mode(example),
            data.Length == 0 ? null : data);

        Assert.AreEqual(Text(name), Composer(example).Event(item, item.AtMs));
    }

    private static OperatingMode Mode(JsonNode example) => example["drill"] is not null
        ? OperatingMode.Drill
        : example["maintenance"] is not null ? OperatingMode.Maintenance : OperatingMode.Normal;

    private static MessageComposer Composer(JsonNode example) =>
        new(new CabinetConfiguration { Id = example["id"]!.GetValue<string>() }, example["boot"]!.GetValue<int>(),
            new ExampleClock(example));

    private static JsonNode Parse(string name) => JsonNode.Parse(Text(name))!;

    private static string Text(string name) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "firmware", "contract", "examples", name + ".json")).TrimEnd('\n');

    /// <summary>The wall clock at the moment of the example, or none where the example has none.</summary>
    private sealed class ExampleClock(JsonNode example) : IWallClock
    {
        public bool TryGetUtc(out long unixMs)
        {
            string? time = example["time"]?.GetValue<string>();
            unixMs = time is null ? 0 : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)
                .ToUnixTimeMilliseconds();
            return time is not null;
        }
    }
}
