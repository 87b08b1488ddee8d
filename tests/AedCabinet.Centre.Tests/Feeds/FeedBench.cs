using System.Text.Json;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// A registry's database with subscriptions, and processes that deliver, step by step in virtual time: no thread, no network, no waiting.
/// </summary>
internal sealed class FeedBench : IFeedReceivers, IFeedMakers, IFeedItems, IDisposable
{
    public const string Museum = LedgerBench.Cabinet;
    public const string Station = "NM-2";
    public const string School = "NM-3";

    private static readonly Dictionary<string, string> s_topics = new()
    {
        [Museum] = LedgerBench.Topic,
        [Station] = "aed/v1/1525/152501/transport/" + Station,
        [School] = "aed/v1/1501/150102/education/" + School,
    };

    private readonly LedgerBench _ledger;
    private readonly ReadingPool _pool;
    private readonly ILoggerFactory _logs;
    private readonly Dictionary<string, int> _seqs = [];
    private readonly Random _random;
    private int _processes;

    public FeedBench(TestStore store, int seed = 1)
    {
        _random = new Random(seed);
        _ledger = new LedgerBench(store);
        _logs = new LoggerFactory([Errors]);
        _pool = new ReadingPool(_ledger.Store);
        Tail = new EventTail(_pool, Time, _logs.CreateLogger<EventTail>());
        Log = new FeedLog(_ledger.Store, Tail, Time);
        Secrets = new FeedSecrets(new EphemeralDataProtectionProvider());
        Book = new SubscriptionBook(_ledger.Store, _pool, Secrets, Time);
    }

    public ManualTime Time { get; } = new();

    public EventTail Tail { get; }

    public FeedLog Log { get; }

    /// <summary>What the operator was told.</summary>
    public HostErrors Errors { get; } = new();

    public FeedSecrets Secrets { get; }

    public SubscriptionBook Book { get; }

    public LedgerStore Store => _ledger.Store;

    public Dictionary<string, AccessScope?> Makers { get; } = new()
    {
        ["all"] = new AccessScope("all", [Grant.Everywhere(Role.Dispatcher)]),
        ["hohhot"] = new AccessScope("hohhot", [new Grant(Role.Dispatcher, ["1501"], [], [])]),
        ["transport"] = new AccessScope("transport", [new Grant(Role.Dispatcher, [], ["transport"], [])]),
    };

    public Dictionary<Uri, FakeReceiver> Receivers { get; } = [];

    public List<FeedEngine> Processes { get; } = [];

    /// <summary>An account of which nobody can say what it may see.</summary>
    public string? Broken { get; set; }

    public FeedConsent Consent { get; set; } = new(true, null, null);

    /// <summary>A process of the registry.</summary>
    public FeedEngine Start(bool isAlone = false)
    {
        string name = $"process {++_processes}";
        FeedEngine engine = new(new FeedParts(Log, new FeedClaims(Store, name, isAlone), this, new FeedWriter(this), Secrets, this, Time,
            new Random(_random.Next())), _pool, Book, _logs.CreateLogger<FeedEngine>());
        Processes.Add(engine);
        return engine;
    }

    /// <summary>Ends one as a kill does: nothing more is sent, noted or given back.</summary>
    public void Kill(FeedEngine engine)
    {
        Processes.Remove(engine);
        engine.Dispose();
    }

    /// <summary>A receiver that is told, and its subscription.</summary>
    public (FakeReceiver Receiver, Subscription Subscription) Subscribe(string maker = "all", FeedFilter? filter = null,
        FeedPosition? from = null)
    {
        Log.Look();
        Uri url = new($"https://receiver.example/{Receivers.Count}");
        FakeReceiver receiver = new();
        Receivers[url] = receiver;
        (string id, _) = Book.Add(maker, new NewSubscription("test", url, filter ?? new FeedFilter()), from ?? Log.Now)!.Value;
        return (receiver, Book.List(null, id).Single().Subscription);
    }

    public SubscriptionStanding Standing(Subscription subscription) => Book.List(null, subscription.Id).Single();

    public string Event(string name, string severity, string id = Museum)
    {
        int seq = _seqs[id] = _seqs.GetValueOrDefault(id) + 1;
        _ledger.Now = Time.GetUtcNow();
        _ledger.Send("event", LedgerBench.EventText(1, seq, name, severity, id: id, at: Time.GetUtcNow()), topic: s_topics[id]);
        return $"{id}-1-{seq}";
    }

    public string CentreEvent(string type, string? cabinet, string prefecture, string department, string data = "{}",
        Severity severity = Severity.Info) => StoreStep.Run(Store, database => CentreEventLog.Append(database,
            new CentreEvent(type, cabinet, prefecture, department, severity, false, Time.GetUtcNow(), data))).Id;

    /// <summary>Everything goes on as far as it can just now.</summary>
    public void Step()
    {
        Log.Look();
        foreach (FeedEngine engine in Processes.ToArray())
        {
            engine.Round();
            for (int i = 0; i < 4; i++)
            {
                engine.Step();
            }

            engine.Note();
        }
    }

    /// <summary>Goes on until nothing more is delivered.</summary>
    public void Settle()
    {
        // Who is new is asked first, and told then.
        const int Quiet = 3;
        for (int quiet = 0; quiet < Quiet;)
        {
            int before = Receivers.Values.Sum(receiver => receiver.Tries);
            Step();
            quiet = before == Receivers.Values.Sum(receiver => receiver.Tries) ? quiet + 1 : 0;
        }
    }

    /// <summary>Lets time pass, in steps.</summary>
    public void Pass(TimeSpan time, TimeSpan? step = null)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step ?? TimeSpan.FromSeconds(1))
        {
            Time.Advance(step ?? TimeSpan.FromSeconds(1));
            Step();
        }
    }

    public AccessScope? Of(string account) => account != Broken ? Makers.GetValueOrDefault(account)
        : throw new InvalidOperationException("planted");

    public JsonElement Of(LoggedEvent item) => JsonSerializer.SerializeToElement(new { item.Event.Name });

    public Task<FeedConsent> AskAsync(Uri url, CancellationToken stop) => Task.FromResult(Consent);

    public Task<FeedAnswer> PostAsync(FeedDelivery delivery, CancellationToken stop) => Receivers[delivery.Url].PostAsync(delivery);

    public void Dispose()
    {
        foreach (FeedEngine engine in Processes)
        {
            engine.Dispose();
        }

        Log.Dispose();
        Tail.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _pool.Dispose();
        _ledger.Dispose();
    }
}
