using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AedCabinet.Cell.Files;
using AedCabinet.Cell.Plan;
using AedCabinet.Processes;

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
    public void A_worker_s_unit_knows_all_three_machines_and_no_password_and_is_started_until_there_is_a_database()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        string former = Path.Combine(folder, "n2", "aed-registry.service");
        Directory.CreateDirectory(Path.Combine(folder, "n2"));
        File.WriteAllText(former, "of an earlier version");
        Write(folder, "first");
        Assert.IsFalse(File.Exists(former));
        string unit = File.ReadAllText(Path.Combine(folder, "n2", "aed-worker.service"));
        Assert.Contains("--role worker --source jetstream", unit);
        Assert.Contains("--stream 192.0.2.11:4222 --stream 192.0.2.12:4222 --stream 192.0.2.13:4222", unit);
        Assert.Contains("Host=192.0.2.11:5432,192.0.2.12:5432,192.0.2.13:5432;", unit);
        Assert.Contains("--broker 192.0.2.12:1883", unit);
        Assert.Contains("--http 9465", unit);
        JudgeUnit(unit);
        Assert.AreEqual("database-x\n", File.ReadAllText(Path.Combine(folder, "n2", CellFolder.DatabasePassword)));
        Assert.Contains("\"registry-commands-1507\": \"commands\"", File.ReadAllText(Path.Combine(folder, "n2", CellFolder.Accounts)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(folder, "n2", CellFolder.Accounts)));
        }

        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void A_page_s_unit_takes_its_port_from_its_name_and_is_asked_for_from_the_machine_s_address_and_the_one_that_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first");
        string unit = File.ReadAllText(Path.Combine(folder, "n2", "aed-page@.service"));
        Assert.Contains("--role page --page-commands", unit);
        Assert.Contains("--http %i --trusted-proxy 127.0.0.1 --page-origin https://192.0.2.12 --page-origin https://aed.example", unit);
        Assert.DoesNotContain("--stream", unit);
        JudgeUnit(unit);
        Directory.Delete(folder, true);
    }

    [TestMethod]
    [DataRow(null, "")]
    [DataRow("", " --feed-private-addresses")]
    [DataRow("10.20.0.0/16 fd00::/8", " --feed-private-addresses 10.20.0.0/16 fd00::/8")]
    public void Workers_and_pages_call_receivers_in_the_networks_that_were_named_and_in_no_other(string? networks, string option)
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        Write(folder, "first", feeds: networks?.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (string unit in new[] { "aed-worker.service", "aed-page@.service" })
        {
            Assert.Contains($"registry.password{option} --http ", File.ReadAllText(Path.Combine(folder, "n1", unit)));
        }

        Directory.Delete(folder, true);
    }

    [TestMethod]
    public async Task HAProxy_takes_its_file_and_leads_to_both_pages_of_its_machine_that_are_ready_and_says_to_them_who_asks()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        string certificate = Path.Combine(folder, "server.pem");
        using (RSA key = RSA.Create(2048))
        using (X509Certificate2 made = new CertificateRequest("CN=aed.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)))
        {
            File.WriteAllText(certificate, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        }

        Write(folder, "first", certificate);
        string file = Path.Combine(folder, "n3", CellFolder.Haproxy);
        string proxy = File.ReadAllText(file);
        string pages = proxy[proxy.IndexOf("frontend pages", StringComparison.Ordinal)..];
        Assert.Contains("meth GET uri /health/ready", pages);
        Assert.Contains("server p1 127.0.0.1:9464 ", pages);
        Assert.Contains("server p2 127.0.0.1:9466 ", pages);
        Assert.Contains("http-request set-header X-Forwarded-For %[src]\n", pages);
        Assert.Contains("http-request set-header X-Forwarded-Proto https\n", pages);
        Assert.DoesNotContain("{{", proxy);

        List<string> said = [];
        using RunningProgram haproxy = new("haproxy", ["-c", "-f", file], said.Add);
        await haproxy.EndedAsync();
        Assert.AreEqual(0, haproxy.ExitCode, string.Join('\n', said));
        Directory.Delete(folder, true);
    }

    [TestMethod]
    public void A_bridge_has_an_account_in_each_prefecture_that_may_what_its_cabinets_may_and_asks_for_commands_with_QoS_0()
    {
        CellPlan plan = new("aed", [], [.. new[] { "1501", "1507" }.Select(code => new PrefectureAccounts(code, "worker",
            [CellPlanner.BridgeOf(code, "secret-" + code)]))], s_secrets);
        string[] file = BridgeFile.Make(plan, "old:8883", "cell:8883", BridgeFile.Authority, BridgeFile.Folder,
            BridgeFile.Port).Split('\n');
        string[][] connections = [.. string.Join('\n', file).Split("connection ").Skip(1).Select(part => part.Split('\n'))];
        Assert.HasCount(3, connections);
        CollectionAssert.Contains(connections[0], "topic aed/v1/1507/+/+/+/event in 1");
        CollectionAssert.Contains(connections[0], "topic aed/v1/1501/+/+/+/command out 1");
        CollectionAssert.IsSubsetOf(new[] { "remote_clientid bridge-1507", "remote_username bridge-1507", "remote_password secret-1507",
            "address cell:8883", "topic aed/v1/1507/+/+/+/event out 1", "topic aed/v1/1507/+/+/+/command in 0", "try_private false" },
            connections[2]);
        Assert.IsFalse(connections[2].Any(line => line.Contains("1501") || line.Contains("command out")));
    }

    private static void JudgeUnit(string unit)
    {
        Assert.Contains("--database-password-file /etc/aed-cell/registry.password", unit);
        Assert.Contains("User=aed-registry\nRestart=always\n", unit);
        Assert.Contains("StartLimitIntervalSec=0", unit);
        foreach (string secret in new[] { "database-x", "commands\"", "{{" })
        {
            Assert.DoesNotContain(secret, unit);
        }
    }

    private static void Write(string folder, string password, string certificate = CellFolder.Certificate,
        string[]? feeds = null)
    {
        CellNode[] nodes = [.. Enumerable.Range(1, CellPlan.Machines).Select(
            number => new CellNode($"n{number}", $"192.0.2.1{number}", CellPorts.Usual, "/var/lib/aed-cell"))];
        PrefectureAccounts[] prefectures = [.. new[] { "1501", "1507" }.Select(code => new PrefectureAccounts(code, "worker",
            [
                new CellAccount(PrefectureAccounts.CommandsOf(code), "commands", [$"aed/v1/{code}/+/+/+/command"], []),
                new CellAccount(code + "-1", code == "1501" ? password : "other", ["aed/v1/a/event"], ["aed/v1/a/command"]),
            ]))];
        CellPlan plan = new("aed", nodes, prefectures, s_secrets)
        {
            PageOrigins = ["https://aed.example"],
            FeedNetworks = feeds,
        };
        CellFolder.Write(plan, folder, "*", certificate, 4096);
    }

    private static string Nats(string folder, string machine) => File.ReadAllText(Path.Combine(folder, machine, CellFolder.Nats));

    private static string Hashes(string file) => string.Join('\n', file.Split('\n').Where(line => line.Contains("password: \"$2")));
}
