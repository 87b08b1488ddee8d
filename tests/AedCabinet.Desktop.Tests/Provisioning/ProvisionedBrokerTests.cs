using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;
using AedCabinet.Link;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Testing;
using CliWrap;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// A real Mosquitto with the password file, the ACL and the configuration that were made: cabinets made from their folders come
/// in with their own credentials, on their own topics, and nowhere else.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class ProvisionedBrokerTests
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;
    private const string FirstTopic = "aed/v1/1501/150104/culture-tourism/" + First;
    private const string SecondTopic = "aed/v1/1502/150203/transport/" + Second;

    [TestMethod]
    public void A_cabinet_made_from_its_folder_reports_over_TLS_and_obeys_the_key_that_the_registry_was_given()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        Start(environment, site, First);
        environment.Reader.Await("online", message => message["online"]!.GetValue<bool>(), "the birth");
        JsonNode about = environment.Reader.Await("about", _ => true, "who it is");
        Assert.AreEqual("东门AED", about["name"]!.GetValue<string>());

        JsonNode entry = JsonNode.Parse(File.ReadAllText(site.Office.Out("registry", "keys.json")))![First]!;
        string expires = DateTimeOffset.UtcNow.AddMinutes(1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        string command = CommandSigner.Sign(First, Convert.FromHexString(entry["key"]!.GetValue<string>()), "c-1", "locate",
            """{"seconds":1}""", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), expires);
        site.Publish(AclRules.Commands, environment.Broker.Port, entry["topic"]!.GetValue<string>() + "/command", command);

        JsonNode reply = environment.Reader.Await("reply", message => message["id"]?.GetValue<string>() == "c-1", "the reply");
        Assert.AreEqual("done", reply["code"]!.GetValue<string>());
        Assert.IsGreaterThanOrEqualTo(site.Office.Configuration(First)["firstBoot"]!.GetValue<int>(), about["boot"]!.GetValue<int>());
    }

    [TestMethod]
    public void A_wrong_password_is_refused()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        SimulatedCabinet cabinet = Start(environment, site, First, site.Office.PasswordOf(Second));

        environment.AwaitLog("refused the connection, reason code 5");

        Assert.IsTrue(cabinet.LinkState < LinkState.Broker, $"the link is at {cabinet.LinkState}");
        Assert.IsEmpty(environment.Reader.Lines);
    }

    [TestMethod]
    public void A_cabinet_s_account_speaks_and_hears_nowhere_else()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        (int readers, int cabinets) = (environment.Broker.Port, site.CabinetPort);
        string birth = Example("online.birth");

        site.Publish(Second, cabinets, FirstTopic + "/online", birth);
        site.Publish(Second, cabinets, FirstTopic + "/command", Example("command.locate"));
        site.Publish(Second, cabinets, SecondTopic + "/command", Example("command.locate"));
        site.Publish(Second, cabinets, "aed/v1/1502/150203/health/" + Second + "/online", birth);
        site.Publish(First, cabinets, FirstTopic + "/online", birth);
        site.Publish(Second, cabinets, SecondTopic + "/online", birth);
        Waiting.Until(() => environment.Reader.All("online").Count() == 2, "what both may say");

        // Everything that is said from here on, it may hear only what is for itself.
        using MosquittoReader curious = new(cabinets, null, site.Account(Second));
        site.Publish(First, cabinets, FirstTopic + "/online", birth);
        site.Publish(AclRules.Commands, readers, FirstTopic + "/command", Example("command.locate"));
        site.Publish(AclRules.Commands, readers, SecondTopic + "/command", Example("command.locate"));

        curious.Await("command", _ => true, "its own command");
        Assert.HasCount(1, curious.Lines, string.Join(System.Environment.NewLine, curious.Lines));
        Assert.StartsWith(SecondTopic + "/command ", curious.Lines[0]);
        string[] births = [.. environment.Reader.Lines.Where(line => line.Contains("/online ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { FirstTopic + "/online", SecondTopic + "/online" }, births);
        Waiting.Until(() => environment.Reader.All("command").Count() >= 2, "the registry's two commands");
        Assert.HasCount(2, environment.Reader.All("command").ToArray(), "and of what it said itself no command came through");
    }

    [TestMethod]
    public void Nobody_pushes_a_cabinet_off_by_connecting_under_its_id()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        Start(environment, site, First);
        environment.Reader.Await("online", message => message["online"]!.GetValue<bool>(), "the birth");

        site.Publish(Second, site.CabinetPort, SecondTopic + "/online", Example("online.birth"), "-i", First);

        Waiting.Until(() => environment.Reader.Lines.Any(line => line.StartsWith(SecondTopic, StringComparison.Ordinal)),
            "what the other says");
        Assert.DoesNotContain(line => line.StartsWith(FirstTopic + "/online {\"online\":false", StringComparison.Ordinal),
            environment.Reader.Lines);
    }

    [TestMethod]
    public void A_centre_and_a_department_that_were_given_accounts_see_what_is_theirs_whole_and_no_command()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        int port = environment.Broker.Port;
        using MosquittoReader centre = new(port, null, site.Account("centre-1502"));
        using MosquittoReader department = new(port, null, site.Account("department-culture-tourism"));

        foreach ((string user, string topic) in new[] { (First, FirstTopic), (Second, SecondTopic) })
        {
            site.Publish(AclRules.Commands, port, topic + "/command", Example("command.locate"));
            foreach ((string kind, string example) in new[] { ("telemetry", "telemetry.full"), ("reply", "reply.done"),
                ("online", "online.birth"), ("about", "about.full"), ("state", "state.ready"), ("event", "event.aed-removed") })
            {
                JsonNode item = JsonNode.Parse(Example(example))!;
                if (kind is not "online" and not "reply")
                {
                    item["id"] = user;
                }

                site.Publish(user, site.CabinetPort, $"{topic}/{kind}", item.ToJsonString());
            }
        }

        centre.Await("event", _ => true, "the prefecture's event");
        department.Await("event", _ => true, "the department's event");
        string[] kinds = ["online", "about", "state", "event"];
        Assert.AreSequenceEqual(kinds.Select(kind => $"{SecondTopic}/{kind}"), centre.Lines.Select(line => line.Split(' ')[0]));
        Assert.AreSequenceEqual(kinds.Select(kind => $"{FirstTopic}/{kind}"), department.Lines.Select(line => line.Split(' ')[0]));
    }

    [TestMethod]
    public void Run_with_keep_broker_reports_to_the_broker_that_the_folder_names()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open();
        string flash = site.Office.PathOf("flash");
        using (SimulatorProcess simulator = new("run", "--config", site.Office.Out(First, "cabinet.json"), "--keep-broker", "--headless",
            "--web-port", "0", "--flash", flash, "--speed", "10"))
        {
            environment.Reader.Await("state", message => message["id"]!.GetValue<string>() == First,
                "the state; it printed: " + simulator.Output);
            Assert.DoesNotContain(site.Office.PasswordOf(First), simulator.Output);
            Assert.DoesNotContain(site.Office.KeyOf(First), simulator.Output);
        }

        File.Delete(site.Office.Out(First, "ca.pem"));
        using SimulatorProcess without = new("run", "--config", site.Office.Out(First, "cabinet.json"), "--keep-broker", "--headless",
            "--web-port", "0", "--flash", flash);
        Assert.AreEqual(2, without.AwaitExit());
        Assert.Contains("broker.caFile names ca.pem, which is not beside it", without.Output);
    }

    [TestMethod]
    public void The_registry_comes_in_with_the_password_and_commands_with_the_keys_that_were_made()
    {
        using ProvisionedSite site = new();
        using TestEnvironment environment = site.Open(AclRules.Watch);
        string database = site.Office.PathOf("registry.db");
        string[] access = ["--broker", $"localhost:{environment.Broker.Port}", "--provisioned", site.Office.Out(), "--ca",
            site.Office.PathOf("ca.pem"), "--database", database];
        using SimulatorProcess registry = new(["registry", "--http", "0", .. access]);
        registry.AwaitOutput("connected to mqtts://localhost");
        Start(environment, site, First);
        environment.Reader.Await("state", message => message["id"]!.GetValue<string>() == First, "the state");

        long[] numbers = new long[2];
        for (int i = 0; i < numbers.Length; i++)
        {
            using SimulatorProcess command = new(["registry", "command", First, "locate", """{"seconds":1}""", .. access]);
            Assert.AreEqual(0, command.AwaitExit(), command.Output);
            Assert.Contains("the cabinet replied done", command.Output);
            Assert.DoesNotContain(site.Office.KeyOf(First), command.Output);
            numbers[i] = long.Parse(command.Output.Split("number ")[1].Split('\n')[0]);
        }

        Assert.IsGreaterThan(numbers[0], numbers[1]);
        using HttpClient http = new();
        string address = registry.Output.Split("figures  ")[1].Split('\n')[0].Trim();
        string health = http.GetStringAsync(address.Replace("/metrics", "/health/ready", StringComparison.Ordinal))
            .GetAwaiter().GetResult();
        Assert.Contains("connected to the broker", health);
        Assert.DoesNotContain("unhealthy", health);
        string figures = http.GetStringAsync(address).GetAwaiter().GetResult();
        Assert.Contains("aed_registry_connected 1", figures);
        Assert.Contains("aed_registry_missing_events{explained=\"no\"} 0", figures);
        registry.Interrupt();
        Assert.AreEqual(0, registry.AwaitExit(), registry.Output);
        Assert.DoesNotContain(site.Office.AccountPassword(AclRules.Registry), registry.Output);
        using SimulatorProcess verify = new("registry", "verify", "--database", database);
        Assert.AreEqual(0, verify.AwaitExit(), verify.Output);
        Assert.Contains("1 cabinets", verify.Output);
    }

    [TestMethod]
    public void A_hash_is_what_Mosquitto_s_own_tool_makes()
    {
        string file = Path.GetTempFileName();
        Assert.AreEqual(0, Cli.Wrap(RequiredTool.Find("mosquitto_passwd", "mosquitto"))
            .WithArguments(["-b", "-c", file, "somebody", "a password"]).Run().ExitCode);
        string hash = File.ReadAllText(file).Trim().Split(':')[1];
        File.Delete(file);

        Assert.IsTrue(PasswordHash.Fits(hash, "a password"));
        Assert.IsFalse(PasswordHash.Fits(hash, "another"));
        Assert.HasCount(hash.Split('$').Length, PasswordHash.Create("x").Split('$'));
    }

    private static SimulatedCabinet Start(TestEnvironment environment, ProvisionedSite site, string id, string? password = null)
    {
        Directory.CreateDirectory(environment.FlashFolder);
        File.Copy(site.Office.Out(id, "ca.pem"), Path.Combine(environment.FlashFolder, "ca.pem"));
        return environment.StartCabinet(site.CabinetPort, root =>
        {
            root.Clear();
            foreach ((string name, JsonNode? value) in site.Office.Configuration(id))
            {
                root[name] = value?.DeepClone();
            }

            root["broker"]!["firstAttemptSeconds"] = 0;
            root["broker"]!["password"] = password ?? site.Office.PasswordOf(id);
        });
    }

    private static string Example(string name) =>
        File.ReadAllText(RepositoryRoot.At("firmware", "contract", "examples", name + ".json")).TrimEnd();
}
