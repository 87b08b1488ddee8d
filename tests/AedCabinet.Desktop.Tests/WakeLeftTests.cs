using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Desktop.Tests;

/// <summary>A kit's door that opened and shut is told (SPEC §7), although the boot that it woke could not tell it.</summary>
[TestClass]
public class WakeLeftTests
{
    private readonly Timeline _timeline = new(null);
    private readonly SoakReport _report = new() { Seed = 1, Kinds = FaultKinds.All, AskedHours = 1 };
    private readonly SimulatedFlash _flash = new();
    private readonly VirtualHardware _hardware;
    private readonly EventInvariant _ledger;
    private readonly List<EventKind> _told = [];

    public WakeLeftTests()
    {
        _ledger = new EventInvariant(_timeline, _report) { Emitted = item => _told.Add(item.Kind) };
        VirtualNetwork network = new(_timeline);
        _hardware = new VirtualHardware
        {
            Timeline = _timeline,
            Flash = _flash,
            Clock = new VirtualClock(_timeline),
            Network = network,
            Broker = new VirtualBroker(_timeline, network, new SeededRandom(1), _report.Count),
            Witness = _ledger,
            Authenticator = new HmacSha256Authenticator(new byte[32]),
            Random = new Random(0),
            Log = new SilentLog(),
        };
        _hardware.Broker.Acknowledges = (topic, text) =>
        {
            if (topic.EndsWith("/event", StringComparison.Ordinal))
            {
                _ledger.Confirm(text);
            }
        };
        _flash.TryWrite(ConfigurationFile.Name, CabinetFile.Of(true, 1));
    }

    [TestMethod]
    public void A_boot_that_can_t_read_whether_it_is_a_kit_leaves_what_woke_it_to_the_one_that_can()
    {
        Boot(WakeCause.PowerOn).EndOnPurpose("sleep");
        _flash.Misreads = name => name == ConfigurationFile.Name ? ReadFault.Fails : ReadFault.None;
        FirmwareBoot unread = Boot(WakeCause.Pin);
        Assert.IsNull(unread.Link);
        unread.EndOnPurpose("cabinet.json read");
        Assert.DoesNotContain(EventKind.KitOpened, _told);

        _flash.Misreads = _ => ReadFault.None;
        Boot(WakeCause.PowerOn).EndOnPurpose("stopped");
        Assert.HasCount(1, _told.Where(kind => kind == EventKind.KitOpened).ToList());
        Boot(WakeCause.PowerOn);
        Assert.HasCount(1, _told.Where(kind => kind == EventKind.KitOpened).ToList(), "once");
    }

    [TestMethod]
    [DataRow(0, 15, 60)]
    [DataRow(60, 60, 120)]
    [DataRow(3600, 180, 240)]
    public void A_kit_s_sleep_waits_three_minutes_for_flash_that_refuses_to_remember_that_its_door_is_shut(int refusesSeconds,
        int leastSeconds, int mostSeconds)
    {
        bool isMemory = false;
        long shutAtMs = 0;
        _hardware.Clock.IsKnown = true;
        _flash.Observer = operation => isMemory = operation.Name.StartsWith("memory", StringComparison.Ordinal);
        _flash.Refuses = _ => isMemory && shutAtMs > 0 && _timeline.NowMs < shutAtMs + (refusesSeconds * 1000L);
        FirmwareBoot boot = Boot(WakeCause.PowerOn);
        for (int scan = 0; boot.Sleep == null && scan < 30_000; scan++)
        {
            _timeline.NowMs += Cabinet.ScanPeriodMs;
            shutAtMs = scan == 1000 ? _timeline.NowMs : shutAtMs;
            boot.Scan(new InputImage { MainsPresent = true, KitDoorContactOpen = scan is > 500 and < 1000 });
            boot.StepOthers();
        }

        Assert.Contains(EventKind.KitClosed, _told);
        Assert.IsInRange(leastSeconds, mostSeconds, (_timeline.NowMs - shutAtMs) / 1000);
    }

    [TestMethod]
    public void A_client_that_fails_at_anything_sets_no_event_aside()
    {
        List<string> delivered = [];
        _hardware.Broker.Delivers = (_, text) => delivered.Add(text);
        _hardware.Clock.IsKnown = true;
        FirmwareBoot boot = Boot(WakeCause.PowerOn);
        _hardware.Broker.Throws = 1;
        for (int scan = 0; scan < 30_000; scan++)
        {
            _timeline.NowMs += Cabinet.ScanPeriodMs;
            _hardware.Broker.Throws = scan < 15_000 ? 1 : 0;
            boot.Scan(new InputImage { MainsPresent = true, KitDoorContactOpen = scan is > 500 and < 1000 });
            boot.StepOthers();
        }

        Assert.HasCount(1, delivered.Where(text => text.Contains("kit.opened", StringComparison.Ordinal)).ToList());
        Assert.DoesNotContain(EventKind.StorageFault, _told);
    }

    // Its door is shut by now.
    private FirmwareBoot Boot(WakeCause cause)
    {
        _hardware.WakeCause = cause;
        FirmwareBoot boot = new(ConfigurationFile.Load(_flash, SimulatedBoard.Target, _hardware.Log), _hardware);
        for (int scan = 0; scan < 100; scan++)
        {
            _timeline.NowMs += Cabinet.ScanPeriodMs;
            boot.Scan(new InputImage { MainsPresent = true });
            boot.StepOthers();
        }

        return boot;
    }
}
