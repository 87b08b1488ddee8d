using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// The one thread that writes: takes batches, writes each until it is on disk, and only then confirms its messages to the broker.
/// A disk that is full or a database that is locked stops it, and loses nothing: the broker keeps what is not confirmed. A message
/// at which the program itself fails is set aside: left unconfirmed it would come again and stop everything behind it. Anything
/// else that is unexpected ends the process.
/// </summary>
internal sealed class IngestLoop : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly LedgerWriter _writer;
    private readonly LedgerDatabase _database;
    private readonly IngestQueue _queue;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly LedgerMetrics _metrics;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource<LeaseLostException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _tickedAt;
    private string? _trouble;
    private (long Confirmed, long Kept)? _toldLoss;

    /// <summary>Initializes a new instance of the <see cref="IngestLoop"/> class.</summary>
    /// <param name="writer">Writes.</param>
    /// <param name="queue">What came.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told when the database refuses, and when it does no more.</param>
    /// <param name="metrics">Told of every batch.</param>
    public IngestLoop(LedgerWriter writer, IngestQueue queue, TimeProvider clock, ILogger log, LedgerMetrics metrics)
    {
        _writer = writer;
        _database = writer.Database;
        _toldLoss = _database.Loss;
        _queue = queue;
        _clock = clock;
        _log = log;
        _metrics = metrics;
        _tickedAt = clock.GetTimestamp();
        _thread = new Thread(Run) { Name = "registry writer" };
    }

    /// <summary>Gets the end of it because another worker keeps the prefecture now: nothing more is written or confirmed.</summary>
    public Task<LeaseLostException> Lost => _lost.Task;

    /// <summary>Raised on its thread after a batch is on disk.</summary>
    public event Action? Written;

    /// <summary>Gets what the database complains of, or <c>null</c> while it takes what comes.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts it.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends it once everything that came is on disk and confirmed.</summary>
    /// <param name="patience">So long is waited for that; what is not written then is not confirmed and comes again.</param>
    public void Stop(TimeSpan patience)
    {
        _queue.End();
        if (_thread.IsAlive && !_thread.Join(patience))
        {
            _giveUp.Cancel();
            _thread.Join();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _giveUp.Cancel();
        Stop(TimeSpan.Zero);
        _giveUp.Dispose();
    }

    private void Run()
    {
        try
        {
            WriteAll();
        }
        catch (LeaseLostException lost)
        {
            _lost.TrySetResult(lost);
        }
    }

    private void WriteAll()
    {
        List<ReceivedMessage> batch = new(LedgerLimits.BatchMessages);
        while (_queue.TakeBatch(batch, s_look))
        {
            if (batch.Count > 0)
            {
                if (!TryPersist(() => Write(batch)))
                {
                    return;
                }

                foreach (ReceivedMessage message in batch)
                {
                    message.Delivery?.Confirm();
                }

                batch.Clear();
                Written?.Invoke();
            }

            if (_clock.GetElapsedTime(_tickedAt) >= LedgerLimits.TickEvery)
            {
                _tickedAt = _clock.GetTimestamp();
                TryOnce(() => _writer.Tick(NowMs));
                Written?.Invoke();
            }

            TryOnce(_database.KeepLease);
        }
    }

    private void Write(List<ReceivedMessage> batch)
    {
        long start = Stopwatch.GetTimestamp();
        BatchOutcome outcome;
        try
        {
            _writer.Write(batch, NowMs);
            outcome = _writer.LastBatch;
        }
        catch (Exception exception) when (IsOfAMessage(exception))
        {
            outcome = WriteEach(batch);
        }

        _metrics.CountBatch(batch, outcome, Stopwatch.GetElapsedTime(start));
    }

    private BatchOutcome WriteEach(List<ReceivedMessage> batch)
    {
        BatchOutcome sum = new(0, 0, 0);
        foreach (ReceivedMessage message in batch)
        {
            try
            {
                _writer.Write([message], NowMs);
            }
            catch (Exception exception) when (IsOfAMessage(exception))
            {
                _log.Tell(
                    LogLevel.Error,
                    $"主题{message.TopicText}的一条消息未采用，管理系统处理它时出错：{exception}",
                    $"message of {message.TopicText} set aside, the registry failed at it: {exception}");
                _writer.Write([message.SetAside($"The registry failed at it: {exception.GetType().Name}: {exception.Message}")], NowMs);
            }

            sum += _writer.LastBatch;
        }

        return sum;
    }

    // What the disk or another program brings about passes, or concerns every message: then it is tried again.
    private bool IsOfAMessage(Exception exception) => exception switch
    {
        DbException refused => _database.IsOfAMessage(refused),
        OutOfMemoryException or LeaseLostException => false,
        _ => !_database.IsRefusal(exception),
    };

    private bool TryPersist(Action work)
    {
        for (int failures = 1; !TryOnce(work); failures++)
        {
            if (_giveUp.Token.WaitHandle.WaitOne(_database.PauseAfter(failures)))
            {
                return false;
            }
        }

        return true;
    }

    // Found when it took what comes again: at its start the registry tells it itself.
    private void TellLoss()
    {
        if (_database.Loss is { } loss && loss != _toldLoss)
        {
            _toldLoss = loss;
            _log.Tell(
                LogLevel.Error,
                $"数据库：已向消息服务器确认过{loss.Confirmed}条事件，数据库里有{loss.Kept}条：丢失{loss.Confirmed - loss.Kept}条。机柜会被补要；有备份请恢复。详情见“registry verify”。",
                $"database: {loss.Confirmed} events had been confirmed to the broker, and the database holds {loss.Kept}: "
                    + $"{loss.Confirmed - loss.Kept} are lost. The cabinets are asked for what is missing; restore a backup if there is "
                    + $"one. \"registry verify\" says more.");
        }
    }

    private bool TryOnce(Action work)
    {
        try
        {
            work();
            if (_trouble is not null)
            {
                _log.Tell(LogLevel.Information, "数据库：恢复写入，没有丢失", "database: takes what comes again; nothing was lost");
                Volatile.Write(ref _trouble, null);
            }

            TellLoss();

            return true;
        }
        catch (Exception exception) when (_database.IsRefusal(exception))
        {
            _metrics.CountFailedWrite();
            if (_trouble != exception.Message)
            {
                _log.Tell(
                    LogLevel.Error,
                    $"数据库：{exception.Message} {_database.WhenRefused.Zh}",
                    $"database: {exception.Message} {_database.WhenRefused.En}");
                Volatile.Write(ref _trouble, exception.Message);
            }

            return false;
        }
    }
}
