using System.Data.Common;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// The centre with a database behind it, for a page: cabinets as the writer has them in memory, the history and what follows from it from
/// the file, commands that outlive a restart. Nothing that a page does can hold up what comes in.
/// </summary>
public sealed class LedgerOffice : IRegistryOffice, IAsyncDisposable
{
    private readonly RegistryIngest? _ingest;
    private readonly StoredCabinets? _stored;
    private readonly StoreOutbox? _outbox;
    private readonly ICabinetFeed _feed;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly WallTime _time;
    private readonly LedgerDatabase _reading;
    private readonly LedgerHistory _history;
    private readonly LedgerDatabase _keeping;
    private readonly LedgerCommandBook _book;
    private readonly CommandKeeper _keeper;
    private readonly LedgerDatabase _stepping;
    private readonly LedgerEmergencyBook _steps;
    private readonly LedgerSummary _summary;
    private readonly Lock _pictureLock = new();
    private readonly Lock _historyLock = new();
    private IReadOnlyList<CabinetRecord>? _picture;
    private long _pictureAt;
    private string? _historyTrouble;

    /// <summary>Initializes a new instance of the <see cref="LedgerOffice"/> class.</summary>
    /// <param name="ingest">Takes in what comes; stays the caller's.</param>
    /// <param name="isConnected">Whether there is a connection to the broker.</param>
    /// <param name="store">Where the database is, which <paramref name="ingest"/> has opened already.</param>
    /// <param name="keys">The cabinets' keys; <c>null</c> when no commands are to be sent.</param>
    /// <param name="publisher">Brings commands to the broker; stays the caller's.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told of commands that can't be written down.</param>
    public LedgerOffice(RegistryIngest ingest, Func<bool> isConnected, LedgerStore store, CommandKeys? keys, ICommandPublisher publisher,
        TimeProvider clock, ILogger log)
        : this(new IngestFeed(ingest, isConnected), store, keys, publisher, clock, log)
    {
        _ingest = ingest;
        _ingest.Answered += TakeAnswer;
        Emergencies.Start();
    }

    private LedgerOffice(ICabinetFeed feed, LedgerStore store, CommandKeys? keys, ICommandPublisher publisher, TimeProvider clock,
        ILogger log)
    {
        _feed = feed;
        _clock = clock;
        _log = log;
        _time = new WallTime(clock);
        _reading = store.OpenForReading();
        _history = new LedgerHistory(_reading);
        _keeping = store.OpenForChange();
        _book = new LedgerCommandBook(_keeping);
        SendsCommands = keys is not null;
        keys?.Follow(cabinet => _feed.Find(cabinet, Now)?.Topic.Base);
        Desk = new CommandDesk(keys ?? new CommandKeys(), publisher, clock, _time, _book, _book.Latest(CommandDesk.Capacity));
        _keeper = new CommandKeeper(Desk, _book, clock, log);
        _stepping = store.OpenForChange();
        _steps = new LedgerEmergencyBook(_stepping);
        Emergencies = new EmergencyDesk(Find, Desk, _steps, clock, _time);
        _summary = new LedgerSummary(store, clock);
        _summary.Start();
    }

    private LedgerOffice(StoredCabinets stored, StoreOutbox outbox, PostgresStore store, CommandKeys? keys, PostgresNews news,
        TimeProvider clock, ILogger log)
        : this(stored, store, keys, outbox, clock, log)
    {
        _stored = stored;
        _outbox = outbox;
        _keeper.Kept += () => news.Tell(PostgresNews.Commands);
        Emergencies.Changed += () => news.Tell(PostgresNews.Steps);
        _stored.Looked += Follow;
    }

    /// <inheritdoc/>
    public event Action? Changed
    {
        add => _feed.Changed += value;
        remove => _feed.Changed -= value;
    }

    /// <summary>Gets how soon after a change a page is drawn anew: thousands of cabinets change all the time.</summary>
    public TimeSpan Pace { get; } = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public DateTimeOffset Now => _time.Now;

    /// <inheritdoc/>
    public CommandDesk Desk { get; }

    /// <inheritdoc/>
    public EmergencyDesk Emergencies { get; }

    /// <inheritdoc/>
    public bool SendsCommands { get; }

    /// <inheritdoc/>
    public long Doubles => _summary.Doubles;

    /// <inheritdoc/>
    public long SetAsideCount => _summary.SetAsideCount;

    /// <inheritdoc/>
    public IReadOnlyList<SetAsideMessage> SetAside => _summary.SetAside;

    /// <inheritdoc/>
    public RegistryStanding? Standing => _summary.Standing;

    /// <inheritdoc/>
    public IntakeTrouble? Trouble => _feed.Trouble
        ?? ((Volatile.Read(ref _historyTrouble) ?? _summary.Trouble) is { } unread ? new IntakeTrouble(IntakeFault.NotRead, unread) : null);

    /// <summary>An office of a process that takes nothing in: all it shows is in the database, and what it sends goes through it.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="keys">The cabinets' keys; <c>null</c> when no commands are to be sent.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <param name="news">Tells the other processes, and is told by them; stays the caller's.</param>
    /// <param name="time">The database's time, which is set here.</param>
    /// <param name="log">Told of commands that can't be written down.</param>
    /// <returns>The office.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    public static LedgerOffice OfStore(PostgresStore store, CommandKeys? keys, int wakeHours, PostgresNews news, ServerTime time,
        ILogger log)
    {
        StoredCabinets stored = new(store, time, wakeHours, news);
        stored.Start();
        return new LedgerOffice(stored, new StoreOutbox(store, news), store, keys, news, time, log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Cabinets()
    {
        // One picture for all pages that are open.
        lock (_pictureLock)
        {
            if (_picture is null || _clock.GetElapsedTime(_pictureAt) >= Pace / 2)
            {
                _picture = _feed.Records(Now);
                _pictureAt = _clock.GetTimestamp();
            }

            return _picture;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Id, ReportedAbout About)> Abouts() => _feed.Abouts();

    /// <inheritdoc/>
    public CabinetRecord? Find(string id) => _feed.Find(id, Now);

    /// <inheritdoc/>
    public EventPage Events(EventFilter filter, int skip, int count)
    {
        lock (_historyLock)
        {
            try
            {
                EventPage page = _history.Read(filter, skip, count);
                Volatile.Write(ref _historyTrouble, null);
                return page;
            }
            catch (DbException exception)
            {
                Volatile.Write(ref _historyTrouble, exception.Message);
                return new EventPage([], 0);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ingest is not null)
        {
            _ingest.Answered -= TakeAnswer;
        }

        if (_stored is not null)
        {
            _stored.Looked -= Follow;
            await _stored.DisposeAsync();
        }

        await _summary.DisposeAsync();
        Emergencies.Dispose();
        await _keeper.DisposeAsync();
        Desk.Dispose();
        _outbox?.Dispose();
        _steps.Dispose();
        _stepping.Dispose();
        _book.Dispose();
        _keeping.Dispose();
        lock (_historyLock)
        {
            _reading.Dispose();
        }
    }

    private void TakeAnswer(ReceivedMessage message) =>
        Desk.Take(new ObservedMessage(0, _clock.GetUtcNow(), message.TopicText, Encoding.UTF8.GetString(message.Payload),
            message.IsRetained, Now));

    // What other pages and the workers have done meanwhile.
    private void Follow()
    {
        try
        {
            Desk.Adopt(_book.Latest(CommandDesk.Capacity, Now - CommandDesk.Patience));
            Emergencies.Reload();
        }
        catch (DbException exception)
        {
            _log.Tell(LogLevel.Warning, $"数据库：{exception.Message}；继续重试", $"database: {exception.Message}; trying again");
        }
    }
}
