using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Feeds;

/// <summary>
/// Tells of emergencies that cannot be put on disk just now: it fails towards alerting. It runs where messages come in, for the
/// prefectures that are kept there; the regular way tells the same once more, under the same id, when the database has it. While the
/// database is well nothing is told here.
/// </summary>
public sealed class AheadDesk : BackgroundService
{
    private const int MostLooks = 3;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    // What changed of subscriptions and rights counts here after this, while the database answers.
    private static readonly TimeSpan s_renewed = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    // A database that hangs is asked by another connection.
    private static readonly TimeSpan s_hangs = TimeSpan.FromSeconds(5);

    private readonly AheadBook _book;
    private readonly FeedWriter _writer;
    private readonly IFeedReceivers _receivers;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly ILogger _log;
    private readonly AheadReach? _reach;
    private readonly AheadWatch _watch;
    private readonly Dictionary<long, AheadReceiver> _told = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Bell _woken = new();
    private volatile string? _worker;
    private bool _isAsked;
    private long? _began;
    private long? _answered;
    private int _looks;
    private bool _isAhead;
    private string? _trouble;

    /// <summary>Initializes a new instance of the <see cref="AheadDesk"/> class. Nothing is read.</summary>
    /// <param name="book">Reads who is told.</param>
    /// <param name="writer">Writes what is delivered.</param>
    /// <param name="receivers">The way to receivers.</param>
    /// <param name="clock">The time.</param>
    /// <param name="random">Gives the jitter.</param>
    /// <param name="log">Told when emergencies go ahead.</param>
    /// <param name="reach">Told what counts here, where this process takes messages in alone; <c>null</c> otherwise.</param>
    internal AheadDesk(AheadBook book, FeedWriter writer, IFeedReceivers receivers, TimeProvider clock, Random random, ILogger log,
        AheadReach? reach = null)
    {
        _book = book;
        _writer = writer;
        _receivers = receivers;
        _clock = clock;
        _random = random;
        _log = log;
        _reach = reach;
        _watch = new AheadWatch(clock);
    }

    /// <summary>Watches what comes in by one writer, as long as that has its lease.</summary>
    /// <param name="ingest">The writer.</param>
    /// <returns>Ends it: what is not told yet is left to the regular way.</returns>
    public IDisposable Follow(RegistryIngest ingest) => new Following(this, ingest);

    /// <summary>Says as which worker this process takes messages in: under that name it tells what it knows.</summary>
    /// <param name="worker">The worker's name.</param>
    public void RunAs(string worker) => _worker = worker;

    /// <summary>Reads soon who is told.</summary>
    public void LookSoon()
    {
        lock (_lock)
        {
            _isAsked = true;
        }

        _woken.Ring();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _stop.Cancel();
        _book.Dispose();
    }

    /// <summary>Gets a value indicating whether the database is to be asked.</summary>
    internal bool IsLookDue
    {
        get
        {
            lock (_lock)
            {
                TimeSpan since = _began is { } began ? _clock.GetElapsedTime(began) : TimeSpan.MaxValue;
                TimeSpan pause = _looks > 0 ? s_hangs : _watch.NeedsLook ? s_lookAgain : s_renewed;
                return (_isAsked && _looks == 0) || (since >= pause && _looks < MostLooks);
            }
        }
    }

    /// <summary>Reads from the database what is needed while it does not answer.</summary>
    internal void Look()
    {
        long began = _clock.GetTimestamp();
        lock (_lock)
        {
            _began = began;
            _isAsked = false;
            _looks++;
        }

        bool isDone = false;
        bool isAsked;
        string? worker = _worker;
        try
        {
            AheadList found = _book.Read(worker);
            Renew(found, began);
            if (worker is not null && found.Said != found.Change)
            {
                _book.Say(worker, found.Change);
            }

            isDone = true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What was read before counts until it can be read again.
            TellTrouble(exception.Message);
        }
        finally
        {
            lock (_lock)
            {
                _looks--;
                _trouble = isDone ? null : _trouble;
                isAsked = _isAsked;
            }

            // Asked for meanwhile, it may have been read too early.
            if (isAsked)
            {
                _woken.Ring();
            }
        }
    }

    /// <summary>Goes on as far as it can just now.</summary>
    internal void Step()
    {
        List<(AheadReceiver Receiver, AheadTry Try)> begun = [];
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_lock)
        {
            foreach (AheadEvent item in _watch.TakeDue(_answered))
            {
                TellBegin(_told.Values.Count(receiver => receiver.Add(item, now)));
            }

            foreach (AheadReceiver receiver in _told.Values)
            {
                begun.AddRange(receiver.Begin(now).Select(one => (receiver, one)));
            }

            TellEnd();
        }

        foreach ((AheadReceiver receiver, AheadTry one) in begun)
        {
            _ = PostAsync(receiver, one);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Task woken = _woken.Next;
            if (IsLookDue)
            {
                _ = Task.Run(Look, CancellationToken.None);
            }

            await Task.Run(Step, CancellationToken.None);
            await woken.WaitAsync(s_step, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Renew(AheadList found, long began)
    {
        lock (_lock)
        {
            if (_answered is null || _answered <= began)
            {
                _answered = began;
                Renew(found.Addresses);
                _reach?.Has(found.Change);
            }
        }
    }

    private void Renew(IReadOnlyList<AheadAddress> found)
    {
        foreach (long gone in _told.Keys.Except(found.Select(address => address.Subscription.No)).ToArray())
        {
            _told.Remove(gone);
        }

        foreach (AheadAddress address in found)
        {
            if (_told.TryGetValue(address.Subscription.No, out AheadReceiver? known))
            {
                known.Address = address;
            }
            else
            {
                _told[address.Subscription.No] = new AheadReceiver(address, _random);
            }
        }
    }

    private async Task PostAsync(AheadReceiver receiver, AheadTry one)
    {
        FeedAnswer answer;
        try
        {
            AheadAddress to = receiver.Address;
            string body = one.Item.Body ??= _writer.Write(one.Item.Entry);
            answer = await _receivers.PostAsync(new FeedDelivery(to.Subscription.Url, one.Item.Entry.Id, body, to.Secrets), _stop.Token);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one receiver or one event: it is tried again, and delays no other.
            answer = new FeedAnswer(false, exception.GetType().Name);
        }

        lock (_lock)
        {
            receiver.End(one, answer, _clock.GetUtcNow());
        }

        _woken.Ring();
    }

    private void TellTrouble(string why)
    {
        lock (_lock)
        {
            if (_trouble is null)
            {
                _log.Tell(LogLevel.Warning, $"推送：无法更新急救事件的接收方：{why}；沿用已知的{_told.Count}个，继续重试",
                    $"feeds: who is told of emergencies can't be read anew: {why}; the {_told.Count} known ones count, trying again");
                _trouble = why;
            }
        }
    }

    private void TellBegin(int receivers)
    {
        if (!_isAhead && receivers > 0)
        {
            _isAhead = true;
            _log.Tell(LogLevel.Warning, "推送：急救事件未能及时确认落盘，不等数据库，先行送达",
                "feeds: an emergency is not known to be on disk in time; emergencies are delivered ahead of the database");
        }
    }

    private void TellEnd()
    {
        if (_isAhead && !_watch.IsAhead)
        {
            _isAhead = false;
            _log.Tell(LogLevel.Information, "推送：急救事件恢复经数据库送达", "feeds: emergencies are delivered from the database again");
        }
    }

    private sealed class Following : IDisposable
    {
        private readonly AheadDesk _desk;
        private readonly RegistryIngest _ingest;

        public Following(AheadDesk desk, RegistryIngest ingest)
        {
            _desk = desk;
            _ingest = ingest;
            ingest.EmergencyCame += Come;
            ingest.EmergencyKept += Keep;
            _ = EndWithLeaseAsync();
        }

        public void Dispose()
        {
            _ingest.EmergencyCame -= Come;
            _ingest.EmergencyKept -= Keep;
            lock (_desk._lock)
            {
                _desk._watch.Forget(this);
            }
        }

        private void Come(ReceivedMessage message)
        {
            lock (_desk._lock)
            {
                if (!_ingest.Lost.IsCompleted)
                {
                    _desk._watch.Come(this, message);
                }
            }
        }

        private void Keep(ReceivedMessage message)
        {
            lock (_desk._lock)
            {
                _desk._watch.Keep(message);
            }
        }

        private async Task EndWithLeaseAsync()
        {
            await _ingest.Lost;
            Dispose();
        }
    }
}
