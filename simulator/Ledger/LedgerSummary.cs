using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>What the database knows beside the cabinets and the history, read again every so often by a task of its own.</summary>
internal sealed class LedgerSummary : IAsyncDisposable
{
    /// <summary>How many messages that could not be used are shown.</summary>
    public const int SetAsideShown = 50;

    private const int AvailabilityDays = 30;
    private const int ResendsShown = 20;

    private static readonly TimeSpan s_countEvery = TimeSpan.FromSeconds(2);

    // Readiness of 10,000 cabinets over a month is a second's work, and a share of 30 days does not change in a minute.
    private static readonly TimeSpan s_standingEvery = TimeSpan.FromMinutes(1);

    private readonly LedgerStore _store;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyDictionary<string, long> _planned =
        PrefectureTable.Load().Prefectures.ToDictionary(item => item.Code, item => Coverage.Planned(item.Population));

    private Task _work = Task.CompletedTask;
    private volatile Counts _counts = new(0, 0, []);
    private volatile RegistryStanding? _standing;
    private volatile string? _trouble;

    /// <summary>Initializes a new instance of the <see cref="LedgerSummary"/> class.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="clock">The time.</param>
    public LedgerSummary(LedgerStore store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Gets how many events came again.</summary>
    public long Doubles => _counts.Doubles;

    /// <summary>Gets how many messages could not be used.</summary>
    public long SetAsideCount => _counts.SetAside;

    /// <summary>Gets the latest of them, the newest first.</summary>
    public IReadOnlyList<SetAsideMessage> SetAside => _counts.Latest;

    /// <summary>Gets readiness over time, missing events and the plan; <c>null</c> until they were first worked out.</summary>
    public RegistryStanding? Standing => _standing;

    /// <summary>Gets what the database said when it could not be read, or <c>null</c>.</summary>
    public string? Trouble => _trouble;

    /// <summary>Starts to read; returns at once.</summary>
    public void Start() => _work = Task.Run(WatchAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private static Counts Count(LedgerDatabase database)
    {
        using LedgerCounters counters = new(database);
        long doubles = counters.Get(LedgerCounters.Doubles);
        long setAside = counters.Get(LedgerCounters.SetAside);
        using Statement statement = database.Prepare("SELECT topic, reason FROM set_aside ORDER BY no DESC LIMIT $1", 1);
        using DbDataReader rows = statement.Rows(SetAsideShown);
        List<SetAsideMessage> latest = [];
        while (rows.Read())
        {
            latest.Add(new SetAsideMessage(rows.GetString(0), rows.GetString(1)));
        }

        return new Counts(doubles, setAside, latest);
    }

    private async Task WatchAsync()
    {
        long? workedOut = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using LedgerDatabase database = _store.OpenForReading();
                while (!_stop.IsCancellationRequested)
                {
                    _counts = Count(database);
                    if (workedOut is not { } before || _clock.GetElapsedTime(before) >= s_standingEvery)
                    {
                        _standing = WorkOut(database);
                        workedOut = _clock.GetTimestamp();
                    }

                    _trouble = null;
                    await PauseAsync();
                }
            }
            catch (Exception exception) when (exception is DbException or UserErrorException)
            {
                _trouble = exception.Message;
                await PauseAsync();
            }
        }
    }

    private RegistryStanding WorkOut(LedgerDatabase database)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        IReadOnlyList<LedgerProblem> missing = MissingEvents.List(database, now.ToUnixTimeMilliseconds());
        using ResendLedger resends = new(database);
        return new RegistryStanding
        {
            Days = AvailabilityDays,
            Availability = Availability.Of(database, now.AddDays(-AvailabilityDays).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(),
                by: null).ToDictionary(row => row.Name),
            MissingEvents = missing.Where(item => item.IsFinding).Sum(item => item.Count),
            ToldMissingEvents = missing.Where(item => item.IsExplained).Sum(item => item.Count),
            Resends = resends.Latest(now.AddDays(-AvailabilityDays), ResendsShown),
            Planned = _planned,
        };
    }

    private async Task PauseAsync() => await Task.Delay(s_countEvery, _clock, _stop.Token)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed record Counts(long Doubles, long SetAside, IReadOnlyList<SetAsideMessage> Latest);
}
