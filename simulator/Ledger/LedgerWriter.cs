using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Writes batches of messages to the database, each batch whole or not at all. One thread uses it. After a batch that failed
/// everything in memory is read from the database again, so that the two never differ.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly LedgerCounters _counters;
    private readonly SetAsideLedger _setAside;
    private readonly EventLedger _events;
    private readonly CabinetLedger _cabinets;
    private readonly ReadinessLedger _readiness;
    private readonly StreamLedger _streams;
    private readonly TouchedCabinets _touched;
    private readonly HeldCabinets _held;
    private readonly MessageTaker _messages;
    private readonly List<CabinetFile?> _senders = new(LedgerLimits.BatchMessages);
    private readonly int _wakeHours;
    private bool _isLoaded;

    // How many events are on disk, and how many are in the batch.
    private long _stored;
    private int _fresh;

    /// <summary>Initializes a new instance of the <see cref="LedgerWriter"/> class.</summary>
    /// <param name="database">The database, which stays the caller's.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    public LedgerWriter(LedgerDatabase database, int wakeHours = CabinetEntry.DefaultWakeHours)
    {
        _database = database;
        _wakeHours = wakeHours;
        _counters = new LedgerCounters(database);
        _setAside = new SetAsideLedger(database, _counters);
        _events = new EventLedger(database, _counters, _setAside);
        _cabinets = new CabinetLedger(database, wakeHours);
        _readiness = new ReadinessLedger(database);
        _streams = new StreamLedger(database);
        _touched = new TouchedCabinets(database, _cabinets);
        _held = new HeldCabinets(database, Book, _cabinets, wakeHours);
        _messages = new MessageTaker(database, _held, Book, _touched, _setAside, new RetainedMessageHandler(_readiness),
            new EventTaker(_events, _readiness));
        Load();
    }

    /// <summary>Gets the database.</summary>
    public LedgerDatabase Database => _database;

    /// <summary>Gets the cabinets.</summary>
    public CabinetBook Book { get; } = new();

    /// <summary>Gets what the last batch held.</summary>
    public BatchOutcome LastBatch { get; private set; } = new(0, 0, 0);

    /// <summary>Gets the cabinets that, in the last batch, spoke from another prefecture than before.</summary>
    public IReadOnlyList<CabinetRelocation> Relocated => _touched.Relocated;

    /// <summary>Writes a batch. When it returns, everything in it is on disk.</summary>
    /// <param name="batch">The messages, in the order in which they came.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="DbException">The database refused; nothing of the batch is in it.</exception>
    public void Write(IReadOnlyList<ReceivedMessage> batch, long nowMs)
    {
        BatchOutcome outcome = default;
        InOneStep(() =>
        {
            Account(batch);
            _events.Begin(batch, _senders);
            for (int i = 0; i < batch.Count; i++)
            {
                _streams.Take(batch[i], Book);
                outcome += _messages.Take(_senders[i], batch[i]);
            }

            _touched.Save(nowMs);
            _streams.Save();
            _counters.Save();
            _fresh = outcome.Events;
            _database.NoteWritten(_fresh);
        });
        LastBatch = outcome;
    }

    /// <summary>Looks at what has become old, and leaves a sign that the registry runs.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="DbException">The database refused; nothing was written.</exception>
    public void Tick(long nowMs)
    {
        if (!_isLoaded)
        {
            Load();
        }

        // Nobody else changes a cabinet, so that looking needs no lock: of 420,000 it takes tenths of a second, and whoever asks for the
        // nearest AED would wait as long.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(nowMs);
        List<CabinetFile> due = [.. Book.Files.Where(file => IsAhead(file, now, nowMs) || ReadinessLedger.IsDue(file, nowMs))];
        InOneStep(() =>
        {
            _counters.Put(LedgerCounters.Alive, nowMs);
            foreach (CabinetFile file in due)
            {
                // Meanwhile it may have been handed to another writer.
                if (Book.Find(file.Entry.Topic.Cabinet) != file)
                {
                    continue;
                }

                file.Entry.NotLaterThan(now);
                file.StateReceivedMs = Math.Min(file.StateReceivedMs, nowMs);
                file.OfflineSinceMs = file.OfflineSinceMs is { } offline ? Math.Min(offline, nowMs) : null;
                _readiness.Save(file, nowMs, nowMs);
            }
        });
    }

    /// <summary>How far a prefecture's stream has been taken.</summary>
    /// <param name="prefecture">The prefecture.</param>
    /// <returns>How far.</returns>
    public StreamPlace PlaceOf(string prefecture)
    {
        lock (Book.Gate)
        {
            return _streams.PlaceOf(prefecture);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _streams.Dispose();
        _touched.Dispose();
        _readiness.Dispose();
        _cabinets.Dispose();
        _events.Dispose();
        _setAside.Dispose();
        _counters.Dispose();
    }

    // This host's clock may have been ahead.
    private static bool IsAhead(CabinetFile file, DateTimeOffset now, long nowMs) =>
        file.StateReceivedMs > nowMs || file.OfflineSinceMs > nowMs || file.Entry.State?.At > now;

    private void InOneStep(Action work)
    {
        if (!_isLoaded)
        {
            Load();
        }

        _database.Begin();
        try
        {
            // Whoever reads the cabinets does not wait for another writer.
            IReadOnlyList<long> handed = _database.Handed();
            lock (Book.Gate)
            {
                _held.Begin(handed);
                work();
                _held.End();
            }

            _database.Commit();
            _stored += _fresh;
            _database.Mark?.Put(_stored);
            _fresh = 0;
        }
        catch
        {
            _isLoaded = false;
            _fresh = 0;
            _touched.Forget();
            _counters.Forget();
            _database.RollBack();
            throw;
        }
    }

    private void Load()
    {
        CabinetLoader.Load(_database, Book, _wakeHours);
        lock (Book.Gate)
        {
            _streams.Load();
        }

        long kept = _database.CountWritten();
        if (kept < _stored)
        {
            // What was committed is gone: a standby that had not got it has taken over.
            _database.NoteLoss(_stored, kept);
        }

        _stored = kept;
        _isLoaded = true;
    }

    // Everything that memory alone knows of a batch comes before its first row: what is held of 7,215 cabinets is larger than a
    // processor's cache, and fetching it between one insert and the next costs a fifth of the time.
    private void Account(IReadOnlyList<ReceivedMessage> batch)
    {
        _senders.Clear();
        for (int i = 0; i < batch.Count; i++)
        {
            _senders.Add(_messages.SenderOf(batch[i]));
        }

        for (int i = 0; i < batch.Count; i++)
        {
            ReceivedMessage message = batch[i];
            if (message.Kind == MessageKind.Event && _senders[i] is { } file)
            {
                _events.Number(file, message);
                file.Entry.See(DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs));
                if (file.IsChanged || CabinetLedger.IsLastSeenDue(file, message.ReceivedMs))
                {
                    _touched.Add(file);
                }
            }
        }
    }
}
