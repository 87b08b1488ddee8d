using System.Globalization;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;
using MQTTnet;
using MQTTnet.Protocol;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>A registry made from nothing by the commands of its README has all that a dispatcher needs.</summary>
[TestClass]
public class FreshRegistryTests
{
    private const string Readme = "simulator/Registry/README.md";
    private const string Name = "王敏";
    private const string Password = "天上掉下来的长密码 1";
    private const string Cabinet = "aed/v1/1501/150102/culture-tourism/NM-1/";

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [TestMethod]
    public async Task The_commands_of_the_readme_make_an_administrator_a_map_and_an_emergency_that_is_closed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-fresh-");
        try
        {
            using MosquittoBroker broker = new();
            string port = Ports.Free().ToString(CultureInfo.InvariantCulture);
            string[][] commands = [.. Commands().Select(command => command
                .Replace("registry.db", Path.Combine(folder.FullName, "registry.db"), StringComparison.Ordinal)
                .Replace("127.0.0.1:1883", $"127.0.0.1:{broker.Port}", StringComparison.Ordinal)
                .Replace("9464", port, StringComparison.Ordinal).Split(' '))];
            AddAdministrator(commands[0]);
            using SimulatorProcess registry = new(commands[1]);
            registry.AwaitOutput("broker: connected to");
            await using PageWindow window = await Browser.OpenAsync("/map", address: new Uri("http://127.0.0.1:" + port), isPlain: true);
            await SayAsync(broker.Port);
            await window.Page.Locator("#name").FillAsync(Name);
            await window.Page.Locator("#password").FillAsync(Password);
            await window["login-send"].ClickAsync();
            await window.AwaitAliveAsync();

            await Expect(window["map"]).ToHaveAttributeAsync("data-shown", "1");
            await window.GoAsync("/registry");
            await window["seen-NM-1"].ClickAsync();
            await window["closed-NM-1"].ClickAsync();
            await window["why-real-use-NM-1"].CheckAsync();
            await window["confirm-close-NM-1"].ClickAsync();
            await Expect(window["emergency-NM-1"]).ToHaveAttributeAsync("data-stage", "closed");
            await Expect(window["emergency-NM-1"]).ToContainTextAsync(Name);
            registry.Interrupt();
            Assert.AreEqual(0, registry.AwaitExit(), registry.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first block of commands behind "From nothing".
    private static string[] Commands()
    {
        string text = File.ReadAllText(RepositoryRoot.At(Readme));
        string block = text[text.IndexOf("**From nothing**", StringComparison.Ordinal)..].Split("```")[1];
        string[] commands = [.. block.Split('\n').Where(line => line.StartsWith("registry ", StringComparison.Ordinal))];
        Assert.HasCount(2, commands, block);
        return commands;
    }

    private static void AddAdministrator(string[] command)
    {
        BufferedCommandResult result = Cli.Wrap("dotnet")
            .WithArguments([typeof(AedCabinet.Simulator.Commands.RunCommand).Assembly.Location, .. command])
            .WithStandardInputPipe(PipeSource.FromString(Password + "\n")).Run();
        Assert.AreEqual(0, result.ExitCode, result.Output());
    }

    private static async Task SayAsync(int port)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        foreach ((string kind, string text) in new[]
        {
            ("about", """
                {"id":"NM-1","boot":1,"kind":"station","name":"东门","position":{"lat":40.84,"lon":111.75,"datum":"WGS-84"},
                "firmware":{"version":"0.1.0"}}
                """),
            ("event", $$$"""
                {"id":"NM-1","event":"sos.pressed","severity":"emergency","boot":1,"seq":1,"time":"{{{now}}}","uptimeMs":5000,"data":{}}
                """),
        })
        {
            await client.PublishStringAsync(Cabinet + kind, text, MqttQualityOfServiceLevel.AtLeastOnce);
        }

        await client.DisconnectAsync();
    }
}
