using AedCabinet.Link;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The queue of signals from one connection to its cabinet's link, bounded like the board's <c>ClientSignals</c>.</summary>
/// <param name="wake">Called when there is something.</param>
internal sealed class FleetSignals(Action wake)
{
    private const int Capacity = 64;
    private const int MessageCapacity = 4;

    private readonly Queue<BrokerSignal> _queue = new();
    private int _messages;

    /// <summary>Takes the oldest.</summary>
    /// <param name="signal">The signal, or <c>null</c>.</param>
    /// <returns><c>false</c> when there is none.</returns>
    public bool TryTake(out BrokerSignal signal)
    {
        lock (_queue)
        {
            bool isThere = _queue.TryDequeue(out BrokerSignal? taken);
            _messages -= taken?.Kind == BrokerSignalKind.Received ? 1 : 0;
            signal = taken!;
            return isThere;
        }
    }

    /// <summary>Adds a signal; dropped when the queue is full, except for the end of the connection.</summary>
    /// <param name="signal">What.</param>
    public void Put(BrokerSignal signal)
    {
        lock (_queue)
        {
            if (_queue.Count - _messages < Capacity || signal.Kind == BrokerSignalKind.Closed)
            {
                _queue.Enqueue(signal);
            }
        }

        wake();
    }

    /// <summary>Adds a received message; dropped when as many wait as the board would keep.</summary>
    /// <param name="payload">Its bytes.</param>
    public void PutMessage(byte[] payload)
    {
        lock (_queue)
        {
            if (_messages == MessageCapacity)
            {
                return;
            }

            _messages++;
            _queue.Enqueue(BrokerSignal.Received(payload));
        }

        wake();
    }
}
