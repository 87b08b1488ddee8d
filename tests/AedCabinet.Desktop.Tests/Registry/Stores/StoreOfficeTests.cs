using System.Text;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: pages in processes that take nothing in find all they show in the database, and each other's work too.</summary>
[TestClass]
public sealed class StoreOfficeTests : IDisposable
{
    private const string Removed = "aed.removed";

    private readonly PostgresTestStore _store = new();
    private readonly ErrorLog _log = new();
    private readonly PostgresNews _news;
    private readonly LedgerDatabase _database;
    private readonly RegistryIngest _ingest;
    private readonly CommandKeys _keys = new();

    public StoreOfficeTests()
    {
        // A registry of one process was here before the workers, and has gone.
        Store.OpenForIngest().Dispose();
        _database = Store.TryOpenForIngest("1501", "worker", LeaseTimes.Of(TimeSpan.FromHours(1)), TimeSpan.Zero)!;
        _ingest = new RegistryIngest(_database, TimeProvider.System, _log);
        _news = new PostgresNews(Store);
        _ingest.Written += () => _news.Tell(PostgresNews.Cabinets);
        _keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, new string('a', 64));
        _ingest.Start();
    }

    private PostgresStore Store => (PostgresStore)_store.Store;

    public void Dispose()
    {
        _ingest.Dispose();
        _database.Dispose();
        _news.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store.Dispose();
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    [TestMethod]
    public async Task A_page_follows_what_the_worker_writes_down()
    {
        Take("event", LedgerBench.EventText(4, 1, Removed, "emergency"));
        await using LedgerOffice page = Page();
        Until(() => page.Find(LedgerBench.Cabinet)?.Open.Count == 1, "the emergency");
        Take("state", StateText(4, 2));
        Until(() => page.Find(LedgerBench.Cabinet) is { State.Boot: 4, Open.Count: 0 }, "its end");
        Assert.AreEqual(1, page.Events(new EventFilter(), 0, 10).Count);
        Until(() => page.Trouble is null, "no trouble: the prefecture is kept");

        _store.Admin("UPDATE leases SET expires = clock_timestamp()");
        Until(() => page.Trouble is { Kind: IntakeFault.NotConnected }, "the trouble: nobody keeps the prefecture");
    }

    [TestMethod]
    public async Task What_one_page_does_about_an_emergency_another_shows_and_takes_back()
    {
        Take("event", LedgerBench.EventText(4, 1, Removed, "emergency"));
        await using LedgerOffice one = Page();
        await using LedgerOffice other = Page();
        EmergencyKey key = new(LedgerBench.Cabinet, Removed);
        Until(() => one.Find(LedgerBench.Cabinet)?.Open.Count == 1 && other.Find(LedgerBench.Cabinet)?.Open.Count == 1, "the emergency");
        one.Emergencies.Bring(key, EmergencyStage.Seen, "Wang");
        Until(() => other.Emergencies.Of(key).Stage == EmergencyStage.Seen, "the step");
        one.Emergencies.Bring(key, EmergencyStage.Closed, "Wang", EmergencyReasons.All[0]);
        Until(() => other.Emergencies.LeftToTakeBack(key) > TimeSpan.Zero, "the closing");
        Assert.IsTrue(other.Emergencies.TakeBack(key, "Li"));
        Until(() => one.Emergencies.Of(key).Stage != EmergencyStage.Closed, "it to be taken back");
    }

    [TestMethod]
    public async Task A_command_that_one_page_signs_waits_for_the_worker_and_all_pages_show_what_became_of_it()
    {
        Take("event", LedgerBench.EventText(4, 1));
        await using LedgerOffice one = Page();
        await using LedgerOffice other = Page();
        string id = await one.Desk.SendAsync(LedgerBench.Cabinet, "locate");
        using LedgerDatabase database = Store.OpenForChange();
        using OutgoingCommands outgoing = new(database);
        OutgoingCommand command = outgoing.All().Single();
        Assert.AreEqual(LedgerBench.Topic + "/command", command.Topic);
        Assert.Contains(id, command.Message);
        Until(() => other.Desk.Commands.Any(record => record.Id == id && record.Stage == CommandStage.Sent), "the other page to show it");

        // As the worker does when the cabinet replies.
        using LedgerCommandBook book = new(database);
        CommandRecord record = book.Latest(1, DateTimeOffset.UtcNow.AddMinutes(-1)).Single();
        book.Keep(record with { Steps = [.. record.Steps, new CommandStep(CommandStage.Done, TimeSpan.FromSeconds(1), "done", null)] });
        book.Keep(record);
        outgoing.End(command.Counter);
        _news.Tell(PostgresNews.Commands);
        Until(() => new[] { one, other }.All(page => page.Desk.Commands.Single(known => known.Id == id).Stage == CommandStage.Done),
            "both to show its end, which one that knows less does not undo");
        Assert.IsEmpty(outgoing.All());
    }

    [TestMethod]
    public void A_page_that_another_is_ahead_of_reads_what_was_committed_late()
    {
        // Two writers: the one that began first commits last.
        using LedgerDatabase slow = Store.OpenForChange();
        Take("event", LedgerBench.EventText(4, 1, Removed, "emergency"));
        Until(() => _store.Number("SELECT count(*) FROM emergencies") == 1, "the first");
        slow.Begin();
        slow.Execute("UPDATE cabinets SET online = '{\"online\":true,\"boot\":4,\"connection\":1}', online_received = 1");
        slow.NoteChanged(1);
        _ = slow.Number("SELECT 1");
        LedgerOffice page = Page();
        Take("event", LedgerBench.EventText(4, 2, "sos.pressed", "emergency", id: "NM-2"), LedgerBench.Topic.Replace("NM-1", "NM-2"));
        Until(() => page.Find("NM-2") is not null, "the second");
        Assert.IsNull(page.Find(LedgerBench.Cabinet)!.Online);
        slow.Commit();
        Until(() => page.Find(LedgerBench.Cabinet)?.Online is not null, "the late one");
        page.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static void Until(Func<bool> isSo, string what) => Waiting.Until(isSo, what);

    private LedgerOffice Page() => LedgerOffice.OfStore(Store, _keys, 6, _news, new ServerTime(TimeProvider.System), _log);

    private void Take(string kind, string text, string topic = LedgerBench.Topic) =>
        _ingest.Take($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), false, null);

    private static string StateText(int boot, int seq)
    {
        using LedgerBench bench = new() { Now = DateTimeOffset.UtcNow };
        return bench.StateText(boot, seq);
    }
}
