using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Desktop.Tests;

/// <summary>The scan as a whole: what it costs, and how long it takes from pin to pin.</summary>
[TestClass]
public class ScanTests
{
    [TestMethod]
    public void A_steady_state_scan_allocates_nothing()
    {
        const int Scans = 100_000;
        CabinetConfiguration configuration = new() { IsCommissioned = true, Id = "T" };
        EventQueue events = new();
        Cabinet cabinet = new(configuration, 1, events, new StateMailbox());
        InputImage inputs = new() { AedPresenceContactClosed = true };
        OutputImage outputs = new();
        long nowMs = 0;
        void Scan(int count)
        {
            for (int i = 0; i < count; i++)
            {
                nowMs += Cabinet.ScanPeriodMs;
                cabinet.Step(inputs, nowMs, outputs);
            }
        }

        Scan(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scan(Scans);
        long idle = GC.GetAllocatedBytesForCurrentThread() - before;

        // And with the alarm sounding, the beacon flashing and the AED gone.
        inputs.AedDoorContactOpen = true;
        inputs.AedPresenceContactClosed = false;
        Scan(100);
        before = GC.GetAllocatedBytesForCurrentThread();
        Scan(2000);
        long alarming = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, idle);
        Assert.AreEqual(0, alarming);
        Assert.IsGreaterThan(2, events.Count);
    }

    [TestMethod]
    public void From_door_pin_to_sounder_pin_it_is_80_ms_of_virtual_time_at_most_whenever_the_contact_moves()
    {
        // The contact moves at every millisecond between two scans; a scan runs every 20 ms.
        for (int offsetMs = 0; offsetMs < Cabinet.ScanPeriodMs; offsetMs++)
        {
            SimulatedBoard board = new();
            using GpioController gpio = new(board);
            PinMap pins = new();
            CabinetConfiguration configuration = new();
            Cabinet cabinet = new(configuration, 1, new EventQueue(), new StateMailbox());
            using AutoResetEvent wake = new(false);
            ControlLoop loop = new(new GpioInputs(gpio, pins), new GpioOutputs(gpio, pins), cabinet, new BootClock(), wake, new Environment.ErrorLog());
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
    public void An_output_is_written_only_when_it_changes()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        PinMap pins = new();
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

        new GpioInputs(gpio, new PinMap()).Read(image);
        Assert.IsTrue(image.AedDoorContactOpen);
        Assert.IsFalse(image.AedPresenceContactClosed);
    }

    [TestMethod]
    public void A_scan_that_fails_leaves_the_outputs_safe_and_says_so()
    {
        SimulatedBoard board = new();
        GpioController gpio = new(board);
        PinMap pins = new();
        Environment.ErrorLog log = new();
        Cabinet cabinet = new(new CabinetConfiguration(), 1, new EventQueue(), new StateMailbox());
        using AutoResetEvent wake = new(false);
        ControlLoop loop = new(new GpioInputs(gpio, pins), new GpioOutputs(gpio, pins), cabinet, new BootClock(), wake, log);
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
}
