using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// Somebody has a cabinet's account, out of a stolen board, and tries a real Mosquitto with the configuration that was made: it can
/// do nothing but speak for its own cabinet (SPEC §13).
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class StolenAccountTests
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;
    private const string FirstTopic = "aed/v1/1501/150104/culture-tourism/" + First;
    private const string SecondTopic = "aed/v1/1502/150203/transport/" + Second;
    private const int Waiting = 40;

    [TestMethod]
    public void Nothing_that_waits_for_the_registry_can_be_taken_away()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        LeaveSession(site, broker.Port);
        string[] events = [.. Enumerable.Range(1, Waiting).Select(number => "event " + number)];
        Assert.AreEqual(0, site.Try("mosquitto_pub", First, site.CabinetPort, ["-q", "1", "-t", FirstTopic + "/event", "-l"], events).Code);

        // Its own account with another's id, clean and not, at both listeners; and the accounts that others have.
        foreach (string[] session in new[] { Array.Empty<string>(), ["-c"] })
        {
            string[] options = ["-i", AclRules.Registry, .. session, "-q", "1", "-t", "#", "-E"];
            Assert.AreNotEqual(0, site.Try("mosquitto_sub", Second, broker.Port, options).Code,
                "a cabinet has no account where the registry comes in");
            Assert.AreEqual(0, site.Try("mosquitto_sub", Second, site.CabinetPort, options).Code, "it may connect, as itself");
            Assert.AreEqual(0, site.Try("mosquitto_sub", "centre-1502", broker.Port, options).Code);
            Assert.AreEqual(0, site.Try("mosquitto_sub", "department-transport", broker.Port, options).Code);
            Assert.AreEqual(0, site.Try("mosquitto_sub", AclRules.Watch, broker.Port, options).Code);
        }

        Assert.AreNotEqual(0, site.Try("mosquitto_sub", AclRules.Registry, site.CabinetPort, ["-i", "x", "-t", "#", "-E"]).Code,
            "the registry has no account where cabinets come in");
        CollectionAssert.AreEqual(events, Collect(site, broker.Port));
    }

    [TestMethod]
    public void A_registry_at_work_is_not_pushed_off_and_misses_nothing()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        for (int i = 1; i <= 5; i++)
        {
            Assert.AreEqual(0, site.Try("mosquitto_sub", Second, site.CabinetPort, ["-i", AclRules.Registry, "-t", "#", "-E"]).Code);
            site.Publish(First, site.CabinetPort, FirstTopic + "/online", $"{{\"online\":true,\"boot\":41,\"connection\":{i}}}", "-i",
                AclRules.Registry);
        }

        environment.Reader.Await("online", message => message["connection"]!.GetValue<int>() == 5, "the last");
        Assert.HasCount(5, environment.Reader.All("online").ToArray());
    }

    [TestMethod]
    public void Large_messages_fill_no_memory_and_no_disk_and_half_done_ones_are_refused()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        LeaveSession(site, broker.Port);
        string large = site.Office.PathOf("large");
        long before = broker.MemoryKiB();
        foreach (int size in new[] { 10_000_000, 10_000_000, 10_000_000, 8_300 })
        {
            File.WriteAllBytes(large, new byte[size]);
            site.Try("mosquitto_pub", Second, site.CabinetPort, ["-q", "1", "-r", "-t", SecondTopic + "/event", "-f", large]);
        }

        Assert.AreNotEqual(0, site.Try("mosquitto_pub", Second, site.CabinetPort,
            ["-q", "2", "-t", SecondTopic + "/event", "-m", "x"]).Code, "QoS 2");
        Assert.IsLessThan(before + 8_000, broker.MemoryKiB());
        File.WriteAllText(large, new string('x', 4096));
        Assert.AreEqual(0, site.Try("mosquitto_pub", First, site.CabinetPort, ["-q", "1", "-t", FirstTopic + "/event", "-f", large]).Code);
        CollectionAssert.AreEqual(new[] { new string('x', 4096) }, Collect(site, broker.Port, 1),
            "the contract's largest comes through, and nothing larger");
    }

    [TestMethod]
    public void What_waits_outlives_the_broker_s_restart_and_goes_on_growing_while_the_registry_is_away()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        LeaveSession(site, broker.Port);
        site.Publish(First, site.CabinetPort, FirstTopic + "/event", "before");

        broker.Stop();
        broker.Start();
        site.Publish(First, site.CabinetPort, FirstTopic + "/event", "after");

        CollectionAssert.AreEqual(new[] { "before", "after" }, Collect(site, broker.Port, 2));
    }

    [TestMethod]
    public void A_cabinet_that_was_withdrawn_is_put_out_at_the_next_reload_and_nobody_else_is()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        using MosquittoReader stolen = new(site.CabinetPort, null, site.Account(Second), SecondTopic + "/command");
        BrokerAccount account = site.Account(Second);

        using SimulatorProcess withdraw = new("provision", "withdraw", Second, "--out", site.Office.Output.FullName);
        Assert.AreEqual(0, withdraw.AwaitExit(), withdraw.Output);
        site.CopyAccounts();
        environment.Broker.Reload();

        Environment.Waiting.Until(() => stolen.HasEnded, "the withdrawn cabinet to be put out");
        Assert.AreNotEqual(0, ProvisionedSite.Run("mosquitto_pub",
            [.. account.ToArguments(site.CabinetPort), "-q", "1", "-t", SecondTopic + "/event", "-m", "x"]).Code);
        site.Publish(First, site.CabinetPort, FirstTopic + "/online", "{\"online\":true,\"boot\":41,\"connection\":1}");
        environment.Reader.Await("online", _ => true, "the others, at the reader that stayed");
    }

    [TestMethod]
    public void A_registry_with_too_small_an_account_says_what_it_does_not_see()
    {
        using ProvisionedSite site = new();
        using MosquittoBroker broker = site.StartBroker();
        using SimulatorProcess registry = new(
            "registry", "--broker", $"localhost:{broker.Port}", "--provisioned", site.Office.Out(), "--user", "centre-1502", "--ca",
            site.Office.PathOf("ca.pem"), "--database", site.Office.PathOf("registry.db"));

        registry.AwaitOutput(
            "the account \"centre-1502\" may read only aed/v1/1502/+/+/+/online, aed/v1/1502/+/+/+/about, aed/v1/1502/+/+/+/state, "
                + "aed/v1/1502/+/+/+/event");
        registry.AwaitOutput("needs \"topic read aed/v1/#\"");
    }

    private static void LeaveSession(ProvisionedSite site, int port) =>
        Assert.AreEqual(0, site.Try("mosquitto_sub", AclRules.Registry, port,
            ["-i", AclRules.Registry, "-c", "-q", "1", "-t", "aed/v1/#", "-E"]).Code);

    private static string[] Collect(ProvisionedSite site, int port, int count = Waiting) => site
        .Try("mosquitto_sub", AclRules.Registry, port,
            ["-i", AclRules.Registry, "-c", "-q", "1", "-t", "aed/v1/#", "-C", count.ToString(), "-W", "20"]).Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
