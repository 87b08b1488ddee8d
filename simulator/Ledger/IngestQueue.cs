using System.Diagnostics;

namespace AedCabinet.Ledger;

/// <summary>
/// What came and is not on disk yet, handed over in batches: <see cref="LedgerLimits.BatchMessages"/> at most, and not longer
/// after the first than <see cref="LedgerLimits.BatchWindow"/>. Bounded by what the broker sends unconfirmed.
/// </summary>
public sealed class IngestQueue
{
    private readonly Queue<ReceivedMessage> _messages = new();
    private readonly object _lock = new();
    private int _wakeAt = 1;
    private bool _isEnded;

    /// <summary>Gets how many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>
    /// Gets when the one that has waited longest came, in milliseconds since 1970-01-01 UTC; <c>null</c> when none waits.
    /// </summary>
    public long? OldestMs
    {
        get
        {
            lock (_lock)
            {
                return _messages.TryPeek(out ReceivedMessage? oldest) ? oldest.ReceivedMs : null;
            }
        }
    }

    /// <summary>Adds a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns><c>false</c> when it was dropped: telemetry beyond <see cref="LedgerLimits.MostWaitingMessages"/>.</returns>
    public bool TryAdd(ReceivedMessage message)
    {
        lock (_lock)
        {
            if (message.Kind == MessageKind.Telemetry && _messages.Count >= LedgerLimits.MostWaitingMessages)
            {
                return false;
            }

            _messages.Enqueue(message);

            // Whoever collects a batch looks by itself in between: waking it for each message would cost more than the message.
            if (_messages.Count == _wakeAt)
            {
                Monitor.PulseAll(_lock);
            }

            return true;
        }
    }

    /// <summary>Nothing more will come: what waits is still handed over.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for a batch.</summary>
    /// <param name="batch">Receives the messages, in the order in which they came; empty when none came.</param>
    /// <param name="patience">So long is waited for the first.</param>
    /// <returns><c>false</c> when nothing will ever come again.</returns>
    public bool TakeBatch(List<ReceivedMessage> batch, TimeSpan patience)
    {
        lock (_lock)
        {
            if (_messages.Count == 0 && !_isEnded)
            {
                Monitor.Wait(_lock, patience);
            }

            long first = Stopwatch.GetTimestamp();
            while (Drain(batch) && batch.Count < LedgerLimits.BatchMessages && !_isEnded)
            {
                TimeSpan left = LedgerLimits.BatchWindow - Stopwatch.GetElapsedTime(first);
                if (left <= TimeSpan.Zero)
                {
                    break;
                }

                _wakeAt = LedgerLimits.BatchMessages - batch.Count;
                Monitor.Wait(_lock, left < LedgerLimits.BatchQuiet ? left : LedgerLimits.BatchQuiet);
            }

            _wakeAt = 1;

            return batch.Count > 0 || !_isEnded;
        }
    }

    private bool Drain(List<ReceivedMessage> batch)
    {
        int before = batch.Count;
        while (batch.Count < LedgerLimits.BatchMessages && _messages.TryDequeue(out ReceivedMessage? message))
        {
            batch.Add(message);
        }

        return batch.Count > before;
    }
}
