using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests;

/// <summary>What keeps a cabinet going that hangs, fails or loses its power (SPEC §3, §11, §12).</summary>
[TestClass]
[TestCategory("RealTime")]
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
    public void The_watchdog_s_pin_stops_within_the_window_of_what_stalls_and_the_next_boot_knows_why(string stalled,
        int windowMs, string? reason)
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
            LastResort lastResort = new(Flash, this, Log);
            lastResort.Register(new BootRecord(Flash, Log));
            _loop = new SupervisorLoop(new Supervisor(_scan, _storage, _link), lastResort, new MemoryShortage(),
                new BootClock())
            { Watchdog = pin };
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
                part.Note();
            }
        }
    }
}
