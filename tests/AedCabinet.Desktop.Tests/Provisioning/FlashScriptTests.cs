using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Provisioning.Images;
using AedCabinet.Platform;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// The flash scripts, run with a flash tool that only writes down what it was asked, or lies as the real one was seen to.
/// </summary>
[TestClass]
public class FlashScriptTests
{
    private const string First = ProvisioningBench.First;

    public static IEnumerable<object[]> Scripts => FlashWorkshop.Scripts.Select(script => new object[] { script });

    public static IEnumerable<object[]> Steps => With(
        ["--update", "[失败] 运行环境没有写入", "Hold BOOT", 3],
        ["--networkdeployment", "[失败] 网络设置没有写入", "Press RESET", 4],
        ["--deploy", "[失败] 机柜程序没有写入", "is the firmware image whole?", 6],
        ["--devicedetails", "[失败] 读不到控制板的信息", "[FAILED] The board could not be read back", 7]);

    public static IEnumerable<object[]> Files => With(
        ["firmware/aed-cabinet.bin", "The firmware image ../firmware/aed-cabinet.bin is missing"],
        ["firmware/aed-cabinet.json", "There is no aed-cabinet.json beside the image"],
        ["firmware/runtime/" + TestImage.Archive, "The runtime runtime/" + TestImage.Archive + " is missing or damaged"],
        [First + "/ca.pem", "ca.pem is missing"],
        [First + "/network.json", "network.json is missing"]);

    public static IEnumerable<object[]> Firmwares => With(
        ["random", "[FAILED] ../firmware/aed-cabinet.bin is not the image " + FirmwareVersion.Text + ".0 of aed-cabinet.json",
            "[失败] 固件文件 ../firmware/aed-cabinet.bin 不是"],
        ["manifest", "[FAILED] aed-cabinet.json is damaged or was changed", "[失败] aed-cabinet.json 已损坏"],
        ["target", "[FAILED] The image is not for the board ESP32_S3_QUAD", "[失败] 固件不是给控制板 ESP32_S3_QUAD 的"]);

    public static IEnumerable<object[]> Boards => With(
        ["nothing", "[FAILED] nanoff reported success, but the board lists no program AedCabinet.Controller",
            "[失败] nanoff报告成功，但控制板上没有程序 AedCabinet.Controller"],
        ["older", "[FAILED] The board runs AedCabinet.Controller 0.0.9.0, and the firmware image has " + FirmwareVersion.Text + ".0",
            "[失败] 控制板上的 AedCabinet.Controller 是 0.0.9.0"],
        ["library", "[FAILED] The board runs System.Net 1.11.54.0, and the firmware image has 1.11.60.0",
            "[失败] 控制板上的 System.Net 是 1.11.54.0"],
        ["runtime", "[FAILED] The board's runtime is ESP32_S3_QUAD 1.17.0.400 and should be ESP32_S3_QUAD 1.17.0.351", "[失败] 控制板的运行环境是"],
        ["target", "[FAILED] The board's runtime is ESP32_S3_OCTAL 1.17.0.351 and should be", "应为 ESP32_S3_QUAD"],
        ["native",
            "[FAILED] Program and runtime don't fit, and the program will not start: System.Net needs 0x8EFB9944, and the board has "
                + "0x6DFA71D6", "[失败] 程序与运行环境不相配"],
        ["silent", "[FAILED] The board does not answer", "[失败] 控制板没有回答"],
        ["invalid", "[FAILED] The board does not answer", "[失败] 控制板没有回答"]);

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void One_command_writes_runtime_network_files_and_program_to_the_port_it_is_given_and_reads_back(string script)
    {
        using FlashWorkshop workshop = new();

        (int code, string output) = workshop.Run(script);

        Assert.AreEqual(0, code, output);
        string[] calls = [.. workshop.Calls.Select(call => call.Replace(" --suppressnanoffversioncheck", string.Empty))];
        Assert.HasCount(5, calls, output);
        Assert.AreEqual(
            $"--update --target ESP32_S3_QUAD --serialport {workshop.Port} --fwversion 1.17.0.351 --fromarchive --archivepath "
                + $"../firmware/runtime", calls[0]);
        Assert.StartsWith("--networkdeployment ", calls[1]);
        Assert.StartsWith("--filedeployment ", calls[2]);
        Assert.AreEqual(
            $"--target ESP32_S3_QUAD --serialport {workshop.Port} --deploy --image ../firmware/aed-cabinet.bin --address 0x1B0000",
            calls[3]);
        Assert.AreEqual($"--nanodevice --devicedetails --serialport {workshop.Port}", calls[4]);
        JsonNode network = JsonNode.Parse(File.ReadAllText(workshop.Note("network.json")))!;
        Assert.AreEqual(workshop.Port, network["SerialPort"]!.GetValue<string>());
        Assert.AreEqual("景区-AED", network["WirelessClient"]!["Ssid"]!.GetValue<string>());
        JsonNode files = JsonNode.Parse(File.ReadAllText(workshop.Note("files.json")))!;
        Assert.AreEqual(workshop.Port, files["SerialPort"]!.GetValue<string>());
        Assert.AreEqual("I:\\cabinet.json", files["files"]![0]!["DestinationFilePath"]!.GetValue<string>());
        Assert.Contains($"The board runs AedCabinet.Controller {FirmwareVersion.Text}.0 on the runtime 1.17.0.351", output);
        Assert.Contains("[完成]", output);
        Assert.Contains("[DONE]", output);
        Assert.DoesNotContain(ProvisioningBench.WifiPassword, output);
        Assert.DoesNotContain(workshop.Office.KeyOf(First), output);
        Assert.IsFalse(File.Exists(calls[1].Split(' ')[1]), "the copy with the Wi-Fi's password is gone");

        Assert.AreEqual(0, workshop.Run(script).Code, "it may be run again");
    }

    [TestMethod]
    [DynamicData(nameof(Steps))]
    public void A_step_that_fails_is_tried_three_times_and_told_in_both_languages(string script, string step, string chinese,
        string english, int calls)
    {
        using FlashWorkshop workshop = new();

        (int code, string output) = workshop.Run(script, failing: step);

        Assert.AreEqual(1, code, output);
        Assert.Contains(chinese, output);
        Assert.Contains(english, output);
        Assert.HasCount(calls, workshop.Calls);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void A_file_that_is_refused_is_noticed_although_the_tool_reports_success(string script)
    {
        using FlashWorkshop workshop = new();

        (int code, string output) = workshop.Run(script, isRefused: true);

        Assert.AreEqual(1, code, output);
        Assert.Contains("[FAILED] The configuration files were not written", output);
        Assert.DoesNotContain(call => call.Contains("--deploy", StringComparison.Ordinal), workshop.Calls);
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void A_board_that_does_not_run_the_image_is_told_in_both_languages_although_the_tool_reports_success(string script, string board,
        string english, string chinese)
    {
        using FlashWorkshop workshop = new();
        static Action<List<DeploymentAssembly>> Older(string name, Version version) =>
            list => list[list.FindIndex(one => one.Name == name)] = new DeploymentAssembly(name, version, 0);
        workshop.Answer(board switch
        {
            "nothing" => workshop.Details(list => list.Clear()),
            "older" => workshop.Details(Older(DeploymentAssembly.Controller, new Version(0, 0, 9, 0))),
            "library" => workshop.Details(Older("System.Net", new Version(1, 11, 54, 0))),
            "runtime" => workshop.Details(runtime: "1.17.0.400"),
            "target" => workshop.Details(target: "ESP32_S3_OCTAL"),
            "native" => workshop.Details(list => list.Clear()).Replace("0x8EFB9944", "0x6DFA71D6"),
            "invalid" => "DeviceInfo is not valid!\n",
            _ => string.Empty,
        });

        (int code, string output) = workshop.Run(script);

        Assert.AreEqual(1, code, output);
        Assert.Contains(english, output);
        Assert.Contains(chinese, output);
        Assert.DoesNotContain("[DONE]", output);
        Assert.AreEqual(3, workshop.Calls.Count(call => call.Contains("--devicedetails", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void A_board_that_answers_only_after_its_start_is_asked_again(string script)
    {
        using FlashWorkshop workshop = new();
        workshop.Answer("DeviceInfo is not valid!\n", isOnce: true);

        (int code, string output) = workshop.Run(script);

        Assert.AreEqual(0, code, output);
        Assert.Contains("Attempt 1 failed; trying again.", output);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void A_file_that_is_missing_is_told_before_anything_is_written(string script, string file, string expected)
    {
        using FlashWorkshop workshop = new();
        File.Delete(workshop.Office.Out(file.Split('/')));

        (int code, string output) = workshop.Run(script);

        Assert.AreEqual(1, code, output);
        Assert.Contains(expected, output);
        Assert.IsEmpty(workshop.Calls);
    }

    [TestMethod]
    [DynamicData(nameof(Firmwares))]
    public void A_firmware_that_is_not_the_known_one_is_refused_before_anything_is_written(string script, string what,
        string english, string chinese)
    {
        using FlashWorkshop workshop = new();
        string image = workshop.Office.Out("firmware", "aed-cabinet.bin");
        switch (what)
        {
            case "random":
                File.WriteAllBytes(image,
                System.Security.Cryptography.RandomNumberGenerator.GetBytes((int)new FileInfo(image).Length)); break;
            case "manifest": workshop.Office.Change(root => root["version"] = "9.9.9.0", "firmware", "aed-cabinet.json"); break;
            default: TestImage.Deliver(workshop.Office.Out("firmware"), TestImage.Make(), "ESP32_PSRAM_REV3"); break;
        }

        (int code, string output) = workshop.Run(script);

        Assert.AreEqual(1, code, output);
        Assert.Contains(english, output);
        Assert.Contains(chinese, output);
        Assert.IsEmpty(workshop.Calls);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Another_cabinet_s_file_and_on_Linux_a_port_that_is_not_there_are_told(string script)
    {
        using FlashWorkshop workshop = new();
        if (script == FlashWorkshop.Bash)
        {
            Assert.Contains("There is no port /dev/nowhere", workshop.Run(script, "/dev/nowhere").Output);
        }

        File.Copy(workshop.Office.Out(ProvisioningBench.Second, "cabinet.json"), workshop.Office.Out(First, "cabinet.json"), true);
        Assert.Contains($"cabinet.json is not that of {First}", workshop.Run(script).Output);
        Assert.IsEmpty(workshop.Calls);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Without_the_flash_tool_in_its_pinned_version_it_says_how_to_get_it(string script)
    {
        using FlashWorkshop workshop = new();
        (int code, string output) = workshop.Run(script, tool: "3.0.0");
        Assert.AreEqual(1, code, output);
        Assert.Contains("nanoff is version 3.0.0, and it must be 2.5.162", output);
        Assert.Contains("nanoff 的版本是 3.0.0，必须是 2.5.162", output);
        Assert.IsEmpty(workshop.Calls);

        File.Delete(workshop.Office.PathOf("tools", "nanoff"));
        (code, output) = workshop.Run(script);
        Assert.AreEqual(1, code);
        Assert.Contains("dotnet tool install -g nanoff --version 2.5.162", output);
    }

    [TestMethod]
    public void The_script_for_Windows_does_and_says_the_same_as_that_for_Linux()
    {
        FlashScripts scripts = new(First, BoardTarget.LoadAll()["esp32-wrover"], "COM3");
        (string bash, string windows) = (scripts.Bash, scripts.PowerShell);

        Assert.Contains("$address = '0x1E0000'", windows);
        Assert.Contains("$target = 'ESP32_PSRAM_REV3'", windows);
        Assert.DoesNotContain("{{", bash + windows);
        foreach (string option in new[] { "--update", "--fwversion", "--fromarchive", "--archivepath", "--networkdeployment",
            "--filedeployment", "--deploy", "--image", "--address", "--nanodevice", "--devicedetails", "--suppressnanoffversioncheck" })
        {
            Assert.Contains(option, bash);
            Assert.Contains(option, windows);
        }

        // Every sentence of one script is in the other; ports and rights are told on Linux alone, names of variables differ.
        string[] sentences = [.. System.Text.RegularExpressions.Regex.Matches(bash, "(?:say|fail) ['\"](?<zh>[^'\"$]+)")
            .Select(match => match.Groups["zh"].Value.Trim()).Where(text => text.Length > 3)];
        Assert.IsGreaterThan(15, sentences.Length);
        string[] linuxOnly = ["没有串口", "没有权限使用"];
        foreach (string sentence in sentences.Except(linuxOnly))
        {
            Assert.Contains(sentence, windows);
        }
    }

    private static IEnumerable<object[]> With(params object[][] rows) =>
        FlashWorkshop.Scripts.SelectMany(script => rows.Select(row => (object[])[script, .. row]));
}
