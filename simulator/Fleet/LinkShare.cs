using AedCabinet.Link;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The connections of a <see cref="FleetLinkBenchmark"/> that one thread serves, as a live fleet's thread does.</summary>
internal sealed class LinkShare : IDisposable
{
    private readonly List<(FleetConnection Connection, string Topic)> _members = [];
    private readonly object _gate = new();
    private int _hasNews;

    /// <summary>Adds a connection that is open.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="topic">Where its messages go.</param>
    public void Add(FleetConnection connection, string topic) => _members.Add((connection, topic));

    /// <summary>A connection has something to say. May be called from any thread.</summary>
    public void Wake()
    {
        // A thread that is already awake need not be woken again.
        if (Interlocked.Exchange(ref _hasNews, 1) == 0)
        {
            lock (_gate)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Sends, as the link does: what is acknowledged makes room for the next. Returns when all is acknowledged.</summary>
    /// <param name="messages">How many messages each connection sends.</param>
    /// <param name="text">What they say.</param>
    /// <exception cref="UserErrorException">The broker closed a connection.</exception>
    public void Send(int messages, string text)
    {
        int[] sent = new int[_members.Count];
        int[] acknowledged = new int[_members.Count];
        int left = _members.Count;
        while (left > 0)
        {
            // Reset before the round: signals that arrive during it are for the next one.
            Volatile.Write(ref _hasNews, 0);
            for (int i = 0; i < _members.Count; i++)
            {
                (FleetConnection connection, string topic) = _members[i];
                int before = acknowledged[i];
                acknowledged[i] += TakeAcknowledgements(connection, topic);
                left -= before < messages && acknowledged[i] >= messages ? 1 : 0;
                while (sent[i] < messages && sent[i] - acknowledged[i] < InFlight.Window
                    && connection.TryPublish(topic, text, false, out _))
                {
                    sent[i]++;
                }
            }

            AwaitNews(left > 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((FleetConnection connection, _) in _members)
        {
            connection.Close(true);
        }
    }

    private static int TakeAcknowledgements(FleetConnection connection, string topic)
    {
        int count = 0;
        while (connection.TryTakeSignal(out BrokerSignal signal))
        {
            if (signal.Kind == BrokerSignalKind.Closed)
            {
                throw new UserErrorException($"the broker closed the connection for {topic}", UserErrorException.Environment);
            }

            count++;
        }

        return count;
    }

    private void AwaitNews(bool isNeeded)
    {
        lock (_gate)
        {
            while (isNeeded && Volatile.Read(ref _hasNews) == 0)
            {
                _ = Monitor.Wait(_gate);
            }
        }
    }
}
