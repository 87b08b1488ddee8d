using System.Buffers;
using System.Text;
using AedCabinet.Link;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One MQTT 3.1.1 connection over MQTTnet's channel and packets, without a thread: what comes is read on the thread pool. A
/// third of the memory of MQTTnet's own client, because thousands of them share everything that does not belong to one.
/// </summary>
/// <remarks>
/// Like the board's client: the caller gets packet ids, unacknowledged messages are forgotten when the connection ends, and a
/// ping is sent only when nothing else was.
/// </remarks>
internal sealed class FleetClient : IDisposable
{
    /// <summary>How long the broker may take to answer, in milliseconds; the board's client waits as long for CONNACK.</summary>
    public const int ConnectMs = 30000;

    // Large enough for one cabinet's messages; the writer grows for a longer one.
    private const int WriterBytes = 256;
    private const int WriterMaxBytes = 1024;

    private readonly FleetBroker _broker;
    private readonly MqttChannelAdapter _adapter;
    private readonly MqttTcpChannel _channel;
    private readonly FleetSignals _signals;
    private readonly FleetCounters _counters;
    private ushort _lastId;
    private int _unacknowledged;
    private long _sentAtMs;
    private long _pingedAtMs;
    private int _isEnded;
    private volatile bool _isMute;
    private volatile bool _isLeaving;

    public FleetClient(FleetBroker broker, FleetSignals signals, FleetCounters counters)
    {
        _broker = broker;
        _signals = signals;
        _counters = counters;
        _channel = new MqttTcpChannel(broker.Options);
        _adapter = new MqttChannelAdapter(
            _channel, new MqttPacketFormatterAdapter(MqttProtocolVersion.V311, new MqttBufferWriter(WriterBytes, WriterMaxBytes)),
            MqttNetNullLogger.Instance);
    }

    /// <summary>Gets how many messages are not acknowledged.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Connects.</summary>
    /// <param name="connect">The first packet.</param>
    /// <returns>Why not, or <c>null</c>.</returns>
    public async Task<string?> OpenAsync(MqttConnectPacket connect)
    {
        using CancellationTokenSource patience = new(ConnectMs);
        try
        {
            await _adapter.ConnectAsync(patience.Token).ConfigureAwait(false);
            await _adapter.SendPacketAsync(connect, patience.Token).ConfigureAwait(false);
            MqttPacket? answer = await _adapter.ReceivePacketAsync(patience.Token).ConfigureAwait(false);
            if (answer is not MqttConnAckPacket accepted)
            {
                return "the broker closed the connection instead of accepting it";
            }

            if (accepted.ReturnCode != MqttConnectReturnCode.ConnectionAccepted)
            {
                return $"the broker refused the connection: {ReasonOf(accepted.ReturnCode)}";
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return _broker.WhyNot(exception);
        }

        _sentAtMs = Environment.TickCount64;
        Interlocked.Increment(ref _counters.Connected);
        _ = ReadAsync();
        return null;
    }

    /// <summary>Asks for messages on a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="qos">The QoS, 0 or 1.</param>
    /// <returns>The packet's id.</returns>
    public int Subscribe(string topic, int qos)
    {
        ushort id = NextId();
        MqttSubscribePacket packet = new() { PacketIdentifier = id };
        packet.TopicFilters.Add(new MqttTopicFilter { Topic = topic, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos });
        Send(packet);
        return id;
    }

    /// <summary>Sends a message.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isRetained">Whether the broker keeps it.</param>
    /// <param name="isConfirmed">Whether QoS is 1; otherwise 0.</param>
    /// <returns>The packet's id, 0 with QoS 0.</returns>
    public int Publish(string topic, string text, bool isRetained, bool isConfirmed)
    {
        ushort id = isConfirmed ? NextId() : (ushort)0;
        if (isConfirmed)
        {
            Interlocked.Increment(ref _unacknowledged);
            Interlocked.Increment(ref _counters.Published);
        }

        Send(new MqttPublishPacket
        {
            PacketIdentifier = id,
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)),
            Retain = isRetained,
            QualityOfServiceLevel = isConfirmed ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        });
        return id;
    }

    /// <summary>Sends a ping when nothing else was sent for long, and ends the connection when the last was not answered.</summary>
    /// <param name="keepAliveMs">The keep-alive, in milliseconds.</param>
    public void KeepAlive(long keepAliveMs)
    {
        long nowMs = Environment.TickCount64;
        long pingedAtMs = Volatile.Read(ref _pingedAtMs);
        if (pingedAtMs > 0 && nowMs - pingedAtMs >= keepAliveMs)
        {
            End();
        }
        else if (pingedAtMs == 0 && nowMs - Volatile.Read(ref _sentAtMs) >= keepAliveMs)
        {
            Volatile.Write(ref _pingedAtMs, nowMs);
            Send(MqttPingReqPacket.Instance);
        }
    }

    /// <summary>The board has lost its power: nothing is sent or told any more, and the broker is not told either.</summary>
    public void Mute() => _isMute = true;

    /// <summary>Says goodbye, so that the broker sends no last will.</summary>
    public void SayGoodbye()
    {
        // The broker ends the connection then: that is no loss.
        _isLeaving = true;
        Send(MqttDisconnectPacketWithoutReason);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isMute = true;
        MarkEnded();
        _adapter.Dispose();
        _channel.Dispose();
    }

    private static MqttDisconnectPacket MqttDisconnectPacketWithoutReason =>
        new() { ReasonCode = MqttDisconnectReasonCode.NormalDisconnection };

    // Brokers report a wrong password with either code.
    private static string ReasonOf(MqttConnectReturnCode code) => code switch
    {
        MqttConnectReturnCode.ConnectionRefusedBadUsernameOrPassword or MqttConnectReturnCode.ConnectionRefusedNotAuthorized =>
            "user or password is wrong, or the account may not come in",
        MqttConnectReturnCode.ConnectionRefusedIdentifierRejected => "it does not take this client id",
        MqttConnectReturnCode.ConnectionRefusedServerUnavailable => "it is not ready",
        _ => code.ToString(),
    };

    private async Task ReadAsync()
    {
        try
        {
            while (await _adapter.ReceivePacketAsync(CancellationToken.None).ConfigureAwait(false) is { } packet)
            {
                Take(packet);
            }
        }
        catch (Exception exception) when (exception
            is MqttCommunicationException or MqttProtocolViolationException or IOException or ObjectDisposedException
                or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // Either side may have closed the connection.
        }

        End();
    }

    private void Take(MqttPacket packet)
    {
        if (_isMute)
        {
            return;
        }

        switch (packet)
        {
            case MqttPubAckPacket acknowledged:
                Interlocked.Decrement(ref _unacknowledged);
                Interlocked.Increment(ref _counters.Acknowledged);
                _signals.Put(new BrokerSignal(BrokerSignalKind.Published, acknowledged.PacketIdentifier));
                break;
            case MqttSubAckPacket accepted:
                _signals.Put(new BrokerSignal(BrokerSignalKind.Subscribed, accepted.PacketIdentifier));
                break;
            case MqttPublishPacket message:
                Interlocked.Increment(ref _counters.Received);
                _signals.PutMessage(message.Payload.ToArray());
                if (message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
                {
                    Send(new MqttPubAckPacket { PacketIdentifier = message.PacketIdentifier });
                }

                break;
            case MqttPingRespPacket:
                Volatile.Write(ref _pingedAtMs, 0);
                break;
        }
    }

    private void Send(MqttPacket packet)
    {
        if (_isMute)
        {
            return;
        }

        Volatile.Write(ref _sentAtMs, Environment.TickCount64);
        Task sending = _adapter.SendPacketAsync(packet, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully)
        {
            _ = WatchAsync(sending);
        }
    }

    private async Task WatchAsync(Task sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception
            is MqttCommunicationException or IOException or ObjectDisposedException or OperationCanceledException
                or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            End();
        }
    }

    private void End()
    {
        if (MarkEnded() && !_isMute && !_isLeaving)
        {
            Interlocked.Increment(ref _counters.Lost);
            _signals.Put(new BrokerSignal(BrokerSignalKind.Closed, 0));
        }
    }

    private bool MarkEnded()
    {
        if (_sentAtMs == 0 || Interlocked.Exchange(ref _isEnded, 1) != 0)
        {
            return false;
        }

        Interlocked.Decrement(ref _counters.Connected);
        return true;
    }

    private ushort NextId() => _lastId = (ushort)(_lastId == ushort.MaxValue ? 1 : _lastId + 1);
}
