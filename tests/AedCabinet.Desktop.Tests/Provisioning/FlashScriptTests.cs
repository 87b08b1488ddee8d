using System.Diagnostics;
using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>The script for Linux, run with a flash tool that only writes down what it was asked.</summary>
[TestClass]
public class FlashScriptTests
{
    private const string First = ProvisioningBench.First;

    // Notes its arguments, keeps a copy of the files it is given, and fails or grumbles when told to.
    private const string Tool = """
        #!/bin/sh
        echo "$*" >> "$NOTES/calls"
        for file in "$@"; do case "$file" in *.json) cp "$file" "$NOTES/";; esac; done
        case "$*" in *"$FAILING"*) if [ -n "$FAILING" ]; then echo "Error E4000"; exit "${CODE:-1}"; fi;; esac
        case "$*" in *filedeployment*) if [ -n "$REFUSED" ]; then echo "Deploying file cabinet.json to I:\\cabinet.json..."; echo "Error deploying content file cabinet.json to I:\\cabinet.json"; fi;; esac
        exit 0
        """;

    [TestMethod]
    public void One_command_writes_runtime_network_files_and_program_to_the_port_it_is_given()
    {
        using Workshop workshop = new();

        (int code, string output) = workshop.Run();

        Assert.AreEqual(0, code, output);
        string[] calls = workshop.Calls;
        Assert.HasCount(4, calls, output);
        Assert.AreEqual($"--update --target ESP32_REV3 --serialport {workshop.Port}", calls[0]);
        Assert.StartsWith("--networkdeployment ", calls[1]);
        Assert.StartsWith("--filedeployment ", calls[2]);
        Assert.AreEqual($"--target ESP32_REV3 --serialport {workshop.Port} --deploy --image ../firmware/aed-cabinet.bin", calls[3]);
        JsonNode network = JsonNode.Parse(File.ReadAllText(workshop.Note("network.json")))!;
        Assert.AreEqual(workshop.Port, network["SerialPort"]!.GetValue<string>());
        Assert.AreEqual("景区-AED", network["WirelessClient"]!["Ssid"]!.GetValue<string>());
        JsonNode files = JsonNode.Parse(File.ReadAllText(workshop.Note("files.json")))!;
        Assert.AreEqual(workshop.Port, files["SerialPort"]!.GetValue<string>());
        Assert.AreEqual("I:\\cabinet.json", files["files"]![0]!["DestinationFilePath"]!.GetValue<string>());
        Assert.Contains("[完成]", output);
        Assert.Contains("[DONE]", output);
        Assert.DoesNotContain(ProvisioningBench.WifiPassword, output);
        Assert.DoesNotContain(workshop.Bench.KeyOf(First), output);
        Assert.IsFalse(File.Exists(calls[1].Split(' ')[1]), "the copy with the Wi-Fi's password is gone");

        Assert.AreEqual(0, workshop.Run().Code, "it may be run again");
    }

    [TestMethod]
    [DataRow("--update", "[失败] 运行环境没有写入", "Hold BOOT", 3)]
    [DataRow("--networkdeployment", "[失败] 网络设置没有写入", "Press RESET", 4)]
    [DataRow("--deploy", "[失败] 机柜程序没有写入", "is the firmware image whole?", 6)]
    public void A_step_that_fails_is_tried_three_times_and_told_in_both_languages(string step, string chinese, string english, int calls)
    {
        using Workshop workshop = new();

        (int code, string output) = workshop.Run(failing: step);

        Assert.AreEqual(1, code, output);
        Assert.Contains(chinese, output);
        Assert.Contains(english, output);
        Assert.HasCount(calls, workshop.Calls);
    }

    [TestMethod]
    public void A_file_that_is_refused_is_noticed_although_the_tool_reports_success()
    {
        using Workshop workshop = new();

        (int code, string output) = workshop.Run(isRefused: true);

        Assert.AreEqual(1, code, output);
        Assert.Contains("[FAILED] The configuration files were not written", output);
        Assert.DoesNotContain(call => call.Contains("--deploy", StringComparison.Ordinal), workshop.Calls);
    }

    [TestMethod]
    [DataRow("firmware/aed-cabinet.bin", "The firmware image ../firmware/aed-cabinet.bin is missing")]
    [DataRow(First + "/ca.pem", "ca.pem is missing")]
    [DataRow(First + "/network.json", "network.json is missing")]
    public void A_file_that_is_missing_is_told_before_anything_is_written(string file, string expected)
    {
        using Workshop workshop = new();
        File.Delete(workshop.Bench.Out(file.Split('/')));

        (int code, string output) = workshop.Run();

        Assert.AreEqual(1, code, output);
        Assert.Contains(expected, output);
        Assert.IsEmpty(workshop.Calls);
    }

    [TestMethod]
    public void Another_cabinet_s_file_and_a_port_that_is_not_there_are_told()
    {
        using Workshop workshop = new();
        Assert.Contains("There is no port /dev/nowhere", workshop.Run("/dev/nowhere").Output);

        File.Copy(workshop.Bench.Out(ProvisioningBench.Second, "cabinet.json"), workshop.Bench.Out(First, "cabinet.json"), true);
        Assert.Contains($"cabinet.json is not that of {First}", workshop.Run().Output);
        Assert.IsEmpty(workshop.Calls);
    }

    [TestMethod]
    public void Without_the_flash_tool_it_says_how_to_get_it()
    {
        using Workshop workshop = new();
        File.Delete(workshop.Bench.PathOf("tools", "nanoff"));

        (int code, string output) = workshop.Run();

        Assert.AreEqual(1, code);
        Assert.Contains("dotnet tool install -g nanoff", output);
    }

    private sealed class Workshop : IDisposable
    {
        public Workshop()
        {
            if (OperatingSystem.IsWindows())
            {
                Assert.Inconclusive("flash.sh is for Linux and macOS.");
            }

            Bench.Provision();
            Directory.CreateDirectory(Bench.PathOf("tools"));
            Directory.CreateDirectory(Bench.PathOf("notes"));
            File.WriteAllText(Bench.PathOf("tools", "nanoff"), Tool);
            ProvisioningBench.SetMode(Bench.PathOf("tools", "nanoff"), 0b111_000_000);
            File.WriteAllText(Port, string.Empty);
        }

        public ProvisioningBench Bench { get; } = new();

        // Any file that can be read and written passes for a port.
        public string Port => Bench.PathOf("ttyUSB7");

        public string[] Calls => File.Exists(Note("calls")) ? File.ReadAllLines(Note("calls")) : [];

        public string Note(string name) => Bench.PathOf("notes", name);

        public (int Code, string Output) Run(string? port = null, string failing = "", bool isRefused = false)
        {
            ProcessStartInfo start = new(Bench.Out(First, "flash.sh"), [port ?? Port]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Bench.PathOf("tools") };
            start.Environment["PATH"] = $"{Bench.PathOf("tools")}:/usr/bin:/bin";
            start.Environment["HOME"] = Bench.PathOf("tools");
            start.Environment["NOTES"] = Bench.PathOf("notes");
            start.Environment["FAILING"] = failing;
            start.Environment["REFUSED"] = isRefused ? "1" : string.Empty;
            start.Environment["AED_RETRY_PAUSE"] = "0";
            start.Environment.Remove("AED_FIRMWARE");
            using Process script = Process.Start(start)!;
            Task<string> errors = script.StandardError.ReadToEndAsync();
            string output = script.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            Assert.IsTrue(script.WaitForExit(Waiting.Limit));
            return (script.ExitCode, output);
        }

        public void Dispose() => Bench.Dispose();
    }
}
