using AedCabinet.Contract;
using MQTTnet;

namespace AedCabinet.Simulator.Bench;

/// <summary>What arrives at a broker, counted by the last word of its topic.</summary>
internal sealed class BrokerMessages : IDisposable
{
    private const int LimitMs = 120_000;

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Dictionary<string, int> _counts = [];

    public static async Task<BrokerMessages> OpenAsync(BrokerAddress address)
    {
        BrokerMessages messages = new();
        messages._client.ApplicationMessageReceivedAsync += arrived =>
        {
            string topic = arrived.ApplicationMessage.Topic;
            lock (messages._counts)
            {
                string name = topic[(topic.LastIndexOf('/') + 1)..];
                messages._counts[name] = messages._counts.GetValueOrDefault(name) + 1;
                Monitor.PulseAll(messages._counts);
            }

            return Task.CompletedTask;
        };
        await messages._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(address.Host, address.Port).Build());
        await messages._client.SubscribeAsync("aed/v1/#", MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce);
        return messages;
    }

    public void Publish(string topic, string text) =>
        _client.PublishStringAsync(topic, text, MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).GetAwaiter().GetResult();

    public int Count(string name)
    {
        lock (_counts)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    public void Await(string name, int count, string what)
    {
        long untilMs = Environment.TickCount64 + LimitMs;
        lock (_counts)
        {
            while (_counts.GetValueOrDefault(name) < count)
            {
                if (!Monitor.Wait(_counts, (int)Math.Max(1, untilMs - Environment.TickCount64)) && Environment.TickCount64 >= untilMs)
                {
                    throw new InvalidOperationException($"memory: {what} did not come: {_counts.GetValueOrDefault(name)} of {count}");
                }
            }
        }
    }

    public void Dispose() => _client.Dispose();
}
