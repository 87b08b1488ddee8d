using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class BoxThermalModelTests
{
    private const long HourMs = 3_600_000;

    // Calculated by hand: 0.60 m² of wall at 1.0, 0.04 m² of glass at 2.8, 0.05 through gaps.
    private const double LossWPerK = 0.762;

    [TestMethod]
    [DataRow(8.0, -35.0, (43 * LossWPerK) - 1.5)]
    [DataRow(8.0, -40.0, (48 * LossWPerK) - 1.5)]
    [DataRow(5.0, 4.0, 0.0)]
    public void The_heater_needed_is_the_loss_less_what_the_controller_gives(double insideC, double outsideC, double watts) =>
        Assert.AreEqual(watts, new BoxThermalModel(new BoxParameters(), 15).HeaterWattsFor(insideC, outsideC), 1e-9);

    [TestMethod]
    public void A_heater_sized_for_a_temperature_holds_it()
    {
        double watts = new BoxThermalModel(new BoxParameters(), 15).HeaterWattsFor(8, -35);
        BoxThermalModel box = new(new BoxParameters { HeaterW = watts }, 15);

        box.Step(72 * HourMs, -35, 0, heaterOn: true, fanOn: false, doorOpen: false);

        Assert.AreEqual(8, box.InsideC, 0.01);
        Assert.AreEqual(8, box.AedC, 0.01);
    }

    [TestMethod]
    public void Nothing_but_the_controller_warms_a_box_without_its_heater()
    {
        BoxThermalModel box = new(new BoxParameters(), 15);
        box.Step(72 * HourMs, -35, 0, false, false, false);
        Assert.AreEqual(-35 + (1.5 / LossWPerK), box.InsideC, 0.01);

        box.AreElectronicsOn = false;
        box.Step(144 * HourMs, -35, 0, false, false, false);
        Assert.AreEqual(-35, box.InsideC, 0.01);
    }

    [TestMethod]
    public void Cooling_follows_the_exponential_of_one_body()
    {
        // An AED that is one with the air makes it one body, whose curve is known in closed form.
        BoxThermalModel box = new(new BoxParameters { AedToAirWPerK = 1e6, ElectronicsW = 0 }, 8);
        for (int minute = 1; minute <= 300; minute++)
        {
            box.Step(minute * 60_000L, -35, 0, false, false, false);

            double expectedC = -35 + (43 * Math.Exp(-LossWPerK * minute * 60 / 5000));
            Assert.AreEqual(expectedC, box.InsideC, 0.01, $"after {minute} min");
        }
    }

    [TestMethod]
    public void Both_temperatures_follow_the_equations_solved_another_way()
    {
        BoxParameters parameters = new();
        BoxThermalModel box = new(parameters, 10);
        double airC = 10;
        double aedC = 10;
        const double StepS = 0.05;
        double sunW = 600 * parameters.GlassAreaM2 * parameters.GlassTransmission;
        for (int minute = 1; minute <= 120; minute++)
        {
            bool doorOpen = minute > 60;
            double loss = LossWPerK + (doorOpen ? parameters.DoorOpenWPerK : 0);
            for (int step = 0; step < 60 / StepS; step++)
            {
                double toAedW = parameters.AedToAirWPerK * (airC - aedC);
                double airW = parameters.HeaterW + parameters.ElectronicsW + (0.7 * sunW) - (loss * (airC - -20)) - toAedW;
                airC += airW / parameters.AirHeatJPerK * StepS;
                aedC += (toAedW + (0.3 * sunW)) / parameters.AedHeatJPerK * StepS;
            }

            box.Step(minute * 60_000L, -20, 600, heaterOn: true, fanOn: false, doorOpen);
            Assert.AreEqual(airC, box.InsideC, 0.02, $"air after {minute} min");
            Assert.AreEqual(aedC, box.AedC, 0.02, $"AED after {minute} min");
        }
    }

    [TestMethod]
    public void The_length_of_the_steps_hardly_matters()
    {
        Weather weather = Weather.Shipped("winter-day");
        double[] fine = Simulate(weather, 20);
        double[] coarse = Simulate(weather, 60_000);

        for (int hour = 0; hour < fine.Length; hour++)
        {
            Assert.AreEqual(fine[hour], coarse[hour], 0.1, $"hour {hour}");
        }

        Assert.IsGreaterThan(10, fine.Max() - fine.Min(), "the heater must have made a difference to compare");
    }

    [TestMethod]
    public void A_broken_heater_gives_nothing()
    {
        BoxThermalModel broken = new(new BoxParameters(), 8) { IsHeaterBroken = true };
        BoxThermalModel off = new(new BoxParameters(), 8);
        BoxThermalModel on = new(new BoxParameters(), 8);

        broken.Step(HourMs, -35, 0, heaterOn: true, fanOn: false, doorOpen: false);
        off.Step(HourMs, -35, 0, heaterOn: false, fanOn: false, doorOpen: false);
        on.Step(HourMs, -35, 0, heaterOn: true, fanOn: false, doorOpen: false);

        Assert.AreEqual(off.InsideC, broken.InsideC);
        Assert.IsGreaterThan(off.InsideC + 10, on.InsideC);
    }

    [TestMethod]
    public void The_aed_cools_later_than_the_air()
    {
        BoxThermalModel box = new(new BoxParameters(), 15);

        box.Step(15 * 60_000, -35, 0, false, false, false);

        Assert.IsGreaterThan(box.InsideC + 3, box.AedC);
        Assert.IsLessThan(15, box.AedC);
    }

    [TestMethod]
    public void An_open_door_and_wind_cool()
    {
        double calmC = After(box => box.Step(HourMs, -20, 0, false, false, false, windMPerS: 0));
        double usualC = After(box => box.Step(HourMs, -20, 0, false, false, false));
        double stormC = After(box => box.Step(HourMs, -20, 0, false, false, false, windMPerS: 20));
        double openC = After(box => box.Step(HourMs, -20, 0, false, false, doorOpen: true));

        Assert.IsLessThan(calmC, usualC);
        Assert.IsLessThan(usualC, stormC);
        Assert.IsLessThan(stormC - 5, openC);
    }

    [TestMethod]
    public void The_fan_brings_a_hot_box_near_the_outside()
    {
        double stillC = After(box => box.Step(6 * HourMs, 35, 450, false, fanOn: false, false));
        double blownC = After(box => box.Step(6 * HourMs, 35, 450, false, fanOn: true, false));

        Assert.IsGreaterThan(50, stillC);
        Assert.IsLessThan(40, blownC);
    }

    [TestMethod]
    public void A_glass_front_in_the_sun_is_a_trap()
    {
        BoxThermalModel glass = new(BoxParameters.GlassFront, 10);
        BoxThermalModel window = new(new BoxParameters(), 10);
        Weather day = Weather.Shipped("spring-sun-day");
        for (long nowMs = 60_000; nowMs <= 14 * HourMs; nowMs += 60_000)
        {
            WeatherConditions at = day.At(nowMs);
            glass.Step(nowMs, at.OutsideC, at.SunWm2, false, false, false, at.WindMPerS);
            window.Step(nowMs, at.OutsideC, at.SunWm2, false, false, false, at.WindMPerS);
        }

        Assert.IsGreaterThan(65, glass.InsideC);
        Assert.IsLessThan(50, window.InsideC);
    }

    [TestMethod]
    public void A_box_that_cannot_be_is_refused_by_name()
    {
        Assert.AreEqual("GlassAreaM2: 2 is not between 0 and 0.64.", Refusal(new BoxParameters { GlassAreaM2 = 2 }));
        Assert.AreEqual("WallUWm2K: 0 is not above 0.", Refusal(new BoxParameters { WallUWm2K = 0 }));
        Assert.AreEqual("GlassTransmission: 1.1 is not between 0 and 1.", Refusal(new BoxParameters { GlassTransmission = 1.1 }));
        Assert.AreEqual("AedToAirWPerK: NaN is not above 0.", Refusal(new BoxParameters { AedToAirWPerK = double.NaN }));
    }

    [TestMethod]
    public void Time_does_not_run_backwards()
    {
        BoxThermalModel box = new(new BoxParameters(), 15, startMs: 1000);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => box.Step(999, 0, 0, false, false, false));
    }

    private static string Refusal(BoxParameters parameters) =>
        Assert.ThrowsExactly<ArgumentException>(() => new BoxThermalModel(parameters, 15)).Message;

    private static double After(Action<BoxThermalModel> steps)
    {
        BoxThermalModel box = new(new BoxParameters(), 20);
        steps(box);
        return box.InsideC;
    }

    // The temperature at each full hour of a day, the heater on in every second hour and the door open for the first minutes of every
    // fourth.
    private static double[] Simulate(Weather weather, long stepMs)
    {
        BoxThermalModel box = new(new BoxParameters(), 15);
        double[] atHour = new double[24];
        for (long nowMs = stepMs; nowMs <= 24 * HourMs; nowMs += stepMs)
        {
            WeatherConditions at = weather.At(nowMs);
            long intervalMs = nowMs - 1;
            bool heaterOn = intervalMs / HourMs % 2 == 0;
            bool doorOpen = intervalMs % (4 * HourMs) < 3 * 60_000;
            box.Step(nowMs, at.OutsideC, at.SunWm2, heaterOn, false, doorOpen, at.WindMPerS);
            if (nowMs % HourMs == 0)
            {
                atHour[(nowMs / HourMs) - 1] = box.InsideC;
            }
        }

        return atHour;
    }
}
