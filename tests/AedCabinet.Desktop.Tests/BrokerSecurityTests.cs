using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Link;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A site's broker: TLS with a private authority, passwords, and an ACL by which everybody sees and says only what is theirs
/// (SPEC §12, §13).
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class BrokerSecurityTests
{
    private const string Demo = "aed/v1/1501/150102/culture-tourism/NM-0471-0001";
    private const string Station = "aed/v1/1502/150202/transport/NM-0472-0007";
    private const string DemoUser = "NM-0471-0001";
    private const string StationUser = "NM-0472-0007";

    [TestMethod]
    public void With_the_site_s_authority_and_its_own_password_a_cabinet_reports()
    {
        using SecureBroker site = new(Demo, Station);
        using TestEnvironment environment = Open(site);
        SimulatedCabinet cabinet = Start(environment, File.ReadAllText(site.CaFile), SecureBroker.PasswordOf(DemoUser));
        environment.Reader.Await("online", message => message["online"]!.GetValue<bool>(), "the birth");

        // What a broker has acknowledged and not handed on yet would die with it.
        environment.AwaitEveryEventOnce("boot.started");
        environment.Broker.Kill();
        cabinet.Move("door", "open");
        Waiting.Until(() => cabinet.IsSounding, "the sounder, which needs no broker");
        environment.Proxy.Fault = LinkFault.Reset;
        environment.Broker.Start();
        environment.RenewReader();
        environment.Proxy.Fault = LinkFault.None;

        environment.Reader.Await("online", message => message["connection"]!.GetValue<int>() > 1, "the birth after the restart");
        environment.AwaitEveryEventOnce("boot.started", "door.opened");
        AssertNothingSecretIn(environment.Log);
    }

    [TestMethod]
    public void A_broker_of_another_authority_is_not_talked_to()
    {
        using SecureBroker site = new(Demo);
        using SiteAuthority stranger = new("somebody else's authority");
        using TestEnvironment environment = Open(site);
        SimulatedCabinet cabinet = Start(environment, stranger.Pem, SecureBroker.PasswordOf(DemoUser));

        environment.AwaitLog(
            $"no connection to broker localhost:{environment.Proxy.Port} (MqttConnectionException, AuthenticationException): with TLS, "
                + $"check the CA");

        cabinet.Move("door", "open");
        Waiting.Until(() => cabinet.IsSounding, "the sounder, which needs no broker");
        Assert.IsTrue(cabinet.LinkState < LinkState.Broker, $"the link is at {cabinet.LinkState}");
        Assert.IsEmpty(environment.Reader.Lines, "nothing reached the broker");
        AssertNothingSecretIn(environment.Log);
    }

    [TestMethod]
    public void A_CA_file_that_is_not_there_is_told_and_nothing_is_sent_unprotected()
    {
        using SecureBroker site = new(Demo);
        using TestEnvironment environment = Open(site);
        environment.Log.Expected = "is missing, fault code 4";
        SimulatedCabinet cabinet = Start(environment, null, SecureBroker.PasswordOf(DemoUser));

        environment.AwaitLog("is missing, fault code 4; the broker can't be trusted, the cabinet stays without a link");
        environment.AwaitLog("is broker.caFile there?");

        Assert.IsTrue(cabinet.LinkState < LinkState.Broker, $"the link is at {cabinet.LinkState}");
        Assert.IsEmpty(environment.Reader.Lines, "nothing reached the broker");
        AssertNothingSecretIn(environment.Log);
    }

    [TestMethod]
    public void A_wrong_password_is_told_without_telling_it()
    {
        const string Wrong = "secret of nobody";
        using SecureBroker site = new(Demo);
        using TestEnvironment environment = Open(site);
        SimulatedCabinet cabinet = Start(environment, File.ReadAllText(site.CaFile), Wrong);

        environment.AwaitLog(
            $"broker localhost:{environment.Proxy.Port} refused the connection, reason code 5 (4 and 5: check user, password and "
                + $"permission)");

        Assert.IsTrue(cabinet.LinkState < LinkState.Broker, $"the link is at {cabinet.LinkState}");
        Assert.IsEmpty(environment.Reader.Lines, "nothing reached the broker");
        AssertNothingSecretIn(environment.Log);
    }

    [TestMethod]
    public void A_cabinet_can_neither_speak_for_another_nor_command_itself()
    {
        using SecureBroker site = new(Demo, Station);
        using TestEnvironment environment = Open(site);
        BrokerAccount station = site.Account(StationUser);

        Publish(environment, station, Demo + "/event", Example("event.aed-removed"));
        Publish(environment, station, Demo + "/online", Example("online.will"));
        Publish(environment, station, Demo + "/command", Example("command.locate"));
        Publish(environment, station, Station + "/command", Example("command.locate"));
        Publish(environment, station, "aed/v1/1501/150102/transport/" + StationUser + "/online", Example("online.birth"));
        Publish(environment, station, Station + "/online", Example("online.birth"));

        environment.Reader.Await("online", _ => true, "what the cabinet may say");
        Assert.HasCount(1, environment.Reader.Lines, string.Join(System.Environment.NewLine, environment.Reader.Lines));
        Assert.StartsWith(Station + "/online ", environment.Reader.Lines[0]);
    }

    [TestMethod]
    public void A_cabinet_reads_only_its_own_commands()
    {
        using SecureBroker site = new(Demo, Station);
        using TestEnvironment environment = Open(site);
        using MosquittoReader curious = Read(environment, site, StationUser);
        BrokerAccount registry = site.Account(SecureBroker.Registry);

        Publish(environment, site.Account(DemoUser), Demo + "/online", Example("online.birth"));
        Publish(environment, registry, Demo + "/command", Example("command.locate"));
        Publish(environment, registry, Station + "/event", Example("event.aed-removed"));
        Publish(environment, registry, Station + "/command", Example("command.locate"));

        curious.Await("command", _ => true, "its own command");
        Assert.HasCount(1, curious.Lines, string.Join(System.Environment.NewLine, curious.Lines));
        Assert.StartsWith(Station + "/command ", curious.Lines[0]);
        Assert.IsEmpty(environment.Reader.All("event"), "the registry says nothing in a cabinet's name");
    }

    [TestMethod]
    public void A_centre_and_a_department_see_what_is_theirs()
    {
        using SecureBroker site = new(Demo, Station);
        using TestEnvironment environment = Open(site);
        using MosquittoReader centre = Read(environment, site, SecureBroker.Centre);
        using MosquittoReader transport = Read(environment, site, SecureBroker.Transport);

        foreach ((string topic, string user) in new[] { (Station, StationUser), (Demo, DemoUser) })
        {
            Publish(environment, site.Account(user), topic + "/online", Example("online.birth"));
            Publish(environment, site.Account(user), topic + "/event", EventOf(user));
        }

        // Only the registry may send commands.
        Publish(environment, site.Account(SecureBroker.Centre), Demo + "/command", Example("command.locate"));
        Publish(environment, site.Account(SecureBroker.Transport), Station + "/command", Example("command.locate"));
        Publish(environment, site.Account(StationUser), Station + "/online", Example("online.will"));

        environment.Reader.Await("online", message => !message["online"]!.GetValue<bool>(), "the last message");
        transport.Await("online", message => !message["online"]!.GetValue<bool>(), "the last message");
        centre.Await("event", _ => true, "the event of its prefecture");
        AssertTopics([Station + "/online", Station + "/event", Demo + "/online", Demo + "/event", Station + "/online"], environment.Reader);
        AssertTopics([Station + "/online", Station + "/event", Station + "/online"], transport);
        AssertTopics([Demo + "/online", Demo + "/event"], centre);
    }

    private static TestEnvironment Open(SecureBroker site) => new(site.Start, site.Account(SecureBroker.Registry));

    // They subscribe to more than they may see: the broker, not the reader, must hold it back.
    private static MosquittoReader Read(TestEnvironment environment, SecureBroker site, string user) =>
        new(environment.Broker.Port, null, site.Account(user));

    private static SimulatedCabinet Start(TestEnvironment environment, string? ca, string password)
    {
        const string CaFile = "site-ca.pem";
        Directory.CreateDirectory(environment.FlashFolder);
        if (ca is not null)
        {
            File.WriteAllText(Path.Combine(environment.FlashFolder, CaFile), ca);
        }

        // The proxy passes TLS through; it could not do more to it than cut it.
        return environment.StartCabinet(environment.Proxy.Port, root =>
        {
            JsonObject broker = root["broker"]!.AsObject();
            broker["host"] = "localhost";
            broker["tls"] = true;
            broker["caFile"] = CaFile;
            broker["user"] = DemoUser;
            broker["password"] = password;
        });
    }

    private static void Publish(TestEnvironment environment, BrokerAccount account, string topic, string text)
    {
        string program = RequiredTool.Find("mosquitto_pub", "mosquitto-clients");
        BufferedCommandResult publisher = Cli.Wrap(program)
            .WithArguments([.. account.ToArguments(environment.Broker.Port), "-q", "1", "-t", topic, "-m", text]).Run();

        // MQTT 3.1.1 has no refusal of a message: the broker acknowledges what it drops, so this says only that it was asked.
        Assert.AreEqual(0, publisher.ExitCode, $"mosquitto_pub to {topic}: {publisher.Output()}");
    }

    private static string Example(string name) =>
        File.ReadAllText(RepositoryRoot.At("firmware", "contract", "examples", name + ".json")).TrimEnd();

    private static string EventOf(string id)
    {
        JsonNode item = JsonNode.Parse(Example("event.aed-removed"))!;
        item["id"] = id;
        return item.ToJsonString();
    }

    private static void AssertTopics(string[] expected, MosquittoReader reader) =>
        Assert.AreSequenceEqual(expected, reader.Lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));

    private static void AssertNothingSecretIn(ErrorLog log) =>
        Assert.DoesNotContain(
            line => line.Contains("secret of", StringComparison.Ordinal) || line.Contains("BEGIN", StringComparison.Ordinal), log.Lines);
}
