using System.Text.Json.Nodes;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// A cabinet that is gone is withdrawn by one command: account, ACL and key (SPEC §15). And what the broker's files say of the site.
/// </summary>
[TestClass]
public class WithdrawalTests
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;

    [TestMethod]
    public void Account_permissions_key_and_folder_go_and_everything_else_stays()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        Dictionary<string, string> before = bench.Files();

        new Withdrawal(bench.Output, new DateOnly(2026, 1, 12)).Run([First]);

        Dictionary<string, string> after = bench.Files();
        Assert.IsFalse(Directory.Exists(bench.Out(First)));
        foreach (string name in new[] { "cabinets.passwords", "cabinets.acl", "keys.json" })
        {
            Assert.DoesNotContain(First, after[Path.Combine("registry", name)]);
            Assert.Contains(Second, after[Path.Combine("registry", name)]);
        }

        foreach ((string name, string content) in after.Where(
            file => !file.Key.StartsWith("registry", StringComparison.Ordinal) || file.Key.Contains("readers")
                || file.Key.Contains("accounts") || file.Key.Contains("mosquitto")))
        {
            Assert.AreEqual(before[name], content, name);
        }

        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void It_does_not_come_back_by_itself_and_by_force_with_another_key_and_higher_numbers()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        (string key, string password, int boot) = (bench.KeyOf(First), bench.PasswordOf(First),
            bench.Configuration(First)["firstBoot"]!.GetValue<int>());
        new Withdrawal(bench.Output, new DateOnly(2026, 1, 12)).Run([First]);

        ProvisioningOutcome outcome = bench.Provision();

        Assert.AreEqual(First + " (2026-01-12)", outcome.Withdrawn.Single());
        Assert.IsFalse(Directory.Exists(bench.Out(First)));
        bench.Provision(isForced: true);
        Assert.AreNotEqual(key, bench.KeyOf(First));
        Assert.AreNotEqual(password, bench.PasswordOf(First));
        Assert.IsGreaterThan(boot, bench.Configuration(First)["firstBoot"]!.GetValue<int>());
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void A_cabinet_that_is_not_there_withdraws_none()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        Dictionary<string, string> before = bench.Files();

        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(
            () => new Withdrawal(bench.Output, new DateOnly(2026, 1, 12)).Run([Second, "NM-HOH-0010"]));

        Assert.AreEqual(UserErrorException.WrongInput, exception.ExitCode);
        Assert.Contains("There is no cabinet NM-HOH-0010 here; nothing was withdrawn.", exception.Message);
        Assert.Contains("Did you mean " + First, exception.Message);
        CollectionAssert.AreEquivalent(before, bench.Files());
    }

    [TestMethod]
    public void Files_that_both_listeners_once_shared_are_parted_and_the_site_s_own_accounts_stay_with_the_readers()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        Merge(bench, "passwords", "dashboard:$7$101$AAAA$BBBB\n");
        Merge(bench, "acl", "user dashboard\ntopic read aed/v1/+/+/+/+/state\n");

        bench.Provision();

        Assert.IsFalse(File.Exists(bench.Out("registry", "passwords")) || File.Exists(bench.Out("registry", "acl")));
        Assert.Contains("dashboard:$7$101$AAAA$BBBB", File.ReadAllText(bench.Out("registry", "readers.passwords")));
        Assert.DoesNotContain("dashboard", File.ReadAllText(bench.Out("registry", "cabinets.passwords")));
        Assert.DoesNotContain(First, File.ReadAllText(bench.Out("registry", "readers.acl")));
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void The_broker_s_configuration_follows_the_site_s_ports_and_its_TLS()
    {
        using ProvisioningBench bench = new();
        bench.WriteSite(
            site => site["broker"] = new JsonObject
            {
                ["host"] = "broker.example",
                ["port"] = 18830,
                ["readersPort"] = 18840,
                ["tls"] = false
            });
        bench.Provision();
        string[] plain = File.ReadAllLines(bench.Out("registry", "mosquitto.conf"));
        Assert.Contains("listener 18830", plain);
        Assert.Contains("listener 18840", plain);
        Assert.DoesNotContain(line => line.StartsWith("certfile", StringComparison.Ordinal), plain);

        using ProvisioningBench secure = new();
        secure.WriteSite(site => site["broker"]!["port"] = 9883);
        secure.Provision();
        string[] tls = File.ReadAllLines(secure.Out("registry", "mosquitto.conf"));
        Assert.Contains("listener 9883", tls);
        Assert.Contains("listener 9884", tls);
        Assert.AreEqual(2, tls.Count(line => line == "tls_version tlsv1.2"));
        Assert.IsEmpty(secure.Verify());
    }

    [TestMethod]
    public void An_authority_that_ends_within_90_days_is_warned_of()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        bench.Now = DateTimeOffset.UtcNow.AddDays(400 - 60);

        string problem = bench.Problems().Single();

        Assert.StartsWith("site.json: broker.caFile: note: ca.pem ends on ", problem);
        Assert.Contains("renew it in time, or no cabinet gets a link afterwards", problem);
        Assert.Contains(hint => hint.IsHint && hint.ToString().Contains(First + "/ca.pem: note: ends on", StringComparison.Ordinal),
            new DeliveryCheck(bench.Output, bench.Now).Run());
        bench.Now = DateTimeOffset.UtcNow.AddDays(400 - 100);
        Assert.IsEmpty(bench.Problems());
    }

    private static void Merge(ProvisioningBench bench, string name, string more)
    {
        File.WriteAllText(bench.Out("registry", name),
            File.ReadAllText(bench.Out("registry", "cabinets." + name))
                + File.ReadAllText(bench.Out("registry", "readers." + name)) + more);
        File.Delete(bench.Out("registry", "cabinets." + name));
        File.Delete(bench.Out("registry", "readers." + name));
    }
}
