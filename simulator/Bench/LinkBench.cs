using System.Globalization;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Simulator.Bench;

/// <summary>How many messages a second the fleet's link brings to a real Mosquitto, against bare MQTTnet clients in the same run.</summary>
public sealed class LinkBench : IBench
{
    private const int Connections = 50;
    private const int Messages = 2000;
    private const int Rounds = 9;

    // Enough to show that it works.
    private const int FewConnections = 10;
    private const int FewMessages = 50;

    /// <inheritdoc/>
    public string Name => "link";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        (int connections, int messages, int rounds) = size == BenchSize.Full ? (Connections, Messages, Rounds)
            : (FewConnections, FewMessages, 1);
        say(string.Create(CultureInfo.InvariantCulture,
            $"{rounds} rounds of {connections * messages:#,0} messages over {connections} connections of the fleet's and over as many "
                + $"bare MQTTnet clients"));
        using BenchBroker broker = await BenchBroker.StartAsync(Name);
        (double fleet, double bare, double ratio) = await new FleetLinkBenchmark(broker.Address, connections, messages)
            .MeasureAsync(rounds, stop);
        return
        [
            BenchFigure.AtLeast("messages of the link against bare MQTTnet clients, same run", 0.9, ratio, "×",
                string.Create(CultureInfo.InvariantCulture, $" ({fleet:#,0} a second, bare: {bare:#,0})")),
        ];
    }
}
