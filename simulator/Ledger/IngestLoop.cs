using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace AedCabinet.Ledger;

/// <summary>
/// The one thread that writes: takes batches, writes each until it is on disk, and only then confirms its messages to the broker.
/// A disk that is full or a database that is locked stops it, and loses nothing: the broker keeps what is not confirmed. A message
/// at which the program itself fails is set aside: left unconfirmed it would come again and stop everything behind it. Anything
/// else that is unexpected ends the process.
/// </summary>
internal sealed class IngestLoop : IDisposable
{
    // SQLite's code without what more it says of it.
    private const int PrimaryCode = 0xff;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly LedgerWriter _writer;
    private readonly IngestQueue _queue;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly LedgerMetrics _metrics;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _giveUp = new();
    private long _tickedAt;
    private string? _trouble;

    /// <summary>Initializes a new instance of the <see cref="IngestLoop"/> class.</summary>
    /// <param name="writer">Writes.</param>
    /// <param name="queue">What came.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told when the database refuses, and when it does no more.</param>
    /// <param name="metrics">Told of every batch.</param>
    public IngestLoop(LedgerWriter writer, IngestQueue queue, TimeProvider clock, ILogger log, LedgerMetrics metrics)
    {
        _writer = writer;
        _queue = queue;
        _clock = clock;
        _log = log;
        _metrics = metrics;
        _tickedAt = clock.GetTimestamp();
        _thread = new Thread(Run) { Name = "registry writer" };
    }

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
    private static bool IsOfAMessage(Exception exception) => exception switch
    {
        SqliteException refused => (refused.SqliteErrorCode & PrimaryCode) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE,
        IOException or OutOfMemoryException => false,
        _ => true,
    };

    private bool TryPersist(Action work)
    {
        while (!TryOnce(work))
        {
            if (_giveUp.Token.WaitHandle.WaitOne(LedgerLimits.WriteRetry))
            {
                return false;
            }
        }

        return true;
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

            return true;
        }
        catch (Exception exception) when (exception is SqliteException or IOException)
        {
            _metrics.CountFailedWrite();
            if (_trouble != exception.Message)
            {
                _log.Tell(
                    LogLevel.Error,
                    $"数据库：{exception.Message} 收到的消息暂不向消息服务器确认，由它保留；每{LedgerLimits.WriteRetry.TotalSeconds}秒重试一次。"
                    + "请腾出磁盘空间，或关闭占用数据库的程序。",
                    $"database: {exception.Message} Nothing is confirmed to the broker, which keeps what comes; trying again every {LedgerLimits.WriteRetry.TotalSeconds} s. "
                    + "Make room on the disk, or end the program that locks the database.");
                Volatile.Write(ref _trouble, exception.Message);
            }

            return false;
        }
    }
}
