using AedCabinet.Link;
using AedCabinet.Simulator.Physics;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A virtual cabinet's connection: messages and acknowledgements take time, the broker goes away, acknowledgements are lost. As the
/// board's client does, an unacknowledged message is sent again after a second and given up after three times.
/// </summary>
/// <param name="time">The cabinet's time.</param>
/// <param name="faults">What fails.</param>
/// <param name="record">Told what reaches the broker.</param>
/// <param name="eventTopic">The cabinet's event topic.</param>
/// <param name="seed">Latencies and losses.</param>
internal sealed class VirtualConnection(VirtualTime time, VirtualFaults faults, VirtualRecord record, string eventTopic, long seed)
    : IBrokerConnection
{
    private const int ResendMs = 1000;
    private const int MaxSends = 3;
    private const int LeastMs = 20;
    private const int MostMs = 200;

    private readonly SeededRandom _random = new(seed);
    private readonly List<Sending> _underWay = new(0);
    private long _lastArrivalMs;
    private int _nextId;
    private int _subscriptionId;
    private bool _isOpen;
    private long _leavesMs = Deadline.Never;

    /// <summary>Gets how long the latest attempt to connect held the link's thread, in milliseconds.</summary>
    public int HeldMs { get; private set; }

    /// <summary>Gets the account of the events.</summary>
    public VirtualDeliveries Deliveries { get; } = new();

    /// <summary>Gets when the next signal comes, in milliseconds since the fleet began, or <see cref="Deadline.Never"/>.</summary>
    public long NextSignalMs
    {
        get
        {
            long nextMs = _leavesMs;
            foreach (Sending sending in _underWay)
            {
                nextMs = Math.Min(nextMs, sending.DueMs);
            }

            return nextMs;
        }
    }

    /// <inheritdoc/>
    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        record.NoteAttempt(time.NowMs);
        HeldMs = Latency();
        problem = null!;
        if (faults.IsBrokerAway(time.NowMs))
        {
            problem = "connection refused";
            return false;
        }

        record.NoteConnect(time.NowMs);
        _isOpen = true;
        _underWay.Clear();
        _leavesMs = faults.BrokerLeavesMs(time.NowMs);
        return true;
    }

    /// <inheritdoc/>
    public int Subscribe(string topic)
    {
        _subscriptionId = ++_nextId;
        _underWay.Add(new Sending(_subscriptionId, topic, null, time.NowMs + HeldMs + Latency(), 1));
        return _subscriptionId;
    }

    /// <inheritdoc/>
    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = 0;
        if (!_isOpen)
        {
            return false;
        }

        // One connection keeps the order: nothing overtakes.
        messageId = ++_nextId;
        _lastArrivalMs = Math.Max(_lastArrivalMs, time.NowMs + Latency());
        _underWay.Add(new Sending(messageId, topic, text, _lastArrivalMs, 1));
        return true;
    }

    /// <inheritdoc/>
    public void PublishOnce(string topic, string text)
    {
        if (_isOpen)
        {
            record.NoteMessage(time.NowMs, topic, text);
        }
    }

    /// <inheritdoc/>
    public bool TryTakeSignal(out BrokerSignal signal)
    {
        signal = null!;
        if (_isOpen && time.NowMs >= _leavesMs)
        {
            Abandon();
            signal = new BrokerSignal(BrokerSignalKind.Closed, 0);
            return true;
        }

        for (int i = 0; i < _underWay.Count && signal is null; i++)
        {
            if (time.NowMs >= _underWay[i].DueMs)
            {
                signal = Arrive(i)!;
            }
        }

        return signal is not null;
    }

    /// <inheritdoc/>
    public void Close(bool isFarewell) => Abandon();

    /// <summary>The board has lost its power.</summary>
    public void Abandon()
    {
        _isOpen = false;
        _leavesMs = Deadline.Never;
        _underWay.Clear();
    }

    private BrokerSignal? Arrive(int place)
    {
        Sending sending = _underWay[place];
        if (sending.Text is null)
        {
            _underWay.RemoveAt(place);
            return new BrokerSignal(BrokerSignalKind.Subscribed, sending.Id);
        }

        record.NoteMessage(time.NowMs, sending.Topic, sending.Text);
        if (ReferenceEquals(sending.Topic, eventTopic) || sending.Topic == eventTopic)
        {
            Deliveries.NoteArrival(sending.Text);
        }

        if (!_random.Chance(faults.LostAcknowledgements))
        {
            _underWay.RemoveAt(place);
            return new BrokerSignal(BrokerSignalKind.Published, sending.Id);
        }

        if (sending.Sends < MaxSends)
        {
            _underWay[place] = sending with { DueMs = time.NowMs + ResendMs, Sends = sending.Sends + 1 };
            return null;
        }

        _underWay.RemoveAt(place);
        return new BrokerSignal(BrokerSignalKind.NotPublished, sending.Id);
    }

    private int Latency() => _random.NextInt(LeastMs, MostMs);

    private readonly record struct Sending(int Id, string Topic, string? Text, long DueMs, int Sends);
}
