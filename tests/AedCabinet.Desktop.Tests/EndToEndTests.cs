using System.Diagnostics;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests;

/// <summary>The whole path against a real Mosquitto: a simulated contact, the firmware's own source, an ordinary MQTT reader.</summary>
[TestClass]
[TestCategory("RealTime")]
public class EndToEndTests
{
    [TestMethod]
    public void An_opened_door_and_a_taken_AED_arrive_as_the_contract_says()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = environment.StartCabinet();

        environment.Reader.Await("online", online => online["online"]!.GetValue<bool>(), "the birth");
        JsonNode about = environment.Reader.Await("about", _ => true, "about");
        Assert.AreEqual("游客中心一层东门旁", about["site"]!["where"]!.GetValue<string>());
        environment.Reader.Await("state", _ => true, "the state");
        environment.Reader.Await("event", Is("boot.started"), "boot.started");

        environment.Reader.Await(
            "state",
            state => state["temperature"]?["insideDeciC"] is not null && state["temperature"]?["outsideDeciC"]?.GetValue<int>() == 200,
            "the state with both temperatures");
        environment.Reader.Await("state", state => state["ready"]!.GetValue<bool>(), "the state of a cabinet that is ready");

        cabinet.Move("door", "open");
        JsonNode opened = environment.Reader.Await("event", Is("door.opened"), "door.opened");
        Assert.AreEqual("aed", opened["data"]!["compartment"]!.GetValue<string>());
        environment.Reader.Await("state", state => state["doors"]!["aed"]!.GetValue<string>() == "open", "the state with an open door");

        cabinet.Move("aed", "absent");
        JsonNode removed = environment.Reader.Await("event", Is("aed.removed"), "aed.removed");
        Assert.AreEqual("emergency", removed["severity"]!.GetValue<string>());
        environment.Reader.Await("state", state => state["open"]!.AsArray().Count == 1, "the state with an open removal");

        cabinet.Move("aed", "present");
        cabinet.Move("door", "closed");
        environment.Reader.Await("event", Is("aed.returned"), "aed.returned");
        environment.Reader.Await("event", Is("door.closed"), "door.closed");
        environment.Reader.Await("telemetry", figures => figures["scan"] is not null, "telemetry");
        int[] numbers = [.. environment.Reader.All("event").Select(item => item["seq"]!.GetValue<int>()).Distinct().Order()];
        CollectionAssert.AreEqual(Enumerable.Range(1, numbers.Length).ToArray(), numbers, "every event's number, none missing");
    }

    [TestMethod]
    public void The_last_will_appears_when_the_process_is_killed()
    {
        using TestEnvironment environment = new();
        using SimulatorProcess simulator = new(
            "--broker", $"127.0.0.1:{environment.Broker.Port}", "--web-port", "0", "--headless", "--flash", environment.FlashFolder);
        JsonNode birth = environment.Reader.Await("online", online => online["online"]!.GetValue<bool>(), "the birth");

        simulator.Kill();
        JsonNode will = environment.Reader.Await("online", online => !online["online"]!.GetValue<bool>(), "the last will");
        Assert.AreEqual(birth["boot"]!.GetValue<int>(), will["boot"]!.GetValue<int>());
        Assert.AreEqual(birth["connection"]!.GetValue<int>(), will["connection"]!.GetValue<int>());
    }

    [TestMethod]
    public void A_signed_locate_sounds_and_is_answered_and_a_copy_or_a_forgery_is_not_carried_out()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = environment.StartCabinet();
        int sounder = BoardDefinition.Load(SimulatedBoard.Reference).Pins["sounder"];
        using ManualResetEventSlim sounding = new();
        cabinet.Board.OutputChanged += change =>
        {
            if (change.Pin == sounder && change.IsHigh)
            {
                sounding.Set();
            }
        };
        environment.Reader.Await("event", Is("boot.started"), "boot.started");
        Assert.IsFalse(sounding.IsSet);

        string expires = DateTimeOffset.UtcNow.AddMinutes(5)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        long counter = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string locate = CommandSigner.Sign(cabinet.Id, CommandBench.Key, "c-1", "locate", "{\"seconds\":60}", counter, expires);
        Publish(environment, cabinet, locate);
        JsonNode done = environment.Reader.Await("reply", reply => reply["code"]!.GetValue<string>() == "done", "the reply done");
        Assert.AreEqual("c-1", done["id"]!.GetValue<string>());
        Assert.IsTrue(sounding.Wait(TimeSpan.FromSeconds(5)), "it sounds");

        Publish(environment, cabinet, CommandSigner.Sign(cabinet.Id, CommandBench.Key, "c-0", "locate", "{}", counter, expires));
        JsonNode replayed = environment.Reader.Await("reply", reply => reply["code"]!.GetValue<string>() == "replayed",
            "the reply replayed");
        Assert.AreEqual(counter, replayed["data"]!["last"]!.GetValue<long>());
        Publish(environment, cabinet, CommandSigner.Sign(cabinet.Id, new byte[32], "c-2", "locate", "{}", counter + 1, expires));
        environment.Reader.Await("reply", reply => reply["code"]!.GetValue<string>() == "wrong-mac", "the reply wrong-mac");
        Assert.HasCount(1, environment.Reader.All("reply").Where(reply => reply["code"]!.GetValue<string>() == "done"));
    }

    [TestMethod]
    public void The_next_boot_has_the_next_number()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet first = environment.StartCabinet();
        environment.Reader.Await("event", item => Is("boot.started")(item) && item["boot"]!.GetValue<int>() == 1, "the first boot");
        first.Stop();
        environment.Reader.Await("online", online => !online["online"]!.GetValue<bool>(), "the goodbye of the first boot");

        environment.StartCabinet();
        environment.Reader.Await("event", item => Is("boot.started")(item) && item["boot"]!.GetValue<int>() == 2, "the second boot");
    }

    [TestMethod]
    public void The_sounder_pin_follows_the_door_pin_within_100_ms_of_real_time()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = environment.StartCabinet();
        environment.Reader.Await("event", Is("boot.started"), "boot.started");
        int sounder = BoardDefinition.Load(SimulatedBoard.Reference).Pins["sounder"];
        using ManualResetEventSlim sounding = new();
        long soundedAt = 0;
        cabinet.Board.OutputChanged += change =>
        {
            if (change.Pin == sounder && change.IsHigh && !sounding.IsSet)
            {
                soundedAt = change.Timestamp;
                sounding.Set();
            }
        };

        long openedAt = Stopwatch.GetTimestamp();
        cabinet.Move("door", "open");
        Assert.IsTrue(sounding.Wait(Waiting.Limit), "the sounder never came on");

        double elapsedMs = Stopwatch.GetElapsedTime(openedAt, soundedAt).TotalMilliseconds;
        Console.WriteLine($"contact to sounder: {elapsedMs:F1} ms");
        Assert.IsLessThanOrEqualTo(100.0, elapsedMs);
    }

    private static void Publish(TestEnvironment environment, SimulatedCabinet cabinet, string command)
    {
        string program = RequiredTool.Find("mosquitto_pub", "mosquitto-clients");
        BufferedCommandResult sent = Cli.Wrap(program)
            .WithArguments(["-h", "127.0.0.1", "-p", environment.Broker.Port.ToString(), "-q", "1", "-t",
                cabinet.Topics.Base + "/command", "-m", command])
            .Run();
        Assert.AreEqual(0, sent.ExitCode, sent.Output());
    }

    private static Func<JsonNode, bool> Is(string name) => item => item["event"]!.GetValue<string>() == name;
}
