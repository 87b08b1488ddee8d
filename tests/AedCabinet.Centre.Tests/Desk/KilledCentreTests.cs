using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>
/// SPEC §19: the registry is killed without warning at any moment while events, incidents and webhooks flow; each event reaches the desk,
/// under one id, and each incident is opened once.
/// </summary>
[TestClass]
public class KilledCentreTests : StoreTests
{
    private const int Kills = 3;
    private const int Cabinets = 5;
    private const int EventsPerCabinet = 60;
    private const int Calls = 6;

    [TestMethod]
    public async Task Killed_at_any_moment_the_registry_delivers_each_event_under_one_id_and_opens_each_incident_once()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        using TestStore store = NewStore();
        store.Store.OpenForIngest().Dispose();
        using MosquittoBroker broker = new(state => ["allow_anonymous true", "persistence true", $"persistence_location {state.FullName}/",
            "max_queued_messages 0", "max_inflight_messages 2000"]);
        IReadOnlyDictionary<string, string> secrets = await RegistryProgram.AddSystemsAsync(store,
            (DeskOptions.Dispatch, Grant.Everywhere(Role.Dispatcher)));
        DirectoryInfo journal = Directory.CreateTempSubdirectory("aed-desk-");
        using RegistryProgram registry = new(store, broker.Port, "--feed-private-addresses");
        registry.Start();
        try
        {
            await using (DeskServer desk = new(new DeskOptions(registry.Address, 0, new Dictionary<string, SystemLogin>
            {
                [DeskOptions.Dispatch] = new(DeskOptions.Dispatch, secrets[DeskOptions.Dispatch]),
            })
            { Journal = journal, From = "0.0", Pace = TimeSpan.Zero, ActsAlone = false }, TextWriter.Null, TimeProvider.System))
            {
                await desk.StartAsync(CancellationToken.None);
                Task happening = Task.WhenAll(PublishAsync(broker.Port, random.Next()), CallAsync(desk, random.Next()));
                for (int kill = 0; kill < Kills; kill++)
                {
                    await Task.Delay(random.Next(600));
                    registry.Kill();
                    registry.Start();
                }

                await happening;
                Waiting.Until(() => store.Number("SELECT count(*) FROM events") >= Cabinets * EventsPerCabinet, "all events on disk",
                    () => registry.Output);
                Waiting.Until(() => desk.Dispatch!.Feed.Book.Count
                    >= store.Number("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM centre_events)"),
                    "all events at the desk",
                    () => $"{desk.Dispatch!.Feed.Book.Count} came, {desk.Dispatch.Feed.Book.Refused} refused\n{registry.Output}");
                Assert.AreEqual(0, desk.Dispatch!.Feed.Book.OutOfOrder);
            }

            Judge(store, [.. File.ReadLines(Path.Combine(journal.FullName, "dispatch.jsonl")).Select(FeedEvent.Read)]);
        }
        finally
        {
            journal.Delete(recursive: true);
        }
    }

    private static void Judge(TestStore store, FeedEvent[] came)
    {
        FeedEvent[] cabinets = [.. came.Where(item => item.IsOfCabinet)];
        string[] numbers = [.. cabinets.Select(item => string.Create(CultureInfo.InvariantCulture,
            $"{item.Cabinet} {(int)item.Data["boot"]!} {(int)item.Data["seq"]!}"))];
        FeedEvent[] opened = [.. came.Where(item => item.Type == "aed.incident.opened")];

        CollectionAssert.AllItemsAreUnique(came.Select(item => item.Id).ToArray());
        CollectionAssert.AllItemsAreUnique(numbers, "one event under two ids");
        CollectionAssert.AreEquivalent(
            store.Rows("SELECT c.id, e.boot, e.seq FROM events e JOIN cabinets c ON c.no = e.cabinet"), numbers);
        CollectionAssert.AreEquivalent(store.Rows("SELECT id FROM centre_events"),
            came.Except(cabinets).Select(item => item.Id).ToArray());

        // One for each call, however often it was sent, and one for each cabinet whose AED was taken; none for a drill.
        CollectionAssert.AllItemsAreUnique(opened.Select(item => item.Incident).ToArray());
        Assert.HasCount(Calls + Cabinets - 1, opened);
    }

    // Over some 4 s, whatever the registry does meanwhile. The last cabinet is in a drill.
    private static async Task PublishAsync(int port, int seed)
    {
        Random random = new(seed);
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        int[] taken = [.. Enumerable.Range(0, Cabinets).Select(_ => random.Next(1, EventsPerCabinet))];
        for (int seq = 1; seq <= EventsPerCabinet; seq++)
        {
            for (int cabinet = 0; cabinet < Cabinets; cabinet++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"NM-{cabinet}");
                bool isDrill = cabinet == Cabinets - 1;
                bool isTaken = taken[cabinet] == seq;
                string text = LedgerBench.EventText(1, seq, isTaken ? "aed.removed" : "door.opened",
                    isTaken && !isDrill ? "emergency" : "info",
                    id: id, at: DateTimeOffset.UtcNow, more: isDrill ? "\"drill\":true," : string.Empty);
                await client.PublishStringAsync($"aed/v1/1501/150102/health/{id}/event", text, MqttQualityOfServiceLevel.AtLeastOnce);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        await client.DisconnectAsync();
    }

    private static async Task CallAsync(DeskServer desk, int seed)
    {
        Random random = new(seed);
        for (int call = 0; call < Calls; call++)
        {
            await Task.Delay(random.Next(800));
            await desk.Dispatch!.OpenAsync(new JsonObject { ["lat"] = 40.8 + (call / 100.0), ["lon"] = 111.7 }, CancellationToken.None);
        }
    }
}
