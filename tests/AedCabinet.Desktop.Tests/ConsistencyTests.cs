using System.Text.Json.Nodes;
using AedCabinet.Alarms;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Inspection;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Terminal;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>The same fact in two places is the same.</summary>
[TestClass]
public class ConsistencyTests
{
    [TestMethod]
    public void The_firmware_s_version_is_the_projects()
    {
        Assert.AreEqual(FirmwareVersion.Text, typeof(UserErrorException).Assembly.GetName().Version!.ToString(3));
        Assert.AreEqual(FirmwareVersion.Text, typeof(ContractValidator).Assembly.GetName().Version!.ToString(3));
    }

    [TestMethod]
    public void The_registry_sends_no_command_that_is_longer_than_a_cabinet_takes() =>
        Assert.AreEqual(CommandReader.MaxBytes, (int)typeof(CommandSigner).GetField(
            nameof(CommandSigner.MaxBytes))!.GetRawConstantValue()!);

    [TestMethod]
    public void Every_board_file_is_named_after_its_board()
    {
        string[] files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "hardware", "boards"), "*.json");

        Assert.IsNotEmpty(files);
        foreach (string file in files)
        {
            Assert.AreEqual(Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!["board"]!.GetValue<string>());
        }
    }

    [TestMethod]
    public void The_time_outs_page_has_every_time_out_of_the_link()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "firmware", "TIMEOUTS.md"));

        foreach (System.Reflection.FieldInfo constant in typeof(LinkTimeouts).GetFields())
        {
            Assert.Contains($"`LinkTimeouts.{constant.Name}`", page);
            Assert.Contains($"{(int)constant.GetRawConstantValue()! / 1000} s", page, constant.Name);
        }
    }

    [TestMethod]
    public void The_page_of_time_outs_has_every_time_of_the_self_test_and_of_the_fault_codes()
    {
        string[] page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "firmware", "TIMEOUTS.md"));

        foreach (System.Reflection.FieldInfo constant in typeof(SelfTestWalk).GetFields().Concat(typeof(Lamps).GetFields())
            .Where(field => field.IsLiteral))
        {
            int ms = (int)constant.GetRawConstantValue()!;
            string line = page.Single(line => line.Contains($"`{constant.DeclaringType!.Name}.{constant.Name}`", StringComparison.Ordinal));
            Assert.Contains(ms % 1000 == 0 ? $"| {ms / 1000} s" : $"{ms} ms", line, constant.Name);
        }
    }
}
