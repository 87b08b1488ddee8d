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
    private readonly HashSet<CabinetFile> _touched = [];
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
                    bool isNew = TakeEvent(message);
                    events += isNew ? 1 : 0;
                    doubles += isNew ? 0 : 1;
                }
                else if (message.Kind != MessageKind.Other)
                {
                    TakePicture(message);
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

    private bool TakeEvent(ReceivedMessage message)
    {
        CabinetFile file = FileOf(message);
        DateTimeOffset received = DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs);
        bool isNew = _events.Take(file, message);
        EventFacts facts = message.Event;
        if (isNew && (IsEmergency(facts) || facts.WokeFromSleep))
        {
            file.Entry.Take(MessageReader.Event(facts, s_noData, message.Topic!.Cabinet, received));
            file.Entry.Sleeps |= facts.WokeFromSleep;
            file.IsChanged = true;
        }

        if (file.IsWithdrawn)
        {
            file.IsWithdrawn = false;
            file.IsChanged = true;
        }

        file.Entry.See(received);
        if (file.IsChanged || message.ReceivedMs - file.StoredLastSeenMs >= LedgerLimits.LastSeenEvery.TotalMilliseconds)
        {
            _touched.Add(file);
        }

        return isNew;
    }

    private void TakePicture(ReceivedMessage message)
    {
        if (message.Payload.Length == 0)
        {
            Clear(message);
            return;
        }

        CabinetFile file = FileOf(message);
        if (!message.IsRetained)
        {
            file.Entry.See(DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs));
        }

        if (Accept(file, message))
        {
            file.NewMessages[message.Kind] = (message.Payload, message.ReceivedMs);
            file.IsWithdrawn = false;
            file.IsChanged = true;
        }

        _touched.Add(file);
    }

    private bool Accept(CabinetFile file, ReceivedMessage message)
    {
        CabinetTopic topic = message.Topic!;
        switch (message.Content)
        {
            case ReportedAbout about:
                return file.Entry.Take(about, topic);
            case ReportedTelemetry telemetry:
                file.Entry.Take(telemetry);
                return true;
            case ReportedOnline online:
                return AcceptOnline(file, online, message);
            case ReportedState state:
                return AcceptState(file, state, message);
            default:
                return false;
        }
    }

    private bool AcceptOnline(CabinetFile file, ReportedOnline online, ReceivedMessage message)
    {
        if (!file.Entry.Take(online, message.Topic!))
        {
            return false;
        }

        bool wasOffline = file.OfflineSinceMs is not null;
        file.OfflineSinceMs = online.IsOnline ? null : file.OfflineSinceMs ?? message.ReceivedMs;
        if (wasOffline && online.IsOnline)
        {
            _readiness.Save(file, message.ReceivedMs, message.ReceivedMs);
        }

        return true;
    }

    private bool AcceptState(CabinetFile file, ReportedState state, ReceivedMessage message)
    {
        // What a state of an older boot says of its numbers counts too, whatever else has become of it.
        if (state.Seq is { } seq && seq > file.NewClaims.GetValueOrDefault(state.Boot).Seq)
        {
            file.NewClaims[state.Boot] = (seq, message.ReceivedMs);
            file.IsChanged = true;
        }

        if (!file.Entry.Take(state, message.Topic!))
        {
            return false;
        }

        file.StateReceivedMs = message.ReceivedMs;

        // Judged at its own time: one that waited at the broker was not old when it was sent.
        _readiness.Save(file, Math.Min(state.At.ToUnixTimeMilliseconds(), message.ReceivedMs));
        return true;
    }

    // An empty retained message makes the broker forget the one before.
    private void Clear(ReceivedMessage message)
    {
        if (Book.Find(message.Topic!.Cabinet) is { } file && message.Kind is MessageKind.About or MessageKind.State or MessageKind.Online)
        {
            file.Entry.Clear(message.Kind.ToString().ToLowerInvariant());
            file.NewMessages[message.Kind] = ([], message.ReceivedMs);
            file.OfflineSinceMs = message.Kind == MessageKind.Online ? null : file.OfflineSinceMs;
            file.IsWithdrawn = file.Entry.IsEmpty;
            file.IsChanged = true;
            _readiness.Save(file, message.ReceivedMs);
            _touched.Add(file);
        }
    }

    private void SaveTouched(long nowMs)
    {
        foreach (CabinetFile file in _touched)
        {
            if (file.IsChanged)
            {
                _cabinets.Save(file);
                _gaps.Save(file, nowMs);
                _emergencies.Save(file, nowMs);
                file.IsChanged = false;
            }
            else
            {
                _cabinets.SaveLastSeen(file);
            }
        }

        _touched.Clear();
    }
}
