using AedCabinet.Link;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Virtual;

/// <summary>
/// A broker and the client's connection to it, in virtual time: messages and acknowledgements take time, and faults make it
/// silent, refusing, deaf or lossy. As the real client does, an unacknowledged message is sent three times, then given up.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="network">The board's network.</param>
/// <param name="random">Latencies and losses.</param>
/// <param name="count">Counts something by its name.</param>
public sealed class VirtualBroker(Timeline timeline, VirtualNetwork network, SeededRandom random, Action<string> count) : IBrokerConnection
{
    /// <summary>The client's own queue is bounded.</summary>
    public const int MaxUnderWay = 16;

    /// <summary>Connecting to a broker that says nothing takes this long to fail, in milliseconds.</summary>
    public const int ConnectTimeoutMs = 30000;

    /// <summary>An idle client notices a dead connection by its keep-alive, 60 s and a half, in milliseconds.</summary>
    public const int KeepAliveMs = 90000;

    private const int ResendMs = 1000;
    private const int MaxSends = 3;

    private readonly List<Sending> _underWay = [];
    private (string Topic, string Text)? _will;
    private long _willDueMs;
    private long _lastArrivalMs;
    private readonly Queue<BrokerSignal> _signals = new();
    private int _nextId;
    private bool _isOpen;
    private bool _isDead;
    private long _closedSignalAtMs;
    private long _subscribedAtMs;
    private int _subscriptionId;

    /// <summary>Gets or sets what is told before a TLS handshake freezes the board, with the handshake's length in milliseconds.</summary>
    public Action<int> Freezes { get; set; } = _ => { };

    /// <summary>
    /// Gets or sets for how long the link's thread is held by a connection attempt from now on, in milliseconds; taken by the run.
    /// </summary>
    public int BlockedMs { get; set; }

    /// <summary>Gets or sets who gets the messages.</summary>
    public Action<string, string> Delivers { get; set; } = (_, _) => { };

    /// <summary>Gets or sets who is told that the broker acknowledged a message.</summary>
    public Action<string, string> Acknowledges { get; set; } = (_, _) => { };

    /// <summary>Gets or sets a value indicating whether the broker takes TCP and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Gets or sets a value indicating whether nobody listens on the broker's port.</summary>
    public bool IsDown { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the cabinet looks for the broker where it isn't: another host, port or way to connect.
    /// </summary>
    public bool IsElsewhere { get; set; }

    /// <summary>Gets or sets a value indicating whether the broker refuses CONNACK.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>Gets or sets the share of publications during which the client throws, 0 to 1.</summary>
    public double Throws { get; set; }

    /// <summary>Gets or sets the share of PUBACKs that are lost, 0 to 1.</summary>
    public double LostAcknowledgements { get; set; }

    /// <summary>Gets a value indicating whether the client takes commands.</summary>
    public bool IsListening => _isOpen && !_isDead && _subscribedAtMs == 0;

    /// <summary>Gets how many messages are under way.</summary>
    public int UnderWay => _underWay.Count;

    /// <inheritdoc/>
    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        count("connection attempts");
        if (!network.IsUp)
        {
            problem = "no route";
            BlockedMs = random.NextInt(100, 5000);
            return false;
        }

        if (IsDown || IsElsewhere)
        {
            problem = "connection refused";
            BlockedMs = random.NextInt(1, 5);
            return false;
        }

        if (IsSilent)
        {
            problem = "no CONNACK";
            BlockedMs = ConnectTimeoutMs;
            return false;
        }

        int handshakeMs = random.NextInt(1000, 2500);
        Freezes(handshakeMs);
        if (IsRefusing)
        {
            problem = "CONNACK refused";
            return false;
        }

        // The broker drops an older session of the same client, and says so.
        SendWill();
        _will = (willTopic, willText);
        problem = null!;
        _isOpen = true;
        _isDead = false;
        _closedSignalAtMs = 0;
        _signals.Clear();
        _underWay.Clear();
        count("connections");
        return true;
    }

    /// <inheritdoc/>
    public int Subscribe(string topic)
    {
        _subscriptionId = ++_nextId;
        _subscribedAtMs = timeline.NowMs + Latency();
        return _subscriptionId;
    }

    /// <inheritdoc/>
    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = 0;
        if (Throws > 0 && random.Chance(Throws))
        {
            count("exceptions of the MQTT client");
            throw new PartFailureException("the MQTT client");
        }

        if (!_isOpen || _underWay.Count >= MaxUnderWay)
        {
            return false;
        }

        messageId = ++_nextId;
        // One connection keeps the order: nothing overtakes.
        _lastArrivalMs = Math.Max(_lastArrivalMs, timeline.NowMs + Latency());
        _underWay.Add(new Sending(messageId, topic, text) { ArrivesAtMs = _lastArrivalMs, SentAtMs = timeline.NowMs, Sends = 1 });
        return true;
    }

    /// <inheritdoc/>
    public void PublishOnce(string topic, string text)
    {
        if (_isOpen && !_isDead && !IsSilent)
        {
            Delivers(topic, text);
        }
    }

    /// <inheritdoc/>
    public bool TryTakeSignal(out BrokerSignal signal)
    {
        bool hasSignal = _signals.TryDequeue(out BrokerSignal? taken);
        signal = taken!;
        return hasSignal;
    }

    /// <inheritdoc/>
    public void Close(bool isFarewell)
    {
        if (_isOpen && !isFarewell && _willDueMs == 0)
        {
            _willDueMs = timeline.NowMs + KeepAliveMs;
        }
        else if (isFarewell)
        {
            _will = null;
        }

        _isOpen = false;
        _subscribedAtMs = 0;
        _signals.Clear();
        _underWay.Clear();
    }

    /// <summary>The connection breaks; the client notices later, or only by its keep-alive.</summary>
    /// <param name="isNoticedAtOnce">Whether TCP is reset.</param>
    public void Break(bool isNoticedAtOnce)
    {
        if (_isOpen && !_isDead)
        {
            _isDead = true;
            _willDueMs = timeline.NowMs + (isNoticedAtOnce ? 0 : KeepAliveMs);
            _closedSignalAtMs = timeline.NowMs + (isNoticedAtOnce ? Latency() : KeepAliveMs);
        }
    }

    /// <summary>A message for the cabinet comes on its command topic.</summary>
    /// <param name="payload">Its bytes.</param>
    /// <returns><c>false</c> when the client isn't there.</returns>
    public bool TrySendCommand(byte[] payload)
    {
        if (!IsListening || IsSilent)
        {
            return false;
        }

        _signals.Enqueue(BrokerSignal.Received(payload));
        return true;
    }

    /// <summary>The broker publishes the last will of a client that it has missed for long enough.</summary>
    public void SendDueWill()
    {
        if (_willDueMs > 0 && timeline.NowMs >= _willDueMs && !IsDown && !IsSilent)
        {
            SendWill();
        }
    }

    /// <summary>What arrives by now, arrives.</summary>
    public void Advance()
    {
        if (!_isOpen)
        {
            return;
        }

        long nowMs = timeline.NowMs;
        if (!network.IsUp)
        {
            Break(false);
        }

        if (_isDead && nowMs >= _closedSignalAtMs && _closedSignalAtMs > 0)
        {
            _closedSignalAtMs = 0;
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Closed, 0));
        }

        if (!_isDead && !IsSilent && _subscribedAtMs > 0 && nowMs >= _subscribedAtMs)
        {
            _subscribedAtMs = 0;
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Subscribed, _subscriptionId));
        }

        for (int i = 0; i < _underWay.Count && _isOpen; i++)
        {
            i -= IsDone(_underWay[i], nowMs) ? 1 : 0;
        }
    }

    private void SendWill()
    {
        _willDueMs = 0;
        if (_will is var (topic, text))
        {
            _will = null;
            Delivers(topic, text);
        }
    }

    private bool IsDone(Sending sending, long nowMs)
    {
        if (sending.ArrivesAtMs > 0 && nowMs >= sending.ArrivesAtMs)
        {
            sending.ArrivesAtMs = 0;
            if (!_isDead && !IsSilent)
            {
                Delivers(sending.Topic, sending.Text);
                if (random.Chance(LostAcknowledgements))
                {
                    count("acknowledgements lost");
                }
                else
                {
                    Acknowledges(sending.Topic, sending.Text);
                    _underWay.Remove(sending);
                    _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Published, sending.Id));
                    return true;
                }
            }
        }

        if (nowMs - sending.SentAtMs < ResendMs)
        {
            return false;
        }

        if (sending.Sends == MaxSends)
        {
            _underWay.Remove(sending);
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.NotPublished, sending.Id));
            return true;
        }

        sending.Sends++;
        sending.SentAtMs = nowMs;
        sending.ArrivesAtMs = nowMs + Latency();
        return false;
    }

    private int Latency() => random.NextInt(20, 200);

    private sealed class Sending(int id, string topic, string text)
    {
        public int Id { get; } = id;

        public string Topic { get; } = topic;

        public string Text { get; } = text;

        public long ArrivesAtMs { get; set; }

        public long SentAtMs { get; set; }

        public int Sends { get; set; }
    }
}
