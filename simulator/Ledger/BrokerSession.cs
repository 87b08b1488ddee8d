using AedCabinet.Centre;
using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps the registry connected: connects, connects again with growing pauses, and hands on what comes. Of two registries under one id
/// each would take the other's messages. So the one that comes second confirms nothing until it has been left alone for a while, and
/// ends when it is thrown out again and again: the first one takes its session back each time, goes on and misses nothing.
/// </summary>
public sealed class BrokerSession : IMessageSource
{
    private readonly BrokerAccess _access;
    private readonly string _clientId;
    private readonly Action<string, byte[], bool, IDelivery?> _take;
    private readonly Func<bool> _isEmpty;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly bool _hasLease;
    private readonly ReconnectPause _pause = new(Random.Shared.NextDouble);
    private readonly CancellationTokenSource _stop = new();
    private BrokerConnection? _connection;
    private readonly TaskCompletionSource<Wording> _yielded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;
    private bool _isTold;

    // Whether a connection has ever been left alone, and how many in a row have not.
    private bool _isFirst;
    private int _thrownOut;
    private bool _takesBack;

    /// <summary>Initializes a new instance of the <see cref="BrokerSession"/> class.</summary>
    /// <param name="access">How to get in.</param>
    /// <param name="clientId">Under which id the broker keeps the session.</param>
    /// <param name="take">Given topic, payload, whether it was retained, and what to confirm once it is on disk.</param>
    /// <param name="isEmpty">Whether the registry knows no cabinet yet and wants all that is retained.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told of the connection.</param>
    /// <param name="hasLease">Whether a lease in the database says that the session is this one's: then it never gives way.</param>
    public BrokerSession(BrokerAccess access, string clientId, Action<string, byte[], bool, IDelivery?> take, Func<bool> isEmpty,
        TimeProvider clock, ILogger log, bool hasLease = false)
    {
        _hasLease = hasLease;
        _isFirst = hasLease;
        _access = access;
        _clientId = clientId;
        _take = take;
        _isEmpty = isEmpty;
        _clock = clock;
        _log = log;
    }

    /// <inheritdoc/>
    public string Name => _access.ToString();

    /// <summary>Gets a value indicating whether it is connected and subscribed.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Gets how many connections there have been.</summary>
    public int Connections { get; private set; }

    /// <summary>Gets the end of the session because another registry has it, with the words for it.</summary>
    public Task<Wording> Yielded => _yielded.Task;

    /// <summary>Starts to connect; returns at once.</summary>
    public void Start() => _work = KeepConnectedAsync(_stop.Token);

    /// <summary>Ends the connection, once everything that is on disk has been confirmed.</summary>
    /// <returns>When it has ended.</returns>
    public async Task StopAsync()
    {
        if (_connection is { } connection)
        {
            try
            {
                await connection.CloseAsync().WaitAsync(LedgerLimits.StopPatience);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The broker is gone: it sends again what it was not told of.
            }
        }

        await _stop.CancelAsync();
        await _work;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task KeepConnectedAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Wording why = await ConnectOnceAsync(stop);
            IsConnected = false;
            if (stop.IsCancellationRequested || _yielded.Task.IsCompleted)
            {
                return;
            }

            if (!_isTold)
            {
                _log.Tell(
                    LogLevel.Warning,
                    $"消息服务器：{_access}：{why.Zh}；至少每{LedgerLimits.ReconnectMost.TotalSeconds}秒重试一次",
                    $"broker: {_access}: {why.En}; trying again every {LedgerLimits.ReconnectMost.TotalSeconds} s at least");
                _isTold = true;
            }

            // Who has taken the session must be thrown out before it confirms anything.
            TimeSpan pause = _takesBack ? TimeSpan.Zero : _pause.Next();
            await Task.Delay(pause, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Wording> ConnectOnceAsync(CancellationToken stop)
    {
        _takesBack = false;
        await using BrokerConnection connection = new(_take, isProven: _isFirst);
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(LedgerLimits.ConnectTimeout);
            bool wasKept = await connection.OpenAsync(_access, _clientId, _isEmpty(), limit.Token);
            _connection = connection;
            IsConnected = true;
            Connections++;
            _isTold = false;
            Tell(wasKept);
            return await StayAsync(connection, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _thrownOut = 0;
            double seconds = LedgerLimits.ConnectTimeout.TotalSeconds;
            return new Wording($"{seconds}秒内没有应答", $"no answer within {seconds} s");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _thrownOut = 0;
            return Same((exception.InnerException ?? exception).Message);
        }
        finally
        {
            _connection = null;
        }
    }

    private async Task<Wording> StayAsync(BrokerConnection connection, CancellationToken stop)
    {
        using (CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            await Task.WhenAny(connection.Gone, Task.Delay(LedgerLimits.TakeoverPatience, _clock, soon.Token));
            await soon.CancelAsync();
        }

        bool isLeftAlone = !connection.Gone.IsCompleted;
        if (isLeftAlone)
        {
            _pause.Reset();
            _isFirst = true;
            _thrownOut = 0;
            connection.Prove();
        }

        BrokerGoodbye goodbye = await connection.Gone.WaitAsync(stop);
        if (!goodbye.IsSilent)
        {
            _thrownOut = 0;
            return Same(goodbye.Why);
        }

        _thrownOut += isLeftAlone ? 0 : 1;
        _takesBack = _isFirst && _thrownOut < LedgerLimits.ThrownOutAtOnce;

        // Two that both had it once, each while the other was cut off, don't give way at the same moment.
        int patience = _isFirst ? LedgerLimits.ThrownOutFirst + Random.Shared.Next(LedgerLimits.ThrownOutFirst)
            : LedgerLimits.ThrownOutSecond;
        if (_thrownOut >= patience && !_hasLease)
        {
            _yielded.TrySetResult(new Wording(
                $"{_access}连续{_thrownOut}次在刚建立连接时就关闭了“{_clientId}”的连接：另一套管理系统用同一编号连接，每次都收回会话。"
                + $"同一编号的两套会互相取走消息，所以本套停止运行{(_isFirst ? string.Empty : "；它没有向消息服务器确认过任何消息")}。"
                + "请停掉另一套，或用--client-id和--database给本套另设编号和数据库。",
                $"{_access} closed {_thrownOut} connections of \"{_clientId}\" in a row as soon as they were made: another registry is "
                    + $"connected under the same id and takes its session back each time. "
                + $"Two under one id would take each other's messages, so this one "
                + $"stops{(_isFirst ? string.Empty : "; it has confirmed nothing to the broker")}. "
                + "End the other one, or give this one an id and a database of its own with --client-id and --database."));
        }

        return new Wording(
            $"消息服务器未加说明就关闭了连接；若服务器没有停机，就是另一方用“{_clientId}”连接了。会话已收回；请用--client-id给另一方另设编号",
            $"the broker closed the connection without a word; if it has not been stopped, somebody else has connected as "
                + $"\"{_clientId}\". The session is taken back; give the other one an id of its own with --client-id");
    }

    // What the broker or the network says, in its own language.
    private static Wording Same(string text) => new(text, text);

    private void Tell(bool wasKept)
    {
        _log.Tell(
            LogLevel.Information,
            $"消息服务器：已连接{_access}，客户端编号{_clientId}",
            $"broker: connected to {_access} as {_clientId}");
        if (!wasKept && !_isEmpty())
        {
            _log.Tell(
                LogLevel.Warning,
                $"消息服务器：没有为{_clientId}保留会话：管理系统不在期间发出的消息没有留下。缺失的事件会列为缺失。",
                $"broker: it kept no session for {_clientId}: what was sent while the registry was away did not wait for it. Missing "
                    + $"events show as gaps.");
        }
    }
}
