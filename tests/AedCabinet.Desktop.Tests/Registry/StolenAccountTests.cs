using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Provisioning;
using AedCabinet.Handover;
using AedCabinet.Ledger;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// Somebody has one cabinet's account and tries everything with it against the registry, at a Mosquitto with the files that were made:
/// it can do nothing but speak for its own cabinet. What it can do to the broker itself: the tests of that name in Provisioning.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class StolenAccountTests : StoreTests
{
    private const string Honest = "aed/v1/1501/150102/health/NM-2";
    private const string Other = "NM-2";

    [TestMethod]
    public async Task A_stolen_cabinet_account_can_only_speak_for_its_own_cabinet_and_that_shows()
    {
        using ProvisionedSite site = new(office =>
        {
            (office.Rows[0]["id"], office.Rows[0]["county"]) = (LedgerBench.Cabinet, "150102");
            (office.Rows[1]["id"], office.Rows[1]["prefecture"], office.Rows[1]["county"], office.Rows[1]["sector"]) = (Other, "1501",
                "150102", "health");
        });
        using MosquittoBroker broker = site.StartBroker();
        using LedgerBench bench = Bench();
        using RegistryIngest ingest = new(bench.Database, TimeProvider.System, new ErrorLog());
        ingest.Start();
        await using BrokerSession session = new(
            new BrokerAccess(new BrokerAddress("localhost", broker.Port), AclRules.Registry, site.Office.AccountPassword(AclRules.Registry),
                caFile: site.Office.PathOf("ca.pem")), AclRules.Registry, ingest.Take, () => true, TimeProvider.System, new ErrorLog());
        session.Start();
        Waiting.Until(() => session.IsConnected, "the registry");
        bench.Now = DateTimeOffset.UtcNow;
        using IMqttClient honest = await ConnectAsync(site, Other);
        await SayAsync(honest, Honest, "online", """{"online":true,"boot":9,"connection":1}""");
        await SayAsync(honest, Honest, "about", LedgerBench.AboutText(Other));
        await SayAsync(honest, Honest, "state", bench.StateText(9, 1, id: Other));
        await SayAsync(honest, Honest, "event", LedgerBench.EventText(9, 1, id: Other));
        await SayAsync(honest, Honest, "event", LedgerBench.EventText(9, 2, "sos.pressed", "emergency", id: Other,
            at: bench.Now.AddMinutes(1)));

        // The other's topics first: each time the broker throws the thief out, as soon as it sees that.
        foreach ((string kind, string text) in Tricks(bench, Other))
        {
            await TryAsync(site, LedgerBench.Cabinet, Honest, kind, text);
        }

        using IMqttClient thief = await ConnectAsync(site, LedgerBench.Cabinet);
        await SayAsync(thief, LedgerBench.Topic, "state", bench.StateText(41, 5));
        await SayAsync(thief, LedgerBench.Topic, "event", LedgerBench.EventText(41, 5));
        foreach ((string kind, string text) in Tricks(bench, LedgerBench.Cabinet))
        {
            await SayAsync(thief, LedgerBench.Topic, kind, text);
        }

        // Its own topic, and the other one's name in it; then a number that the true board uses too.
        await SayAsync(thief, LedgerBench.Topic, "state", bench.StateText(9, 9, id: Other));
        await SayAsync(thief, LedgerBench.Topic, "event", LedgerBench.EventText(9, 3, "inspection.done", id: Other));
        await SayAsync(thief, LedgerBench.Topic, "event", LedgerBench.EventText(41, 5, "door.closed"));
        await SayAsync(thief, LedgerBench.Topic, "event", LedgerBench.EventText(41, 6, "aed.dark", "urgent"));
        Waiting.Until(() => Count("SELECT count(*) FROM events WHERE event = 'aed.dark'") == 1, "the last of it");
        await session.StopAsync();
        ingest.Stop();

        CabinetRecord spared = Record(Other);
        Assert.AreEqual(CabinetStatus.Ready, spared.Status);
        Assert.AreEqual("sos.pressed", spared.Open.Single().Event);
        Assert.AreEqual((9, true, "景区"), (spared.State!.Boot, spared.Online!.IsOnline, spared.About!.Site));
        Assert.AreEqual(2, Count($"SELECT count(*) FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE c.id = '{Other}'"));
        CabinetRecord own = Record(LedgerBench.Cabinet);
        Assert.AreEqual(CabinetStatus.TwoBoards, own.Status);
        LedgerReport report = LedgerCheck.Run(bench.Store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.AreEqual(LedgerBench.Cabinet, report.TwoBoards.Single().Cabinet);
        Assert.IsTrue(report.Missing.All(item => item.Cabinet == LedgerBench.Cabinet));

        CabinetRecord Record(string id) => LedgerCabinets.Records(ingest.Book, DateTimeOffset.UtcNow).Single(cabinet => cabinet.Id == id);

        long Count(string sql)
        {
            using LedgerDatabase reader = bench.Store.OpenForReading();
            return reader.Number(sql);
        }
    }

    private static async Task<IMqttClient> ConnectAsync(ProvisionedSite site, string user)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        BrokerAccess access = new(new BrokerAddress("localhost", site.CabinetPort), user, site.Office.PasswordOf(user),
            caFile: site.Office.PathOf("ca.pem"));
        await client.ConnectAsync(access.ToOptions().WithClientId(user).Build());
        return client;
    }

    // Times and numbers of the far future, numbers that are taken, an inspection that nobody did, losses that explain everything, and
    // forgetting.
    private static (string Kind, string Text)[] Tricks(LedgerBench bench, string id)
    {
        DateTimeOffset far = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return
        [
            ("online", """{"online":true,"boot":2147483647,"connection":2147483647}"""),
            ("online", """{"online":false,"boot":2147483647,"connection":2147483647}"""),
            ("state", bench.StateText(2147483647, 2147483, id: id, at: far)),
            ("state", bench.StateText(9, 1000, id: id, at: far)),
            ("event", LedgerBench.EventText(9, 1, "door.closed", id: id)),
            ("event", LedgerBench.EventText(9, 2, "aed.returned", id: id, at: far)),
            ("event", LedgerBench.EventText(9, 3, "inspection.done", id: id)),
            ("event", LedgerBench.EventText(2147483647, 2147483, "outbox.overflowed", "maintenance",
                """{"lost":2147483647,"spoilt":0}""", id)),
            ("state", string.Empty),
            ("about", string.Empty),
        ];
    }

    private static async Task TryAsync(ProvisionedSite site, string user, string topic, string kind, string text)
    {
        using IMqttClient client = await ConnectAsync(site, user);
        try
        {
            await SayAsync(client, topic, kind, text);
        }
        catch (MqttCommunicationException)
        {
            // It was thrown out before it heard so.
        }
    }

    private static async Task SayAsync(IMqttClient client, string topic, string kind, string text) =>
        _ = await client.PublishBinaryAsync($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), MqttQualityOfServiceLevel.AtLeastOnce,
            retain: kind is "online" or "about" or "state");
}
