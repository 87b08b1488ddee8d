using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

[TestClass]
[TestCategory("RealTime")]
public class FleetLinkBenchmarkTests
{
    [TestMethod]
    public async Task The_fleet_s_connections_and_bare_clients_bring_all_their_messages()
    {
        using MosquittoBroker broker = new();

        (double fleet, double bare, double ratio) = await new FleetLinkBenchmark(new BrokerAddress("127.0.0.1", broker.Port), 20, 200)
            .MeasureAsync(3, CancellationToken.None);

        Console.WriteLine($"fleet {fleet:F0}/s, bare {bare:F0}/s, ratio {ratio:F2}");
        Assert.IsTrue(fleet > 0 && bare > 0 && ratio > 0);
    }
}
