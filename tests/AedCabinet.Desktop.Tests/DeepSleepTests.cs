using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using nanoFramework.Hardware.Esp32;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What a board is asked before it sleeps: which pins wake it at which level, and after how long it wakes by itself (SPEC §16).
/// </summary>
[TestClass]
public class DeepSleepTests
{
    private const long SixHoursMs = 6 * 3_600_000L;

    [TestInitialize]
    public void Forget() => Sleep.Simulated = null;

    [TestMethod]
    public void A_shut_door_wakes_when_it_opens_the_button_when_it_is_pressed_and_the_timer_after_six_hours()
    {
        SimulatedSleep asked = Begin(isDoorOpen: false, isSosDown: false, kitDoor: 14, sos: 13);

        Assert.AreEqual(TimeSpan.FromHours(6), asked.Timer);
        Assert.AreEqual(1UL << 14, (ulong)asked.Pins);
        Assert.AreEqual(Sleep.WakeupMode.AnyHigh, asked.Mode, "an opened contact rises");
        Assert.AreEqual(1UL << 13, (ulong)asked.Pin);
        Assert.AreEqual(0, asked.Level, "a pressed button pulls down");
        Assert.IsTrue(asked.HasBegun);
    }

    [TestMethod]
    public void An_open_door_does_not_wake_for_ever_but_when_it_shuts()
    {
        SimulatedSleep asked = Begin(isDoorOpen: true, isSosDown: false, kitDoor: 14, sos: -1);

        Assert.AreEqual(1UL << 14, (ulong)asked.Pins);
        Assert.AreEqual(Sleep.WakeupMode.AllLow, asked.Mode);
        Assert.AreEqual(Sleep.WakeupGpioPin.None, asked.Pin, "no button is wired");
    }

    [TestMethod]
    public void A_button_that_is_stuck_does_not_wake_for_ever()
    {
        SimulatedSleep asked = Begin(isDoorOpen: false, isSosDown: true, kitDoor: 14, sos: 13);

        Assert.AreEqual(Sleep.WakeupGpioPin.None, asked.Pin);
        Assert.AreEqual(1UL << 14, (ulong)asked.Pins, "the door still does");
        Assert.AreEqual(TimeSpan.FromHours(6), asked.Timer);
    }

    [TestMethod]
    public void A_pin_above_31_is_named_by_its_own_bit()
    {
        SimulatedSleep asked = Begin(isDoorOpen: false, isSosDown: false, kitDoor: 39, sos: 32);

        Assert.AreEqual(0x80_0000_0000UL, (ulong)asked.Pins);
        Assert.AreEqual(0x1_0000_0000UL, (ulong)asked.Pin);
    }

    [TestMethod]
    public void Without_any_pin_the_timer_alone_wakes()
    {
        SimulatedSleep asked = Begin(isDoorOpen: false, isSosDown: false, kitDoor: -1, sos: -1);

        Assert.AreEqual(Sleep.WakeupGpioPin.None, asked.Pins);
        Assert.AreEqual(Sleep.WakeupGpioPin.None, asked.Pin);
        Assert.AreEqual(TimeSpan.FromHours(6), asked.Timer);
        Assert.IsTrue(asked.HasBegun);
    }

    [TestMethod]
    public void Every_board_s_own_pins_for_door_and_button_can_wake_it()
    {
        for (int i = 0; i < KnownBoards.Count; i++)
        {
            string board = KnownBoards.NameAt(i);
            PinMap pins = KnownBoards.PinsOfTarget(KnownBoards.TargetOf(board));
            Assert.IsTrue(pins.KitDoor < 0 || PinMapReader.CanWake(board, pins.KitDoor), $"{board}: kitDoor on GPIO {pins.KitDoor}");
            Assert.IsTrue(pins.Sos < 0 || PinMapReader.CanWake(board, pins.Sos), $"{board}: sos on GPIO {pins.Sos}");
        }
    }

    [TestMethod]
    [DataRow(Sleep.WakeupCause.Undefined, WakeCause.PowerOn)]
    [DataRow(Sleep.WakeupCause.Timer, WakeCause.Timer)]
    [DataRow(Sleep.WakeupCause.Ext0, WakeCause.Sos)]
    [DataRow(Sleep.WakeupCause.Ext1, WakeCause.Pin)]
    [DataRow(Sleep.WakeupCause.Ulp, WakeCause.Unknown)]
    public void What_woke_it_is_told_apart(Sleep.WakeupCause cause, WakeCause expected)
    {
        Sleep.SimulatedWakeupCause = cause;
        Assert.AreEqual(expected, DeepSleep.CauseOfStart());
    }

    private static SimulatedSleep Begin(bool isDoorOpen, bool isSosDown, int kitDoor, int sos)
    {
        DeepSleep.Begin(new SleepPlan(SixHoursMs, isDoorOpen, isSosDown), new PinMap { KitDoor = kitDoor, Sos = sos });
        return Sleep.Simulated!;
    }
}
