using System.Text;
using AedCabinet.Access;
using AedCabinet.Api.Events;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// A writer that is stuck until a test lets it write, and what tells of emergencies meanwhile; then the regular way. Virtual time.
/// </summary>
internal sealed class AheadBench : IFeedReceivers, IFeedMakers, IDisposable
{
    public const string Museum = LedgerBench.Cabinet;
    public const string Station = "NM-2";

    private static readonly Dictionary<string, string> s_topics = new()
    {
        [Museum] = LedgerBench.Topic,
        [Station] = "aed/v1/1525/152501/transport/" + Station,
    };

    private readonly TestStore _store;
    private readonly LedgerDatabase _database;
    private readonly RegistryIngest _ingest;
    private readonly ReadingPool _pool;
    private readonly EventTail _tail;
    private readonly FeedLog _feed;
    private readonly FeedEngine _engine;
    private readonly AheadDesk _desk;
    private readonly IDisposable _following;
    private readonly Dictionary<string, int> _seqs = [];

    public AheadBench(TestStore store, string? prefecture = null)
    {
        _store = store;
        _database = store.Store.OpenForIngest(prefecture);
        _ingest = new RegistryIngest(_database, Time, NullLogger.Instance);
        _pool = new ReadingPool(store.Store);
        _tail = new EventTail(_pool, Time, NullLogger<EventTail>.Instance);
        _feed = new FeedLog(store.Store, _tail, Time);
        FeedSecrets secrets = new(new EphemeralDataProtectionProvider());
        Book = new SubscriptionBook(store.Store, _pool, secrets, Time);
        FeedWriter writer = new(new FeedItems(Options.Create(new JsonOptions())));
        _engine = new FeedEngine(new FeedParts(_feed, new FeedClaims(store.Store, "page", isAlone: true), this, writer, secrets, this, Time,
            new Random(1)), _pool, Book, NullLogger<FeedEngine>.Instance);
        _desk = new AheadDesk(new AheadBook(store.Store, this, secrets, Time), writer, this, Time, new Random(1),
            NullLogger<AheadDesk>.Instance);
        _following = _desk.Follow(_ingest);
    }

    public ManualTime Time { get; } = new();

    public SubscriptionBook Book { get; }

    /// <summary>Whether the database answers nobody.</summary>
    public bool IsAway { get; set; }

    public AccessScope? Hohhot { get; set; } = new("hohhot", [new Grant(Role.Feed, ["1501"], [], [])]);

    public Dictionary<Uri, FakeReceiver> Receivers { get; } = [];

    /// <summary>A receiver that has said that it wants to be told, and its subscription's secret.</summary>
    public (FakeReceiver Receiver, string Secret) Subscribe(string maker = "all", FeedFilter? filter = null)
    {
        Uri url = new($"https://receiver.example/{Receivers.Count}");
        Receivers[url] = new FakeReceiver();
        _feed.Look();
        (_, string secret) = Book.Add(maker, new NewSubscription("test", url, filter ?? new FeedFilter()), _feed.Now)!.Value;
        TellRegularly();
        _desk.Look();
        return (Receivers[url], secret);
    }

    /// <summary>A cabinet says something; what came is on its way to the disk.</summary>
    public string Take(string name, string severity, string id = Museum, string more = "", int? seq = null, bool isHeardOnly = false)
    {
        int number = seq ?? (_seqs[id] = _seqs.GetValueOrDefault(id) + 1);
        byte[] payload = Encoding.UTF8.GetBytes(LedgerBench.EventText(1, number, name, severity, id: id, at: Time.GetUtcNow(), more: more));
        if (isHeardOnly)
        {
            _ingest.Hear(s_topics[id] + "/event", payload);
        }
        else
        {
            _ingest.Take(s_topics[id] + "/event", payload, false, null);
        }

        return $"{id}-1-{number}";
    }

    /// <summary>The writer writes all that came, and ends.</summary>
    public void Write()
    {
        _ingest.Start();
        _ingest.Stop();
    }

    /// <summary>Another has the lease now.</summary>
    public void LoseLease() => _following.Dispose();

    public void Pass(double seconds)
    {
        const double Step = 0.2;
        for (double passed = 0; passed < seconds - (Step / 2); passed += Step)
        {
            Time.Advance(TimeSpan.FromSeconds(Step));
            if (_desk.IsLookDue)
            {
                _desk.Look();
            }

            _desk.Step();
        }
    }

    /// <summary>The regular way tells what is on disk.</summary>
    public void TellRegularly()
    {
        for (int i = 0; i < 4; i++)
        {
            _feed.Look();
            _engine.Round();
            _engine.Step();
            _engine.Note();
        }
    }

    public AccessScope? Of(string account) => IsAway ? throw new StoreAwayException("away")
        : account == "all" ? new AccessScope("all", [Grant.Everywhere(Role.Feed)]) : Hohhot;

    public Task<FeedConsent> AskAsync(Uri url, CancellationToken stop) => Task.FromResult(new FeedConsent(true, null, null));

    public Task<FeedAnswer> PostAsync(FeedDelivery delivery, CancellationToken stop) => Receivers[delivery.Url].PostAsync(delivery);

    public void Dispose()
    {
        _following.Dispose();
        _desk.Dispose();
        _engine.Dispose();
        _feed.Dispose();
        _tail.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _pool.Dispose();
        _ingest.Dispose();
        _database.Dispose();
        _store.Dispose();
    }
}
