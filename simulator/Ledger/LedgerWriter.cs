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
    private readonly GapLedger _gaps;
    private readonly EmergencyLedger _emergencies;
    private readonly BoardConflictLedger _conflicts;
    private readonly ReadinessLedger _readiness;
    private readonly RetainedMessageHandler _pictures;
    private readonly StreamLedger _streams;
    private readonly EventTaker _taker;
    private readonly HashSet<CabinetFile> _touched = [];
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
        _gaps = new GapLedger(database);
        _emergencies = new EmergencyLedger(database);
        _conflicts = new BoardConflictLedger(database);
        _readiness = new ReadinessLedger(database);
        _pictures = new RetainedMessageHandler(_readiness);
        _streams = new StreamLedger(database);
        _taker = new EventTaker(_events, _readiness);
        Load();
    }

    /// <summary>Gets the database.</summary>
    public LedgerDatabase Database => _database;

    /// <summary>Gets the cabinets.</summary>
    public CabinetBook Book { get; } = new();

    /// <summary>Gets what the last batch held.</summary>
    public BatchOutcome LastBatch { get; private set; } = new(0, 0, 0);

    /// <summary>Writes a batch. When it returns, everything in it is on disk.</summary>
    /// <param name="batch">The messages, in the order in which they came.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="DbException">The database refused; nothing of the batch is in it.</exception>
    public void Write(IReadOnlyList<ReceivedMessage> batch, long nowMs)
    {
        int fresh = 0;
        BatchOutcome rest = default;
        InOneStep(() =>
        {
            Account(batch);
            _events.Begin(batch, _senders);
            for (int i = 0; i < batch.Count; i++)
            {
                ReceivedMessage message = batch[i];
                _streams.Take(message, Book);
                if (message.Fault is not null || !IsOfPrefecture(message))
                {
                    TakeUnusable(message);
                    rest += new BatchOutcome(0, 0, 1);
                    continue;
                }

                if (message.Note is not null || message.Kind != MessageKind.Event)
                {
                    rest += TakeNote(_senders[i], message);
                }

                if (message.Kind != MessageKind.Event)
                {
                    TakePicture(_senders[i], message);
                }
                else
                {
                    EventOutcome outcome = TakeEvent(_senders[i]!, message);
                    fresh += outcome == EventOutcome.New ? 1 : 0;
                    rest = outcome == EventOutcome.New ? rest : rest + EventTaker.CountOf(outcome);
                }
            }

            SaveTouched(nowMs);
            _streams.Save();
            _counters.Save();
            _fresh = fresh + rest.Events;
            _database.NoteWritten(_fresh);
        });
        LastBatch = rest with { Events = fresh + rest.Events };
    }

    /// <summary>Looks at what has become old, and leaves a sign that the registry runs.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="DbException">The database refused; nothing was written.</exception>
    public void Tick(long nowMs) => InOneStep(() =>
    {
        _counters.Put(LedgerCounters.Alive, nowMs);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(nowMs);
        foreach (CabinetFile file in Book.Files)
        {
            // This host's clock may have been ahead.
            file.Entry.NotLaterThan(now);
            file.StateReceivedMs = Math.Min(file.StateReceivedMs, nowMs);
            file.OfflineSinceMs = file.OfflineSinceMs is { } offline ? Math.Min(offline, nowMs) : null;
            _readiness.Save(file, nowMs, nowMs);
        }
    });

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
        _readiness.Dispose();
        _conflicts.Dispose();
        _emergencies.Dispose();
        _gaps.Dispose();
        _cabinets.Dispose();
        _events.Dispose();
        _setAside.Dispose();
        _counters.Dispose();
    }

    private void InOneStep(Action work)
    {
        if (!_isLoaded)
        {
            Load();
        }

        _database.Begin();
        try
        {
            lock (Book.Gate)
            {
                work();
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
            _touched.Clear();
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
            ReceivedMessage message = batch[i];
            bool isOfCabinet = message.Fault is null && IsOfPrefecture(message) && message.Kind != MessageKind.Other
                && message.Payload.Length > 0;
            _senders.Add(isOfCabinet ? FileOf(message) : null);
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

    private bool IsOfPrefecture(ReceivedMessage message) =>
        _database.Prefecture is null || message.Topic is null || message.Topic.Prefecture == _database.Prefecture;

    private CabinetFile FileOf(ReceivedMessage message)
    {
        CabinetTopic topic = message.Topic!;
        if (Book.Find(topic.Cabinet) is not { } file)
        {
            file = _cabinets.Add(topic, message.ReceivedMs);
            Book.Add(file);
        }

        return file;
    }

    private EventOutcome TakeEvent(CabinetFile file, ReceivedMessage message)
    {
        EventOutcome outcome = _taker.Take(file, message);
        if (file.IsChanged)
        {
            _touched.Add(file);
        }

        return outcome;
    }

    // What can't be kept as a message may say all the same that somebody needs help, or that nothing is known of a cabinet any more.
    private void TakeUnusable(ReceivedMessage message)
    {
        _setAside.Take(message,
            message.Fault ?? $"It is of prefecture {message.Topic!.Prefecture}; this registry keeps {_database.Prefecture} alone.");
        if (message.Topic is not { } topic || !IsOfPrefecture(message))
        {
            return;
        }

        CabinetFile? file = Book.Find(topic.Cabinet);
        if (message.Kind == MessageKind.Event && message.Event.IsEmergency
            && (file is not null || message.Event.Name != EventReader.UnnamedEmergency))
        {
            file ??= FileOf(message);

            // Without a number there is none that a state could have passed.
            EventTaker.TakeIntoEntry(file, message, message.Event with { Boot = 0, Seq = 0 });
            _touched.Add(file);
        }
        else if (message.Kind == MessageKind.State && file is not null)
        {
            _pictures.TakeUnreadable(file, message);
            _touched.Add(file);
        }
    }

    // Told once: a cabinet that is newer than this program says the same with every state.
    private BatchOutcome TakeNote(CabinetFile? file, ReceivedMessage message)
    {
        if (message.Note is null)
        {
            file?.Notes.Remove(message.Kind);
            return default;
        }

        if (file is not null && message.Kind != MessageKind.Event)
        {
            if (file.Notes.GetValueOrDefault(message.Kind) == message.Note)
            {
                return default;
            }

            file.Notes[message.Kind] = message.Note;
        }

        _setAside.TakeInPart(message, message.Note);
        return new BatchOutcome(0, 0, 0, 1);
    }

    private void TakePicture(CabinetFile? file, ReceivedMessage message)
    {
        if (message.Kind == MessageKind.Other)
        {
            return;
        }

        if (file is not null)
        {
            _pictures.Take(file, message);
            _touched.Add(file);
        }
        else if (Book.Find(message.Topic!.Cabinet) is { } known)
        {
            _pictures.Clear(known, message);
            _touched.Add(known);
        }
    }

    private void SaveTouched(long nowMs)
    {
        foreach (CabinetFile file in _touched)
        {
            if (file.IsChanged)
            {
                _cabinets.Save(file, nowMs);
                _gaps.Save(file, nowMs);
                _emergencies.Save(file, nowMs);
                _conflicts.Save(file, nowMs);
                file.IsChanged = false;
            }
            else
            {
                _cabinets.SaveLastSeen(file, nowMs);
            }

            _database.NoteChanged(file.No);
        }

        _touched.Clear();
    }
}
