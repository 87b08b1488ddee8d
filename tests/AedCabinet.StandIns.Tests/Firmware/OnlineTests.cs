using System;
using System.Linq;
using System.Threading;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Supervision;
using AedCabinet.Timing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>Nothing says "online" while the scan does not run (SPEC §3, §12); and the link thread under a lack of memory.</summary>
[TestClass]
public class OnlineTests
{
    private const int RoundMs = 100;

    private readonly OnBench _bench = new();
    private readonly Progress _scan = new();
    private readonly ScanExchange _exchange;
    private readonly RestartDesk _desk = new();
    private readonly LinkLoop _loop;
    private readonly RegistryLink _link;
    private long _nowMs;

    public OnlineTests()
    {
        CabinetConfiguration configuration = new() { Id = "X", Broker = { FirstAttemptSeconds = 0 } };
        EventQueue events = new();
        _exchange = new ScanExchange(events, new NoticeQueue());
        MessageComposer composer = new(configuration, 1, _bench);
        Topics topics = new(configuration);
        Outgoing outgoing = new(_bench, composer, topics, events, _exchange.States, new ScanHealth(_exchange.Shortage), new ReplyQueue());
        _link = new RegistryLink(
            configuration.Broker,
            _bench,
            _bench,
            new LinkSession(_bench, composer, topics),
            events,
            outgoing,
            new ConnectPreparation(false, _bench, _exchange.Handshake, _bench),
            new LinkEscalation(_bench, _exchange.Alarm, _exchange.Restarts, _bench, _bench),
            null,
            new Random(1),
            _bench);
        _loop = new LinkLoop(_link, new BootClock(), new AutoResetEvent(false), new BootRecord(_bench, _bench), _desk, _scan,
            _exchange.Shortage, _bench);
    }

    [TestMethod]
    public void Before_the_first_scan_the_cabinet_does_not_even_connect()
    {
        Run(60_000, isScanning: false);
        Assert.IsEmpty(_bench.Said);

        Run(1000, isScanning: true);
        Assert.Contains("\"online\":true", _bench.Said);
    }

    [TestMethod]
    public void A_scan_that_stops_takes_the_link_offline_without_a_farewell_and_one_that_goes_on_brings_it_back()
    {
        Run(1000, isScanning: true);
        Assert.AreEqual(LinkState.Online, _link.State);

        Run(SupervisionTimeouts.ScanOfflineMs - RoundMs, isScanning: false);
        Assert.AreEqual(LinkState.Online, _link.State, "a scan may be late");
        Run(2 * RoundMs, isScanning: false);
        Assert.AreEqual(LinkState.Offline, _link.State);
        Assert.AreEqual("close", _bench.Said[^1]);
        var said = _bench.Said.Count;
        Run(60_000, isScanning: false);
        Assert.HasCount(said, _bench.Said, "it tried again while nothing watches the door");

        Run(120_000, isScanning: true);
        Assert.AreEqual(LinkState.Online, _link.State);
    }

    [TestMethod]
    public void What_froze_the_link_as_well_is_no_scan_that_stopped()
    {
        Run(1000, isScanning: true);

        _nowMs += 60_000;
        _loop.Round(_nowMs);

        Assert.AreEqual(LinkState.Online, _link.State);
    }

    [TestMethod]
    public void A_lack_of_memory_in_the_link_is_counted_and_the_link_comes_back()
    {
        Run(1000, isScanning: true);
        var failures = 2;
        _bench.Throws = what => what == "signal" && failures-- > 0 ? new OutOfMemoryException() : null;

        Run(120_000, isScanning: true);

        Assert.AreEqual(2, _exchange.Shortage.Count);
        Assert.AreEqual(LinkState.Online, _link.State);
        Assert.IsFalse(_desk.IsAsked);
    }

    [TestMethod]
    public void A_link_that_keeps_failing_asks_for_its_restart_and_the_idle_rounds_between_do_not_clear_the_count()
    {
        // Each connection fails as soon as it is online; the pauses between grow to minutes.
        Run(1000, isScanning: true);
        var failures = 0;
        _bench.Throws = what => what == "signal" && _link.State == LinkState.Online
            ? new InvalidOperationException((++failures).ToString()) : null;
        Run(3_600_000, isScanning: true);

        Assert.IsTrue(_desk.IsAsked);
        Assert.IsGreaterThanOrEqualTo(10, failures);
    }

    [TestMethod]
    [DataRow("close")]
    [DataRow("log")]
    public void A_connection_that_can_not_be_given_up_for_want_of_memory_is_given_up_later(string failing)
    {
        Run(1000, isScanning: true);
        var rounds = 0;
        _bench.Throws = what => (what == "signal" && rounds++ == 0) || (what == failing && rounds < 3 && rounds++ > 0)
            ? new OutOfMemoryException() : null;

        Run(120_000, isScanning: true);

        Assert.AreEqual(LinkState.Online, _link.State);
        Assert.AreEqual(2, _bench.Said.Count(said => said == "\"online\":true"));
    }

    [TestMethod]
    public void A_link_that_never_has_memory_ends_in_an_orderly_restart_with_its_reason()
    {
        Run(1000, isScanning: true);
        _bench.Throws = what => what == "signal" ? new OutOfMemoryException() : null;

        Run(2000, isScanning: true);

        Assert.AreEqual("link: System.OutOfMemoryException", _desk.Reason);
        _bench.Throws = _ => null;
        Assert.AreEqual(_desk.Reason, _bench.CrashReason);
    }

    private void Run(int durationMs, bool isScanning)
    {
        for (var untilMs = _nowMs + durationMs; _nowMs < untilMs; _nowMs += RoundMs)
        {
            if (isScanning)
            {
                _scan.Note();
            }

            _loop.Round(_nowMs);
        }
    }
}
