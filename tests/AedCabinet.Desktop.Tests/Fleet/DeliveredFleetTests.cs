using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Provisioning;
using AedCabinet.Handover;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>
/// A live fleet of the folders that <c>provision</c> makes, at a Mosquitto with the passwords, the ACL and the configuration that
/// it makes with them: over TLS, each cabinet with its own account.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class DeliveredFleetTests
{
    [TestMethod]
    public async Task Cabinets_as_they_are_delivered_come_in_over_TLS_and_the_registry_has_every_event_once()
    {
        using ProvisionedSite site = new(office => AddRows(office, "aed", "aed", "kit"));
        using MosquittoBroker broker = site.StartBroker();
        FileInfo database = new(site.Office.PathOf("registry.db"));
        using SimulatorProcess registry = new("registry", "--http", "0", "--broker", $"localhost:{broker.Port}", "--provisioned",
            site.Office.Out(), "--ca", site.Office.PathOf("ca.pem"), "--database", database.FullName);
        registry.AwaitOutput("connected to mqtts://localhost");

        FleetReport report = await RunAsync(
            Options(site, broker) with { Database = database, Plan = [Entry("0s=doors"), Entry("4s=mains:1501"), Entry("5s=mains:1529")] });

        string seen = FleetFiles.ToJson(report);
        Assert.AreEqual(5, report.Cabinets);
        Assert.IsNotNull(report.AllOnlineAfterSeconds, seen);
        Assert.IsEmpty(report.Absent, seen);
        Assert.IsGreaterThanOrEqualTo(15, report.EventsMade, seen);
        Assert.AreEqual(report.EventsMade, report.EventsArrived, seen);
        Assert.AreEqual(report.EventsMade, report.Database!.Present, seen);
        Assert.AreEqual((0L, 0L), (report.Database.Missing, report.Database.Doubled), seen);
        Assert.IsTrue(report.HasLostNothing);
        Assert.IsGreaterThanOrEqualTo(2, report.Storms[0].Whole.Count, seen);
        Assert.AreEqual(3, report.Storms[1].Cabinets, "Hohhot's, but for the kit, which lives on its battery");
        Assert.IsNotNull(report.Storms[1].BackAfterSeconds, seen);
        Assert.AreEqual((0, 0.0), (report.Storms[2].Cabinets, Math.Floor(report.Storms[2].BackAfterSeconds!.Value / 2)),
            "nobody waits for whom a storm does not strike");
        registry.Interrupt();
        Assert.AreEqual(0, registry.AwaitExit(), registry.Output);
    }

    [TestMethod]
    public async Task Battery_kits_sleep_after_their_report_and_are_not_missed_and_a_door_wakes_one()
    {
        using ProvisionedSite site = new(office =>
        {
            office.Rows.Clear();
            AddRows(office, "kit", "kit", "kit");
        });
        foreach (int number in new[] { 1, 2, 3 })
        {
            site.Office.Change(root => root["power"]!["listenSeconds"] = 5, IdOf(number), "cabinet.json");
        }

        using MosquittoBroker broker = site.StartBroker();

        FleetReport report = await RunAsync(Options(site, broker) with { StormMs = 3000, Plan = [Entry("25s=doors")], DurationMs = 60000 });

        string seen = FleetFiles.ToJson(report);
        Assert.AreEqual(3, report.BatteryKits);
        Assert.AreEqual(3, report.Asleep, seen);
        Assert.IsEmpty(report.Absent, seen);
        Assert.IsNotNull(report.Storms[0].BackAfterSeconds, seen);
        Assert.AreEqual(0, report.Samples.Sum(sample => sample.Lost), "a kit says goodbye before it sleeps");
        Assert.AreEqual(4, report.Connections, "one each, and one of whom the door woke");
        int slept = report.Samples.ToList().FindIndex(sample => sample.Asleep == 3 && sample.Online == 0);
        Assert.IsTrue(slept > 0 && report.Samples.Skip(slept).Any(sample => sample is { Online: 1, Asleep: 2 }), seen);
        Assert.AreEqual(report.EventsMade, report.EventsArrived, seen);
        Assert.IsTrue(report.HasLostNothing);
        StringWriter text = new();
        new FleetText(text).Write(report);
        Assert.Contains("3; 3 asleep at the end", text.ToString());
    }

    [TestMethod]
    public async Task A_cabinet_with_a_wrong_password_is_refused_and_named_and_the_others_come_in()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        site.Office.Change(root => root["broker"]!["password"] = site.Office.PasswordOf(ProvisioningBench.First), ProvisioningBench.Second,
            "cabinet.json");
        SilentProgress progress = new();

        FleetReport report = await RunAsync(Options(site, broker) with { OnlinePatienceMs = 6000, DurationMs = 0 }, progress);

        string expected =
            $"{ProvisioningBench.Second}: no connection to broker localhost:{site.CabinetPort} (the broker refused the connection: user "
                + $"or password is wrong";
        Assert.IsNull(report.AllOnlineAfterSeconds);
        Assert.HasCount(1, report.Absent);
        Assert.StartsWith(expected, report.Absent[0]);
        Assert.IsTrue(
            progress.Said.Any(
                line => line.StartsWith("only 1 of 2 came online", StringComparison.Ordinal)
                    && line.Contains(expected, StringComparison.Ordinal)), string.Join('\n', progress.Said));
        Assert.IsTrue(report.EventsArrived > 0 && report.EventsWaiting > 0, "what the refused cabinet has to tell waits on its flash");
        Assert.AreEqual(0, report.EventsLost);
    }

    [TestMethod]
    public async Task A_broker_with_a_foreign_certificate_is_refused_with_both_names()
    {
        using SiteAuthority stranger = new("a stranger");
        using ProvisionedSite site = new() { BrokerAuthority = stranger };
        using MosquittoBroker broker = site.StartBroker();

        string message = await RefusalAsync(Options(site, broker));

        Assert.Contains($"localhost:{broker.Port}", message);
        Assert.Contains("issued by CN=a stranger) is not one of the site's CA (CN=the site's authority)", message);

        // And a cabinet's own connection says the same.
        IReadOnlyList<FleetDraft> drafts = FleetDrafts.Read(site.Office.Output, 1, null);
        FleetConnection connection = new(drafts[0].Broker, drafts[0].Configuration.Broker, ProvisioningBench.First,
            new FleetCounters(new FleetClock()));
        Assert.IsFalse(connection.TryOpen("will", "{}", out string problem));
        Assert.Contains($"localhost:{site.CabinetPort} (its certificate (CN=localhost, issued by CN=a stranger)", problem);
    }

    [TestMethod]
    public async Task A_broker_that_does_not_know_the_watcher_s_account_is_said()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        site.Office.Change(root => root[AclRules.Watch] = "forgotten", "registry", "accounts.json");

        string message = await RefusalAsync(Options(site, broker));

        Assert.Contains($"localhost:{broker.Port} refuses the account \"registry-watch\"", message);
        Assert.DoesNotContain("forgotten", message);
    }

    [TestMethod]
    public void Cabinets_of_several_authorities_are_no_fleet()
    {
        using SiteAuthority stranger = new("a stranger");
        using ProvisionedSite site = new();
        File.WriteAllText(site.Office.Out(ProvisioningBench.Second, "ca.pem"), stranger.Pem);

        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => FleetDrafts.Read(site.Office.Output, 5, null));

        Assert.Contains("several brokers or CAs", exception.Message);
    }

    private static FleetOptions Options(ProvisionedSite site, MosquittoBroker broker) => new()
    {
        Deliveries = site.Office.Output,
        Broker = null,
        Readers = new BrokerAddress("localhost", broker.Port),
        RampPerSecond = 100,
        FirstAttemptSeconds = 1,
        StormMs = 1500,
    };

    private static Task<FleetReport> RunAsync(FleetOptions options, SilentProgress? progress = null) =>
        new FleetRun(options, progress ?? new SilentProgress()).RunAsync(CancellationToken.None);

    private static async Task<string> RefusalAsync(FleetOptions options)
    {
        UserErrorException exception = await Assert.ThrowsExactlyAsync<UserErrorException>(() => RunAsync(options));
        Assert.AreEqual(UserErrorException.Environment, exception.ExitCode);
        return exception.Message;
    }

    private static string IdOf(int number) => $"NM-HOH-100{number}";

    private static void AddRows(ProvisioningBench office, params string[] kinds)
    {
        for (int i = 0; i < kinds.Length; i++)
        {
            bool isKit = kinds[i] == "kit";
            Dictionary<string, string> row = new()
            {
                ["id"] = IdOf(i + 1),
                ["kind"] = kinds[i],
                ["prefecture"] = "1501",
                ["county"] = "150104",
                ["sector"] = "culture-tourism",
                ["name"] = "柜" + i,
                ["site"] = "昭君博物院",
                ["where"] = "东门",
                ["contactName"] = "值班室",
                ["contactPhone"] = "+86-471-0000000",
                ["board"] = "esp32-s3",
            };
            foreach ((string column, string value) in isKit
                ? new Dictionary<string, string> { ["kitExpire"] = "2087-12-31" }
                : new Dictionary<string, string>
                {
                    ["aedModel"] = "DDU-100",
                    ["aedSerial"] = "X-" + i,
                    ["padsExpire"] = "2088-02-29",
                    ["batteryExpire"] = "none",
                    ["profile"] = "defibtech-ddu-100"
                })
            {
                row[column] = value;
            }

            office.Rows.Add(row);
        }
    }

    private static FleetPlanEntry Entry(string text)
    {
        Assert.IsNull(FleetPlanEntry.TryParse(text, out FleetPlanEntry? entry));
        return entry!;
    }
}
