using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class WeatherTests
{
    private const long HourMs = 3_600_000;
    private const string Label = "# Made for the simulator: not measurements.";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "weather");

    public static IEnumerable<object[]> ShippedNames => Weather.ShippedNames.Select(name => new object[] { name });

    [TestMethod]
    public void The_days_that_are_promised_are_there()
    {
        string[] promised = ["spring-sun-day", "summer-day", "winter-day", "winter-mild-day"];
        CollectionAssert.AreEqual(promised, Weather.ShippedNames.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(ShippedNames))]
    public void Every_shipped_day_is_valid_and_hourly(string name)
    {
        Weather day = Weather.Shipped(name);
        string[] rows = [.. File.ReadAllLines(Path.Combine(s_folder, name + ".csv")).Where(line => char.IsAsciiDigit(line[0]))];

        Assert.HasCount(24, rows);
        for (int hour = 0; hour < rows.Length; hour++)
        {
            string[] cells = rows[hour].Split(',');
            Assert.AreEqual($"{hour:00}:00", cells[0]);
            Assert.AreEqual(double.Parse(cells[1]), day.At(hour * HourMs).OutsideC, 1e-9);
        }
    }

    [TestMethod]
    [DynamicData(nameof(ShippedNames))]
    public void Every_shipped_day_says_that_it_was_made(string name)
    {
        Assert.AreEqual(Label, File.ReadLines(Path.Combine(s_folder, name + ".csv")).First());

        string readme = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        Assert.Contains($"| `{name}.csv` |", readme);
        Assert.Contains("All of them were made for the simulator; none is a measurement.", readme);
    }

    [TestMethod]
    [DataRow("winter-day", -40.0, -28.0)]
    [DataRow("winter-mild-day", -15.0, -5.0)]
    [DataRow("spring-sun-day", -4.0, 16.0)]
    [DataRow("summer-day", 22.0, 38.0)]
    public void A_shipped_day_spans_its_temperatures(string name, double lowestC, double highestC)
    {
        Weather day = Weather.Shipped(name);
        double[] temperatures = [.. Enumerable.Range(0, 24 * 60).Select(minute => day.At(minute * 60_000L).OutsideC)];

        Assert.AreEqual(lowestC, temperatures.Min(), 1e-9);
        Assert.AreEqual(highestC, temperatures.Max(), 1e-9);
    }

    [TestMethod]
    public void Between_two_rows_the_weather_is_interpolated()
    {
        using WeatherText text = new("time,outsideC,sunWm2,windMPerS\n00:00,-10,0,2\n12:00,10,400,6\n");
        Weather day = Weather.Load(text.File);

        Assert.AreEqual(new WeatherConditions(-5, 100, 3), day.At(3 * HourMs));
        Assert.AreEqual(new WeatherConditions(10, 400, 6), day.At(12 * HourMs));
        Assert.AreEqual(new WeatherConditions(0, 200, 4), day.At(18 * HourMs), "after the last row towards the first");
    }

    [TestMethod]
    public void Every_day_repeats()
    {
        Weather day = Weather.Shipped("winter-day");

        Assert.AreEqual(day.At(10 * HourMs), day.At((10 * HourMs) + (3 * Weather.DayMs)));
        Assert.AreEqual(day.At(10 * HourMs), day.At((10 * HourMs) - (3 * Weather.DayMs)));
    }

    [TestMethod]
    public void Constant_weather_never_changes()
    {
        Weather weather = Weather.Constant(-35);

        Assert.AreEqual(new WeatherConditions(-35, 0, 4), weather.At(0));
        Assert.AreEqual(weather.At(0), weather.At(123_456_789));
    }

    [TestMethod]
    public void Noise_strays_no_further_than_it_is_told()
    {
        Weather still = Weather.Constant(-35, 300);
        Weather noisy = still.WithNoise(seed: 7, temperatureC: 2, cloudShare: 0.5);

        WeatherConditions[] week = [.. Enumerable.Range(0, 7 * 24 * 60).Select(minute => noisy.At(minute * 60_000L))];

        Assert.IsInRange(-37, -36, week.Min(at => at.OutsideC));
        Assert.IsInRange(-34, -33, week.Max(at => at.OutsideC));
        Assert.IsInRange(150, 200, week.Min(at => at.SunWm2));
        Assert.IsInRange(250, 300, week.Max(at => at.SunWm2));
        Assert.IsLessThan(0.3, week.Zip(week.Skip(1), (one, next) => Math.Abs(one.OutsideC - next.OutsideC)).Max(),
            "the greatest change within a minute");
    }

    [TestMethod]
    public void Noise_is_the_same_for_the_same_seed_in_any_order()
    {
        Weather one = Weather.Shipped("winter-day").WithNoise(7, 2);
        Weather same = Weather.Shipped("winter-day").WithNoise(7, 2);
        Weather other = Weather.Shipped("winter-day").WithNoise(8, 2);

        WeatherConditions late = one.At(100 * HourMs);
        WeatherConditions early = one.At(1 * HourMs);

        Assert.AreEqual(early, same.At(1 * HourMs));
        Assert.AreEqual(late, same.At(100 * HourMs));
        Assert.AreNotEqual(late, other.At(100 * HourMs));
        Assert.AreNotEqual(late, one.At(124 * HourMs), "the next day at the same time");
    }

    [TestMethod]
    public void Clouds_come_and_go_whatever_the_temperature_does()
    {
        Weather noisy = Weather.Constant(0, 1000).WithNoise(seed: 7, temperatureC: 1, cloudShare: 1);

        // Both between -1 and 1; tied to each other their product would average a third, as each one's square does.
        double tie = Enumerable.Range(0, 10_000).Average(halfHour => Product(noisy.At(halfHour * HourMs / 2)));

        Assert.AreEqual(0, tie, 0.02);

        static double Product(WeatherConditions at) => at.OutsideC * ((at.SunWm2 / 500) - 1);
    }

    [TestMethod]
    public void An_unknown_day_is_answered_with_the_known_ones()
    {
        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => Weather.Shipped("monsoon"));

        Assert.AreEqual("There is no weather \"monsoon\"; simulator/weather has: spring-sun-day, summer-day, winter-day, winter-mild-day.",
            exception.Message);
    }
}
