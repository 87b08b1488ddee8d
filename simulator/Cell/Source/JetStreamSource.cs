using System.Threading.Channels;
using AedCabinet.Cell.Files;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Net;

namespace AedCabinet.Cell.Source;

/// <summary>
/// What one prefecture's cabinets say, as a cell keeps it (SPEC §20): a durable consumer of the gateway's own stream. A message is
/// acknowledged once it is on disk, and comes again until then.
/// </summary>
public sealed class JetStreamSource : IMessageSource
{
    // Telemetry has QoS 0: it passes through, and no stream keeps it.
    private const string Telemetry = "aed.v1.*.*.*.*.telemetry";

    // Events pass through too: a consumer gives nothing more once too much is not confirmed.
    private const string Events = "aed.v1.*.*.*.*.event";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // What was asked of a node that died is asked again once two of these are missed: with the library's 15 s an emergency
    // waited 36 s for the disk.
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_asking = TimeSpan.FromSeconds(10);

    private readonly StreamAccess _access;
    private readonly Action<string, byte[], bool, IDelivery?> _take;
    private readonly Action<string, byte[]>? _hear;
    private readonly Func<StreamPlace> _kept;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly NatsConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<NatsJSMsg<byte[]>> _onDisk = Channel.CreateUnbounded<NatsJSMsg<byte[]>>(
        new UnboundedChannelOptions { SingleReader = true });
    private Task _work = Task.CompletedTask;
    private Task _passing = Task.CompletedTask;
    private Task _confirming = Task.CompletedTask;

    // What was handed on and is not on disk yet: while the database is away the cluster sends it again and again.
    private readonly HashSet<long> _waiting = [];
    private string? _told;

    /// <summary>Initializes a new instance of the <see cref="JetStreamSource"/> class.</summary>
    /// <param name="access">How to get in.</param>
    /// <param name="take">Given topic, payload, whether it was retained, and what to confirm once it is on disk.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told of the connection.</param>
    /// <param name="kept">How far the database has taken the stream; <c>null</c> where that is not compared.</param>
    /// <param name="hear">Given topic and payload of each event as it passes, before any stream has it; <c>null</c> for nobody.</param>
    public JetStreamSource(StreamAccess access, Action<string, byte[], bool, IDelivery?> take, TimeProvider clock, ILogger log,
        Func<StreamPlace>? kept = null, Action<string, byte[]>? hear = null)
    {
        _hear = hear;
        _kept = kept ?? (() => default);
        _access = access;
        _take = take;
        _clock = clock;
        _log = log;
        _connection = Connect(access);
    }

    /// <inheritdoc/>
    public string Name => _access.ToString();

    /// <inheritdoc/>
    public bool IsConnected { get; private set; }

    /// <summary>Gets how many times it has found its consumer.</summary>
    public int Connections { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Never: two that read one prefecture share its consumer, and the lease in the database says which of them may
    /// write.</remarks>
    public Task<Wording> Yielded { get; } = new TaskCompletionSource<Wording>().Task;

    /// <summary>A connection that is opened when it is first used, and again when it breaks.</summary>
    /// <param name="access">How to get in.</param>
    /// <returns>The connection.</returns>
    internal static NatsConnection Connect(StreamAccess access) => new(new NatsOpts
    {
        Url = string.Join(',', access.Addresses.Select(address => "nats://" + address)),
        Name = access.User,
        AuthOpts = new NatsAuthOpts { Username = access.User, Password = access.Password },
        ReconnectWaitMin = TimeSpan.FromMilliseconds(200),
        ReconnectWaitMax = TimeSpan.FromSeconds(2),
    });

    /// <inheritdoc/>
    public void Start()
    {
        _confirming = ConfirmAsync();
        _work = KeepReadingAsync(_stop.Token);
        _passing = Task.WhenAll(
            KeepListeningAsync(Telemetry, (topic, payload) => _take(topic, payload, false, null), _stop.Token),
            _hear is null ? Task.CompletedTask : KeepListeningAsync(Events, _hear, _stop.Token));
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work, _passing);
        _onDisk.Writer.TryComplete();
        try
        {
            await _confirming.WaitAsync(LedgerLimits.StopPatience);
        }
        catch (TimeoutException)
        {
            // Nobody is there to be told: it comes again, and is found to be on disk.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task KeepReadingAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Tell(exception.Message);
            }

            IsConnected = false;
            await Task.Delay(s_pause, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        INatsJSContext jetStream = _connection.CreateJetStreamContext();
        OpenStream stream = await GatewayStreams.OpenAsync(jetStream, stop);
        IsConnected = true;
        Connections++;
        _told = null;
        _log.Tell(LogLevel.Information, $"消息服务器：已连接{_access}", $"broker: connected to {_access}");
        if (StreamResume.Judge(_kept(), stream) is { } why)
        {
            _log.Tell(LogLevel.Warning, why.After($"消息服务器：{_access}：", $"broker: {_access}: ").Before("。", "."));
        }

        // What waits of an earlier stream is of no meaning for this one, nor are the numbers that it had.
        lock (_waiting)
        {
            _waiting.Clear();
        }

        long highest = 0;

        // Ends when the consumer is gone, for example with a storage that was deleted: it is made anew then.
        await foreach (NatsJSMsg<byte[]> message in stream.Consumer.ConsumeAsync<byte[]>(
            opts: new NatsJSConsumeOpts
            {
                MaxMsgs = LedgerLimits.BatchMessages,
                Expires = s_asking,
                IdleHeartbeat = s_heartbeat,
            },
            cancellationToken: stop))
        {
            IsConnected = true;
            long sequence = (long)(message.Metadata?.Sequence.Stream ?? 0);
            if (sequence < highest && message.Metadata?.NumDelivered == 1
                && await GatewayStreams.MadeAsync(jetStream, stop) != stream.MadeMs)
            {
                // Under a stream that was made anew meanwhile: not confirmed, so it comes again and is taken as its own.
                return;
            }

            highest = sequence;
            HandOn(message, sequence, stream.MadeMs);
        }
    }

    private void HandOn(NatsJSMsg<byte[]> message, long sequence, long madeMs)
    {
        lock (_waiting)
        {
            if (!_waiting.Add(sequence))
            {
                return;
            }
        }

        _take(NatsSubject.ToTopic(message.Subject[GatewayStreams.Prefix.Length..]), message.Data ?? [], false,
            new Delivery(message, sequence, madeMs, _onDisk.Writer));
    }

    private async Task KeepListeningAsync(string subject, Action<string, byte[]> take, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (NatsMsg<byte[]> message in _connection.SubscribeAsync<byte[]>(subject, cancellationToken: stop))
                {
                    take(NatsSubject.ToTopic(message.Subject), message.Data ?? []);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (NatsException exception)
            {
                Tell(exception.Message);
            }

            await Task.Delay(s_pause, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConfirmAsync()
    {
        await foreach (NatsJSMsg<byte[]> message in _onDisk.Reader.ReadAllAsync())
        {
            lock (_waiting)
            {
                _waiting.Remove((long)(message.Metadata?.Sequence.Stream ?? 0));
            }

            try
            {
                await message.AckAsync();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Not told: it comes again after the cluster's patience, and is found to be on disk.
            }
        }
    }

    private void Tell(string why)
    {
        if (_told != why)
        {
            _told = why;
            _log.Tell(LogLevel.Warning, $"消息服务器：{_access}：{why}；继续重试", $"broker: {_access}: {why}; trying again");
        }
    }

    private sealed class Delivery(NatsJSMsg<byte[]> message, long sequence, long madeMs, ChannelWriter<NatsJSMsg<byte[]>> onDisk)
        : IDelivery
    {
        public long Sequence => sequence;

        public long StreamMadeMs => madeMs;

        public void Confirm() => onDisk.TryWrite(message);
    }
}
