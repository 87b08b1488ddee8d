using System.Device.Adc;
using AedCabinet.Controller;

namespace AedCabinet.Desktop.Tests;

/// <summary>Which channel of the converter belongs to which pin, on both chips.</summary>
[TestClass]
[TestCategory("RealTime")]
public class BatteryGaugeTests
{
    private const int FullScaleMv = 4095;

    [TestCleanup]
    public void Forget() => AdcController.Readings = _ => 0;

    [TestMethod]
    [DataRow(32, 4)]
    [DataRow(33, 5)]
    [DataRow(34, 6)]
    [DataRow(35, 7)]
    [DataRow(36, 0)]
    [DataRow(39, 3)]
    [DataRow(1, 0)]
    [DataRow(10, 9)]
    public void A_pin_is_measured_on_its_own_channel(int pin, int channel)
    {
        AdcController.Readings = number => number == channel ? 3000 : 7;

        Assert.AreEqual(3000, new AdcBatteryGauge(pin, FullScaleMv).ReadMv());
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(0)]
    [DataRow(11)]
    [DataRow(31)]
    [DataRow(40)]
    public void A_pin_without_a_converter_measures_nothing(int pin)
    {
        AdcController.Readings = _ => 3000;

        Assert.AreEqual(0, new AdcBatteryGauge(pin, FullScaleMv).ReadMv());
    }
}
