using AedCabinet.Centre;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps the registry connected: connects, connects again with growing pauses, and hands on what comes. Of two registries under one id
/// each would take the other's messages. So the one that comes second confirms nothing until it has been left alone for a while, and
/// ends when it is thrown out again and again: the first one takes its session back each time, goes on and misses nothing.
/// </summary>
public sealed class BrokerSession : IAsyncDisposable
{
    private readonly BrokerAccess _access;
    private readonly string _clientId;
    private readonly Action<string, byte[], bool, IDelivery?> _take;
    private readonly Func<bool> _isEmpty;
    private readonly TimeProvider _clock;
    private readonly IProgramLog _log;
    private readonly ReconnectPause _pause = new(Random.Shared.NextDouble);
    private readonly CancellationTokenSource _stop = new();
    private BrokerConnection? _connection;
    private readonly TaskCompletionSource<string> _yielded = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
    public BrokerSession(BrokerAccess access, string clientId, Action<string, byte[], bool, IDelivery?> take, Func<bool> isEmpty, TimeProvider clock, IProgramLog log)
    {
        _access = access;
        _clientId = clientId;
        _take = take;
        _isEmpty = isEmpty;
        _clock = clock;
        _log = log;
    }

    /// <summary>Gets a value indicating whether it is connected and subscribed.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Gets how many connections there have been.</summary>
    public int Connections { get; private set; }

    /// <summary>Gets the end of the session because another registry has it, with the words for it.</summary>
    public Task<string> Yielded => _yielded.Task;

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
            string why = await ConnectOnceAsync(stop);
            IsConnected = false;
            if (stop.IsCancellationRequested || _yielded.Task.IsCompleted)
            {
                return;
            }

            if (!_isTold)
            {
                _log.Warning($"broker: {_access}: {why}; trying again every {LedgerLimits.ReconnectMost.TotalSeconds} s at least");
                _isTold = true;
            }

            // Who has taken the session must be thrown out before it confirms anything.
            TimeSpan pause = _takesBack ? TimeSpan.Zero : _pause.Next();
            await Task.Delay(pause, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> ConnectOnceAsync(CancellationToken stop)
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
            return $"no answer within {LedgerLimits.ConnectTimeout.TotalSeconds} s";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _thrownOut = 0;
            return (exception.InnerException ?? exception).Message;
        }
        finally
        {
            _connection = null;
        }
    }

    private async Task<string> StayAsync(BrokerConnection connection, CancellationToken stop)
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
            return goodbye.Why;
        }

        _thrownOut += isLeftAlone ? 0 : 1;
        _takesBack = _isFirst && _thrownOut < LedgerLimits.ThrownOutAtOnce;

        // Two that both had it once, each while the other was cut off, don't give way at the same moment.
        int patience = _isFirst ? LedgerLimits.ThrownOutFirst + Random.Shared.Next(LedgerLimits.ThrownOutFirst) : LedgerLimits.ThrownOutSecond;
        if (_thrownOut >= patience)
        {
            _yielded.TrySetResult(
                $"{_access} closed {_thrownOut} connections of \"{_clientId}\" in a row as soon as they were made: another registry is connected under the same id and takes its session back each time. "
                + $"Two under one id would take each other's messages, so this one stops{(_isFirst ? string.Empty : "; it has confirmed nothing to the broker")}. "
                + "End the other one, or give this one an id and a database of its own with --client-id and --database.");
        }

        return $"the broker closed the connection without a word; if it has not been stopped, somebody else has connected as \"{_clientId}\". The session is taken back; give the other one an id of its own with --client-id";
    }

    private void Tell(bool wasKept)
    {
        _log.Info($"broker: connected to {_access} as {_clientId}");
        if (!wasKept && !_isEmpty())
        {
            _log.Warning($"broker: it kept no session for {_clientId}: what was sent while the registry was away did not wait for it. Missing events show as gaps.");
        }
    }
}
