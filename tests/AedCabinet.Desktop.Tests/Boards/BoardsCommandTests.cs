using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>What a person at the terminal gets from <c>boards</c>.</summary>
[TestClass]
public class BoardsCommandTests
{
    [TestMethod]
    public void Check_finds_nothing_wrong_with_what_is_shipped()
    {
        (int exitCode, string output) = Run("boards", "check");

        Assert.AreEqual(0, exitCode, output);
        foreach (string board in new[] { "esp32-devkitc", "esp32-wrover", "esp32-s3", "esp32-s3-devkitc", "wt32-eth01", "wesp32" })
        {
            Assert.Contains($"hardware/boards/{board}.json: nothing wrong", output);
        }
    }

    [TestMethod]
    public void Boards_that_have_the_memory_stand_first_and_those_for_the_bench_are_named_with_the_reason_in_both_languages()
    {
        (int exitCode, string output) = Run("boards", "list");

        Assert.AreEqual(0, exitCode, output);
        Assert.IsLessThan(output.IndexOf("ESP32_REV3", StringComparison.Ordinal),
            output.IndexOf("ESP32_S3_QUAD", StringComparison.Ordinal), output);
        Assert.Contains("esp32-devkitc, wesp32, wt32-eth01: bench only: no PSRAM: the runtime leaves 84 to 111 KB of heap", output);
        Assert.Contains("esp32-devkitc, wesp32, wt32-eth01：仅供台架试验：没有PSRAM", output);

        (_, string check) = Run("boards", "check");
        Assert.Contains("hardware/boards/wesp32.json: nothing wrong; bench only 仅供台架试验: no PSRAM", check);
        Assert.DoesNotContain("esp32-s3.json: nothing wrong;", check);
    }

    [TestMethod]
    public void Check_tells_every_mistake_of_every_file_and_exits_with_2()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-boards-");
        string wrong = Path.Combine(folder.FullName, "esp32-devkitc.json");
        string text = File.ReadAllText(RepositoryRoot.At("hardware", "boards", "esp32-devkitc.json"));
        File.WriteAllText(wrong, text.Replace("\"heater\": 27", "\"heater\": 34", StringComparison.Ordinal)
            .Replace("\"fan\": 15", "\"fan\": 6", StringComparison.Ordinal));
        string broken = Path.Combine(folder.FullName, "broken.json");
        File.WriteAllText(broken, "{");

        (int exitCode, string output) = Run("boards", "check", wrong, broken);
        folder.Delete(recursive: true);

        Assert.AreEqual(2, exitCode, output);
        Assert.Contains($"{wrong}: heater on GPIO 34: the signal is an output, and the pin is input only; use GPIO", output);
        Assert.Contains($"{wrong}: fan on GPIO 6: the pin is the flash chip's", output);
        Assert.Contains($"{broken}: line 1: is not valid JSON", output);
    }

    [TestMethod]
    public void Circuit_writes_the_committed_files()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-circuit-");

        (int exitCode, string output) = Run("boards", "circuit", "--out", folder.FullName);
        byte[] list = File.ReadAllBytes(Path.Combine(folder.FullName, "bom", "wesp32-aed.csv"));
        bool hasDrawing = File.Exists(Path.Combine(folder.FullName, "wiring", "wesp32-aed-1.svg"));
        folder.Delete(recursive: true);

        Assert.AreEqual(0, exitCode, output);
        CollectionAssert.AreEqual(File.ReadAllBytes(RepositoryRoot.At("hardware", "bom", "wesp32-aed.csv")), list);
        Assert.IsTrue(hasDrawing, output);
    }

    [TestMethod]
    public void A_netlist_that_KiCad_exported_of_another_circuit_is_told_line_by_line_with_exit_code_1()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-kicad-");
        string file = Path.Combine(folder.FullName, "kit.net");
        File.WriteAllText(file, "(export (version \"E\") (components (comp (ref \"R99\") (value \"1\"))) (nets))");
        string unnamed = Path.Combine(folder.FullName, "other.net");
        File.Copy(file, unnamed);

        (int exitCode, string output) = Run("boards", "kicad", file);
        (int wrong, string told) = Run("boards", "kicad", unnamed);
        folder.Delete(recursive: true);

        Assert.AreEqual(1, exitCode, output);
        Assert.Contains("R99 is in the schematic only.", output);
        Assert.Contains("A1 is missing in the schematic.", output);
        Assert.AreEqual(2, wrong, told);
        Assert.Contains("aed, kit, station", told);
    }

    [TestMethod]
    [DataRow("climate --wind -1", "--wind: -1 is not within 0 to 40")]
    [DataRow("climate --outside 100", "--outside: 100 is not within -90 to 60")]
    [DataRow("climate --glass 2", "--glass: the window is larger than the box")]
    [DataRow("battery --cold-share 0", "--cold-share: 0 is not within 0.05 to 1")]
    [DataRow("circuit", "--out")]
    public void A_wrong_value_is_told_with_what_would_be_right(string arguments, string expected)
    {
        (int exitCode, string output) = Run(["boards", .. arguments.Split(' ')]);

        Assert.AreEqual(2, exitCode, output);
        Assert.Contains(expected, output);
    }

    [TestMethod]
    public void A_battery_that_does_not_last_is_told_with_exit_code_1()
    {
        (int exitCode, string output) = Run("boards", "battery", "--reports", "48");

        Assert.AreEqual(1, exitCode, output);
        Assert.Contains("Life: 0.", output);
    }

    internal static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using SimulatorProcess simulator = new(arguments);
        return (simulator.AwaitExit(), simulator.Output);
    }
}
