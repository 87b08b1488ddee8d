using System.Text.Json.Nodes;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Circuit.Spice;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>The battery limits that a kit is given hold in the cold, and tell of the end before it comes.</summary>
[TestClass]
public class KitBatteryLimitTests
{
    private const double ConverterStopsMv = 4750;
    private const double Uncalibrated = 0.06;
    private const double Calibrated = 0.02;
    private static readonly (int LowMv, int CriticalMv) s_limits = Limits();

    [TestMethod]
    public void New_cells_at_minus_40_degrees_are_not_critical_though_the_divider_reads_6_percent_low()
    {
        double coldMv = ColdMv();

        Assert.IsGreaterThan(s_limits.CriticalMv, coldMv * (1 - Uncalibrated));
        Assert.IsGreaterThan(s_limits.LowMv, coldMv * (1 - Calibrated));
    }

    [TestMethod]
    public void Cells_at_their_end_are_low_before_the_converter_stops_though_the_divider_reads_6_percent_high()
    {
        Assert.IsGreaterThan(ConverterStopsMv * (1 + Uncalibrated), s_limits.LowMv);
        Assert.IsGreaterThan(ConverterStopsMv * (1 + Calibrated), s_limits.CriticalMv);
    }

    [TestMethod]
    public void The_simulator_s_cells_are_those_of_the_circuit()
    {
        PowerModel power = new(PowerParameters.BatteryKit) { IsMainsPresent = false };
        power.Step(1, false, false, -40);

        Assert.AreEqual(ColdMv(), power.BatteryMv, 100);
    }

    [TestMethod]
    public void Cells_that_run_down_in_the_warm_are_low_with_a_hundredth_of_their_energy_left_or_more()
    {
        PowerModel power = new(PowerParameters.BatteryKit) { IsMainsPresent = false };
        long nowMs = 0;
        while (power.BatteryMv >= s_limits.LowMv)
        {
            nowMs += 600_000;
            power.Step(nowMs, false, false, 25);
        }

        Assert.IsTrue(power.IsControllerPowered);
        Assert.IsTrue(power.BatteryChargeShare is > 0.01 and < 0.1, $"{power.BatteryChargeShare}");
    }

    private static double ColdMv()
    {
        BoardFile board = ShippedBoards.Load().Single(board => board.Board == CircuitSimulation.Board);
        return CircuitSimulation.Run(ReferenceCircuit.Load(), board, CircuitChecks.All.Where(check => check.Id == "awake-cold"))
            .Single().Figure * 1000;
    }

    private static (int LowMv, int CriticalMv) Limits()
    {
        JsonObject power = new FittedParts(false, true, false, false, false, false, false, false, true, false, true, false).PowerSettings();
        return (power["batteryLowMv"]!.GetValue<int>(), power["batteryCriticalMv"]!.GetValue<int>());
    }
}
