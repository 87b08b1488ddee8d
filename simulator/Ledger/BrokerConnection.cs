using System.Buffers;
using System.Threading.Channels;
using AedCabinet.Centre;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Ledger;

/// <summary>
/// One connection to the broker, from connecting until it is gone. A client of its own for each: what came over an earlier one
/// is never confirmed over a later, where its number may belong to another message.
/// </summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private const string Filter = "aed/v1/#";

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttApplicationMessageReceivedEventArgs> _onDisk =
        Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<BrokerGoodbye> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _proven = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string, byte[], bool, IDelivery?> _take;
    private Task _confirming = Task.CompletedTask;

    /// <summary>Initializes a new instance of the <see cref="BrokerConnection"/> class.</summary>
    /// <param name="take">Given topic, payload, whether it was retained, and what to confirm once it is on disk.</param>
    /// <param name="isProven">Whether anything may be confirmed before <see cref="Prove"/>.</param>
    public BrokerConnection(Action<string, byte[], bool, IDelivery?> take, bool isProven = true)
    {
        _take = take;
        if (isProven)
        {
            Prove();
        }

        _client.ApplicationMessageReceivedAsync += TakeAsync;
        _client.DisconnectedAsync += gone =>
        {
            _gone.TrySetResult(new BrokerGoodbye(gone.ReasonString ?? gone.Exception?.Message ?? gone.Reason.ToString(),
                gone.Exception is null
                    && gone.Reason is MqttClientDisconnectReason.NormalDisconnection or MqttClientDisconnectReason.SessionTakenOver));
            return Task.CompletedTask;
        };
    }

    /// <summary>Gets the end of the connection, with why.</summary>
    public Task<BrokerGoodbye> Gone => _gone.Task;

    /// <summary>From now on what is on disk is confirmed: nobody else has this session.</summary>
    public void Prove() => _proven.TrySetResult();

    /// <summary>Connects and subscribes.</summary>
    /// <param name="access">How to get in.</param>
    /// <param name="clientId">Under which id the broker keeps the session.</param>
    /// <param name="wantsRetained">Whether everything retained is wanted although the broker has the subscription already.</param>
    /// <param name="stop">Cancelled when it takes too long, or nobody wants it any more.</param>
    /// <returns>Whether the broker had kept the session.</returns>
    /// <exception cref="InvalidOperationException">The broker refused; the message says why.</exception>
    public async Task<bool> OpenAsync(BrokerAccess access, string clientId, bool wantsRetained, CancellationToken stop)
    {
        MqttClientOptions options = access.ToOptions()
            .WithClientId(clientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(uint.MaxValue)
            .WithReceiveMaximum((ushort)LedgerLimits.UnconfirmedMessages)
            .WithMaximumPacketSize(LedgerLimits.MostMessageBytes)
            .Build();
        MqttClientConnectResult result = await _client.ConnectAsync(options, stop);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new InvalidOperationException(
                $"the broker refused the connection: {result.ReasonString ?? result.ResultCode.ToString()}");
        }

        _confirming = ConfirmAsync();
        MqttTopicFilter filter = new MqttTopicFilterBuilder()
            .WithTopic(Filter)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainHandling(wantsRetained ? MqttRetainHandling.SendAtSubscribe
                : MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly)
            .Build();
        MqttClientSubscribeResult subscribed = await _client.SubscribeAsync(
            new MqttClientSubscribeOptions { TopicFilters = [filter] }, stop);
        MqttClientSubscribeResultCode code = subscribed.Items.First().ResultCode;
        return code == MqttClientSubscribeResultCode.GrantedQoS1
            ? result.IsSessionPresent
            : throw new InvalidOperationException($"the broker refused the subscription of {Filter} with QoS 1: {code}");
    }

    /// <summary>Says goodbye once everything that is on disk has been confirmed.</summary>
    /// <returns>When it is said.</returns>
    public async Task CloseAsync()
    {
        Prove();
        _onDisk.Writer.TryComplete();
        await _confirming;
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Prove();
        _onDisk.Writer.TryComplete();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        MqttApplicationMessage message = received.ApplicationMessage;
        IDelivery? delivery = message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce ? null
            : new Delivery(received, _onDisk.Writer);
        _take(message.Topic, message.Payload.ToArray(), message.Retain, delivery);
        return Task.CompletedTask;
    }

    private async Task ConfirmAsync()
    {
        await _proven.Task;
        try
        {
            await foreach (MqttApplicationMessageReceivedEventArgs message in _onDisk.Reader.ReadAllAsync())
            {
                await message.AcknowledgeAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Over this connection nothing more is confirmed, and before long nothing more would come: the next one starts anew. The
            // broker sends again what it was not told of, and that is found to be there.
            _gone.TrySetResult(new BrokerGoodbye($"can't confirm: {exception.Message}", false));
        }
    }

    private sealed class Delivery(MqttApplicationMessageReceivedEventArgs message,
        ChannelWriter<MqttApplicationMessageReceivedEventArgs> onDisk) : IDelivery
    {
        public void Confirm() => onDisk.TryWrite(message);
    }
}
