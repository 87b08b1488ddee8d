using MQTTnet.Packets;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>
/// The messages on their way and the broker's answers to them. It belongs to the client, not to a connection: what is
/// queued before a connect is sent after it.
/// </summary>
internal sealed class InflightQueue(MqttSettings settings)
{
    private readonly Lock _gate = new();
    private readonly List<InflightMessage> _messages = [];
    private readonly Queue<MqttPacket> _answers = [];
    private readonly AutoResetEvent _wake = new(false);

    /// <summary>Queues a message from the client.</summary>
    /// <returns>False when the queue is full.</returns>
    internal bool TryAdd(InflightMessage message)
    {
        lock (_gate)
        {
            if (_messages.Count >= settings.InflightQueueSize)
            {
                return false;
            }

            _messages.Add(message);
        }

        _wake.Set();
        return true;
    }

    /// <summary>Queues a message from the broker. When the queue is full it is dropped in silence and not acknowledged.</summary>
    internal void AddReceived(MqttPublishPacket publish)
    {
        lock (_gate)
        {
            if (_messages.OfType<IncomingMessage>().Any(message => message.TryRepeat(publish)))
            {
                _wake.Set();
                return;
            }
        }

        TryAdd(new IncomingMessage(publish));
    }

    /// <summary>Queues an answer of the broker.</summary>
    internal void AddAnswer(MqttPacket answer)
    {
        lock (_gate)
        {
            _answers.Enqueue(answer);
        }

        _wake.Set();
    }

    internal void Wake() => _wake.Set();

    /// <summary>Waits until something was queued or the time is over.</summary>
    internal void Wait(int timeoutMs) => _wake.WaitOne(timeoutMs);

    /// <summary>Takes the answers, then moves what is due.</summary>
    /// <returns>Milliseconds until something else is due, or <see cref="Timeout.Infinite"/>.</returns>
    internal int Process(BrokerSession session)
    {
        while (TryTakeAnswer(out var answer))
        {
            if (!Snapshot().Any(message => message.TryTake(answer, session, Environment.TickCount64)) && answer is MqttPubRelPacket release)
            {
                // Shown before; only the last step was lost.
                session.Send(new MqttPubCompPacket { PacketIdentifier = release.PacketIdentifier });
            }

            RemoveDone();
        }

        foreach (var message in Snapshot())
        {
            var nowMs = Environment.TickCount64;
            if (message.DueMs <= nowMs)
            {
                message.Move(session, nowMs);
            }
        }

        return RemoveDone();
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _messages.Clear();
            _answers.Clear();
        }
    }

    private bool TryTakeAnswer(out MqttPacket answer)
    {
        lock (_gate)
        {
            return _answers.TryDequeue(out answer!);
        }
    }

    private InflightMessage[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _messages];
        }
    }

    private int RemoveDone()
    {
        lock (_gate)
        {
            _messages.RemoveAll(message => message.IsDone);
            if (_answers.Count > 0)
            {
                return 0;
            }

            var nextMs = _messages.Count == 0 ? long.MaxValue : _messages.Min(message => message.DueMs);
            return nextMs == long.MaxValue
                ? Timeout.Infinite
                : (int)Math.Clamp(nextMs - Environment.TickCount64, 0, int.MaxValue);
        }
    }
}
