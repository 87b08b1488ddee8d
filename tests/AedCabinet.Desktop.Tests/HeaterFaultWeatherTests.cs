using AedCabinet.Climate;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests;

/// <summary>A heater that heats while it is off is found in each winter's first night, and no weather looks like one (SPEC §10).</summary>
[TestClass]
public class HeaterFaultWeatherTests
{
    private const long MinuteMs = 60_000;
    private const int Days = 4;

    public static IEnumerable<object[]> Boxes =>
        Weather.ShippedNames.SelectMany(weather => new[] { false, true }.Select(isGlass => new object[] { weather, isGlass }));

    [TestMethod]
    [DynamicData(nameof(Boxes))]
    public void No_weather_and_no_sun_is_taken_for_a_heater_that_heats(string weather, bool isGlass)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            Assert.AreEqual(-1, FoundMinute(Weather.Shipped(weather).WithNoise(seed, 8, 1), isGlass, false), $"seed {seed}");
        }
    }

    [TestMethod]
    public void A_heat_wave_with_nights_of_33_degrees_is_none_either()
    {
        Assert.AreEqual(-1, FoundMinute(Weather.Constant(33).WithNoise(1, 6), true, false));
    }

    [TestMethod]
    [DataRow(-35)]
    [DataRow(-20)]
    [DataRow(0)]
    [DataRow(20)]
    public void A_shorted_relay_is_found_in_the_first_night(int outsideC)
    {
        int minute = FoundMinute(Weather.Constant(outsideC), false, true);

        Assert.IsTrue(minute is >= 12 * 60 and < 15 * 60, $"{minute} min after noon");
    }

    [TestMethod]
    [DataRow("winter-day", false)]
    [DataRow("winter-mild-day", false)]
    [DataRow("spring-sun-day", true)]
    [DataRow("summer-day", true)]
    public void A_shorted_relay_is_found_in_any_season(string weather, bool isGlass)
    {
        int minute = FoundMinute(Weather.Shipped(weather), isGlass, true);

        Assert.IsTrue(minute is >= 12 * 60 and < 15 * 60, $"{minute} min after noon");
    }

    // Minutes since the first noon at which the firmware says "hot while off"; -1 for never.
    private static int FoundMinute(Weather weather, bool isGlass, bool isShorted)
    {
        ClimateSettings settings = new();
        HeaterFaultWatch watch = new(settings);
        Thermostat thermostat = new(settings);
        HeaterConditions conditions = new() { HasTemperature = true, IsOnMains = true };
        CabinetPhysics physics = new(new PhysicsOptions
        {
            Weather = weather,
            WeekStartMs = -12 * 60 * MinuteMs,
            Box = isGlass ? BoxParameters.GlassFront : new BoxParameters()
        }, seed: 1)
        { IsHeaterStuckOn = isShorted };
        for (int minute = 0; minute <= Days * 24 * 60; minute++)
        {
            long nowMs = minute * MinuteMs;
            physics.Advance(nowMs, thermostat.IsOn, false, false);
            conditions.TemperatureDeciC = (int)Math.Round(physics.InsideC * 10);
            thermostat.Update(conditions, nowMs);
            watch.Update(thermostat.IsOn, LocalTime.IsNight(nowMs + (12 * 60 * MinuteMs), 0), true, conditions.TemperatureDeciC, nowMs);
            if (watch.Fault == HeaterFaultWatch.HotWhileOff)
            {
                return minute;
            }
        }

        return -1;
    }
}
