using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace AedCabinet.StandIns.Tests.Platform;

[TestClass]
public class BoardTests
{
    [TestInitialize]
    [TestCleanup]
    public void Reset()
    {
        Power.Reset();
        Configuration.Reset();
        Sleep.SimulatedWakeupCause = Sleep.WakeupCause.Undefined;
    }

    [TestMethod]
    public void A_restart_without_a_simulator_is_refused() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Power.RebootDevice());

    [TestMethod]
    public void Handlers_come_before_the_restart_and_cannot_prevent_it()
    {
        var log = new List<string>();
        Power.OnRebootEvent += () => log.Add("saved");
        Power.OnRebootEvent += () => throw new InvalidOperationException();
        Power.RebootListener = option => log.Add(option.ToString());

        Power.RebootDevice(1_000, RebootOption.ClrOnly);

        Assert.AreEqual("saved ClrOnly", string.Join(' ', log));
    }

    [TestMethod]
    public void Each_cabinet_of_a_process_restarts_alone()
    {
        var restarted = new List<string>();
        Power.RebootListener = _ => restarted.Add("nobody");

        foreach (var cabinet in new[] { "first", "second" })
        {
            var thread = new Thread(() =>
            {
                Power.CabinetRebootListener = _ => restarted.Add(cabinet);
                Sleep.SimulatedWakeupCause = Sleep.WakeupCause.Timer;
                var control = new Thread(() =>
                {
                    restarted.Add(Sleep.GetWakeupCause().ToString());
                    Power.RebootDevice();
                });
                control.Start();
                control.Join();
            });
            thread.Start();
            thread.Join();
        }

        Assert.AreEqual("Timer first Timer second", string.Join(' ', restarted));
        Assert.AreEqual(Sleep.WakeupCause.Undefined, Sleep.GetWakeupCause());
    }

    [TestMethod]
    public void Serial_pins_are_remembered()
    {
        Configuration.SetPinFunction(17, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(34, DeviceFunction.COM2_RX);

        Assert.AreEqual(17, Configuration.GetFunctionPin(DeviceFunction.COM2_TX));
        Assert.AreEqual(34, Configuration.GetFunctionPin(DeviceFunction.COM2_RX));
        Assert.AreEqual(-1, Configuration.GetFunctionPin(DeviceFunction.COM3_TX));
        Assert.AreEqual(32, Configuration.GetFunctionPin(DeviceFunction.ADC1_CH4));
    }

    [TestMethod]
    [DataRow(34, DeviceFunction.COM2_TX)]
    [DataRow(32, DeviceFunction.ADC1_CH0)]
    [DataRow(40, DeviceFunction.COM2_RX)]
    [DataRow(-1, DeviceFunction.COM2_RX)]
    public void Pins_that_cannot_do_it_are_refused(int pin, DeviceFunction function) =>
        Assert.ThrowsExactly<ArgumentException>(() => Configuration.SetPinFunction(pin, function));

    [TestMethod]
    public void The_simulated_board_has_internal_memory_only()
    {
        NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.All, out var total, out var free, out var largest);
        NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.SpiRam, out var external, out _, out _);

        Assert.IsTrue(total > free && free > largest && largest > 0);
        Assert.AreEqual(0u, external);
        Assert.AreEqual(nanoFramework.Runtime.Native.GC.FreeBytes, nanoFramework.Runtime.Native.GC.Run(true));
        Assert.IsNotNull(SystemInfo.Version);
    }
}
