namespace nanoFramework.M2Mqtt.Link;

/// <summary>
/// The one thread on which all handlers run. When the link is lost it raises what is still queued, closes the client and
/// says so, once.
/// </summary>
internal sealed class EventDispatcher(MqttClient client, BrokerSession session)
{
    private readonly Queue<Action<MqttClient>> _events = [];
    private bool _isLinkLost;
    private bool _isStopped;

    internal void Enqueue(Action<MqttClient> raise)
    {
        lock (_events)
        {
            _events.Enqueue(raise);
            Monitor.Pulse(_events);
        }
    }

    internal void AnnounceLoss()
    {
        lock (_events)
        {
            _isLinkLost = true;
            Monitor.Pulse(_events);
        }
    }

    /// <summary>Ends the thread; what is still queued is never raised.</summary>
    internal void Stop()
    {
        lock (_events)
        {
            _isStopped = true;
            _events.Clear();
            Monitor.Pulse(_events);
        }
    }

    internal void Run()
    {
        while (TryTake(out var raise))
        {
            try
            {
                raise(client);
            }
            catch (Exception)
            {
                // A handler that throws ends the connection, as on the device.
                session.Lose();
            }
        }

        if (!_isStopped)
        {
            client.CloseAfterLoss(session);
        }
    }

    private bool TryTake(out Action<MqttClient> raise)
    {
        lock (_events)
        {
            while (_events.Count == 0 && !_isLinkLost && !_isStopped)
            {
                Monitor.Wait(_events);
            }

            return _events.TryDequeue(out raise!);
        }
    }
}
