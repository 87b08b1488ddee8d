using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// The cabinets as the database has them, for a page in a process that takes nothing in: read anew, as far as they have changed, when there
/// is news, and every so often without.
/// </summary>
internal sealed class StoredCabinets : ICabinetFeed, IAsyncDisposable
{
    // News may be lost; more often would be no use to anybody who looks.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(200);

    // What the workers say of themselves: whether all that was kept within a day is kept now, and by workers that are connected. Who keeps
    // all prefectures at once ('') does so for each; when it has given way to workers of their own, theirs count.
    private const string StandingSql =
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, "
            + "coalesce((SELECT bool_or(kept) FILTER (WHERE prefecture = '') OR bool_and(kept) FILTER (WHERE prefecture <> '') FROM "
            + "(SELECT prefecture, owner IS NOT NULL AND runs(expires, renewed, backend, backend_started, $1) AS kept FROM leases WHERE "
            + "renewed > clock_timestamp() - interval '1 day') AS lately), false) AND NOT EXISTS (SELECT 1 FROM workers WHERE NOT "
            + "connected AND "
            + "runs(expires, seen, backend, backend_started, $1))";

    private readonly LedgerStore _store;
    private readonly ServerTime _time;
    private readonly int _wakeHours;
    private readonly PostgresNews _news;
    private readonly CabinetBook _book = new();
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private volatile IntakeTrouble? _trouble;
    private string? _since;

    /// <summary>Initializes a new instance of the <see cref="StoredCabinets"/> class. Nothing is read.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="time">Set by the database's.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <param name="news">Tells when there is something to read; stays the caller's.</param>
    public StoredCabinets(LedgerStore store, ServerTime time, int wakeHours, PostgresNews news)
    {
        _store = store;
        _time = time;
        _wakeHours = wakeHours;
        _news = news;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>Raised after each look, with a connection by which more may be read.</summary>
    public event Action? Looked;

    /// <inheritdoc/>
    public IntakeTrouble? Trouble => _trouble;

    /// <summary>Reads all, and follows from then on.</summary>
    /// <exception cref="UserErrorException">The database can't be opened.</exception>
    public void Start()
    {
        LedgerDatabase database = _store.OpenForReading();
        Read(database);
        _news.Heard += Note;
        _work = Task.Run(() => FollowAsync(database));
    }

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Records(DateTimeOffset now) => LedgerCabinets.Records(_book, now);

    /// <inheritdoc/>
    public IEnumerable<(string Id, ReportedAbout About)> Abouts() => LedgerCabinets.Abouts(_book);

    /// <inheritdoc/>
    public CabinetRecord? Find(string id, DateTimeOffset now) => LedgerCabinets.Find(_book, id, now);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _news.Heard -= Note;
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
        _isNew.Dispose();
    }

    private void Note(string what)
    {
        if (_isNew.CurrentCount == 0)
        {
            _isNew.Release();
        }
    }

    private async Task FollowAsync(LedgerDatabase database)
    {
        using (database)
        {
            while (!_stop.IsCancellationRequested)
            {
                await ((Task)_isNew.WaitAsync(s_look, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_stop.IsCancellationRequested)
                {
                    return;
                }

                TryRead(database);
                await Task.Delay(s_pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void TryRead(LedgerDatabase database)
    {
        IntakeTrouble? before = _trouble;
        bool isChanged = false;
        try
        {
            isChanged = Read(database);
            Looked?.Invoke();
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            _trouble = new IntakeTrouble(IntakeFault.NotRead, exception.Message);
        }

        if (isChanged || before != _trouble)
        {
            Changed?.Invoke();
        }
    }

    // All in one picture; what a transaction that is still open changes is above the number that is kept, and is read the next time.
    private bool Read(LedgerDatabase database)
    {
        CabinetBook fresh = new();
        string since;
        bool isKept;
        database.BeginReading();
        try
        {
            using (Statement statement = database.Prepare(StandingSql, 1))
            using (DbDataReader row = statement.Rows(LeaseTimes.Usual.Absent.TotalSeconds))
            {
                row.Read();
                since = row.GetString(0);
                _time.Set(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)));
                isKept = row.GetBoolean(2);
            }

            if (_since is null)
            {
                CabinetLoader.Load(database, fresh, _wakeHours);
            }
            else
            {
                CabinetLoader.LoadChanged(database, fresh, _wakeHours, _since);
            }
        }
        finally
        {
            database.RollBack();
        }

        lock (_book.Gate)
        {
            foreach (CabinetFile file in fresh.Files)
            {
                _book.Add(file);
            }
        }

        _since = since;
        _trouble = isKept ? null : new IntakeTrouble(IntakeFault.NotConnected);
        return fresh.Files.Count > 0;
    }
}
