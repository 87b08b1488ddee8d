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
    private readonly IngestStanding _standing;
    private readonly TaskCompletionSource<LeaseLostException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _tickedAt;

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
        _standing = new IngestStanding(_database, clock, log);
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

    /// <summary>Raised on its thread with what a batch held, once that is on disk.</summary>
    public event Action<IReadOnlyList<ReceivedMessage>>? Kept;

    /// <summary>Gets the end of it because everything was moved elsewhere, with the name of the other store.</summary>
    public Task<string> Moved => _standing.Moved;

    /// <summary>Gets what the database complains of, or <c>null</c> while it takes what comes.</summary>
    public string? Trouble => _standing.Trouble;

    /// <summary>Gets a value indicating whether the database has neither taken nor refused what it was given long ago.</summary>
    public bool IsStalled => _standing.IsStalled;

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

                Kept?.Invoke(batch);
                batch.Clear();
                Written?.Invoke();
            }

            if (_clock.GetElapsedTime(_tickedAt) >= LedgerLimits.TickEvery)
            {
                _tickedAt = _clock.GetTimestamp();
                TryOnce(() => _writer.Tick(NowMs));
                if (Moved.IsCompleted)
                {
                    return;
                }

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
        _standing.Tell(_writer.Relocated);
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
            if (Moved.IsCompleted || _giveUp.Token.WaitHandle.WaitOne(_database.PauseAfter(failures)))
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
            _standing.Begin();
            work();
            _standing.Took();
            return true;
        }
        catch (Exception exception) when (_database.IsRefusal(exception))
        {
            _metrics.CountFailedWrite();
            _standing.Refused(exception);
            return false;
        }
    }
}
