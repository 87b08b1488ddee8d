using System.Device.Adc;
using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.State;
using AedCabinet.Temperature;

namespace AedCabinet.Desktop.Tests;

/// <summary>No optional part of the board can end the scan by throwing: it becomes unknown and is told (SPEC §3, §4).</summary>
[TestClass]
[DoNotParallelize]
public class FailingPartTests
{
    private readonly NoticeQueue _notices = new();

    [TestCleanup]
    public void Forget() => AdcController.Readings = _ => 0;

    [TestMethod]
    public void A_converter_that_throws_is_unknown_and_told_once_and_tried_again()
    {
        bool isBroken = true;
        AdcController.Readings = _ => isBroken ? throw new InvalidTimeZoneException() : 3000;
        using GpioController gpio = new(new SimulatedBoard());
        AdcBatteryGauge gauge = new(34, 4095);
        InputCollector inputs = new(new GpioInputs(gpio, new PinMap(), new BootClock()), new ProbeMailbox(), new ProbeMailbox(), gauge,
            new SystemClock(), null, _notices);
        InputImage image = new();

        ReadForSeconds(inputs, image, 3);
        Assert.AreEqual(-1, image.BatteryMv);
        Assert.AreEqual($"\"failed\":\"battery\",\"reason\":\"{typeof(InvalidTimeZoneException).FullName}\"", Told());
        Assert.IsNull(Told(), "told more than once");

        isBroken = false;
        ReadForSeconds(inputs, image, 2);
        Assert.AreEqual(3000, image.BatteryMv);
    }

    [TestMethod]
    public void A_lamp_that_throws_ends_no_scan_and_is_told_once()
    {
        SimulatedBoard board = new();
        using GpioController gpio = new(board);
        PinMap pins = KnownBoards.PinsOfTarget(SimulatedBoard.Target);
        GpioOutputs outputs = new(gpio, pins, _notices);
        board.OutputChanged += change =>
        {
            if (change.Pin == pins.LampRed)
            {
                throw new InvalidTimeZoneException();
            }
        };

        outputs.Write(new OutputImage { Sounder = true, LampRed = true });
        outputs.Write(new OutputImage { Sounder = true, LampRed = false });

        Assert.IsTrue(board.IsHigh(pins.Sounder));
        Assert.Contains("\"failed\":\"lamps\"", Told()!);
        Assert.IsNull(Told());
    }

    private static void ReadForSeconds(InputCollector inputs, InputImage image, int seconds)
    {
        for (int i = 0; i < seconds * 1000 / Cabinet.ScanPeriodMs; i++)
        {
            inputs.Read(image);
        }
    }

    private string? Told() => _notices.TryTake(out Notice notice) ? notice.Data : null;
}
