using System.Globalization;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Cell.Tests;

/// <summary>
/// A cabinet as far as a broker sees it: one connection, its own topics, an event sent until it is acknowledged. It connects again
/// with short pauses, as the firmware does while an emergency waits.
/// </summary>
internal sealed class CellCabinet : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly int _port;
    private readonly string _id;
    private readonly string _password;
    private IMqttClient? _client;
    private int _seq;

    public CellCabinet(int port, string id, string password)
    {
        (_port, _id, _password) = (port, id, password);
        Base = CellSite.TopicOf(id);
    }

    /// <summary>Gets the base of its topics.</summary>
    public string Base { get; }

    /// <summary>Gets how many events were acknowledged: with the numbers 1 to this one.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Gets how long the longest wait for an acknowledgement was.</summary>
    public TimeSpan LongestWait { get; private set; }

    /// <summary>Gets the commands that came.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Sends its next event until it is acknowledged.</summary>
    public async Task SendEventAsync(CancellationToken stop)
    {
        int seq = ++_seq;
        DateTimeOffset began = DateTimeOffset.UtcNow;
        string text = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"id":"{{{_id}}}","event":"door.opened","severity":"info","boot":1,"seq":{{{seq}}},"uptimeMs":{{{seq
                * 10}}},"data":{},"time":"2026-01-12T03:05:00Z"}""");
        while (!await TryPublishAsync("event", text, MqttQualityOfServiceLevel.AtLeastOnce, false, stop))
        {
            await Task.Delay(s_pause, stop);
        }

        TimeSpan waited = DateTimeOffset.UtcNow - began;
        LongestWait = waited > LongestWait ? waited : LongestWait;
        Acknowledged = seq;
    }

    /// <summary>Publishes once.</summary>
    /// <returns>Whether it was acknowledged; with QoS 0, whether it was sent.</returns>
    public async Task<bool> TryPublishAsync(string kind, string text, MqttQualityOfServiceLevel qos, bool isRetained,
        CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        try
        {
            IMqttClient client = await ConnectedAsync(limit.Token);
            MqttClientPublishResult result = await client.PublishStringAsync($"{Base}/{kind}", text, qos, isRetained, limit.Token);
            return result.IsSuccess;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await DropAsync();
            return false;
        }
    }

    /// <summary>Subscribes to its commands.</summary>
    /// <returns>What the broker granted.</returns>
    public async Task<MqttClientSubscribeResultCode> ListenAsync(MqttQualityOfServiceLevel qos, CancellationToken stop)
    {
        IMqttClient client = await ConnectedAtLastAsync(stop);
        client.ApplicationMessageReceivedAsync += message =>
        {
            lock (Commands)
            {
                Commands.Add(message.ApplicationMessage.ConvertPayloadToString());
            }

            return Task.CompletedTask;
        };
        MqttClientSubscribeResult result = await client.SubscribeAsync(Base + "/command", qos, stop);
        return result.Items.Single().ResultCode;
    }

    public async ValueTask DisposeAsync() => await DropAsync();

    // A gateway whose cluster elects a leader at the moment closes new connections: a cabinet tries again.
    private async Task<IMqttClient> ConnectedAtLastAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await ConnectedAsync(stop);
            }
            catch (MqttCommunicationException)
            {
                await Task.Delay(s_pause, stop);
            }
        }
    }

    private async Task<IMqttClient> ConnectedAsync(CancellationToken stop)
    {
        if (_client is { IsConnected: true } client)
        {
            return client;
        }

        await DropAsync();
        client = new MqttClientFactory().CreateMqttClient();
        MqttClientOptions options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer("127.0.0.1", _port)
            .WithClientId(_id)
            .WithCredentials(_id, _password)
            .WithTimeout(s_patience)
            .Build();
        await client.ConnectAsync(options, stop);
        return _client = client;
    }

    private ValueTask DropAsync()
    {
        _client?.Dispose();
        _client = null;
        return ValueTask.CompletedTask;
    }
}
