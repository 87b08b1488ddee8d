using System.Device.Gpio;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests;

/// <summary>What a technician with a serial cable learns, and what nobody ever learns from it (SPEC §8, §15).</summary>
[TestClass]
[TestCategory("RealTime")]
public class SerialLogTests
{
    private const string Password = "Kx7-password-of-this-cabinet";
    private const string User = "NM-0471-0001";

    [TestMethod]
    public void An_empty_board_says_which_file_is_missing_and_what_to_do()
    {
        using SerialBench bench = new();

        bench.Start(SimulatedBoard.Target);

        bench.Await("firmware: " + FirmwareVersion.Text + ", target ESP32_S3_QUAD, board esp32-s3, boot 1");
        bench.Await("ERROR: cabinet: not commissioned, fault code 1, which all lamps blink; only door and local alarm work");
        bench.Await("ERROR: flash: cabinet.json is missing; deploy the folder made by provision: run flash.sh again (Windows: flash.ps1)");
        bench.Await("start: by power or a restart");
        bench.Await("last boot: left no word (power cut, reset or watchdog), or there was none");
        bench.Await("link: none, nobody to report to");
    }

    [TestMethod]
    [DataRow("{\"version\":1,", "ERROR: cabinet: not commissioned, fault code 2",
        "ERROR: cabinet.json: is not valid JSON; check brackets, commas and quotation marks")]
    [DataRow("", "ERROR: cabinet: not commissioned, fault code 2", "ERROR: cabinet.json: ")]
    [DataRow("{\"version\":1}", "ERROR: cabinet: not commissioned, fault code 3", "ERROR: cabinet.json: id: is missing")]
    public void A_file_that_is_wrong_is_told_with_its_code_and_every_problem(string text, string code, string problem)
    {
        using SerialBench bench = new();
        bench.Deploy(ConfigurationFile.Name, Encoding.UTF8.GetBytes(text));

        bench.Start(SimulatedBoard.Target);

        bench.Await(code);
        bench.Await(problem);
        bench.Await($"flash: cabinet.json found, {text.Length} bytes");
    }

    [TestMethod]
    public void A_file_that_is_too_large_is_code_2()
    {
        using SerialBench bench = new();
        bench.Deploy(ConfigurationFile.Name, Encoding.UTF8.GetBytes("{\"id\":\"" + new string('x', 9000) + "\"}"));

        bench.Start(SimulatedBoard.Target);

        bench.Await("ERROR: cabinet: not commissioned, fault code 2");
    }

    [TestMethod]
    public void A_board_that_is_not_commissioned_blinks_feeds_its_watchdog_and_sounds_at_an_open_door()
    {
        using SerialBench bench = new();
        PinMap pins = KnownBoards.PinsOfTarget("ESP32_S3_QUAD");
        bench.Board.Drive(pins.AedDoor, PinValue.Low);
        bench.Board.Drive(pins.AedPresence, PinValue.Low);

        bench.Start("ESP32_S3_QUAD");

        Waiting.Until(
            () => bench.Changes.Contains(pins.LampGreen) && bench.Changes.Contains(pins.LampAmber) && bench.Changes.Contains(pins.LampRed)
                && bench.Changes.Contains(pins.Watchdog),
            "lamps and watchdog");
        Assert.DoesNotContain(pins.Sounder, bench.Changes);
        bench.Board.Drive(pins.AedDoor, null);
        Waiting.Until(() => bench.Changes.Contains(pins.Sounder), "the sounder");
        Assert.IsFalse(bench.Board.IsHigh(pins.SounderInhibit), "nobody silenced it");
    }

    [TestMethod]
    public void On_a_board_that_nobody_knows_no_pin_is_touched()
    {
        using SerialBench bench = new();

        bench.Start("ESP32_C3");

        bench.Await("ERROR: board: this firmware knows no board with the image ESP32_C3; without cabinet.json no pin is driven");
        Assert.AreEqual("inputs: none wired; outputs: none wired", bench.Await("inputs: "));
        bench.Clock.Hurry(TimeSpan.FromSeconds(5));
        Assert.IsEmpty(bench.Changes);
    }

    [TestMethod]
    public void Every_input_and_output_is_told_by_name_after_the_start_and_at_each_short_press_and_not_more_often()
    {
        using SerialBench bench = new();
        PinMap pins = KnownBoards.PinsOfTarget(SimulatedBoard.Target);
        bench.Board.Drive(pins.AedDoor, PinValue.Low);
        bench.Board.Drive(pins.AedPresence, PinValue.Low);
        bench.Start(SimulatedBoard.Target);

        string line = bench.Await("inputs: ");
        Assert.StartsWith(
            "inputs: aedDoor shut, aedPresence present, kitDoor open, sos released, service released; outputs: sounder off, "
                + "sounderInhibit off, beacon off, lampGreen ", line);
        bench.Clock.Hurry(TimeSpan.FromSeconds(30));
        Assert.AreEqual(1, InputLines(bench));

        long pressedMs = bench.Clock.NowMs;
        bench.Board.Drive(pins.Service, PinValue.Low);
        Waiting.Until(() => bench.Clock.NowMs - pressedMs > 400, "the finger");
        bench.Board.Drive(pins.Service, null);
        Waiting.Until(() => InputLines(bench) == 2, "the line after the press");
        Assert.Contains("sounderInhibit on", bench.Await("inputs: "), "a short press silences too");
    }

    [TestMethod]
    public void A_commissioned_cabinet_tells_who_it_is_and_what_its_link_does_and_nothing_secret()
    {
        using SerialBench bench = new();
        JsonObject root = Configuration();
        bench.Deploy(ConfigurationFile.Name, TestEnvironment.ToBytes(root));

        bench.Start(SimulatedBoard.Target);

        bench.Await("cabinet: " + User + ", kind ");
        bench.Await($"link: to 127.0.0.1:{root["broker"]!["port"]} without TLS over wifi");
        bench.Await("network: wifi, has an address");
        bench.Await("clock: set, 20");
        Assert.Contains("next attempt in", bench.Await("warning: link: no connection to broker 127.0.0.1"));
        Assert.Contains("insideProbe nothing yet", bench.Await("inputs: aedDoor "));
        AssertNothingSecret(bench, root);

        bench.Stop();
        bench.Start(SimulatedBoard.Target);
        bench.Await("last boot: ended on purpose (stopped)");
        AssertNothingSecret(bench, root);
    }

    [TestMethod]
    public void Without_its_authority_s_file_a_cabinet_says_code_4_and_its_lamps_keep_their_meaning()
    {
        using SerialBench bench = new();
        JsonObject root = Configuration();
        root["broker"]!["tls"] = true;
        root["broker"]!["caFile"] = "ca.pem";
        bench.Deploy(ConfigurationFile.Name, TestEnvironment.ToBytes(root));

        bench.Start(SimulatedBoard.Target);

        bench.Await(
            "ERROR: flash: ca.pem is missing, fault code 4; the broker can't be trusted, the cabinet stays without a link; deploy "
                + "the folder");
        bench.Await("cabinet: " + User);
        bench.Stop();
        bench.Deploy("ca.pem", Encoding.ASCII.GetBytes("no certificate"));
        bench.Start(SimulatedBoard.Target);
        bench.Await("ERROR: flash: ca.pem holds no certificate, fault code 4; ");
        bench.Stop();
        bench.Deploy("ca.pem", Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"));
        bench.Start(SimulatedBoard.Target);
        bench.Await("flash: ca.pem found, ");
    }

    [TestMethod]
    public void A_file_for_another_board_is_told()
    {
        using SerialBench bench = new();
        bench.Deploy(ConfigurationFile.Name, TestEnvironment.ToBytes(Configuration()));

        bench.Start("ESP32_WT32_ETH01");

        bench.Await("warning: board: cabinet.json is for esp32-s3, whose image is ESP32_S3_QUAD, but this image is ESP32_WT32_ETH01; ");
    }

    [TestMethod]
    public void A_serial_port_that_fails_keeps_no_watchdog_from_being_fed()
    {
        using SerialBench bench = new();
        FailingPort port = new();
        bench.Writer = port;
        int watchdog = KnownBoards.PinsOfTarget(SimulatedBoard.Target).Watchdog;

        bench.Start(SimulatedBoard.Target);

        Waiting.Until(() => port.Failures > 0, "the port to fail");
        int fed = bench.Changes.Count(pin => pin == watchdog);
        bench.Clock.Hurry(TimeSpan.FromSeconds(10));
        Waiting.Until(() => bench.Changes.Count(pin => pin == watchdog) >= fed + 3, "the watchdog's next pulses");
        Assert.AreEqual(1, port.Failures, "it is not tried again");
    }

    [TestMethod]
    public void A_wrong_file_s_problems_tell_nothing_secret()
    {
        using SerialBench bench = new();
        JsonObject root = Configuration();
        root["commandKey"] = root["commandKey"]!.GetValue<string>() + "00";
        root["broker"]!["password"] = Password + new string('x', 300);
        root["broker"]!["port"] = 0;
        bench.Deploy(ConfigurationFile.Name, TestEnvironment.ToBytes(root));

        bench.Start(SimulatedBoard.Target);

        bench.Await("ERROR: cabinet: not commissioned, fault code 3");
        bench.Await("ERROR: cabinet.json: commandKey: ");
        AssertNothingSecret(bench, root);
    }

    private sealed class FailingPort : ILog
    {
        private int _failures;

        public int Failures => Volatile.Read(ref _failures);

        public void Info(string line)
        {
            if (line.StartsWith("inputs: ", StringComparison.Ordinal))
            {
                _ = Interlocked.Increment(ref _failures);
                throw new IOException("the port is gone");
            }
        }

        public void Warning(string line)
        {
        }

        public void Error(string line)
        {
        }
    }

    private static int InputLines(SerialBench bench) =>
        bench.Log.Lines.Count(line => line.StartsWith("inputs: ", StringComparison.Ordinal));

    private static JsonObject Configuration()
    {
        byte[] demo = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
        JsonObject root = JsonNode.Parse(demo)!.AsObject();
        root["commandKey"] = Convert.ToHexStringLower([.. Enumerable.Range(1, 32).Select(i => (byte)(7 * i))]);
        JsonObject broker = root["broker"]!.AsObject();
        broker["user"] = User;
        broker["password"] = Password;
        broker["firstAttemptSeconds"] = 0;
        return root;
    }

    private static void AssertNothingSecret(SerialBench bench, JsonObject root)
    {
        string key = root["commandKey"]!.GetValue<string>();
        string log = string.Join('\n', bench.Log.Lines);
        foreach (string secret in new[] { Password, key, key[..16], key.ToUpperInvariant()[..16],
            Convert.ToBase64String(Convert.FromHexString(key))[..12] })
        {
            Assert.DoesNotContain(secret, log, "the log holds a secret");
        }
    }
}
