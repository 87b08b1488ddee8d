using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Desktop.Tests;

/// <summary>A battery kit as <c>run</c> shows it: the firmware's own threads, a real broker, and sleeps in between (SPEC §16).</summary>
[TestClass]
[TestCategory("RealTime")]
public class KitSleepTests
{
    private const double CapacityWh = 10;

    [TestMethod]
    public void A_kit_sleeps_and_its_door_and_its_timer_wake_it_and_asleep_it_draws_next_to_nothing()
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = 60 };
        SimulatedCabinet kit = environment.StartCabinet(environment.Broker.Port, MakeKit, time: time,
            power: new PowerParameters { CapacityWh = CapacityWh });
        kit.Move("mains", "lost");
        environment.Reader.Await("event", Is("boot.started", 1, "power-on"), "the first boot");
        AwaitSleep(kit, "after its first report");
        double share = kit.Physical.BatteryChargeShare;

        kit.Move("kit-door", "open");
        environment.Reader.Await("event", Is("boot.started", 2, "pin"), "the boot by the door");
        environment.Reader.Await("event", item => Name(item) == "kit.opened" && item["boot"]!.GetValue<int>() == 2, "the opened kit");
        AwaitSleep(kit, "with its door open, which must not wake it for ever");
        kit.Move("kit-door", "closed");
        environment.Reader.Await("event", item => Name(item) == "kit.closed" || Is("boot.started", 3, "pin")(item),
            "the boot by the shut door");
        AwaitSleep(kit, "with its door shut");
        Assert.IsLessThan(share, kit.Physical.BatteryChargeShare, "being awake costs");

        // It wakes each hour; the report between two sleeps is awake, the sleep itself costs nearly nothing.
        int boot = kit.Boot;
        share = kit.Physical.BatteryChargeShare;
        long sleptFromMs = time.NowMs;
        time.Speed = 600;
        Waiting.Until(() => !kit.IsAsleep || time.NowMs - sleptFromMs > 45 * 60_000, "three quarters of an hour of sleep");
        Assert.IsTrue(kit.IsAsleep);
        Assert.IsLessThan(0.001 / CapacityWh, share - kit.Physical.BatteryChargeShare, "less than a milliwatt-hour");
        environment.Reader.Await("event", Is("boot.started", boot + 1, "timer"), "the boot by the timer");
        Assert.IsInRange(58, 75, (time.NowMs - sleptFromMs) / 60_000, "an hour");
        AwaitSleep(kit, "after the usual report");
    }

    private static void MakeKit(JsonObject configuration)
    {
        configuration["kind"] = "kit";
        configuration["power"] = JsonNode.Parse(
            """{"mainsFitted": false, "batteryFitted": true, "deepSleep": true, "wakeHours": 1, "listenSeconds": 5}""");
        configuration["climate"] = JsonNode.Parse("""{"probeFitted": false, "heaterFitted": false}""");
        configuration["broker"]!["firstAttemptSeconds"] = 0;
        _ = configuration.Remove("indicatorProfile");
    }

    private static void AwaitSleep(SimulatedCabinet kit, string when) => Waiting.Until(() => kit.IsAsleep, "the kit to sleep " + when);

    private static string Name(JsonNode item) => item["event"]!.GetValue<string>();

    private static Func<JsonNode, bool> Is(string name, int boot, string wake) =>
        item => Name(item) == name && item["boot"]!.GetValue<int>() == boot && item["data"]!["wake"]?.GetValue<string>() == wake;
}
