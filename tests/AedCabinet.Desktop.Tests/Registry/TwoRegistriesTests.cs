using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Two registries under one client id at a real Mosquitto: the second says so and stops, and the first misses nothing.</summary>
[TestClass]
[TestCategory("RealTime")]
public class TwoRegistriesTests : StoreTests
{
    private const int Events = 60;

    [TestMethod]
    public async Task The_second_registry_under_one_id_says_so_and_stops_and_the_first_misses_nothing()
    {
        using TestStore store = NewStore();
        using TestStore other = NewStore();
        using MosquittoBroker broker = new(_ => ["allow_anonymous true", "max_queued_messages 0"]);
        BrokerAccess access = new(new BrokerAddress("127.0.0.1", broker.Port));
        ErrorLog firstLog = new();
        using CancellationTokenSource stop = new();
        Task<int> first = RegistryService.RunAsync(new RegistryServiceOptions(access, "registry", store.Store, null, 6),
            new FastTime(50), logging => logging.AddProvider(firstLog), stop.Token);
        Waiting.Until(() => firstLog.Lines.Any(line => line.Contains("connected to", StringComparison.Ordinal)), "the first registry");
        using IMqttClient cabinet = new MqttClientFactory().CreateMqttClient();
        await cabinet.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build());
        await PublishAsync(1, Events / 3);

        // From then on the session is the first one's own.
        await Task.Delay(LedgerLimits.TakeoverPatience / 25);
        ErrorLog secondLog = new() { Expected = "another registry is connected under the same id" };
        Task<int> second = RegistryService.RunAsync(
            new RegistryServiceOptions(access, "registry", other.Store, null, 6),
            TimeProvider.System, logging => logging.AddProvider(secondLog), stop.Token);
        await PublishAsync((Events / 3) + 1, Events);

        Waiting.Until(() => second.IsCompleted, "the second registry to stop",
            () => $"second:\n{string.Join('\n', secondLog.Lines)}\nfirst:\n{string.Join('\n', firstLog.Lines)}");
        Assert.AreEqual(UserErrorException.Environment, await second);
        string said = secondLog.Lines.Single(line => line.StartsWith("ERROR", StringComparison.Ordinal));
        Assert.Contains("of \"registry\"", said);
        Assert.Contains("this one stops; it has confirmed nothing", said);
        Assert.Contains("--client-id", said);
        Assert.IsTrue(firstLog.Lines.Any(line => line.Contains("The session is taken back", StringComparison.Ordinal)),
            string.Join('\n', firstLog.Lines));
        Waiting.Until(() => store.Number("SELECT count(*) FROM events") == Events, "every event at the first",
            () => string.Join('\n', firstLog.Lines));
        await stop.CancelAsync();
        Assert.AreEqual(0, await first.WaitAsync(Waiting.Limit));
        Assert.IsTrue(LedgerCheck.Run(store.Store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).IsClean);

        async Task PublishAsync(int from, int to)
        {
            for (int seq = from; seq <= to; seq++)
            {
                await cabinet.PublishBinaryAsync(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, seq)),
                    MqttQualityOfServiceLevel.AtLeastOnce);
            }
        }
    }
}
