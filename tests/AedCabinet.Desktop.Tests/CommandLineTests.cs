using System.Net.Sockets;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Commands;
using AedCabinet.Testing;
using CliWrap;

namespace AedCabinet.Desktop.Tests;

/// <summary>What a person at the terminal gets for the likely mistakes.</summary>
[TestClass]
[TestCategory("RealTime")]
public class CommandLineTests
{
    [TestMethod]
    public void Help_names_every_option()
    {
        (int exitCode, string output) = Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (string option in new[] { "--broker", "--mqtt-port", "--web-port", "--config", "--cabinets", "--flash", "--aed", "--seed",
            "--headless", "--speed", "run", "scenario", "week", "sign" })
        {
            Assert.Contains(option, output);
        }
    }

    [TestMethod]
    public void An_unknown_option_is_named()
    {
        (int exitCode, string output) = Run("--prot", "1");

        Assert.AreEqual(2, exitCode);
        Assert.Contains("--prot", output);
    }

    [TestMethod]
    [DataRow("--broker", "localhost", "HOST:PORT")]
    [DataRow("--broker", "localhost:99999", "HOST:PORT")]
    [DataRow("--mqtt-port", "0", "1 to 65535")]
    [DataRow("--web-port", "70000", "0 to 65535")]
    [DataRow("--web-port", "eighty", "eighty")]
    [DataRow("--cabinets", "0", "1 to 3")]
    [DataRow("--cabinets", "4", "--config")]
    [DataRow("--cabinets", "all", "all")]
    [DataRow("--speed", "7", "1, 10, 60 or 600")]
    [DataRow("--speed", "fast", "fast")]
    public void A_wrong_value_is_told_with_what_would_be_right(string option, string value, string expected)
    {
        (int exitCode, string output) = Run(option, value);

        Assert.AreEqual(2, exitCode);
        Assert.Contains(expected, output);
    }

    [TestMethod]
    public void An_unknown_AED_profile_is_told_with_those_there_are()
    {
        (int exitCode, string output) = Run("--aed", "philips");

        Assert.AreEqual(2, exitCode);
        Assert.Contains("philips-hs1", output);
    }

    [TestMethod]
    [DataRow("--mqtt-port")]
    [DataRow("--web-port")]
    public void A_port_in_use_is_told_with_the_option_that_changes_it(string option)
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        string mqttPort = option == "--mqtt-port" ? taken.ToString() : Ports.Free().ToString();
        string webPort = option == "--web-port" ? taken.ToString() : "0";
        DirectoryInfo flash = Directory.CreateTempSubdirectory("aed-flash-");

        (int exitCode, string output) = Run("--mqtt-port", mqttPort, "--web-port", webPort, "--flash", flash.FullName);
        flash.Delete(recursive: true);

        Assert.AreEqual(1, exitCode, output);
        Assert.Contains(taken.ToString(), output);
        Assert.Contains(option, output);
        Assert.DoesNotContain("   at ", output);
    }

    [TestMethod]
    public void Every_problem_of_a_broken_configuration_is_listed()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file,
            """{"version":1,"id":"bad id","kind":"aed","prefecture":"1501","county":"150502","sector":"health","broker":{"host":"b","port":0}}""");

        (int exitCode, string output) = Run("--config", file);
        File.Delete(file);

        Assert.AreEqual(2, exitCode);
        Assert.Contains("id: may hold only letters", output);
        Assert.Contains("county: 150502 does not belong to prefecture 1501", output);
        Assert.Contains("broker.port: 0 is not within 1 to 65535", output);
        Assert.Contains("pins.aedDoor: is missing", output);
    }

    [TestMethod]
    public void A_configuration_that_is_no_JSON_or_not_there_is_told()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "{ version: ");
        (int brokenCode, string broken) = Run("--config", file);
        File.Delete(file);
        (int missingCode, string missing) = Run("--config", file);

        Assert.AreEqual(2, brokenCode);
        Assert.Contains("not valid JSON", broken);
        Assert.AreEqual(2, missingCode);
        Assert.Contains(file, missing);
    }

    [TestMethod]
    public void Two_configurations_of_one_cabinet_are_refused_by_their_names()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-config-");
        string first = WriteConfiguration(folder, "first.json", "NM-1");
        string second = WriteConfiguration(folder, "second.json", "NM-1");
        (int exitCode, string output) = Run("--config", first, "--config", second);
        folder.Delete(recursive: true);

        Assert.AreEqual(2, exitCode);
        Assert.Contains("\"NM-1\"", output);
        Assert.Contains(first, output);
        Assert.Contains(second, output);
    }

    [TestMethod]
    public void Several_configurations_run_at_once_and_the_number_of_demo_cabinets_is_not_for_them()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-config-");
        string first = WriteConfiguration(folder, "first.json", "NM-1");
        string second = WriteConfiguration(folder, "second.json", "NM-2");
        string flash = Path.Combine(folder.FullName, "flash");
        using (SimulatorProcess simulator = new("--config", first, "--config", second, "--mqtt-port", Ports.Free().ToString(), "--web-port",
            "0", "--headless", "--flash", flash))
        {
            simulator.AwaitOutput("mqtt     state NM-1");
            simulator.AwaitOutput("mqtt     state NM-2");
            Assert.DoesNotContain("NM-0471-0001", simulator.Output);
            Assert.DoesNotContain(Convert.ToHexStringLower(CommandBench.Key), simulator.Output);
        }

        CollectionAssert.AreEquivalent(new[] { "NM-1", "NM-2" }, Directory.GetDirectories(flash).Select(Path.GetFileName).ToArray());
        (int exitCode, string output) = Run("--config", first, "--cabinets", "2");
        folder.Delete(recursive: true);
        Assert.AreEqual(2, exitCode);
        Assert.Contains("--cabinets", output);
    }

    [TestMethod]
    public void An_unreachable_broker_is_retried_where_one_can_see_it_and_the_alarm_works_meanwhile()
    {
        DirectoryInfo flash = Directory.CreateTempSubdirectory("aed-flash-");
        using SimulatorProcess simulator = new(
            "run", "--broker", $"127.0.0.1:{Ports.Free()}", "--web-port", "0", "--headless", "--flash", flash.FullName);
        simulator.AwaitOutput("next attempt in");
        string address = simulator.Output.Split('\n').First(line => line.Contains("API ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();

        using HttpClient http = new();
        HttpResponseMessage moved = http.PutAsync(address + "/inputs/door", new StringContent("\"open\"")).GetAwaiter().GetResult();
        Assert.AreEqual(HttpStatusCode.NoContent, moved.StatusCode);
        Waiting.Until(
            () => http.GetStringAsync(address).GetAwaiter().GetResult().Contains("\"sounder\":\"on\"", StringComparison.Ordinal),
            "the sounder");

        simulator.Interrupt();
        Assert.AreEqual(0, simulator.AwaitExit(), simulator.Output);
        flash.Delete(recursive: true);
    }

    [TestMethod]
    public void Ctrl_C_stops_it_cleanly_with_a_goodbye_to_the_broker()
    {
        DirectoryInfo flash = Directory.CreateTempSubdirectory("aed-flash-");
        using SimulatorProcess simulator = new("--mqtt-port", Ports.Free().ToString(), "--web-port", "0", "--flash", flash.FullName);
        simulator.AwaitOutput("mqtt     state NM-0471-0001");

        simulator.Interrupt();
        Assert.AreEqual(0, simulator.AwaitExit(), simulator.Output);
        Assert.Contains("online NM-0471-0001 {\"online\":false", simulator.Output);
        Assert.DoesNotContain("ERROR", simulator.Output);
        flash.Delete(recursive: true);
    }

    [TestMethod]
    public void Sign_prints_a_command_that_the_gate_carries_out_and_never_the_key()
    {
        string key = Convert.ToHexStringLower(CommandBench.Key);
        string file = Path.GetTempFileName();
        File.WriteAllText(file, key + "\n");
        (int exitCode, string output) = Run(
            "sign", "locate", """{"seconds":60,"who":"值班"}""", "--cabinet", CommandBench.CabinetId, "--key-file", file, "--counter", "5",
            "--id", "c-5", "--expires-in", "60");
        File.Delete(file);

        Assert.AreEqual(0, exitCode, output);
        Assert.DoesNotContain(key, output);
        CommandBench bench = new() { Time = DateTimeOffset.UtcNow };
        Assert.AreEqual("done", bench.Code(output.Trim()));
    }

    [TestMethod]
    public void Sign_takes_the_key_on_standard_input()
    {
        string output = Cli.Wrap("dotnet")
            .WithArguments([typeof(RunCommand).Assembly.Location, "sign", "locate", "--cabinet", CommandBench.CabinetId, "--key-file", "-"])
            .WithStandardInputPipe(PipeSource.FromString(Convert.ToHexStringLower(CommandBench.Key) + "\n"))
            .Run()
            .StandardOutput;

        CommandBench bench = new() { Time = DateTimeOffset.UtcNow };
        Assert.AreEqual("done", bench.Code(output.Trim()));
    }

    [TestMethod]
    [DataRow("", "--cabinet")]
    [DataRow("--cabinet X", "--key-file")]
    [DataRow("--cabinet X --key 0011", "everybody on this machine could read the key")]
    [DataRow("--cabinet X --key-file no-such.key", "no-such.key")]
    [DataRow("--config no-such.json", "no-such.json")]
    public void Sign_says_what_is_missing(string options, string expected)
    {
        (int exitCode, string output) = Run(["sign", "locate", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.AreEqual(2, exitCode);
        Assert.Contains(expected, output);
        Assert.DoesNotContain("0011", output);
    }

    [TestMethod]
    [DataRow("registry", "--broker")]
    [DataRow("registry --broker here --database x.db", "HOST:PORT")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --password-file p", "--user")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --provisioned no-such-folder", "no-such-folder")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --ca no-such.pem", "no-such.pem")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --wake-hours 25", "1 to 24")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --http 0 --page-origin aed.example", "https://HOST")]
    [DataRow("registry --broker 127.0.0.1:1 --database x.db --http 0 --page-origin https://aed.example/page", "without a path")]
    [DataRow("registry verify --database no-such.db", "no such database")]
    [DataRow("registry export --database no-such.db", "--geojson")]
    [DataRow("registry availability --database no-such.db --by town", "sector")]
    [DataRow("registry command NM-1 locate [] --broker 127.0.0.1:1 --database no-such.db", "JSON object")]
    [DataRow("registry command NM-1 locate --broker 127.0.0.1:1 --database no-such.db", "--provisioned")]
    public void The_registry_s_commands_say_what_is_wrong(string line, string expected)
    {
        (int exitCode, string output) = Run(line.Split(' '));

        Assert.AreEqual(2, exitCode, output);
        Assert.Contains(expected, output);
    }

    private static string WriteConfiguration(DirectoryInfo folder, string name, string id)
    {
        JsonObject root = JsonNode.Parse(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", 1883)))!.AsObject();
        root["id"] = id;
        string file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, TestEnvironment.ToBytes(root));
        return file;
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using SimulatorProcess simulator = new(arguments);
        return (simulator.AwaitExit(), simulator.Output);
    }
}
