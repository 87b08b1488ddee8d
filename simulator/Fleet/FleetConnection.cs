using System.Text;
using AedCabinet.Link;
using AedCabinet.Settings;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// A cabinet's connection for the firmware's link, with the same rules as the board's: a new client for every attempt, a bounded
/// queue for each, and nothing reported from an old one. It outlives the boots.
/// </summary>
/// <param name="broker">Where to connect.</param>
/// <param name="settings">The cabinet's account and keep-alive.</param>
/// <param name="clientId">Its id.</param>
/// <param name="counters">Counts.</param>
public sealed class FleetConnection(FleetBroker broker, BrokerSettings settings, string clientId, FleetCounters counters)
    : IBrokerConnection
{
    /// <summary>How often the link must be stepped for the keep-alive to be kept, in milliseconds: a fraction of its 60 s.</summary>
    public const int PollMs = 5000;

    // The same limit as the board's client: the link's window, the subscription, a farewell and telemetry.
    private const int MaxUnderWay = InFlight.Window + 8;

    private FleetClient? _client;
    private FleetClient? _ghost;
    private FleetSignals? _signals;

    /// <summary>Gets or sets who is called when there is something to say; on a thread of the pool.</summary>
    public Action Wake { get; set; } = () => { };

    /// <summary>Gets why the latest attempt to connect failed, <c>null</c> when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Gets how many messages wait for the broker.</summary>
    public int UnderWay => _client?.Unacknowledged ?? 0;

    /// <summary>
    /// The board has lost its power: the TCP connection stays open and unanswered until the board connects again.
    /// </summary>
    public void Abandon()
    {
        _ghost?.Dispose();
        _ghost = _client;
        _ghost?.Mute();
        _client = null;
        _signals = null;
    }

    /// <inheritdoc/>
    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        Interlocked.Increment(ref counters.Attempts);
        _signals = new FleetSignals(Wake);
        _client = new FleetClient(broker, _signals, counters);

        // Connecting blocks, so only the threads of FleetConnectors step a link that may connect.
        string? why = _client.OpenAsync(Connect(willTopic, willText)).GetAwaiter().GetResult();
        _ghost?.Dispose();
        _ghost = null;
        if (why is null)
        {
            counters.NoteAccepted();
            Problem = null;
            problem = null!;
            return true;
        }

        problem = $"no connection to broker {broker.Address} ({why})";
        Problem = problem;
        Close(false);
        return false;
    }

    /// <inheritdoc/>
    public int Subscribe(string topic) => _client!.Subscribe(topic, settings.CommandQos);

    /// <inheritdoc/>
    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        if (_client is null || _client.Unacknowledged >= MaxUnderWay)
        {
            messageId = 0;
            return false;
        }

        messageId = _client.Publish(topic, text, isRetained, true);
        return true;
    }

    /// <inheritdoc/>
    public void PublishOnce(string topic, string text) => _client?.Publish(topic, text, false, false);

    /// <inheritdoc/>
    public bool TryTakeSignal(out BrokerSignal signal)
    {
        // Called in every step of the link, so the keep-alive is checked here.
        _client?.KeepAlive(settings.KeepAliveSeconds * 1000L);
        signal = null!;
        return _signals is not null && _signals.TryTake(out signal);
    }

    /// <inheritdoc/>
    public void Close(bool isFarewell)
    {
        FleetClient? client = _client;
        _client = null;
        _signals = null;
        if (isFarewell)
        {
            client?.SayGoodbye();
        }

        client?.Dispose();
    }

    private MqttConnectPacket Connect(string willTopic, string willText) => new()
    {
        ClientId = clientId,
        CleanSession = true,
        KeepAlivePeriod = (ushort)settings.KeepAliveSeconds,
        Username = settings.User.Length == 0 ? null : settings.User,
        Password = settings.Password.Length == 0 ? null : Encoding.UTF8.GetBytes(settings.Password),
        WillFlag = true,
        WillTopic = willTopic,
        WillMessage = Encoding.UTF8.GetBytes(willText),
        WillQoS = MqttQualityOfServiceLevel.AtLeastOnce,
        WillRetain = true,
    };
}
