using System;
using System.Collections.Generic;
using AedCabinet.Link;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <summary>
/// A broker and the client's connection to it in virtual time: what is sent arrives after a step and is acknowledged after another.
/// </summary>
internal sealed class FaultBroker : IBrokerConnection
{
    private const int MostUnderWay = 16;

    private readonly Queue<BrokerSignal> _signals = [];
    private readonly List<(int Id, string Topic, string Text)> _sent = [];
    private readonly List<int> _arrived = [];
    private int _lastId;
    private int _subscription;
    private bool _isOpen;
    private bool _isListening;

    /// <summary>Who gets the messages.</summary>
    public Action<string, string> Delivers { get; set; } = (_, _) => { };

    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        Close(false);
        problem = null!;
        _isOpen = true;
        return true;
    }

    public int Subscribe(string topic) => _subscription = ++_lastId;

    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = 0;
        if (!_isOpen || _sent.Count + _arrived.Count >= MostUnderWay)
        {
            return false;
        }

        messageId = ++_lastId;
        _sent.Add((messageId, topic, text));
        return true;
    }

    public void PublishOnce(string topic, string text)
    {
    }

    public bool TryTakeSignal(out BrokerSignal signal) => _signals.TryDequeue(out signal!);

    public void Close(bool isFarewell)
    {
        _isOpen = false;
        _isListening = false;
        _subscription = 0;
        _signals.Clear();
        _sent.Clear();
        _arrived.Clear();
    }

    /// <summary>A command comes.</summary>
    /// <param name="payload">Its bytes.</param>
    /// <returns><c>false</c> when nobody listens.</returns>
    public bool TrySendCommand(byte[] payload)
    {
        if (_isListening)
        {
            _signals.Enqueue(BrokerSignal.Received(payload));
        }

        return _isListening;
    }

    /// <summary>The connection breaks: what has arrived is not acknowledged any more.</summary>
    public void Break()
    {
        if (_isOpen)
        {
            Close(false);
            _isOpen = true;
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Closed, 0));
        }
    }

    /// <summary>A step of time.</summary>
    public void Advance()
    {
        if (_subscription != 0)
        {
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Subscribed, _subscription));
            _subscription = 0;
            _isListening = true;
        }

        foreach (int id in _arrived)
        {
            _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Published, id));
        }

        _arrived.Clear();
        foreach ((int id, string topic, string text) in _sent.ToArray())
        {
            Delivers(topic, text);
            _arrived.Add(id);
        }

        _sent.Clear();
    }
}
