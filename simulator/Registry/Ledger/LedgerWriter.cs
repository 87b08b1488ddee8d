using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>
/// Writes batches of messages to the database, each batch whole or not at all. One thread uses it. After a batch that failed
/// everything in memory is read from the database again, so that the two never differ.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    // What an event's data holds matters to nobody here.
    private static readonly Dictionary<string, string> s_noData = [];

    private readonly LedgerDatabase _database;
    private readonly LedgerCounters _counters;
    private readonly SetAsideLedger _setAside;
    private readonly EventLedger _events;
    private readonly CabinetLedger _cabinets;
    private readonly GapLedger _gaps;
    private readonly EmergencyLedger _emergencies;
    private readonly ReadinessLedger _readiness;
    private readonly PictureTaker _pictures;
    private readonly HashSet<CabinetFile> _touched = [];
    private readonly List<CabinetFile?> _senders = new(LedgerLimits.BatchMessages);
    private readonly int _wakeHours;
    private bool _isLoaded;

    /// <summary>Initializes a new instance of the <see cref="LedgerWriter"/> class.</summary>
    /// <param name="database">The database, which stays the caller's.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    public LedgerWriter(LedgerDatabase database, int wakeHours = CabinetEntry.DefaultWakeHours)
    {
        _database = database;
        _wakeHours = wakeHours;
        SqliteConnection connection = database.Connection;
        _counters = new LedgerCounters(connection);
        _setAside = new SetAsideLedger(connection, _counters);
        _events = new EventLedger(connection, _counters, _setAside);
        _cabinets = new CabinetLedger(connection, wakeHours);
        _gaps = new GapLedger(connection);
        _emergencies = new EmergencyLedger(connection);
        _readiness = new ReadinessLedger(connection);
        _pictures = new PictureTaker(_readiness);
        Load();
    }

    /// <summary>Gets the cabinets.</summary>
    public CabinetBook Book { get; } = new();

    /// <summary>Gets what the last batch held.</summary>
    public BatchOutcome LastBatch { get; private set; } = new(0, 0, 0);

    /// <summary>Writes a batch. When it returns, everything in it is on disk.</summary>
    /// <param name="batch">The messages, in the order in which they came.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="SqliteException">The database refused; nothing of the batch is in it.</exception>
    public void Write(IReadOnlyList<ReceivedMessage> batch, long nowMs)
    {
        int events = 0;
        int doubles = 0;
        int aside = 0;
        InOneStep(() =>
        {
            Account(batch);
            for (int i = 0; i < batch.Count; i++)
            {
                ReceivedMessage message = batch[i];
                if (message.Fault is not null)
                {
                    _setAside.Take(message, message.Fault);
                    aside++;
                }
                else if (message.Kind == MessageKind.Event)
                {
                    bool isNew = TakeEvent(_senders[i]!, message);
                    events += isNew ? 1 : 0;
                    doubles += isNew ? 0 : 1;
                }
                else if (message.Kind != MessageKind.Other)
                {
                    TakePicture(_senders[i], message);
                }
            }

            SaveTouched(nowMs);
            _counters.Save();
        });
        LastBatch = new BatchOutcome(events, doubles, aside);
    }

    /// <summary>Looks at what has become old, and leaves a sign that the registry runs.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="SqliteException">The database refused; nothing was written.</exception>
    public void Tick(long nowMs) => InOneStep(() =>
    {
        _counters.Put(LedgerCounters.Alive, nowMs);
        foreach (CabinetFile file in Book.Files)
        {
            _readiness.Save(file, nowMs);
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _readiness.Dispose();
        _emergencies.Dispose();
        _gaps.Dispose();
        _cabinets.Dispose();
        _events.Dispose();
        _setAside.Dispose();
        _counters.Dispose();
    }

    private static bool IsEmergency(in EventFacts facts) => facts.Severity == Severity.Emergency && !facts.IsDrill;

    private void InOneStep(Action work)
    {
        if (!_isLoaded)
        {
            Load();
        }

        // The write lock at once: taken later, another program could have come between.
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            lock (Book.Gate)
            {
                work();
            }

            _database.Execute("COMMIT");
        }
        catch
        {
            _isLoaded = false;
            _touched.Clear();
            _counters.Forget();
            RollBack();
            throw;
        }
    }

    // A full disk has rolled back already.
    private void RollBack()
    {
        try
        {
            _database.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // There is nothing to take back.
        }
    }

    private void Load()
    {
        CabinetLoader.Load(_database.Connection, Book, _wakeHours);
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
            bool isOfCabinet = message.Fault is null && message.Kind != MessageKind.Other && message.Payload.Length > 0;
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

    private bool TakeEvent(CabinetFile file, ReceivedMessage message)
    {
        bool isNew = _events.Take(file, message);
        ref readonly EventFacts facts = ref message.Event;
        if (isNew && (IsEmergency(facts) || facts.WokeFromSleep))
        {
            DateTimeOffset received = DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs);
            file.Entry.Take(MessageReader.Event(facts, s_noData, message.Topic!.Cabinet, received));
            file.Entry.Sleeps |= facts.WokeFromSleep;
            file.IsChanged = true;
        }

        if (file.IsWithdrawn)
        {
            file.IsWithdrawn = false;
            file.IsChanged = true;
        }

        if (file.IsChanged)
        {
            _touched.Add(file);
        }

        return isNew;
    }

    private void TakePicture(CabinetFile? file, ReceivedMessage message)
    {
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
                file.IsChanged = false;
            }
            else
            {
                _cabinets.SaveLastSeen(file, nowMs);
            }
        }

        _touched.Clear();
    }
}
