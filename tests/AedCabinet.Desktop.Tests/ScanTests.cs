using System.Device.Gpio;
using AedCabinet.Alarms;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Temperature;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests;

/// <summary>The scan as a whole: what it costs, and how long it takes from pin to pin.</summary>
[TestClass]
[TestCategory("RealTime")]
public class ScanTests
{
    [TestMethod]
    public void A_steady_state_scan_allocates_nothing_with_everything_running()
    {
        const int Scans = 100_000;
        CabinetConfiguration configuration = new()
        {
            IsCommissioned = true,
            Id = "T",
            Kind = CabinetKind.Station,
            IndicatorProfile = ProfileSource.ReadCommissioned("philips-hs1")
        };
        configuration.Power.BatteryFitted = true;
        configuration.Climate.FanFitted = true;
        configuration.Pins.Sos = configuration.Pins.Service = configuration.Pins.Tamper = 0;
        EventQueue events = new();
        ScanExchange exchange = new(events, new NoticeQueue());
        Cabinet cabinet = new(configuration, 1, exchange);
        InputImage inputs = new() { AedPresenceContactClosed = true, MainsPresent = true, BatteryMv = 12600, IsOnline = true };
        OutputImage outputs = new();
        long nowMs = 0;
        void Scan(int count)
        {
            for (int i = 0; i < count; i++)
            {
                nowMs += Cabinet.ScanPeriodMs;

                // A green flash every three seconds, a reading every ten, a clock that runs.
                inputs.GreenEdges.Clear();
                if (nowMs % 3000 == 0)
                {
                    inputs.GreenEdges.Add(true, nowMs - 15);
                    inputs.GreenEdges.Add(false, nowMs - 10);
                }

                inputs.InsideReading = nowMs % 10_000 == 0 ? ProbeReading.Ok : ProbeReading.None;
                inputs.InsideDeciC = 62;
                inputs.UnixMs = VirtualCabinet.StartUnixMs + nowMs;
                cabinet.Step(inputs, nowMs, outputs);

                // A link that asks, is granted and releases, over and over.
                if (nowMs % 1000 == 0)
                {
                    exchange.Handshake.Ask();
                }
                else if (nowMs % 1000 == 500)
                {
                    exchange.Handshake.Release();
                }
            }
        }

        Scan(10_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scan(Scans);
        long idle = GC.GetAllocatedBytesForCurrentThread() - before;

        // And with the alarm sounding, the beacon flashing, the AED gone and the mains lost.
        inputs.AedDoorContactOpen = true;
        inputs.AedPresenceContactClosed = false;
        inputs.MainsPresent = false;
        inputs.SosContactClosed = true;
        Scan(500);
        before = GC.GetAllocatedBytesForCurrentThread();
        Scan(2000);
        long alarming = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, idle);
        Assert.AreEqual(0, alarming);
        Assert.IsGreaterThan(5, events.Count);
    }

    [TestMethod]
    public void From_door_pin_to_sounder_pin_it_is_80_ms_of_virtual_time_at_most_whenever_the_contact_moves()
    {
        // The contact moves at every millisecond between two scans; a scan runs every 20 ms.
        for (int offsetMs = 0; offsetMs < Cabinet.ScanPeriodMs; offsetMs++)
        {
            SimulatedBoard board = new();
            using GpioController gpio = new(board);
            PinMap pins = ReferencePins();
            ControlLoop loop = Loop(gpio, pins, new Environment.ErrorLog());
            board.Drive(pins.AedDoor, PinValue.Low);
            board.Drive(pins.AedPresence, PinValue.Low);

            long contactMs = 1000 + offsetMs;
            long soundedMs = -1;
            for (long nowMs = 0; nowMs < 2000 && soundedMs < 0; nowMs++)
            {
                if (nowMs == contactMs)
                {
                    board.Drive(pins.AedDoor, null);
                }

                if (nowMs % Cabinet.ScanPeriodMs == 0)
                {
                    loop.Scan(nowMs);
                    soundedMs = board.IsHigh(pins.Sounder) ? nowMs : -1;
                }
            }

            // Seen by the next scan, believed by the first scan 50 ms after that.
            long seenMs = (contactMs + Cabinet.ScanPeriodMs - 1) / Cabinet.ScanPeriodMs * Cabinet.ScanPeriodMs;
            Assert.AreEqual(seenMs + 60, soundedMs, $"contact {offsetMs} ms after a scan");
            Assert.IsLessThanOrEqualTo(100, soundedMs - contactMs);
        }
    }

    [TestMethod]
    public void From_door_pin_to_sounder_pin_it_is_80_ms_at_most_whenever_a_handshake_is_asked_for()
    {
        // Asked for at every offset around the contact, and while granted (TryOpen waits for TCP, nothing is frozen yet).
        int granted = 0;
        for (int askMs = 1000 - 200; askMs < 1000 + 100; askMs++)
        {
            SimulatedBoard board = new();
            using GpioController gpio = new(board);
            PinMap pins = ReferencePins();
            ScanExchange exchange = new(new EventQueue(), new NoticeQueue());
            ControlLoop loop = Loop(gpio, pins, exchange, new Environment.ErrorLog());
            board.Drive(pins.AedDoor, PinValue.Low);
            board.Drive(pins.AedPresence, PinValue.Low);

            int contactMs = 1000 + (askMs % Cabinet.ScanPeriodMs);
            long soundedMs = -1;
            for (long nowMs = 0; nowMs < 2000 && soundedMs < 0; nowMs++)
            {
                if (nowMs == askMs)
                {
                    exchange.Handshake.Ask();
                }

                if (nowMs == contactMs)
                {
                    granted += exchange.Handshake.IsGranted ? 1 : 0;
                    board.Drive(pins.AedDoor, null);
                }

                if (nowMs % Cabinet.ScanPeriodMs == 0)
                {
                    loop.Scan(nowMs);
                    soundedMs = board.IsHigh(pins.Sounder) ? nowMs : -1;
                }
            }

            Assert.IsGreaterThan(0, soundedMs, $"asked at {askMs}");
            Assert.IsLessThanOrEqualTo(80, soundedMs - contactMs, $"asked at {askMs}, contact at {contactMs}");
        }

        Assert.IsGreaterThan(100, granted);
    }

    [TestMethod]
    public void A_handshake_is_granted_only_when_the_pins_are_in_the_picture_that_is_safe_to_freeze()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        PinMap pins = ReferencePins();
        ScanExchange exchange = new(new EventQueue(), new NoticeQueue());
        ControlLoop loop = Loop(gpio, pins, exchange, new Environment.ErrorLog());
        board.Drive(pins.AedDoor, PinValue.Low);
        board.Drive(pins.AedPresence, PinValue.Low);
        long nowMs = 0;
        void Scan(int count)
        {
            for (int i = 0; i < count; i++, nowMs += Cabinet.ScanPeriodMs)
            {
                loop.Scan(nowMs);
            }
        }

        Scan(50);
        board.Drive(pins.AedDoor, null);
        Scan(500);

        // Asked at every phase of the burst's and the flash's rhythm; the pins are looked at before each scan that could grant.
        for (int phase = 0; phase < 200; phase++)
        {
            Scan(phase % 7);
            exchange.Handshake.Ask();
            bool wasSafe = false;
            while (!exchange.Handshake.IsGranted)
            {
                wasSafe = board.IsHigh(pins.Sounder) && board.IsHigh(pins.Beacon);
                Scan(1);
            }

            Assert.IsTrue(wasSafe, $"phase {phase}: the pins before the scan that granted");
            Scan(3);
            Assert.IsTrue(board.IsHigh(pins.Sounder) && board.IsHigh(pins.Beacon));
            exchange.Handshake.Release();
            Scan(1);
        }
    }

    [TestMethod]
    public void A_restart_that_is_asked_for_ends_the_scan_only_when_no_alarm_sounds()
    {
        SimulatedBoard board = new();
        PinMap pins = ReferencePins();
        ScanExchange exchange = new(new EventQueue(), new NoticeQueue());
        ControlLoop loop = Loop(new GpioController(board), pins, exchange, new Environment.ErrorLog());
        board.Drive(pins.AedDoor, null);
        board.Drive(pins.AedPresence, PinValue.Low);
        Thread alarming = new(loop.Run) { IsBackground = true };
        alarming.Start();
        Environment.Waiting.Until(() => board.IsHigh(pins.Sounder), "the open door to sound");

        exchange.Restarts.Ask("a test");
        Assert.IsFalse(alarming.Join(300), "the open door sounds");
        loop.Stop();
        Assert.IsTrue(alarming.Join(5000));

        // The same request with the door shut, in the next cabinet on this board.
        board.Drive(pins.AedDoor, PinValue.Low);
        using GpioController next = new(board);
        Thread quiet = new(Loop(next, pins, exchange, new Environment.ErrorLog()).Run) { IsBackground = true };
        exchange.Alarm.Note(AlarmPriority.None, false);
        quiet.Start();
        Assert.IsTrue(quiet.Join(5000), "nothing sounds");
    }

    [TestMethod]
    public void An_output_is_written_only_when_it_changes()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        PinMap pins = ReferencePins();
        GpioOutputs outputs = new(gpio, pins);
        int changes = 0;
        board.OutputChanged += _ => changes++;

        OutputImage image = new() { Sounder = true };
        outputs.Write(image);
        outputs.Write(image);
        image.Sounder = false;
        outputs.Write(image);
        Assert.AreEqual(2, changes);
    }

    [TestMethod]
    public void A_broken_wire_reads_as_an_open_door_and_a_missing_AED()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        InputImage image = new() { AedPresenceContactClosed = true };

        new GpioInputs(gpio, ReferencePins(), new BootClock()).Read(image);
        Assert.IsTrue(image.AedDoorContactOpen);
        Assert.IsFalse(image.AedPresenceContactClosed);
    }

    [TestMethod]
    public void The_first_scan_sees_every_input_and_each_is_seen_within_100_ms()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        PinMap pins = new() { AedDoor = 4, AedPresence = 5, Service = 14, Tamper = 15, IndicatorGreen = 16, IndicatorRed = 17, Mains = 18 };
        int[] wired = [pins.AedDoor, pins.AedPresence, pins.Tamper, pins.Service, pins.Mains];
        DriveAll(PinValue.Low);
        GpioInputs inputs = new(gpio, pins, new BootClock());
        InputImage image = new();

        inputs.Read(image);
        Assert.AreEqual("False True False True True", Seen());

        DriveAll(PinValue.High);
        inputs.Read(image);
        Assert.AreEqual((true, false, true), (image.AedDoorContactOpen, image.AedPresenceContactClosed, image.TamperContactOpen),
            "one scan sees all contacts open");
        for (int scan = 2; scan <= 100 / Cabinet.ScanPeriodMs; scan++)
        {
            inputs.Read(image);
        }

        Assert.AreEqual("True False True False False", Seen());

        void DriveAll(PinValue level) => Array.ForEach(wired, pin => board.Drive(pin, level));
        string Seen() => string.Join(' ', image.AedDoorContactOpen, image.AedPresenceContactClosed, image.TamperContactOpen,
            image.ServiceContactClosed, image.MainsPresent);
    }

    [TestMethod]
    public void A_scan_that_fails_leaves_the_outputs_safe_and_says_so()
    {
        SimulatedBoard board = new();
        GpioController gpio = new(board);
        PinMap pins = ReferencePins();
        Environment.ErrorLog log = new();
        ControlLoop loop = Loop(gpio, pins, log);
        board.OutputChanged += change =>
        {
            if (change.Pin == pins.Sounder && change.IsHigh)
            {
                throw new InvalidOperationException("a pin that can't be driven");
            }
        };

        // The open door will sound within 80 ms, and that write fails; Run must then end by itself.
        loop.Run();
        Assert.HasCount(1, log.Errors);
        Assert.IsFalse(board.IsHigh(pins.Sounder));
        Assert.IsFalse(board.IsHigh(pins.Beacon));
    }

    private static PinMap ReferencePins() => KnownBoards.PinsOfTarget(SimulatedBoard.Target);

    private static ControlLoop Loop(GpioController gpio, PinMap pins, ILog log) =>
        Loop(gpio, pins, new ScanExchange(new EventQueue(), new NoticeQueue()), log);

    private static ControlLoop Loop(GpioController gpio, PinMap pins, ScanExchange exchange, ILog log)
    {
        InputCollector inputs = new(new GpioInputs(gpio, pins, new BootClock()), new ProbeMailbox(), new ProbeMailbox(), new NoBattery(),
            new SystemClock(), null);
        Cabinet cabinet = new(CabinetConfiguration.NotCommissioned(FaultCode.NoConfiguration, pins), 1, exchange);
        return new ControlLoop(inputs, new GpioOutputs(gpio, pins), cabinet, new BootClock(), new ScanHealth(exchange.Shortage),
            new AutoResetEvent(false), new AutoResetEvent(false), exchange, new LastResort(new SimulatedFlash(), null, log), null,
            new Progress(), log);
    }

    private sealed class NoBattery : IBatteryGauge
    {
        public int ReadMv() => 0;
    }
}
