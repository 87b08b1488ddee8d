using System.Collections.Concurrent;
using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Service;

/// <summary>
/// The prefectures that this process keeps (SPEC §20): it takes the leases that are its share, follows workers that died, gives back what
/// others have less of, and ends what was taken from it. Each prefecture has its own writer and source, and waits for no other.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="source">Makes a prefecture's source; the prefecture is empty for all.</param>
/// <param name="clock">The database's time, which is set here.</param>
/// <param name="logs">Told what happens.</param>
/// <param name="ahead">Tells of emergencies that cannot be put on disk; <c>null</c> for nobody.</param>
internal sealed class WorkerPool(RegistryServiceOptions options, Func<string, RegistryIngest, IMessageSource> source, ServerTime clock,
    ILoggerFactory logs, AheadDesk? ahead = null) : BackgroundService, IIntake
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);

    private readonly PostgresStore _store = (PostgresStore)options.Store;
    private readonly ILogger _log = logs.CreateLogger<WorkerPool>();
    private readonly IReadOnlyList<string> _wanted = options.Cell is { } cell
        ? [.. cell.Streams.Select(stream => stream.Prefecture)] : [""];
    private readonly ConcurrentDictionary<string, PrefectureWorker> _workers = new();
    private readonly Dictionary<string, Task> _moving = [];
    private readonly Dictionary<string, long> _freeSince = [];
    private readonly Dictionary<string, long> _givenBack = [];
    private LeaseTable? _table;
    private long? _awayAt;
    private string? _told;

    /// <inheritdoc/>
    public event Action<ReceivedMessage>? Answered;

    /// <inheritdoc/>
    public event Action? Written;

    /// <summary>Gets this worker's name.</summary>
    public string Name { get; } = PostgresStore.NewOwner();

    /// <summary>Gets the prefectures that are kept here now.</summary>
    public IReadOnlyCollection<string> Prefectures => [.. _workers.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    /// <remarks>A worker that keeps nothing, for others keep all, is none the worse for it.</remarks>
    public bool IsConnected => _workers.Values.All(worker => worker.IsConnected);

    /// <inheritdoc/>
    public string? Trouble => Volatile.Read(ref _told) ?? _workers.Values.Select(worker => worker.Ingest.Trouble).FirstOrDefault(
        trouble => trouble is not null);

    /// <inheritdoc/>
    public bool IsStalled => _workers.Values.Any(worker => worker.Ingest.IsStalled);

    /// <inheritdoc/>
    public int Waiting => _workers.Values.Sum(worker => worker.Ingest.Queue.Count);

    /// <inheritdoc/>
    public long? OldestMs => _workers.Values.Min(worker => worker.Ingest.Queue.OldestMs);

    /// <inheritdoc/>
    public LedgerMetrics Metrics { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Records(DateTimeOffset now) =>
        [.. _workers.Values.SelectMany(worker => LedgerCabinets.Records(worker.Ingest.Book, now))
            .OrderBy(cabinet => cabinet.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool IsOnline(string cabinet) => _workers.Values.Any(worker => worker.Ingest.IsConnected(cabinet));

    /// <summary>Whether a prefecture's cabinets are kept here now.</summary>
    /// <param name="prefecture">The prefecture.</param>
    /// <returns><c>true</c> when they are.</returns>
    public bool Keeps(string prefecture) => _workers.ContainsKey(prefecture) || _workers.ContainsKey(string.Empty);

    /// <summary>A cabinet that is kept here.</summary>
    /// <param name="cabinet">Its id.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of it; <c>null</c> when another worker keeps it.</returns>
    public CabinetRecord? Find(string cabinet, DateTimeOffset now)
    {
        foreach (PrefectureWorker worker in _workers.Values)
        {
            lock (worker.Ingest.Book.Gate)
            {
                if (worker.Ingest.Book.Find(cabinet) is { IsWithdrawn: false } file)
                {
                    return file.Entry.ToRecord(now);
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        ahead?.RunAs(Name);

        // What can't be opened at the start is told as ever, and ends the program.
        _table = await Task.Run(() => new LeaseTable(_store, Name, options.Times), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_moving.Values);
        await Task.WhenAll(_workers.Keys.Select(EndAsync));
        try
        {
            _table?.Leave();
        }
        catch (DbException)
        {
            // The others find out by themselves.
        }

        _table?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _log.Tell(LogLevel.Information, $"工作进程 {Name}", $"worker   {Name}");
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Run(Round, CancellationToken.None);
            await Task.Delay(s_round, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Wording Called(string code) => code.Length == 0 ? new Wording("全部机柜", "all cabinets")
        : new Wording($"盟市{code}", $"prefecture {code}");

    private void Round()
    {
        foreach (string done in _moving.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToArray())
        {
            if (_moving.Remove(done, out Task? move) && move.Exception is { } failure)
            {
                _log.Tell(LogLevel.Error, $"{Called(done).Zh}：{failure.InnerException}", $"{Called(done).En}: {failure.InnerException}");
            }
        }

        foreach ((string code, PrefectureWorker worker) in _workers)
        {
            EndIfLost(code, worker);
        }

        if (Look() is { } picture)
        {
            clock.Set(picture.Now);
            Share(picture);
        }
    }

    private void EndIfLost(string code, PrefectureWorker worker)
    {
        Wording called = Called(code);
        if (worker.IsLost)
        {
            _log.Tell(LogLevel.Error,
                $"{called.Zh}：租约已由另一工作进程接管（本进程的是第{worker.Token}号）：停止读取，没有再写入或确认任何消息",
                $"{called.En}: another worker has its lease now (the one here was number {worker.Token}): reading ends, and nothing more "
                    + "was written or confirmed");
            Move(code, () => EndAsync(code));
        }
        else if (worker.Yielded is { } why)
        {
            _log.Tell(LogLevel.Error, why.After($"{called.Zh}：", $"{called.En}: "));
            _givenBack[code] = clock.GetTimestamp();
            Move(code, () => EndAsync(code));
        }
    }

    private LeasePicture? Look()
    {
        try
        {
            LeasePicture picture = _table!.Look(IsConnected);
            Volatile.Write(ref _told, null);
            return picture;
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            _awayAt = clock.GetTimestamp();
            _freeSince.Clear();
            if (_told is null)
            {
                _log.Tell(LogLevel.Warning, $"数据库：{exception.Message}；继续重试", $"database: {exception.Message}; trying again");
                Volatile.Write(ref _told, exception.Message);
            }

            return null;
        }
    }

    private void Share(LeasePicture picture)
    {
        foreach (string code in _wanted)
        {
            if (picture.Leases.GetValueOrDefault(code)?.Owner is not null)
            {
                _freeSince.Remove(code);
            }
            else
            {
                _freeSince.TryAdd(code, clock.GetTimestamp());
            }
        }

        // After the database was away all leases may look free: whoever runs renews its own within this.
        if (_awayAt is { } away && clock.GetElapsedTime(away) < options.Times.Lasts)
        {
            return;
        }

        foreach (string code in LeaseShare.ToTake(picture, Name, _wanted, IsLeftOver, IsGivenBack))
        {
            if (!_workers.ContainsKey(code))
            {
                Move(code, () => Task.Run(() => Take(code)));
            }
        }

        if (_moving.Count == 0 && LeaseShare.ToGiveBack(picture, Name, _wanted) is { } surplus)
        {
            Wording called = Called(surplus);
            _log.Tell(LogLevel.Information, $"{called.Zh}：交给负担较轻的工作进程", $"{called.En}: handed over to a worker that has less");
            _givenBack[surplus] = clock.GetTimestamp();
            Move(surplus, () => EndAsync(surplus));
        }
    }

    private bool IsLeftOver(string code) => _freeSince.TryGetValue(code, out long since)
        && clock.GetElapsedTime(since) > options.Times.Absent + s_round;

    private bool IsGivenBack(string code) => _givenBack.TryGetValue(code, out long at)
        && clock.GetElapsedTime(at) < options.Times.Lasts;

    private void Move(string code, Func<Task> work)
    {
        if (!_moving.ContainsKey(code))
        {
            _moving[code] = work();
        }
    }

    private void Take(string code)
    {
        LedgerDatabase? database = null;
        try
        {
            database = _store.TryOpenForIngest(code.Length == 0 ? null : code, Name, options.Times, TimeSpan.Zero);
            if (database is null)
            {
                return;
            }

            RegistryIngest ingest = new(database, clock, logs.CreateLogger<RegistryIngest>(), options.WakeHours, Metrics);
            PrefectureWorker worker = new(database, ingest, source(code, ingest), ahead?.Follow(ingest));
            ingest.Answered += message => Answered?.Invoke(message);
            ingest.Written += () => Written?.Invoke();
            Wording called = Called(code);
            int cabinets = ingest.Book.Files.Count;
            _workers[code] = worker;
            worker.Start();
            _log.Tell(LogLevel.Information, $"{called.Zh}：由本进程负责（第{worker.Token}号租约），{cabinets}台机柜",
                $"{called.En}: kept here from now on (lease number {worker.Token}), {cabinets} cabinets");
        }
        catch (Exception exception) when (exception is UserErrorException or DbException or IOException or LeaseLostException)
        {
            database?.Dispose();
            _log.Tell(LogLevel.Warning, $"{Called(code).Zh}：未能接管：{exception.Message}；继续重试",
                $"{Called(code).En}: could not be taken: {exception.Message}; trying again");
        }
    }

    private async Task EndAsync(string code)
    {
        if (_workers.TryRemove(code, out PrefectureWorker? worker))
        {
            await worker.EndAsync();
        }
    }
}
