using AedCabinet.Link;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>A broker that acknowledges everything at once while it can be reached.</summary>
internal sealed class FakeFleetConnection : IBrokerConnection
{
    private readonly Queue<BrokerSignal> _signals = new();
    private int _lastId;

    /// <summary>Called when the connection has something to say.</summary>
    public Action Wake { get; set; } = () => { };

    public bool IsReachable { get; set; } = true;

    public int Attempts { get; private set; }

    /// <summary>What was published, <c>topic text</c> each.</summary>
    public List<string> Published { get; } = [];

    public void Lose() => Say(new BrokerSignal(BrokerSignalKind.Closed, 0));

    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        Attempts++;
        problem = IsReachable ? null! : "no broker";
        return IsReachable;
    }

    public int Subscribe(string topic)
    {
        Say(new BrokerSignal(BrokerSignalKind.Subscribed, ++_lastId));
        return _lastId;
    }

    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = ++_lastId;
        Published.Add(topic + " " + text);
        Say(new BrokerSignal(BrokerSignalKind.Published, messageId));
        return true;
    }

    public void PublishOnce(string topic, string text) => Published.Add(topic + " " + text);

    public bool TryTakeSignal(out BrokerSignal signal) => _signals.TryDequeue(out signal!);

    public void Close(bool isFarewell) => _signals.Clear();

    private void Say(BrokerSignal signal)
    {
        _signals.Enqueue(signal);
        Wake();
    }
}
