using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Desktop.Tests;

/// <summary>What keeps a cabinet going that hangs, fails or loses its power (SPEC §3, §11, §12).</summary>
[TestClass]
[DoNotParallelize]
public class SupervisionTests
{
    private const int DayMs = 24 * 60 * 60 * 1000;

    [TestMethod]
    public void The_watchdog_s_pin_changes_every_second_while_scan_storage_and_link_make_progress()
    {
        SupervisedBoard board = new();

        board.Run(DayMs / 24, scan: true, storage: true, link: true);

        Assert.AreEqual(DayMs / 24 / SupervisionTimeouts.PeriodMs, board.Pulses);
        Assert.AreEqual(0, board.Restarts);
    }

    [TestMethod]
    [DataRow("scan", SupervisionTimeouts.ScanStallMs, "scan stalled")]
    [DataRow("storage", SupervisionTimeouts.StorageStallMs, null)]
    [DataRow("link", SupervisionTimeouts.LinkStallMs, "link stalled")]
    public void The_watchdog_s_pin_stops_within_the_window_of_what_stalls_and_the_next_boot_knows_why(string stalled, int windowMs, string? reason)
    {
        SupervisedBoard board = new();
        board.Run(60_000, scan: true, storage: true, link: true);
        int before = board.Pulses;

        board.Run(windowMs - SupervisionTimeouts.PeriodMs, stalled != "scan", stalled != "storage", stalled != "link");
        Assert.AreEqual(before + (windowMs / SupervisionTimeouts.PeriodMs) - 1, board.Pulses, "fed until the window is over");
        Assert.AreEqual(0, board.Restarts);

        board.Run(SupervisionTimeouts.PeriodMs, stalled != "scan", stalled != "storage", stalled != "link");
        int atWindow = board.Pulses;
        board.Run(120_000, stalled != "scan", stalled != "storage", stalled != "link");
        Assert.AreEqual(before + (windowMs / SupervisionTimeouts.PeriodMs) - 1, atWindow);
        Assert.AreEqual(atWindow, board.Pulses, "fed although something stands still");
        Assert.AreEqual(reason is null ? 0 : 1, board.Restarts);
        Assert.AreEqual(reason, new BootRecord(board.Flash, board.Log).CrashReason);
    }

    [TestMethod]
    public void Storage_that_goes_on_after_a_stall_is_fed_for_again()
    {
        SupervisedBoard board = new();
        board.Run(90_000, scan: true, storage: false, link: true);
        int before = board.Pulses;

        board.Run(5000, scan: true, storage: true, link: true);

        Assert.AreEqual(before + 5, board.Pulses);
    }

    [TestMethod]
    [DataRow("scan")]
    [DataRow("storage")]
    public void An_exception_leaves_its_reason_and_the_next_boot_tells_it(string where)
    {
        using CabinetOnBench bench = new();
        CabinetApplication failing = bench.Boot();
        bench.FailIn(where);
        bench.RunToItsEnd(failing);

        bench.FailIn(null);
        CabinetApplication next = bench.Boot();
        bench.RunUntil(next, () => bench.LastSeqOf(next) >= 2);

        Assert.AreEqual($"\"reason\":\"{where}: {typeof(InvalidTimeZoneException).FullName}\"", bench.DataOf(EventKind.BootCrashed, next.Boot));
        Assert.DoesNotContain("restart", bench.DataOf(EventKind.BootStarted, next.Boot)!, "a crash is no restart on purpose");

        CabinetApplication last = bench.Boot();
        bench.RunUntil(last, () => bench.LastSeqOf(last) >= 1);
        Assert.Contains("\"restart\":\"stopped\"", bench.DataOf(EventKind.BootStarted, last.Boot)!);
        Assert.IsNull(bench.DataOf(EventKind.BootCrashed, last.Boot));
    }

    [TestMethod]
    public void A_link_that_fails_in_every_step_asks_for_a_restart_and_leaves_its_reason()
    {
        SimulatedFlash flash = new();
        ErrorLog log = new();
        BootRecord boots = new(flash, log);
        RestartDesk desk = new();
        using FailingLink link = new(flash, boots, desk, log);

        link.FailInARow(9);
        Assert.IsFalse(desk.IsAsked);
        link.FailInARow(10);

        Assert.AreEqual($"link: {typeof(InvalidTimeZoneException).FullName}", desk.Reason);
        _ = boots.TryMarkPlannedUnlessCrashed(desk.Reason);
        Assert.AreEqual(desk.Reason, new BootRecord(flash, log).CrashReason);
    }

    [TestMethod]
    public void Three_boots_that_die_at_once_lead_into_safe_mode_and_the_cabinet_says_so()
    {
        using CabinetOnBench bench = new();
        for (int i = 0; i < BootRecord.MaxEarlyDeaths; i++)
        {
            _ = bench.Boot();
        }

        CabinetApplication safe = bench.Boot();
        bench.RunUntil(safe, () => bench.LastSeqOf(safe) >= 1);

        Assert.Contains("\"safeMode\":true", bench.DataOf(EventKind.BootStarted, safe.Boot)!);
        CabinetState state = new();
        safe.States.Read(state);
        Assert.AreNotEqual(0, state.Reasons & (1 << (int)ReadinessReason.TemperatureUnknown), "safe mode is never ready");
    }

    [TestMethod]
    public void An_open_removal_survives_a_restart_although_the_AED_is_back_in_its_place()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-test-");
        try
        {
            ErrorLog log = new();
            byte[] configuration = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
            using (SimulatedCabinet cabinet = new(configuration, folder.FullName, new HostNetwork(), 1, ContactParameters.Ideal, log))
            {
                cabinet.Start();
                Waiting.Until(() => cabinet.State.LastSeq > 0, "the first boot to run");
                Assert.IsFalse(cabinet.State.IsRemovalOpen);
                cabinet.Move("door", "open");
                Waiting.Until(() => cabinet.State.IsAedDoorOpen, "the open door");
                cabinet.Move("aed", "absent");
                Waiting.Until(() => cabinet.State.IsRemovalOpen, "the removal");
            }

            using SimulatedCabinet after = new(configuration, folder.FullName, new HostNetwork(), 2, ContactParameters.Ideal, log);
            after.Start();
            Waiting.Until(() => after.State.LastSeq > 0 && after.State.Aed == Presence.Present, "the second boot to run");
            CabinetState state = after.State;
            string message = new MessageComposer(new CabinetConfiguration { Id = "X" }, after.Boot, new SystemClock()).State(state, 1, 0);
            Assert.Contains("\"open\":[\"aed.removed\"]", message);
            Assert.Contains("\"needs-inspection\"", message);
            Assert.IsFalse(state.IsAedDoorOpen);

            _ = after.Ask(CabinetRequest.Inspect, TimeSpan.Zero);
            Waiting.Until(() => !after.State.IsRemovalOpen && !after.State.NeedsInspection, "the inspection");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A supervisor over three parts that make progress or don't, with a pin and in virtual time.</summary>
    private sealed class SupervisedBoard : IBoard
    {
        private readonly PinMap _pins = new() { Watchdog = 5 };
        private readonly Progress _scan = new();
        private readonly Progress _storage = new();
        private readonly Progress _link = new();
        private readonly SupervisorLoop _loop;
        private long _nowMs;
        private bool _isGoing = true;

        public SupervisedBoard()
        {
            SimulatedBoard board = new();
            board.OutputChanged += change => Pulses += change.Pin == _pins.Watchdog ? 1 : 0;
            WatchdogPin pin = new(new GpioController(board), _pins);
            BootRecord boots = new(Flash, Log);
            _loop = new SupervisorLoop(new Supervisor(_scan, _storage, _link), pin, null, boots, this, new BootClock(), Log);
        }

        public SimulatedFlash Flash { get; } = new();

        public ErrorLog Log { get; } = new();

        public int Pulses { get; private set; }

        public int Restarts { get; private set; }

        public void Restart() => Restarts++;

        public void Run(int durationMs, bool scan, bool storage, bool link)
        {
            for (long untilMs = _nowMs + durationMs; _nowMs < untilMs && _isGoing; _nowMs += SupervisionTimeouts.PeriodMs)
            {
                Note(_scan, scan);
                Note(_storage, storage);
                Note(_link, link);
                _isGoing = _loop.Look(_nowMs);
            }
        }

        private void Note(Progress part, bool isGoing)
        {
            if (isGoing)
            {
                part.Note(_nowMs);
            }
        }
    }

    /// <summary>A link thread whose connection throws in every step, as often as asked.</summary>
    private sealed class FailingLink : IBrokerConnection, IDisposable
    {
        private readonly AutoResetEvent _wake = new(false);
        private readonly Func<LinkLoop> _newLoop;
        private LinkLoop? _loop;
        private int _failures;

        public FailingLink(SimulatedFlash flash, BootRecord boots, RestartDesk desk, ILog log)
        {
            CabinetConfiguration configuration = new();
            SystemClock clock = new();
            ScanExchange exchange = new(new EventQueue());
            MessageComposer composer = new(configuration, 1, clock);
            Topics topics = new(configuration);
            Outbox events = new(flash, clock, new NoticeQueue(), log);
            _newLoop = () => new LinkLoop(
                new RegistryLink(
                    configuration.Broker,
                    new HostNetwork(),
                    this,
                    new LinkSession(this, composer, topics),
                    events,
                    new Outgoing(this, composer, topics, events, exchange.States, new ScanHealth(), new ReplyQueue()),
                    new ConnectPreparation(false, clock, exchange.Handshake, log),
                    new LinkEscalation(new HostNetwork(), exchange.Alarm, exchange.Restarts, flash, log),
                    null,
                    new Random(1),
                    log),
                new BootClock(),
                _wake,
                boots,
                desk,
                log);
        }

        /// <summary>Runs a link until it has failed so often, and then until its stop.</summary>
        /// <param name="times">How often.</param>
        public void FailInARow(int times)
        {
            _failures = times;
            _loop = _newLoop();
            _loop.Run();
        }

        public bool TryTakeSignal(out BrokerSignal signal)
        {
            signal = default!;
            if (_failures-- > 0)
            {
                _ = _wake.Set();
                throw new InvalidTimeZoneException();
            }

            _loop!.Stop();
            return false;
        }

        public bool TryOpen(string willTopic, string willText, out string problem)
        {
            problem = "not in this test";
            return false;
        }

        public int Subscribe(string topic) => 0;

        public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
        {
            messageId = 0;
            return false;
        }

        public void PublishOnce(string topic, string text)
        {
        }

        public void Close(bool isFarewell)
        {
        }

        public void Dispose() => _wake.Dispose();
    }

    /// <summary>The demo cabinet's firmware with its threads, shut and its AED in place, whose board or flash can throw.</summary>
    private sealed class CabinetOnBench : IStorage, IDisposable
    {
        // One more than the loops put up with.
        private const int Failures = 11;

        private readonly SimulatedFlash _flash = new();
        private readonly Lock _flashLock = new();
        private readonly ErrorLog _log = new();
        private readonly byte[] _file = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
        private SimulatedBoard _board = new();
        private GpioController? _gpio;
        private PinMap _pins = new();
        private string? _failing;
        private int _failures;

        public CabinetApplication Boot()
        {
            IStorage flash = new ProvidedConfiguration(this, _file);
            CabinetConfiguration configuration = ConfigurationFile.Load(flash, SimulatedBoard.Target, _log);
            _pins = configuration.Pins;
            _gpio?.Dispose();
            _board = new SimulatedBoard();
            foreach (int pin in new[] { _pins.AedDoor, _pins.AedPresence, _pins.KitDoor, _pins.Tamper, _pins.Mains })
            {
                _board.Drive(pin, PinValue.Low);
            }

            _gpio = new GpioController(_board);
            CabinetHardware hardware = new(_gpio, new NoBus(), new FullBattery(), flash, new HostNetwork(), new SystemClock());
            return new CabinetApplication(configuration, hardware, new Random(1), _log);
        }

        public void FailIn(string? where)
        {
            _failures = Failures;
            _failing = where;
            if (where == "scan")
            {
                // Only a pin can throw in a scan: the sounder's, as soon as the door opens.
                _board.OutputChanged += change =>
                {
                    if (change.Pin == _pins.Sounder && change.IsHigh)
                    {
                        throw new InvalidTimeZoneException();
                    }
                };
                _board.Drive(_pins.AedDoor, null);
            }
        }

        public void RunToItsEnd(CabinetApplication application)
        {
            Thread thread = new(application.Run) { IsBackground = true };
            thread.Start();
            Assert.IsTrue(thread.Join(Waiting.Limit), "it never ended: " + string.Join(System.Environment.NewLine, _log.Lines));
        }

        public void RunUntil(CabinetApplication application, Func<bool> condition)
        {
            Thread thread = new(application.Run) { IsBackground = true };
            thread.Start();
            Waiting.Until(condition, "the events of the boot", () => string.Join(System.Environment.NewLine, _log.Lines));
            application.Stop();
            thread.Join();
        }

        public int LastSeqOf(CabinetApplication application)
        {
            CabinetState state = new();
            application.States.Read(state);
            return state.LastSeq;
        }

        /// <summary>The data of an event as it stands on flash.</summary>
        /// <param name="kind">Which event.</param>
        /// <param name="boot">Of which boot.</param>
        /// <returns>Its data, or <c>null</c> when there is no such event.</returns>
        public string? DataOf(EventKind kind, int boot)
        {
            Outbox outbox = new(_flash.Copy(), new SystemClock(), new NoticeQueue(), _log);
            outbox.Open();
            while (outbox.TryTake(out CabinetEvent item))
            {
                if (item.Kind == kind && item.Boot == boot)
                {
                    return item.Data;
                }
            }

            return null;
        }

        public bool TryRead(string name, out byte[] content)
        {
            lock (_flashLock)
            {
                return _flash.TryRead(name, out content);
            }
        }

        public bool TryWrite(string name, byte[] content)
        {
            ThrowIfStorageFails(name);
            lock (_flashLock)
            {
                return _flash.TryWrite(name, content);
            }
        }

        public bool TryAppend(string name, byte[] content)
        {
            lock (_flashLock)
            {
                return _flash.TryAppend(name, content);
            }
        }

        public bool TryDelete(string name)
        {
            lock (_flashLock)
            {
                return _flash.TryDelete(name);
            }
        }

        public string[] List()
        {
            lock (_flashLock)
            {
                return _flash.List();
            }
        }

        public void Dispose() => _gpio?.Dispose();

        // The memory, which changes as soon as the day is known, is written anew in every round until it is on flash.
        private void ThrowIfStorageFails(string name)
        {
            if (_failing == "storage" && name.StartsWith(MemoryKeeper.FileName, StringComparison.Ordinal) && _failures-- > 0)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }

    private sealed class NoBus : IOneWire
    {
        public bool Reset() => false;

        public bool Write(byte value) => false;

        public byte Read() => 0xFF;
    }

    private sealed class FullBattery : IBatteryGauge
    {
        public int ReadMv() => 13_000;
    }
}
