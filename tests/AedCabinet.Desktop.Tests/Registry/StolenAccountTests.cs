using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Registry;
using AedCabinet.Simulator.Registry.Ledger;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Somebody has one cabinet's account and tries everything with it: it can do nothing but speak for its own cabinet.</summary>
[TestClass]
[TestCategory("RealTime")]
public class StolenAccountTests
{
    private const string Honest = "aed/v1/1501/150102/health/NM-2";
    private const string Other = "NM-2";

    [TestMethod]
    public async Task A_stolen_cabinet_account_can_only_speak_for_its_own_cabinet_and_that_shows()
    {
        using SecureBroker site = new(LedgerBench.Topic, Honest);
        using MosquittoBroker broker = site.Start();
        using LedgerBench bench = new();
        using RegistryIngest ingest = new(bench.Database, TimeProvider.System, new ErrorLog());
        ingest.Start();
        await using BrokerSession session = new(
            new BrokerAccess(new BrokerAddress("localhost", broker.Port), SecureBroker.Registry, SecureBroker.PasswordOf(SecureBroker.Registry), caFile: site.CaFile), "registry", ingest.Take, () => true, TimeProvider.System, new ErrorLog());
        session.Start();
        Waiting.Until(() => session.IsConnected, "the registry");
        bench.Now = DateTimeOffset.UtcNow;
        using IMqttClient honest = await ConnectAsync(broker.Port, Other, site);
        await SayAsync(honest, Honest, "online", """{"online":true,"boot":9,"connection":1}""");
        await SayAsync(honest, Honest, "about", LedgerBench.AboutText(Other));
        await SayAsync(honest, Honest, "state", bench.StateText(9, 1, id: Other));
        await SayAsync(honest, Honest, "event", LedgerBench.EventText(9, 1, id: Other));
        await SayAsync(honest, Honest, "event", LedgerBench.EventText(9, 2, "sos.pressed", "emergency", id: Other, at: bench.Now.AddMinutes(1)));

        using IMqttClient thief = await ConnectAsync(broker.Port, LedgerBench.Cabinet, site);
        await SayAsync(thief, LedgerBench.Topic, "state", bench.StateText(41, 5));
        await SayAsync(thief, LedgerBench.Topic, "event", LedgerBench.EventText(41, 5));
        foreach (string topic in new[] { Honest, LedgerBench.Topic })
        {
            string id = topic == Honest ? Other : LedgerBench.Cabinet;
            DateTimeOffset far = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);
            await SayAsync(thief, topic, "online", """{"online":true,"boot":2147483647,"connection":2147483647}""");
            await SayAsync(thief, topic, "online", """{"online":false,"boot":2147483647,"connection":2147483647}""");
            await SayAsync(thief, topic, "state", bench.StateText(2147483647, 2147483, id: id, at: far));
            await SayAsync(thief, topic, "state", bench.StateText(9, 1000, id: id, at: far));
            await SayAsync(thief, topic, "event", LedgerBench.EventText(9, 1, "door.closed", id: id));
            await SayAsync(thief, topic, "event", LedgerBench.EventText(9, 2, "aed.returned", id: id, at: far));
            await SayAsync(thief, topic, "event", LedgerBench.EventText(9, 3, "inspection.done", id: id));
            await SayAsync(thief, topic, "event", LedgerBench.EventText(2147483647, 2147483, "outbox.overflowed", "maintenance", """{"lost":2147483647,"spoilt":0}""", id));
            await SayAsync(thief, topic, "state", string.Empty);
            await SayAsync(thief, topic, "about", string.Empty);
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
        LedgerReport report = LedgerCheck.RunFile(bench.DatabaseFile, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.AreEqual(LedgerBench.Cabinet, report.TwoBoards.Single().Cabinet);
        Assert.IsTrue(report.Missing.All(item => item.Cabinet == LedgerBench.Cabinet));

        CabinetRecord Record(string id) => LedgerCabinets.Records(ingest.Book, DateTimeOffset.UtcNow).Single(cabinet => cabinet.Id == id);

        long Count(string sql)
        {
            using LedgerDatabase reader = LedgerDatabase.OpenForReading(bench.DatabaseFile);
            return LedgerDatabase.Number(reader.Connection, sql);
        }
    }

    private static async Task<IMqttClient> ConnectAsync(int port, string user, SecureBroker site)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        BrokerAccess access = new(new BrokerAddress("localhost", port), user, SecureBroker.PasswordOf(user), caFile: site.CaFile);
        await client.ConnectAsync(access.ToOptions().WithClientId(user).Build());
        return client;
    }

    // What is not allowed is refused or dropped by the broker; a client of version 5 is told, and goes on.
    private static async Task SayAsync(IMqttClient client, string topic, string kind, string text) =>
        _ = await client.PublishBinaryAsync($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), MqttQualityOfServiceLevel.AtLeastOnce, retain: kind is "online" or "about" or "state");
}
