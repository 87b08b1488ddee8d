using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AedCabinet.Contract;
using AedCabinet.Terminal;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Simulator.Bench;

/// <summary>An ordinary MQTTnet client that subscribes to every event, and another that publishes for the comparison.</summary>
internal sealed class ContactObserver : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly IMqttClient _subscriber = new MqttClientFactory().CreateMqttClient();
    private readonly IMqttClient _publisher = new MqttClientFactory().CreateMqttClient();
    private readonly Dictionary<string, int> _lastSeq = [];
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>();

    private ContactObserver() => _subscriber.ApplicationMessageReceivedAsync += received =>
    {
        long stamp = Stopwatch.GetTimestamp();
        _ = _arrivals.Writer.TryWrite(new Arrival(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload.ToArray(), stamp));
        return Task.CompletedTask;
    };

    /// <summary>Connects both.</summary>
    /// <param name="broker">A broker without TLS that lets everybody in.</param>
    /// <param name="filter">The topics of the events.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>The observer.</returns>
    public static async Task<ContactObserver> OpenAsync(BrokerAddress broker, string filter, CancellationToken stop)
    {
        ContactObserver observer = new();
        await observer._subscriber.ConnectAsync(Options(broker, "bench-subscriber"), stop);
        await observer._publisher.ConnectAsync(Options(broker, "bench-publisher"), stop);
        await observer._subscriber.SubscribeAsync(
            new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, stop);
        return observer;
    }

    /// <summary>Waits for an event of a cabinet.</summary>
    /// <param name="topic">The topic of the cabinet's events.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Its message, and the <see cref="Stopwatch"/>'s time stamp of its arrival.</returns>
    /// <exception cref="UserErrorException">It does not come.</exception>
    public Task<Arrival> AwaitEventAsync(string topic, string name, CancellationToken stop) =>
        AwaitAsync(arrival => arrival.Topic == topic && IsNew(arrival, name), $"{name} on {topic}", stop);

    /// <summary>Publishes, and waits until it is received.</summary>
    /// <param name="topic">The topic, which no cabinet has.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RoundTripAsync(string topic, byte[] payload, CancellationToken stop)
    {
        MqttApplicationMessage message = new()
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
        };
        long sent = Stopwatch.GetTimestamp();
        await _publisher.PublishAsync(message, stop);
        Arrival arrival = await AwaitAsync(arrival => arrival.Topic == topic, topic, stop);
        return Stopwatch.GetElapsedTime(sent, arrival.Stamp);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscriber.Dispose();
        _publisher.Dispose();
    }

    private static MqttClientOptions Options(BrokerAddress broker, string id) =>
        new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(id).Build();

    // At least once: a double of an earlier event is not the one that is waited for.
    private bool IsNew(Arrival arrival, string name)
    {
        JsonNode item = JsonNode.Parse(arrival.Payload)!;
        int seq = item["seq"]!.GetValue<int>();
        bool isNew = seq > _lastSeq.GetValueOrDefault(arrival.Topic) && item["event"]!.GetValue<string>() == name;
        _lastSeq[arrival.Topic] = isNew ? seq : _lastSeq.GetValueOrDefault(arrival.Topic);
        return isNew;
    }

    private async Task<Arrival> AwaitAsync(Func<Arrival, bool> isIt, string what, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_patience);
        try
        {
            while (true)
            {
                Arrival arrival = await _arrivals.Reader.ReadAsync(patience.Token);
                if (isIt(arrival))
                {
                    return arrival;
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new UserErrorException($"bench: {what} did not come within {s_patience.TotalSeconds} s", UserErrorException.Environment);
        }
    }

    /// <summary>A message that came.</summary>
    /// <param name="Topic">Its topic.</param>
    /// <param name="Payload">Its payload.</param>
    /// <param name="Stamp">When, as the <see cref="Stopwatch"/>'s time stamp.</param>
    internal sealed record Arrival(string Topic, byte[] Payload, long Stamp);
}
