using System.Text;
using AedCabinet.Contract;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Mqtt;

/// <summary>
/// An ordinary MQTT client that listens to <c>aed/v1/#</c>, so that what the simulator shows is what the broker delivered.
/// Reconnects for as long as it runs.
/// </summary>
public sealed class MessageObserver : IAsyncDisposable
{
    /// <summary>How many messages are kept.</summary>
    public const int Capacity = 500;

    private const string Filter = "aed/v1/#";
    private static readonly TimeSpan s_retryPause = TimeSpan.FromSeconds(1);

    private readonly BrokerAddress _broker;
    private readonly ILog _log;
    private readonly TimeProvider _clock;
    private readonly SimulatedTime _time;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<ObservedMessage> _messages = new();
    private readonly Dictionary<string, ObservedMessage> _latest = [];
    private readonly Lock _lock = new();
    private Task _work = Task.CompletedTask;
    private long _count;

    /// <summary>Initializes a new instance of the <see cref="MessageObserver"/> class.</summary>
    /// <param name="broker">The broker to listen to.</param>
    /// <param name="clock">Gives the time of arrival.</param>
    /// <param name="time">Gives the simulated time of arrival.</param>
    /// <param name="log">Told when the broker can't be reached.</param>
    public MessageObserver(BrokerAddress broker, TimeProvider clock, SimulatedTime time, ILog log)
    {
        _broker = broker;
        _clock = clock;
        _time = time;
        _log = log;
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
    }

    /// <summary>Raised for every message, on the client's thread.</summary>
    public event Action<ObservedMessage>? Received;

    /// <summary>Gets the messages, newest first.</summary>
    public IReadOnlyList<ObservedMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The latest message on a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>The message, or <c>null</c> when none came.</returns>
    public ObservedMessage? Latest(string topic)
    {
        lock (_lock)
        {
            return _latest.GetValueOrDefault(topic);
        }
    }

    /// <summary>Starts to listen; returns at once.</summary>
    public void Start() => _work = ListenAsync(_stop.Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        MqttClientOptions options = new MqttClientOptionsBuilder().WithTcpServer(_broker.Host, _broker.Port).Build();
        bool wasReachable = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await _client.ConnectAsync(options, stop);
                    await _client.SubscribeAsync(Filter, MqttQualityOfServiceLevel.AtLeastOnce, stop);
                    wasReachable = true;
                }

                await Task.Delay(s_retryPause, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                if (wasReachable)
                {
                    _log.Warning($"observer: broker {_broker} can't be reached ({exception.Message}); trying every second");
                }

                wasReachable = false;
                await Task.Delay(s_retryPause, CancellationToken.None);
            }
        }
    }

    private Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        ObservedMessage message;
        lock (_lock)
        {
            message = new ObservedMessage(
                ++_count,
                _clock.GetLocalNow(),
                received.ApplicationMessage.Topic,
                Encoding.UTF8.GetString(received.ApplicationMessage.Payload),
                received.ApplicationMessage.Retain,
                _time.Now);
            _messages.AddFirst(message);
            _latest[message.Topic] = message;
            if (_messages.Count > Capacity)
            {
                _messages.RemoveLast();
            }
        }

        Received?.Invoke(message);
        return Task.CompletedTask;
    }
}
