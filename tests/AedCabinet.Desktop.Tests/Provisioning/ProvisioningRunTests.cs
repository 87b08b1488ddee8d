using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;
using AedCabinet.Settings;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Sleeping;
using AedCabinet.Terminal;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>What a run makes, what it leaves alone, and that it can be interrupted.</summary>
[TestClass]
public class ProvisioningRunTests
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;

    [TestMethod]
    public void Each_cabinet_gets_a_folder_that_the_device_accepts_and_the_check_finds_sound()
    {
        using ProvisioningBench bench = new();
        ProvisioningOutcome outcome = bench.Provision();

        Assert.AreEqual(2, outcome.Made);
        Assert.IsEmpty(bench.Verify());
        Assert.IsEmpty(bench.Verify(First));
        byte[] content = File.ReadAllBytes(bench.Out(First, "cabinet.json"));
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(content, problems);
        Assert.AreEqual(0, problems.Count);
        Assert.AreEqual("游客中心一层, 东门旁", configuration.Site.Where);
        Assert.AreEqual("2088-06-30", configuration.Aed.PadsExpire);
        Assert.AreEqual(40712300, configuration.Site.LatitudeE6);
        Assert.AreEqual("philips-hs1", configuration.IndicatorProfile.Name);
        Assert.AreEqual(32, configuration.CommandKey.Length);
        Assert.AreEqual(-1, configuration.Pins.KitDoor);
        Assert.DoesNotContain("\\u", Encoding.UTF8.GetString(content));
        Assert.AreEqual(14, ConfigurationFile.Parse(File.ReadAllBytes(bench.Out(Second, "cabinet.json")), problems).Pins.KitDoor);
    }

    [TestMethod]
    public void A_kit_without_mains_sleeps_with_the_settings_that_the_page_gives_and_connects_at_once()
    {
        using ProvisioningBench bench = new();
        bench.Rows[1]["kind"] = "kit";
        foreach (string column in new[] { "aedModel", "aedSerial", "padsExpire", "batteryExpire", "profile" })
        {
            bench.Rows[1][column] = string.Empty;
        }

        bench.Provision();

        JsonNode kit = JsonNode.Parse(File.ReadAllText(bench.Out(Second, "cabinet.json")))!;
        string page = File.ReadAllText(RepositoryRoot.At("hardware", "README.md"));
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(page.Split("```json")[1].Split("```")[0]), kit["power"]),
            kit["power"]!.ToJsonString());
        Assert.AreEqual(0, kit["broker"]!["firstAttemptSeconds"]!.GetValue<int>());
        ConfigurationProblems problems = new();
        CabinetConfiguration read = ConfigurationFile.Parse(File.ReadAllBytes(bench.Out(Second, "cabinet.json")), problems);
        Assert.AreEqual(0, problems.Count, string.Join("; ", problems.ToLines()));
        Assert.IsTrue(SleepControl.IsFor(read));
        Assert.IsEmpty(bench.Verify());

        JsonNode aed = JsonNode.Parse(File.ReadAllText(bench.Out(First, "cabinet.json")))!;
        Assert.IsNull(aed["broker"]!["firstAttemptSeconds"], "cabinets on mains come back one by one");
        Assert.IsNull(aed["power"]!["deepSleep"]);
    }

    [TestMethod]
    public void A_rare_character_is_kept_whole_or_refused_but_never_spoilt()
    {
        const string Rare = "\U00020B9F\\\"x\"";
        using ProvisioningBench bench = new();
        bench.Rows[0]["contactName"] = Rare;

        if (bench.Problems() is { Length: > 0 } problems)
        {
            Assert.StartsWith("cabinets.csv:2: contactName: ", problems.Single());
            Assert.Contains("holds characters that the device can't keep", problems.Single());
            return;
        }

        bench.Provision();
        ConfigurationProblems found = new();
        Assert.AreEqual(Rare, ConfigurationFile.Parse(File.ReadAllBytes(bench.Out(First, "cabinet.json")), found).Site.ContactName);
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void Only_the_owner_may_read_what_was_made_and_no_two_secrets_are_alike()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no such modes.");
        }

        using ProvisioningBench bench = new();
        bench.Provision();

        foreach (string path in Directory.EnumerateFileSystemEntries(bench.Output.FullName, "*", SearchOption.AllDirectories))
        {
            Assert.IsFalse(OwnerOnly.IsOpenToOthers(path), path);
        }

        Assert.IsFalse(OwnerOnly.IsOpenToOthers(bench.Output.FullName));
        string[] secrets = [bench.KeyOf(First), bench.KeyOf(Second), bench.PasswordOf(First), bench.PasswordOf(Second),
            bench.AccountPassword("registry"), bench.AccountPassword("centre-1501")];
        Assert.HasCount(secrets.Length, secrets.Distinct().ToArray());
        Assert.AreEqual("*", File.ReadAllText(bench.Out(".gitignore")).Trim());
    }

    [TestMethod]
    public void A_second_run_changes_no_byte()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        Dictionary<string, string> before = bench.Files();

        bench.Now = bench.Now.AddDays(1);
        ProvisioningOutcome outcome = bench.Provision();

        Assert.AreEqual(2, outcome.Kept);
        CollectionAssert.AreEquivalent(before, bench.Files());
    }

    [TestMethod]
    public void A_run_that_was_stopped_goes_on_without_changing_a_key()
    {
        using ProvisioningBench bench = new();
        ProvisioningOutcome stopped = bench.Provision(stopAfter: 1);
        Assert.IsFalse(stopped.IsComplete);
        Assert.AreEqual(1, stopped.Made);
        string key = bench.KeyOf(First);
        Assert.IsEmpty(bench.Verify(First));

        ProvisioningOutcome outcome = bench.Provision();

        Assert.AreEqual((1, 1), (outcome.Made, outcome.Kept));
        Assert.AreEqual(key, bench.KeyOf(First));
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void What_a_power_cut_leaves_behind_is_cleared_up_and_no_key_is_lost()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        string key = bench.KeyOf(First);

        // Cut between the two renames of a forced run: the old folder has its other name, the new one is not there yet.
        Directory.Move(bench.Out(First), bench.Out($".{First}.old"));
        Directory.CreateDirectory(bench.Out($".{First}.new"));
        File.Delete(bench.Out("registry", "keys.json"));
        Assert.Contains(problem => problem.Contains("was left by a run that was interrupted", StringComparison.Ordinal), bench.Verify());

        bench.Provision();

        Assert.AreEqual(key, bench.KeyOf(First));
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void What_is_there_and_differs_is_told_and_not_overwritten()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        string before = File.ReadAllText(bench.Out(First, "cabinet.json"));
        bench.Rows[0]["contactName"] = "新值班室";
        bench.Rows[0]["county"] = "150105";

        ProvisioningOutcome outcome = bench.Provision();

        Assert.AreEqual($"{First} (cabinet.json, label.svg)", outcome.Differing.Single());
        Assert.AreEqual(before, File.ReadAllText(bench.Out(First, "cabinet.json")));
        Assert.Contains($"topic read aed/v1/1501/150104/culture-tourism/{First}/command",
            File.ReadAllText(bench.Out("registry", "cabinets.acl")));
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void Force_makes_folders_anew_with_their_keys_and_raises_the_first_boot()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        (string key, string password) = (bench.KeyOf(First), bench.PasswordOf(First));
        int firstBoot = bench.Configuration(First)["firstBoot"]!.GetValue<int>();
        bench.Rows[0]["contactName"] = "新值班室";

        bench.Provision(isForced: true);

        Assert.AreEqual((key, password), (bench.KeyOf(First), bench.PasswordOf(First)));
        Assert.AreEqual("新值班室", bench.Configuration(First)["site"]!["contactName"]!.GetValue<string>());
        Assert.IsGreaterThan(firstBoot, bench.Configuration(First)["firstBoot"]!.GetValue<int>());
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void New_keys_are_made_only_when_asked_for_and_the_registry_has_them()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        (string key, string password) = (bench.KeyOf(First), bench.PasswordOf(First));

        bench.Provision(isForced: true, hasNewKeys: true);

        Assert.AreNotEqual(key, bench.KeyOf(First));
        Assert.AreNotEqual(password, bench.PasswordOf(First));
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void A_folder_that_went_with_its_technician_is_made_again_with_the_key_that_the_registry_has()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        string key = bench.KeyOf(First);
        int firstBoot = bench.Configuration(First)["firstBoot"]!.GetValue<int>();
        Directory.Delete(bench.Out(First), true);

        bench.Provision();

        Assert.AreEqual(key, bench.KeyOf(First));
        Assert.IsGreaterThan(firstBoot, bench.Configuration(First)["firstBoot"]!.GetValue<int>());
        Assert.IsEmpty(bench.Verify());
    }

    [TestMethod]
    public void A_run_for_other_cabinets_leaves_those_of_earlier_runs_and_the_site_s_own_accounts_in_the_registry()
    {
        using ProvisioningBench bench = new();
        bench.Provision();
        File.AppendAllText(bench.Out("registry", "readers.passwords"), "dashboard:$7$101$AAAA$BBBB\n");
        File.AppendAllText(bench.Out("registry", "readers.acl"), "user dashboard\ntopic read aed/v1/+/+/+/+/state\n");
        bench.Rows.RemoveAt(0);
        bench.Rows[0]["id"] = "NM-NEW-0003";
        bench.Rows[0]["aedSerial"] = "A-0003";

        bench.Provision();

        string passwords = File.ReadAllText(bench.Out("registry", "readers.passwords"));
        Assert.Contains("dashboard:$7$101$AAAA$BBBB", passwords);
        Assert.Contains("user dashboard\ntopic read aed/v1/+/+/+/+/state\n", File.ReadAllText(bench.Out("registry", "readers.acl")));
        Assert.IsEmpty(bench.Verify());
        Assert.IsTrue(JsonNode.Parse(File.ReadAllText(bench.Out("registry", "keys.json")))!.AsObject().ContainsKey(First));
    }

    [TestMethod]
    public void Two_runs_at_once_don_t_get_into_each_other_s_way()
    {
        using ProvisioningBench bench = new();
        Directory.CreateDirectory(bench.Output.FullName);
        using FileStream other = new(bench.Out(".provision.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => bench.Provision());

        Assert.Contains("Another \"provision\" is at work", exception.Message);
    }

    [TestMethod]
    public void The_command_prints_no_secret_and_ends_with_what_is_to_be_done_next()
    {
        using ProvisioningBench bench = new();
        File.WriteAllText(bench.Table.FullName, bench.Csv());
        string[] arguments = ["provision", bench.Table.FullName, "--site", bench.Site.FullName, "--out", bench.Output.FullName];
        (int code, string output) = Run(arguments);
        Assert.AreEqual(0, code, output);
        Assert.Contains("cabinets.csv: 2 cabinets, UTF-8", output);
        Assert.Contains("provision verify", output);

        bench.Rows[0]["name"] = "西门AED";
        File.WriteAllText(bench.Table.FullName, bench.Csv());
        (int again, string differing) = Run(arguments);
        Assert.AreEqual(1, again, differing);
        Assert.Contains($"{First} (cabinet.json, label.svg)", differing);

        bench.Rows[0]["kind"] = "box";
        File.WriteAllText(bench.Table.FullName, bench.Csv());
        (int wrong, string problems) = Run(arguments);
        Assert.AreEqual(2, wrong, problems);
        Assert.Contains("cabinets.csv:2: kind: \"box\" is unknown", problems);
        Assert.Contains("1 problem(s); nothing was written.", problems);

        (int sound, string verified) = Run("provision", "verify", bench.Output.FullName);
        Assert.AreEqual(0, sound, verified);
        Assert.Contains("2 cabinet(s) checked, 0 problem(s)", verified);
        (int nowhere, string missing) = Run("provision", "verify", bench.PathOf("nowhere"));
        Assert.AreEqual(2, nowhere, missing);

        foreach (string secret in new[] { bench.KeyOf(First), bench.PasswordOf(First), bench.AccountPassword("registry"),
            ProvisioningBench.WifiPassword })
        {
            Assert.DoesNotContain(secret, output + differing + problems + verified);
        }
    }

    [TestMethod]
    public void New_keys_without_force_are_refused()
    {
        (int code, string output) = Run("provision", "x.csv", "--site", "s.json", "--out", "o", "--new-keys");

        Assert.AreEqual(2, code);
        Assert.Contains("say --force too", output);
    }

    [TestMethod]
    [DataRow("--keep-broker")]
    [DataRow("--keep-broker", "--config", "x.json", "--broker", "127.0.0.1:1883")]
    public void To_keep_a_broker_there_must_be_a_file_that_names_one_and_no_other(params string[] options)
    {
        (int code, string output) = Run(["run", .. options]);

        Assert.AreEqual(2, code);
        Assert.Contains("it needs --config, and goes without --broker", output);
    }

    [TestMethod]
    public void A_key_that_the_device_would_read_as_a_time_is_never_given_out()
    {
        const string Digits = "20260101012000000";

        Assert.IsFalse(CabinetSecrets.IsReadAsText(Digits + new string('a', 64 - Digits.Length)));
        Assert.IsTrue(CabinetSecrets.IsReadAsText(CabinetSecrets.Create().Key));
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using SimulatorProcess simulator = new(arguments);
        return (simulator.AwaitExit(), simulator.Output);
    }
}
