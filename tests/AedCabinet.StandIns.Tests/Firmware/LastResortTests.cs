extern alias device;

using System;
using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supervision;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using device::nanoFramework.StandIns;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>What is done where nothing can go on (SPEC §3).</summary>
[TestClass]
public class LastResortTests
{
    private readonly OnBench _bench = new();
    private PinsInMemory _gpio = new();
    private readonly LastResort _lastResort;

    public LastResortTests()
    {
        _lastResort = new LastResort(_bench, _bench, _bench);
        GpioOutputs outputs = new(new GpioController(_gpio), s_pins);
        outputs.Write(new OutputImage
        {
            Sounder = true,
            SounderInhibit = true,
            Beacon = true,
            HeaterOn = true,
            FanOn = true,
            LampRed = true
        });
        _lastResort.Register(outputs);
        Assert.HasCount(7, _gpio.High);
    }

    private static readonly PinMap s_pins = new()
    {
        Sounder = 1,
        SounderInhibit = 2,
        Beacon = 3,
        LampGreen = 4,
        LampAmber = 5,
        LampRed = 6,
        Heater = 7,
        Fan = 8,
        Lock = 9,
    };

    [TestCleanup]
    public void End() => ShortMemory.Fails = null;

    [TestMethod]
    public void A_thread_that_throws_makes_the_outputs_safe_keeps_its_reason_and_restarts_the_board()
    {
        GuardedThread thread = new("link", () => throw new OutOfMemoryException(), _lastResort);

        thread.Join(60_000);

        Assert.AreEqual(1, _bench.Restarts);
        Assert.IsEmpty(_gpio.High);
        Assert.AreEqual("link: System.OutOfMemoryException", _bench.CrashReason);
    }

    [TestMethod]
    public void A_thread_that_can_not_be_started_says_so()
    {
        ShortMemory.Fails = what => what == "Thread.Start";

        Assert.ThrowsExactly<OutOfMemoryException>(() => new GuardedThread("link", () => { }, _lastResort));
    }

    [TestMethod]
    [DataRow("write")]
    [DataRow("log")]
    public void The_board_restarts_whatever_else_fails(string failing)
    {
        _bench.Throws = what => what == failing ? new OutOfMemoryException() : null;

        _lastResort.End("storage", new OutOfMemoryException());

        Assert.AreEqual(1, _bench.Restarts);
        Assert.IsEmpty(_gpio.High);
    }

    [TestMethod]
    [DataRow(WakeCause.Pin)]
    [DataRow(WakeCause.Sos)]
    public void What_woke_a_board_whose_start_fails_is_told_by_the_start_that_does_not(WakeCause wake)
    {
        int shortages = 0;
        _bench.Throws = what => what == "write" && shortages++ < 2 ? new OutOfMemoryException() : null;
        _lastResort.EndMain(new OutOfMemoryException(), wake, null, null, null);

        // The next start fails as well, and was begun by a restart.
        new LastResort(_bench, _bench, _bench).EndMain(new OutOfMemoryException(), WakeCause.PowerOn, null, null, null);

        Assert.AreEqual(2, _bench.Restarts);
        BootRecord boots = new(_bench, _bench);
        Assert.AreEqual("main: System.OutOfMemoryException", boots.CrashReason);
        Assert.AreEqual(wake, boots.WakeOf(WakeCause.PowerOn));
        Assert.AreEqual(WakeCause.PowerOn, new BootRecord(_bench, _bench).WakeOf(WakeCause.PowerOn), "told once");
    }

    [TestMethod]
    public void A_reason_for_whose_record_memory_was_lacking_is_kept_when_memory_is_there_again()
    {
        int shortages = 0;
        _bench.Throws = what => what == "write" && shortages++ < 2 ? new OutOfMemoryException() : null;

        _lastResort.End("scan", new OutOfMemoryException());

        Assert.IsGreaterThan(2, shortages);
        Assert.AreEqual(1, _bench.Restarts);
        Assert.AreEqual("scan: System.OutOfMemoryException", _bench.CrashReason);
    }

    [TestMethod]
    public void An_output_that_can_not_be_driven_keeps_no_other_from_being_safe()
    {
        for (var failing = 1; failing <= 9; failing++)
        {
            _gpio.Throws = pin => pin == failing;
            GpioOutputs outputs = new(new GpioController(_gpio = new PinsInMemory()), s_pins);
            outputs.Write(new OutputImage
            {
                Sounder = true,
                SounderInhibit = true,
                Beacon = true,
                HeaterOn = true,
                FanOn = true,
                LampRed = true
            });
            var stuck = failing;
            _gpio.Throws = pin => pin == stuck;

            outputs.MakeSafe();

            Assert.IsTrue(_gpio.High.Count == 0 || (_gpio.High.Count == 1 && _gpio.High.Contains(failing)),
                $"pin {failing}: {string.Join(' ', _gpio.High)}");
        }
    }

    [TestMethod]
    public void The_fail_safe_picture_that_a_desktop_shows_is_what_a_board_s_pins_are_then()
    {
        GpioOutputs outputs = new(new GpioController(_gpio), s_pins);
        OutputImage image = new()
        {
            Sounder = true,
            SounderInhibit = true,
            Beacon = true,
            LampGreen = true,
            LampAmber = true,
            LampRed = true,
            HeaterOn = true,
            FanOn = true,
            LockRelease = false,
        };
        outputs.Write(image);
        Assert.HasCount(9, _gpio.High);
        outputs.MakeSafe();
        Assert.IsEmpty(_gpio.High);
        outputs.Write(image);

        image.SetFailSafe();
        outputs.Write(image);

        Assert.IsEmpty(_gpio.High);
    }

    [TestMethod]
    public void An_output_that_could_not_be_driven_is_driven_the_next_time()
    {
        GpioOutputs outputs = new(new GpioController(_gpio = new PinsInMemory()), s_pins);
        _gpio.Throws = pin => pin == s_pins.Sounder;
        Assert.ThrowsExactly<OutOfMemoryException>(() => outputs.Write(new OutputImage { Sounder = true }));
        _gpio.Throws = _ => false;

        outputs.Write(new OutputImage { Sounder = true });

        Assert.Contains(s_pins.Sounder, _gpio.High);
    }
}
