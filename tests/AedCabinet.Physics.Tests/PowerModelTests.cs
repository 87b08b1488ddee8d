using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class PowerModelTests
{
    private const long MinuteMs = 60_000;
    private const long HourMs = 3_600_000;

    [TestMethod]
    public void In_deep_sleep_the_controller_draws_next_to_nothing()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        double awakeHours = power.HoursLeft(false, false, 20);
        power.Step(3_600_000, false, false, 20);
        double awakeShare = 1 - power.BatteryChargeShare;

        power.IsControllerAsleep = true;
        double before = power.BatteryChargeShare;
        power.Step(4 * 3_600_000, false, false, 20);
        double asleepShare = before - power.BatteryChargeShare;

        Assert.IsGreaterThan(0.01, awakeShare);
        Assert.IsLessThan(awakeShare / 500, asleepShare);
        Assert.IsGreaterThan(500 * awakeHours, power.HoursLeft(false, false, 20));
        power.IsControllerAsleep = false;
        Assert.IsLessThan(awakeHours, power.HoursLeft(false, false, 20));
    }

    [TestMethod]
    [DataRow(25.0, false, 84 / 1.5)]
    [DataRow(25.0, true, 84 / 4.5)]
    [DataRow(0.0, false, 84 * 0.86 / 1.5)]
    [DataRow(-30.0, false, 84 * 0.42 / 1.5)]
    [DataRow(-60.0, false, 84 * 0.10 / 1.5)]
    public void The_battery_lasts_the_computed_hours(double batteryC, bool sounderOn, double hours)
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        Assert.AreEqual(hours, power.HoursLeft(sounderOn, fanOn: false, batteryC), 1e-9);

        long nowMs = 0;
        while (power.IsControllerPowered)
        {
            nowMs += MinuteMs;
            power.Step(nowMs, sounderOn, fanOn: false, batteryC);
        }

        Assert.AreEqual(hours, nowMs / (double)HourMs, 1.0 / 60 * 1.001);
        Assert.AreEqual(0, power.HoursLeft(sounderOn, false, batteryC), 1e-9);
    }

    [TestMethod]
    public void The_voltage_falls_all_the_way_through_low_and_critical()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        List<int> everyMinuteMv = [];
        for (long nowMs = MinuteMs; power.IsControllerPowered; nowMs += MinuteMs)
        {
            power.Step(nowMs, false, false, 10);
            everyMinuteMv.Add(power.BatteryMv);
        }

        Assert.IsInRange(12_600, 12_760, everyMinuteMv[0]);
        Assert.IsInRange(10_400, 10_520, everyMinuteMv[^1]);
        Assert.IsTrue(everyMinuteMv.Zip(everyMinuteMv.Skip(1)).All(pair => pair.Second <= pair.First || pair.Second - pair.First < 10));
        double hoursBelowLow = everyMinuteMv.Count(mv => mv < 11_500) / 60.0;
        double hoursBelowCritical = everyMinuteMv.Count(mv => mv < 10_800) / 60.0;
        Assert.IsInRange(3, 12, hoursBelowLow);
        Assert.IsInRange(0.5, 3, hoursBelowCritical);
    }

    [TestMethod]
    public void The_sounder_pulls_the_voltage_down()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        power.Step(1000, sounderOn: false, fanOn: false, -20);
        int quietMv = power.BatteryMv;
        power.Step(2000, sounderOn: true, fanOn: false, -20);

        // 3 W at 12 V through 25 mΩ × 1.9.
        Assert.AreEqual(12, quietMv - power.BatteryMv, 2);
    }

    [TestMethod]
    public void Cold_hides_energy_that_warmth_brings_back()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        power.Step(10 * HourMs, false, false, 25);
        int warmMv = power.BatteryMv;

        power.Step((10 * HourMs) + 1000, false, false, -30);
        int coldMv = power.BatteryMv;
        power.Step((10 * HourMs) + 2000, false, false, 25);

        Assert.IsLessThan(warmMv - 200, coldMv);
        Assert.AreEqual(warmMv, power.BatteryMv, 5);
    }

    [TestMethod]
    public void Mains_charges_it_again_but_never_beyond_full()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        power.Step(30 * HourMs, false, false, 20);
        Assert.AreEqual(1 - (45.0 / 84), power.BatteryChargeShare, 1e-9);
        int flatMv = power.BatteryMv;

        power.IsMainsPresent = true;
        power.Step((30 * HourMs) + 1000, false, false, 20);
        Assert.IsGreaterThan(flatMv + 800, power.BatteryMv);

        // 45 Wh are missing; 8.5 W bring back all but the last fifth (16.8 Wh) in 3 h 19 min.
        power.Step(33 * HourMs, false, false, 20);
        Assert.AreEqual(1 - ((45 - (3 * 8.5)) / 84), power.BatteryChargeShare, 1e-3);
        power.Step(60 * HourMs, false, false, 20);
        Assert.IsInRange(0.999, 1, power.BatteryChargeShare);
        Assert.AreEqual(13_650, power.BatteryMv, 15);
    }

    [TestMethod]
    public void An_empty_battery_stays_disconnected_until_mains_is_back()
    {
        PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
        power.Step(30 * HourMs, false, false, -30);
        Assert.IsFalse(power.IsControllerPowered);

        power.Step(40 * HourMs, false, false, 25);
        Assert.IsFalse(power.IsControllerPowered, "warm again");

        power.IsMainsPresent = true;
        Assert.IsTrue(power.IsControllerPowered);
        power.Step(42 * HourMs, false, false, 25);
        power.IsMainsPresent = false;
        Assert.IsTrue(power.IsControllerPowered);
    }

    [TestMethod]
    public void Without_a_battery_everything_ends_with_the_mains()
    {
        PowerModel power = new(new PowerParameters { CapacityWh = 0 });
        Assert.AreEqual(0, power.BatteryMv);
        Assert.IsTrue(power.IsControllerPowered);

        power.IsMainsPresent = false;
        power.Step(1000, false, false, 20);

        Assert.IsFalse(power.IsControllerPowered);
        Assert.AreEqual(0, power.BatteryMv);
        Assert.AreEqual(0, power.HoursLeft(false, false, 20));
    }

    [TestMethod]
    public void The_length_of_the_steps_does_not_matter()
    {
        Assert.AreEqual(After(1000).Share, After(12 * HourMs).Share, 1e-9);
        Assert.AreEqual(After(1000).Mv, After(12 * HourMs).Mv);

        static (double Share, int Mv) After(long stepMs)
        {
            PowerModel power = new(new PowerParameters()) { IsMainsPresent = false };
            for (long nowMs = stepMs; nowMs <= 48 * HourMs; nowMs += stepMs)
            {
                power.IsMainsPresent = nowMs > 24 * HourMs;
                power.Step(nowMs, false, true, 20);
            }

            return (power.BatteryChargeShare, power.BatteryMv);
        }
    }

    [TestMethod]
    public void A_supply_that_cannot_be_is_refused() =>
        Assert.Contains("ChargeEfficiency = 1.5",
            Assert.ThrowsExactly<ArgumentException>(() => new PowerModel(new PowerParameters { ChargeEfficiency = 1.5 })).Message);
}
