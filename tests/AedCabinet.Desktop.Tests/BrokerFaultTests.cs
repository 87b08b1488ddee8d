using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Link;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What networks and brokers do, against a real Mosquitto: after each fault the reader has every event exactly once, when it
/// has removed doubles by (id, boot, seq).
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class BrokerFaultTests
{
    // The start of every session is longer: connect, subscription, birth, about and state.
    private const int BytesOfABirth = 1200;

    // Twelve years ahead, and back.
    private static readonly DateTimeOffset[] s_setTo = [new(2039, 7, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)];

    [TestMethod]
    public void A_broker_that_is_killed_and_started_again_loses_no_event()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Broker.Kill();
        cabinet.Move("door", "open");
        Waiting.Until(() => cabinet.IsSounding, "the sounder, which needs no broker");
        cabinet.Move("aed", "absent");
        environment.AwaitLog("next attempt in");

        // The reader is there first: what a broker passes on before somebody subscribes is nobody's.
        environment.Proxy.Fault = LinkFault.Reset;
        environment.Broker.Start();
        environment.RenewReader();
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "aed.removed");
        JsonNode online = AwaitOnline(environment, 2);
        Assert.AreEqual(1, online["boot"]!.GetValue<int>());
        environment.Reader.Await("state", state => state["open"]!.AsArray().Count == 1, "the state, told anew");
        environment.Reader.Await("about", _ => true, "about, told anew");
    }

    [TestMethod]
    public void A_cabinet_restarted_with_its_broker_numbers_anew_in_its_next_boot()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet first = Ready(environment);
        Swing(first);
        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");

        environment.Broker.Kill();
        first.Stop();
        environment.Proxy.Fault = LinkFault.Reset;
        SimulatedCabinet second = environment.StartCabinetBehindProxy();
        Swing(second);
        environment.Broker.Start();
        environment.RenewReader();
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed", "boot.started", "door.opened", "door.closed");
        Assert.AreSequenceEqual([1, 2], environment.Events.All("boot.started").Select(item => item["boot"]!.GetValue<int>()));
    }

    [TestMethod]
    public void A_broker_that_accepts_TCP_and_says_nothing_is_given_up()
    {
        using ShortConnAckWait wait = new();
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Proxy.Fault = LinkFault.BlackHole;
        int before = environment.Proxy.AcceptedCount;
        environment.Proxy.Cut();
        Swing(cabinet);
        Waiting.Until(() => environment.Proxy.AcceptedCount >= before + 2, "a second attempt at the silent broker");
        environment.AwaitLog("no connection to broker 127.0.0.1:" + environment.Proxy.Port);
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");
    }

    [TestMethod]
    public void A_broker_that_accepts_the_connection_and_not_the_subscription_is_given_up()
    {
        HurriedBootClock clock = new();
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment, clock);

        environment.Proxy.Fault = LinkFault.AcceptAndSayNothing;
        environment.Proxy.Cut();
        Swing(cabinet);
        Waiting.Until(() => cabinet.LinkState == LinkState.Broker, "the link to wait for the subscription");
        clock.Hurry(TimeSpan.FromMilliseconds(LinkTimeouts.SubscribeMs));
        environment.AwaitLog("the broker did not answer the subscription");
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");
    }

    [TestMethod]
    public void A_broker_that_refuses_the_connection_is_asked_again()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Proxy.Fault = LinkFault.Refuse;
        environment.Proxy.Cut();
        Swing(cabinet);
        environment.AwaitLog("refused the connection, reason code 3");
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");
    }

    [TestMethod]
    public void A_half_open_connection_is_noticed_by_the_link_s_own_deadline()
    {
        HurriedBootClock clock = new();
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment, clock);

        environment.Proxy.Fault = LinkFault.BlackHole;
        cabinet.Move("door", "open");
        Waiting.Until(() => environment.Proxy.SwallowedBytes > 0, "something of the cabinet's to be lost");
        clock.Hurry(TimeSpan.FromMilliseconds(LinkTimeouts.AcknowledgeMs));
        environment.AwaitLog("no acknowledgement for 30 s");
        environment.Proxy.Fault = LinkFault.None;
        environment.Proxy.Cut();

        environment.AwaitEveryEventOnce("boot.started", "door.opened");
        AwaitOnline(environment, 2);
    }

    [TestMethod]
    public void A_half_open_connection_is_noticed_by_the_client_that_gets_no_acknowledgement()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Proxy.Fault = LinkFault.BlackHole;
        Swing(cabinet);
        environment.AwaitLog("the broker did not acknowledge a message");
        environment.Proxy.Fault = LinkFault.None;
        environment.Proxy.Cut();

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");
    }

    [TestMethod]
    public void Lost_acknowledgements_make_doubles_that_the_reader_removes()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Proxy.Fault = LinkFault.SwallowAcknowledgements;
        Swing(cabinet);
        Waiting.Until(() => environment.Events.Doubles > 0, "an event to come twice");
        environment.Proxy.Fault = LinkFault.None;
        cabinet.Move("aed", "absent");

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed", "aed.missing");
        Assert.IsGreaterThan(0, environment.Proxy.SwallowedAcknowledgements);
        Console.WriteLine(
            $"{environment.Proxy.SwallowedAcknowledgements} acknowledgements lost, {environment.Events.Doubles} events came twice");
    }

    [TestMethod]
    public void A_connection_cut_at_any_byte_loses_no_event()
    {
        const int Cuts = 6;
        int seed = System.Environment.TickCount & 0xFFFF;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);
        List<string> expected = ["boot.started"];
        for (int i = 0; i < Cuts; i++)
        {
            environment.Proxy.CutAfter(random.Next(BytesOfABirth));
            Swing(cabinet);
            expected.AddRange(["door.opened", "door.closed"]);
            if (environment.Proxy.IsCutPending)
            {
                // The rest of the bytes are those of the next session's beginning.
                environment.Proxy.Cut();
            }

            Waiting.Until(() => !environment.Proxy.IsCutPending, "the cut");
        }

        environment.AwaitEveryEventOnce([.. expected]);
        Console.WriteLine($"{environment.Proxy.AcceptedCount} connections, {environment.Events.Doubles} events came twice");
    }

    [TestMethod]
    public void A_slow_network_only_delays()
    {
        using TestEnvironment environment = new();
        environment.Proxy.Delay = TimeSpan.FromMilliseconds(400);
        SimulatedCabinet cabinet = Ready(environment);

        Swing(cabinet);

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");
        Assert.AreEqual(1, environment.Proxy.AcceptedCount, "connections");
    }

    [TestMethod]
    public void A_host_name_that_does_not_resolve_is_told_and_tried_again()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet lost = environment.StartCabinet(environment.Proxy.Port, root => root["broker"]!["host"] = "no-such-host.invalid");
        Waiting.Until(
            () => environment.Log.Lines.Count(line => line.Contains("no-such-host.invalid", StringComparison.Ordinal)) >= 2,
            "two warnings about the name",
            () => string.Join(System.Environment.NewLine, environment.Log.Lines));
        Assert.Contains(line => line.StartsWith("warning: ", StringComparison.Ordinal) && line.Contains("name", StringComparison.Ordinal),
            environment.Log.Lines);
        lost.Move("door", "open");
        Waiting.Until(() => lost.IsSounding, "the sounder, which needs no broker");
        lost.Stop();

        SimulatedCabinet found = environment.StartCabinet(environment.Proxy.Port, root => root["broker"]!["host"] = "localhost");
        Swing(found);

        environment.AwaitEveryEventOnce("boot.started", "door.opened", "boot.started", "door.opened", "door.closed");
    }

    [TestMethod]
    public void A_clock_that_steps_by_years_while_events_wait_neither_loses_nor_renumbers_one()
    {
        SettableClock wallClock = new();
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = environment.StartCabinetBehindProxy(wallClock);
        JsonNode boot = environment.Reader.Await("event", Is("boot.started"), "boot.started");
        Assert.AreEqual("unsynced", boot["clock"]!.GetValue<string>());

        environment.Proxy.Fault = LinkFault.Reset;
        environment.Proxy.Cut();
        Swing(cabinet);
        wallClock.Set(s_setTo[0]);
        Swing(cabinet);
        wallClock.Set(s_setTo[1]);
        Swing(cabinet);
        environment.Proxy.Fault = LinkFault.None;

        environment.AwaitEveryEventOnce(
            "boot.started", "door.opened", "door.closed", "door.opened", "door.closed", "door.opened", "door.closed");
        foreach (JsonNode opened in environment.Events.All("door.opened"))
        {
            // Each has a time, the first one too, which happened before anybody had set the clock: by the clock as it was
            // when the event was stored or when it went out, counted back by the time since it happened.
            DateTimeOffset time = DateTimeOffset.Parse(opened["time"]!.GetValue<string>());
            Assert.Contains(set => (time - set).Duration() < TimeSpan.FromMinutes(1), s_setTo, opened.ToJsonString());
        }
    }

    [TestMethod]
    public void The_last_will_tells_which_session_ended_so_a_late_one_is_recognised()
    {
        using TestEnvironment environment = new();
        SimulatedCabinet cabinet = Ready(environment);

        environment.Proxy.Cut();
        AwaitOnline(environment, 2);
        environment.Proxy.Fault = LinkFault.BlackHole;
        Swing(cabinet);
        environment.AwaitLog("the broker did not acknowledge a message");

        // The broker still holds the second session when the third begins: its will may come before or after the third's birth.
        environment.Proxy.Fault = LinkFault.None;
        AwaitOnline(environment, 3);
        environment.AwaitEveryEventOnce("boot.started", "door.opened", "door.closed");

        (int Boot, int Connection) latest = (0, 0);
        bool isOnline = false;
        List<int> wills = [];
        foreach (JsonNode message in environment.Reader.All("online"))
        {
            (int Boot, int Connection) session = (message["boot"]!.GetValue<int>(), message["connection"]!.GetValue<int>());
            bool online = message["online"]!.GetValue<bool>();
            if (!online)
            {
                wills.Add(session.Connection);
            }

            if (session.CompareTo(latest) >= 0)
            {
                latest = session;
                isOnline = online;
            }
        }

        Assert.Contains(1, wills, "the will of the session that was cut");
        Assert.DoesNotContain(3, wills, "nobody's will but the dead ones'");
        Assert.AreEqual((1, 3), latest);
        Assert.IsTrue(isOnline, "judged by the contract's rule, the cabinet is online");
        Console.WriteLine("wills of sessions " + string.Join(", ", wills));
    }

    private static SimulatedCabinet Ready(TestEnvironment environment, HurriedBootClock? clock = null)
    {
        SimulatedCabinet cabinet = environment.StartCabinetBehindProxy(bootClock: clock);
        environment.Reader.Await("event", Is("boot.started"), "boot.started");
        Waiting.Until(() => cabinet.LinkState == LinkState.Online, "the cabinet to be online");
        return cabinet;
    }

    // Opens it and shuts it again, each held until the cabinet believes it.
    private static void Swing(SimulatedCabinet cabinet)
    {
        cabinet.Move("door", "open");
        Waiting.Until(() => cabinet.State.IsAedDoorOpen, "the cabinet to see the open door");
        cabinet.Move("door", "closed");
        Waiting.Until(() => !cabinet.State.IsAedDoorOpen, "the cabinet to see the shut door");
    }

    private static JsonNode AwaitOnline(TestEnvironment environment, int connection) => environment.Reader.Await(
        "online",
        message => message["online"]!.GetValue<bool>() && message["connection"]!.GetValue<int>() >= connection,
        $"the birth of connection {connection}");

    private static Func<JsonNode, bool> Is(string name) => item => item["event"]!.GetValue<string>() == name;
}
