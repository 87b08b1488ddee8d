using System.Net.Sockets;
using AedCabinet.Contract;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Centre;

/// <summary>The registry's own MQTT client for commands: connects when there is something to send and not connected.</summary>
/// <param name="broker">The broker.</param>
public sealed class CommandPublisher(BrokerAccess broker) : ICommandPublisher, IAsyncDisposable
{
    // Below the desk's patience for a reply, so that "the broker can't be reached" is told and not "no reply".
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Initializes a new instance of the <see cref="CommandPublisher"/> class for a broker that lets everybody in.</summary>
    /// <param name="broker">The broker.</param>
    public CommandPublisher(BrokerAddress broker)
        : this(new BrokerAccess(broker))
    {
    }

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, string text, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(s_limit);
            if (!_client.IsConnected)
            {
                await _client.ConnectAsync(broker.ForCommands.ToOptions().Build(), limit.Token);
            }

            MqttQualityOfServiceLevel qos = broker.ForCommands.IsGateway ? MqttQualityOfServiceLevel.AtMostOnce
                : MqttQualityOfServiceLevel.AtLeastOnce;
            MqttClientPublishResult result = await _client.PublishStringAsync(topic, text, qos, retain: false, limit.Token);
            if (!result.IsSuccess)
            {
                throw new InvalidOperationException(result.ReasonString ?? result.ReasonCode.ToString());
            }
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            throw new CommandNotSentException(WhyOf(exception), $"{broker.Address}: {exception.Message}", exception);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _one.Dispose();
        return ValueTask.CompletedTask;
    }

    public static string WhyOf(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => NotSentWhy.TooSlow,
        SocketException or IOException or { InnerException: SocketException or IOException } => NotSentWhy.Unreachable,
        _ => NotSentWhy.Refused,
    };
}
