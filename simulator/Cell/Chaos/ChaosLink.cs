using System.Buffers;
using AedCabinet.Cell.Plan;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Cell.Chaos;

/// <summary>A cabinet's connection: born, with its will, and listening for commands at QoS 0.</summary>
/// <param name="port">Where cabinets come in, at this host.</param>
/// <param name="account">The cabinet's account.</param>
/// <param name="topic">The base of its topics.</param>
/// <param name="commanded">Given each command, on the client's own thread.</param>
internal sealed class ChaosLink(int port, CellAccount account, string topic, Action<byte[]> commanded) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private IMqttClient? _client;
    private int _connection;
    private int _port = port;

    /// <summary>Gets the number of the latest connection.</summary>
    public int Connection => _connection;

    /// <summary>Gets a value indicating whether it is connected.</summary>
    public bool IsConnected => _client is { IsConnected: true };

    /// <summary>Comes in somewhere else from now on; a connection that is there ends.</summary>
    /// <param name="another">The port, at this host.</param>
    public void GoTo(int another)
    {
        _port = another;
        Drop();
    }

    /// <summary>Connects anew and is born.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Whether it is.</returns>
    public async Task<bool> ConnectAsync(CancellationToken stop)
    {
        Drop();
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        int connection = ++_connection;
        client.ApplicationMessageReceivedAsync += message =>
        {
            commanded(message.ApplicationMessage.Payload.ToArray());
            return Task.CompletedTask;
        };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        try
        {
            if ((await client.ConnectAsync(OptionsOf(connection), limit.Token)).ResultCode == MqttClientConnectResultCode.Success)
            {
                await client.SubscribeAsync(topic + "/command", MqttQualityOfServiceLevel.AtMostOnce, limit.Token);
                _client = client;
                return await PublishAsync("online", ChaosMessages.Online(true, connection), true, stop);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            stop.ThrowIfCancellationRequested();
        }

        client.Dispose();
        Drop();
        return false;
    }

    /// <summary>Publishes once with QoS 1.</summary>
    /// <param name="kind">The kind of message.</param>
    /// <param name="text">The message.</param>
    /// <param name="isRetained">Whether it is retained.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Whether it was acknowledged; if not the connection is gone.</returns>
    public async Task<bool> PublishAsync(string kind, string text, bool isRetained, CancellationToken stop)
    {
        if (_client is not { } client)
        {
            return false;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        try
        {
            MqttClientPublishResult result = await client.PublishStringAsync($"{topic}/{kind}", text,
                MqttQualityOfServiceLevel.AtLeastOnce, isRetained, limit.Token);
            return result.IsSuccess;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Drop();
            stop.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Is gone without a goodbye, as by a power cut or without a network.</summary>
    public void Drop()
    {
        // One that is disposed of still says that it is connected.
        IMqttClient? client = _client;
        _client = null;
        client?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    private MqttClientOptions OptionsOf(int connection) => new MqttClientOptionsBuilder()
        .WithProtocolVersion(MqttProtocolVersion.V311)
        .WithTcpServer("127.0.0.1", _port)
        .WithClientId(account.User)
        .WithCredentials(account.User, account.Password)
        .WithKeepAlivePeriod(TimeSpan.FromSeconds(60))
        .WithTimeout(s_patience)
        .WithWillTopic(topic + "/online")
        .WithWillPayload(ChaosMessages.Online(false, connection))
        .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithWillRetain()
        .Build();
}
