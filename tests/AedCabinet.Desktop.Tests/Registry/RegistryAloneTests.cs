using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The registry as a program of its own, without the simulator.</summary>
[TestClass]
public class RegistryAloneTests
{
    // Built as these tests are: bin/Release/net10.0 or bin/Debug/net10.0.
    private static readonly string s_folder = Path.Combine(
        RepositoryRoot.At("simulator", "Registry", "bin"),
        Path.GetRelativePath(RepositoryRoot.At("tests", "AedCabinet.Desktop.Tests", "bin"), AppContext.BaseDirectory));

    /// <summary>Gets the program.</summary>
    internal static string Program { get; } = Path.Combine(s_folder, "AedCabinet.Registry.dll");

    [TestMethod]
    public void Its_folder_holds_nothing_of_the_simulator_the_firmware_or_the_benchmarks()
    {
        string[] files = [.. Directory.GetFiles(s_folder).Select(file => Path.GetFileName(file)!)];

        Assert.Contains("AedCabinet.Registry.dll", files);
        string[] strangers = [.. files.Where(file =>
            new[] { "AedCabinet.Simulator", "AedCabinet.Core", "AedCabinet.Controller", "AedCabinet.Device", "nanoFramework",
                "BenchmarkDotNet" }.Any(name => file.StartsWith(name, StringComparison.OrdinalIgnoreCase)))];
        Assert.IsEmpty(strangers, string.Join(", ", strangers));
    }

    [TestMethod]
    public void Its_sub_commands_are_those_of_the_simulator_s_registry()
    {
        BufferedCommandResult verify = Cli.Wrap("dotnet")
            .WithArguments([Program, "verify", "--database", Path.Combine(s_folder, "no-such.db")]).Run();

        Assert.AreNotEqual(0, verify.ExitCode);
        Assert.Contains("no-such.db", verify.Output());
        Assert.DoesNotContain("   at ", verify.Output());
    }
}
