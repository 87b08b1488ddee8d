extern alias device;

using device::nanoFramework.StandIns;
using MQTTnet.Packets;
using nanoFramework.M2Mqtt.Exceptions;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>
/// One connection from its first byte to its end, with the device's four threads: receiving, sending, keep-alive, handlers.
/// </summary>
internal sealed class BrokerSession
{
    // As long as the device waits for each of its threads.
    private const int JoinTimeoutMs = 1_000;

    private static int s_runningThreads;

    private readonly MqttClient _client;
    private readonly InflightQueue _queue;
    private readonly BrokerChannel _channel;
    private readonly EventDispatcher _dispatcher;
    private readonly Lock _gate = new();
    private readonly List<Thread> _threads = [];
    private readonly AutoResetEvent _answered = new(false);
    private readonly ManualResetEvent _stopping = new(false);
    private CancellationTokenRegistration _powerCut;
    private MqttConnAckPacket? _connAck;
    private int _pingsAnswered;
    private int _isLost;
    private volatile bool _isStopped;
    private bool _isOutOfStep;

    internal BrokerSession(MqttClient client, InflightQueue queue, BrokerChannel channel, MqttSettings settings)
    {
        _client = client;
        _queue = queue;
        _channel = channel;
        _dispatcher = new EventDispatcher(client, this);
        Settings = settings;
    }

    /// <summary>Threads of all sessions of the process: none is left when every client was closed.</summary>
    internal static int RunningThreads => Volatile.Read(ref s_runningThreads);

    internal MqttSettings Settings { get; }

    internal bool IsLost => Volatile.Read(ref _isLost) != 0;

    /// <summary>Opens the channel; the broker has not been spoken to yet.</summary>
    /// <exception cref="MqttConnectionException">TCP or TLS failed.</exception>
    internal void Open()
    {
        _channel.Open();
        _powerCut = MqttClient.CabinetPower.Register(_channel.Dispose);
        Start("receive", Receive);
    }

    /// <summary>Sends the connect and waits for the answer.</summary>
    /// <exception cref="MqttCommunicationException">No answer in time, or the broker hung up.</exception>
    internal MqttConnAckPacket Greet(MqttConnectPacket connect)
    {
        _channel.Send(connect);
        return _answered.WaitOne(Settings.TimeoutOnReceiving) && _connAck is { } answer
            ? answer
            : throw new MqttCommunicationException();
    }

    /// <summary>Starts the threads of an accepted connection.</summary>
    internal void Begin(int keepAlivePeriodMs)
    {
        if (keepAlivePeriodMs > 0)
        {
            Start("keep-alive", () => KeepAlive(keepAlivePeriodMs));
        }

        Start("handlers", _dispatcher.Run);
        Start("send", SendQueue);
    }

    internal void Send(MqttPacket packet) => _channel.Send(packet);

    /// <summary>Has handlers called, on their thread.</summary>
    internal void Raise(Action<MqttClient> raise) => _dispatcher.Enqueue(raise);

    /// <summary>The link is no more. Nothing is closed here: the handlers' thread does it, when it has raised what came before.</summary>
    internal void Lose()
    {
        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            _client.NoteLoss(this);
            _answered.Set();
            _dispatcher.AnnounceLoss();
        }
    }

    /// <summary>Hangs up and waits, a bounded time, for every thread but the caller's.</summary>
    internal void Stop()
    {
        Thread[] threads;
        lock (_gate)
        {
            _isStopped = true;
            threads = [.. _threads];
        }

        _powerCut.Unregister();
        _channel.Dispose();
        _stopping.Set();
        _answered.Set();
        _queue.Wake();
        _dispatcher.Stop();
        foreach (var thread in threads)
        {
            if (thread != Thread.CurrentThread)
            {
                thread.Join(JoinTimeoutMs);
            }
        }
    }

    private void Start(string name, Action run)
    {
        ShortMemory.Allocate("Thread.Start");
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            // A forgotten client must not keep the process alive.
            var thread = new Thread(() => Count(run)) { IsBackground = true, Name = $"MQTT {name}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private static void Count(Action run)
    {
        Interlocked.Increment(ref s_runningThreads);
        try
        {
            run();
        }
        finally
        {
            Interlocked.Decrement(ref s_runningThreads);
        }
    }

    private void Receive()
    {
        try
        {
            while (!_isStopped && _channel.Receive() is { } packet)
            {
                if (!_isOutOfStep)
                {
                    Take(packet);
                }
            }
        }
        catch (Exception)
        {
            // Whatever it was, the stream of packets cannot be picked up again.
        }

        Lose();
    }

    private void Take(MqttPacket packet)
    {
        switch (packet)
        {
            case MqttConnAckPacket connAck:
                _connAck = connAck;
                _answered.Set();
                break;
            case MqttPingRespPacket:
                Interlocked.Increment(ref _pingsAnswered);
                _answered.Set();
                break;
            case MqttPublishPacket publish:
                TakeMessage(publish);
                break;
            case MqttPubAckPacket or MqttPubRecPacket or MqttPubRelPacket or MqttPubCompPacket or MqttSubAckPacket or MqttUnsubAckPacket:
                _queue.AddAnswer(packet);
                break;
        }

        // The device, too, passes over what a broker should not send.
    }

    // The whole of it is allocated before anybody can refuse it. Where that fails the device's receiving thread goes on with the
    // next byte, in the middle of the message, and takes what it reads for headers: here it hears nothing any more.
    private void TakeMessage(MqttPublishPacket publish)
    {
        try
        {
            ShortMemory.Allocate("MqttMsgPublish");
            _queue.AddReceived(publish);
        }
        catch (OutOfMemoryException)
        {
            _isOutOfStep = true;
        }
    }

    private void SendQueue()
    {
        var waitMs = 0;
        while (!_isStopped)
        {
            _queue.Wait(waitMs);
            if (_isStopped)
            {
                return;
            }

            try
            {
                waitMs = _queue.Process(this);
            }
            catch (Exception)
            {
                // The link is gone, or a request was malformed: on the device both end the connection.
                waitMs = Timeout.Infinite;
                Lose();
            }
        }
    }

    /// <summary>Pings only when nothing at all was sent for a period: a client that publishes never notices a dead link here.</summary>
    private void KeepAlive(int periodMs)
    {
        var waitMs = periodMs;
        while (!_stopping.WaitOne(waitMs) && !IsLost)
        {
            var idleMs = Environment.TickCount64 - _channel.LastSentMs;
            if (idleMs < periodMs)
            {
                waitMs = (int)(periodMs - idleMs);
                continue;
            }

            if (!TryPing(periodMs))
            {
                Lose();
                return;
            }

            waitMs = periodMs;
        }
    }

    private bool TryPing(int timeoutMs)
    {
        var answeredBefore = Volatile.Read(ref _pingsAnswered);
        _answered.Reset();
        try
        {
            _channel.Send(new MqttPingReqPacket());
        }
        catch (MqttCommunicationException)
        {
            return false;
        }

        _answered.WaitOne(timeoutMs);
        return Volatile.Read(ref _pingsAnswered) != answeredBefore;
    }
}
