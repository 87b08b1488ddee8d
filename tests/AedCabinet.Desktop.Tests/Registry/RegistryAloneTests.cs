using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Processes;
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

    private static readonly string s_program = Path.Combine(s_folder, "AedCabinet.Registry.dll");

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
            .WithArguments([s_program, "verify", "--database", Path.Combine(s_folder, "no-such.db")]).Run();

        Assert.AreNotEqual(0, verify.ExitCode);
        Assert.Contains("no-such.db", verify.Output());
        Assert.DoesNotContain("   at ", verify.Output());
    }

    [TestMethod]
    [TestCategory("RealTime")]
    public async Task It_serves_its_page_with_everything_that_belongs_to_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        StringBuilder output = new();
        using RunningProgram registry = new("dotnet",
            [s_program, "--broker", $"127.0.0.1:{Ports.Free()}", "--database", Path.Combine(folder.FullName, "registry.db"),
                "--http", "0"], Take);
        try
        {
            Waiting.Until(() => Said().Contains("Ctrl-C stops", StringComparison.Ordinal), "the registry to start", Said);
            string address = Regex.Match(Said(), @"page +(http://\S+)/registry").Groups[1].Value;
            using HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };

            using HttpResponseMessage first = await http.GetAsync("/?lang=en");
            Assert.AreEqual(HttpStatusCode.Redirect, first.StatusCode);
            Assert.AreEqual("/registry?lang=en", first.Headers.Location!.OriginalString);
            Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/wiring")).StatusCode);
            await AssertHealthAsync(http);

            string page = await http.GetStringAsync("/registry?lang=en");
            string[] assets = [.. Regex.Matches(page, "(?:<link[^>]* href|<script[^>]* src)=\"([^\"]+)\"")
                .Select(match => match.Groups[1].Value)];
            Assert.IsGreaterThan(7, assets.Length);
            foreach (string asset in assets)
            {
                using HttpResponseMessage answer = await http.GetAsync("/" + asset);
                Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, asset);
            }
        }
        finally
        {
            registry.Kill();
            folder.Delete(true);
        }

        string Said()
        {
            lock (output)
            {
                return output.ToString();
            }
        }

        void Take(string line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    // Nothing listens where the broker should be.
    private static async Task AssertHealthAsync(HttpClient http)
    {
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        using HttpResponseMessage ready = await http.GetAsync("/health/ready");
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        JsonNode checks = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["checks"]!;
        Assert.AreEqual("healthy", (string?)checks["database"]!["status"]);
        Assert.AreEqual("unhealthy", (string?)checks["broker"]!["status"]);
        Assert.AreEqual("not connected to the broker", (string?)checks["broker"]!["en"]);
        Assert.AreEqual("未连接消息服务器", (string?)checks["broker"]!["zh"]);
        Assert.Contains("MiB are free", (string)checks["disk"]!["en"]!);
    }
}
