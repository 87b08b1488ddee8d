using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Processes;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The registry's page, served by the registry as a program of its own.</summary>
[TestClass]
[TestCategory("RealTime")]
public class RegistryPageTests : StoreTests
{
    [TestMethod]
    public async Task It_serves_its_page_with_everything_that_belongs_to_it()
    {
        using TestStore store = NewStore();
        StringBuilder output = new();
        using RunningProgram registry = new("dotnet",
            [RegistryAloneTests.Program, "--broker", $"127.0.0.1:{Ports.Free()}", .. store.Options, "--http", "0"], Take);
        try
        {
            Waiting.Until(() => Said().Contains("Ctrl-C stops", StringComparison.Ordinal), "the registry to start", Said);
            string address = Regex.Match(Said(), @"page +(http://\S+)/registry").Groups[1].Value;
            using HttpClient http = RegistryLogin.Browser(
                await RegistryLogin.AddAndLogInAsync(store.Store, new Uri(address)), new Uri(address));

            using HttpResponseMessage first = await http.GetAsync("/?lang=en");
            Assert.AreEqual(HttpStatusCode.Redirect, first.StatusCode);
            Assert.AreEqual("/registry?lang=en", first.Headers.Location!.OriginalString);
            Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/wiring")).StatusCode);
            await AssertHealthAsync(http, store.Store.File is not null);

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
    private static async Task AssertHealthAsync(HttpClient http, bool hasDisk)
    {
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        using HttpResponseMessage ready = await http.GetAsync("/health/ready");
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        JsonNode checks = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["checks"]!;
        Assert.AreEqual("healthy", (string?)checks["database"]!["status"]);
        Assert.AreEqual("unhealthy", (string?)checks["broker"]!["status"]);
        Assert.AreEqual("not connected to the broker", (string?)checks["broker"]!["en"]);
        Assert.AreEqual("未连接消息服务器", (string?)checks["broker"]!["zh"]);

        // A server looks after its own.
        Assert.AreEqual(hasDisk, ((string?)checks["disk"]?["en"])?.Contains("MiB are free", StringComparison.Ordinal) == true);
    }
}
