using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Tests;

/// <summary>SPEC §20: the files of a cell's machines. What is in them because something bit once is held here.</summary>
[TestClass]
public class CellFilesTests
{
    private static readonly CellSecrets s_secrets = new("routes-x", "system-x", "database-x", "replication-x", "superuser-x");

    [TestMethod]
    public void Written_again_after_one_password_changed_only_that_one_s_hash_changes()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first");
        string once = Nats(folder, "n1");
        Assert.AreEqual(Hashes(once), Hashes(Nats(folder, "n3")));

        Write(folder, "first");
        Assert.AreEqual(once, Nats(folder, "n1"));

        Write(folder, "second");
        string[] before = once.Split('\n');
        string[] after = Nats(folder, "n1").Split('\n');
        Assert.AreEqual(1, before.Zip(after).Count(lines => lines.First != lines.Second));
        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void Each_prefecture_has_an_account_and_nobody_may_subscribe_with_QoS_1()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first");
        string nats = Nats(folder, "n2");
        Assert.Contains("  P1501 {\n    jetstream: enabled", nats);
        Assert.Contains("  P1507 {\n    jetstream: enabled", nats);
        Assert.DoesNotContain("$MQTT.sub", nats);
        Assert.Contains("stream_replicas: 3", nats);
        Assert.DoesNotContain("system-x", nats);
        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void HAProxy_asks_for_JetStream_s_health_and_turns_away_who_is_not_its_user()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first");
        string proxy = File.ReadAllText(Path.Combine(folder, "n1", CellFolder.Haproxy));
        Assert.Contains("GET /healthz?js-enabled=true", proxy);
        Assert.Contains("strcmp(txn.user) eq 0", proxy);
        Assert.Contains("on-marked-down shutdown-sessions", proxy);
        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void The_registry_s_unit_knows_all_three_machines_and_no_password()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first");
        string unit = File.ReadAllText(Path.Combine(folder, "n2", "aed-registry.service"));
        Assert.Contains("--stream 192.0.2.11:4222 --stream 192.0.2.12:4222 --stream 192.0.2.13:4222", unit);
        Assert.Contains("Host=192.0.2.11:5432,192.0.2.12:5432,192.0.2.13:5432;", unit);
        Assert.Contains("--broker 192.0.2.12:1883", unit);
        Assert.DoesNotContain("database-x", unit);
        Assert.DoesNotContain("{{", unit);
        Assert.AreEqual("database-x\n", File.ReadAllText(Path.Combine(folder, "n2", CellFolder.DatabasePassword)));
        Assert.Contains("\"registry-commands-1507\": \"commands\"", File.ReadAllText(Path.Combine(folder, "n2", CellFolder.Accounts)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(folder, "n2", CellFolder.Accounts)));
        }

        Directory.Delete(folder, true);
    }

    private static void Write(string folder, string password)
    {
        CellNode[] nodes = [.. Enumerable.Range(1, CellPlan.Machines).Select(
            number => new CellNode($"n{number}", $"192.0.2.1{number}", CellPorts.Usual, "/var/lib/aed-cell"))];
        PrefectureAccounts[] prefectures = [.. new[] { "1501", "1507" }.Select(code => new PrefectureAccounts(code, "worker",
            [
                new CellAccount(PrefectureAccounts.CommandsOf(code), "commands", [$"aed/v1/{code}/+/+/+/command"], []),
                new CellAccount(code + "-1", code == "1501" ? password : "other", ["aed/v1/a/event"], ["aed/v1/a/command"]),
            ]))];
        CellFolder.Write(new CellPlan("aed", nodes, prefectures, s_secrets), folder, "*", CellFolder.Certificate, 4096);
    }

    private static string Nats(string folder, string machine) => File.ReadAllText(Path.Combine(folder, machine, CellFolder.Nats));

    private static string Hashes(string file) => string.Join('\n', file.Split('\n').Where(line => line.Contains("password: \"$2")));
}
