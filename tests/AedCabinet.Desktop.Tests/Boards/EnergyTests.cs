using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Energy;
using AedCabinet.Simulator.Physics;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>Heater power and battery life follow from their assumptions, and the page tells the figures that are calculated.</summary>
[TestClass]
public class EnergyTests
{
    private static readonly ReferenceCircuit s_circuit = ReferenceCircuit.Load();

    [TestMethod]
    public void The_battery_of_the_parts_list_lasts_at_least_two_years()
    {
        BatteryKit kit = EnergyReport.KitOf(s_circuit);

        Assert.AreEqual(2, kit.Cells);
        Assert.AreEqual(2, kit.Strings);
        Assert.AreEqual(13, kit.CapacityAh);
        Assert.IsGreaterThanOrEqualTo(BatteryLife.RequiredYears, BatteryLife.Of(kit).Years);
        Assert.IsLessThan(BatteryLife.RequiredYears, BatteryLife.Of(kit.WithBoardAsSold()).Years);
    }

    [TestMethod]
    public void The_life_is_the_energy_divided_by_what_a_year_takes()
    {
        // Only the divider: 100 µA at 7.2 V all year are 6.31 Wh; 10 Ah at 7.2 V are 72 Wh.
        BatteryKit kit = new()
        {
            Cells = 2,
            Strings = 1,
            CapacityAh = 10,
            ColdShare = 1,
            SelfDischargePerYear = 0,
            SleepUa = 0,
            ContactsUa = 0,
            OwnUa = 100,
            ReportsPerDay = 0,
            OpeningsPerYear = 0,
        };

        Assert.AreEqual(72 / (7.2 * 100e-6 * 8766), BatteryLife.Of(kit).Years, 1e-9);
        Assert.AreEqual(3 * BatteryLife.Of(kit).Years, BatteryLife.Of(kit with { Strings = 3 }).Years, 1e-9);

        // One report a day of an hour at 1 W of 3.3 V is 365.25 Wh a year.
        BatteryKit reporting = kit with
        {
            OwnUa = 0,
            ReportsPerDay = 1,
            ReportS = 3600,
            FailedShare = 0,
            AwakeMa = 1000 / 3.3,
            AwakeEfficiency = 1
        };
        Assert.AreEqual(365.25, BatteryLife.Of(reporting).ReportsWh, 1e-9);
        Assert.AreEqual(2 * 365.25, BatteryLife.Of(reporting with { FailedShare = 0.5, FailedS = 7200 }).ReportsWh, 1e-9);

        // Twelve openings of half an hour awake at 1 W, sounding half an hour with 100 mA at 7.2 V.
        BatteryKit opening = reporting with { ReportsPerDay = 0, OpeningsPerYear = 12, OpeningS = 1800, SoundS = 1800, SounderMa = 100 };
        Assert.AreEqual(12 * (0.5 + 0.36), BatteryLife.Of(opening).OpeningsWh, 1e-9);
    }

    [TestMethod]
    public void Whatever_takes_more_shortens_the_life()
    {
        BatteryKit kit = EnergyReport.KitOf(s_circuit);
        double years = BatteryLife.Of(kit).Years;
        BatteryKit[] worse =
        [
            kit with { ColdShare = 0.5 },
            kit with { SelfDischargePerYear = 0.05 },
            kit with { SleepUa = 50 },
            kit with { ContactsUa = 30 },
            kit with { OwnUa = 40 },
            kit with { SleepEfficiency = 0.5 },
            kit with { ReportsPerDay = 8 },
            kit with { ReportS = 100 },
            kit with { FailedShare = 0.3 },
            kit with { FailedS = 400 },
            kit with { AwakeMa = 200 },
            kit with { AwakeEfficiency = 0.7 },
            kit with { OpeningsPerYear = 200 },
            kit with { OpeningS = 300 },
            kit with { SoundS = 120 },
            kit with { SounderMa = 60 },
        ];

        foreach (BatteryKit one in worse)
        {
            Assert.IsLessThan(years, BatteryLife.Of(one).Years, one.ToString());
        }
    }

    [TestMethod]
    public void The_walls_are_reckoned_as_in_the_simulated_box()
    {
        Assert.AreEqual(new BoxParameters().WallUWm2K, EnergyReport.WallUWm2K(30), 0.03);
        Assert.IsLessThan(EnergyReport.WallUWm2K(30), EnergyReport.WallUWm2K(50));
    }

    [TestMethod]
    public void A_heater_that_is_too_small_is_told()
    {
        BoxParameters box = new() { HeaterW = 20, WallUWm2K = EnergyReport.WallUWm2K(30) };

        IReadOnlyList<string> lines = EnergyReport.Climate(box, 8, Weather.StandardWindMPerS, -50);

        Assert.DoesNotContain("NOT ENOUGH", lines.Single(line => line.StartsWith("outside  -20", StringComparison.Ordinal)));
        Assert.Contains("NOT ENOUGH", lines.Single(line => line.StartsWith("outside  -40", StringComparison.Ordinal)));
        Assert.Contains("NOT ENOUGH", lines.Single(line => line.StartsWith("outside  -50", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void The_page_has_the_figures_that_the_commands_print()
    {
        string page = File.ReadAllText(RepositoryRoot.At("hardware", "README.md"));
        BoxParameters box = new() { WallUWm2K = EnergyReport.WallUWm2K(30) };

        foreach (string line in EnergyReport.Climate(box, 8, Weather.StandardWindMPerS, null)
            .Concat(EnergyReport.Battery(s_circuit, EnergyReport.KitOf(s_circuit))))
        {
            Assert.Contains(line, page);
        }
    }
}
