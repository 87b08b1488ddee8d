using AedCabinet.Centre;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Brings commands to a cell's cabinets, at QoS 0: at QoS 1 they would be kept in the gateway's stream, where only the worker would find
/// them.
/// </summary>
/// <param name="port">Where MQTT comes in, at this host.</param>
/// <param name="user">The user, which is the client's id.</param>
/// <param name="password">Its password.</param>
internal sealed class GatewayCommands(int port, string user, string password) : ICommandPublisher, IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private IMqttClient? _client;

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, string text, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_limit);
        try
        {
            if (_client is not { IsConnected: true })
            {
                _client?.Dispose();
                _client = new MqttClientFactory().CreateMqttClient();
                await _client.ConnectAsync(
                    new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithTcpServer("127.0.0.1", port)
                        .WithClientId(user).WithCredentials(user, password).WithTimeout(s_limit).Build(),
                    limit.Token);
            }

            await _client.PublishStringAsync(topic, text, MqttQualityOfServiceLevel.AtMostOnce, false, limit.Token);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            throw new CommandNotSentException(CommandPublisher.WhyOf(exception), $"127.0.0.1:{port}: {exception.Message}", exception);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _one.Dispose();
        return ValueTask.CompletedTask;
    }
}
