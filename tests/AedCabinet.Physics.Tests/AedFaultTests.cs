using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class AedFaultTests
{
    private const long HourMs = 3_600_000;

    private static readonly LightingProfile s_profile =
        LightingProfile.BlinkingGreenOrRed with { DailySelfTestMs = 0, WeeklySelfTestMs = 0 };

    [TestMethod]
    public void Attention_replaces_the_green_flashes_by_red_ones()
    {
        RecordedLights aed = new(s_profile);
        aed.Advance(HourMs);

        aed.Lights.Fault = AedFault.Attention;
        IReadOnlyList<LightEdge> edges = aed.Advance(HourMs + 60_000);

        Assert.AreEqual(60, edges.Count(edge => edge.Channel == LightChannel.Red && edge.IsLit), 1);
        Assert.IsFalse(edges.Any(edge => edge.Channel == LightChannel.Green && edge.IsLit));
    }

    [TestMethod]
    public void Attention_of_an_aed_that_only_goes_dark_is_darkness()
    {
        RecordedLights aed = new(LightingProfile.BlinkingOrDark) { Lights = { Fault = AedFault.Attention } };

        Assert.IsEmpty(aed.Advance(2 * HourMs));
        Assert.AreEqual(AedCondition.Attention, aed.Lights.Condition);
    }

    [TestMethod]
    public void Dead_lights_stay_dark_even_in_a_self_test_and_in_use()
    {
        RecordedLights aed = new(LightingProfile.BlinkingGreenOrRed) { Lights = { Fault = AedFault.Dark } };

        Assert.IsEmpty(aed.Advance(Weather.DayMs));
        aed.Lights.IsInUse = true;
        Assert.IsEmpty(aed.Advance(2 * Weather.DayMs));

        aed.Lights.IsInUse = false;
        aed.Lights.Fault = AedFault.None;
        Assert.AreEqual(20, aed.CountFlashes(60_000, LightChannel.Green), 1);
    }

    [TestMethod]
    public void A_flat_battery_is_darkness_and_a_new_one_begins_with_a_self_test()
    {
        RecordedLights aed = new(LightingProfile.BlinkingGreenOrRed) { Lights = { Fault = AedFault.FlatBattery, IsInUse = true } };
        Assert.IsEmpty(aed.Advance(Weather.DayMs));

        aed.Lights.IsInUse = false;
        aed.Lights.Fault = AedFault.None;
        aed.Advance(Weather.DayMs + 7_999);
        Assert.AreEqual(AedCondition.SelfTest, aed.Lights.Condition);
        aed.Advance(Weather.DayMs + 8_000);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
    }

    [TestMethod]
    [DataRow(0.0, 28_800)]
    [DataRow(0.2, 23_040)]
    [DataRow(1.0, 0)]
    public void Flashes_fail_as_often_as_they_are_told(double probability, int flashes)
    {
        RecordedLights aed = new(s_profile) { Lights = { Fault = AedFault.MissedFlashes, MissedFlashProbability = probability } };

        Assert.AreEqual(flashes, aed.CountFlashes(Weather.DayMs, LightChannel.Green), 300);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
    }

    [TestMethod]
    public void A_probability_is_one()
    {
        RecordedLights aed = new(s_profile);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => aed.Lights.MissedFlashProbability = 1.01);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => aed.Lights.MissedFlashProbability = -0.01);
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(50.1)]
    public void An_hour_out_of_its_range_it_asks_for_attention(double aedC)
    {
        RecordedLights aed = new(s_profile);
        aed.Advance(1000);
        aed.Lights.SetTemperature(aedC);

        aed.Advance(HourMs + 999);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
        aed.Advance(HourMs + 1000);
        Assert.AreEqual(AedCondition.Attention, aed.Lights.Condition);
        Assert.AreEqual(60, aed.CountFlashes(60_000, LightChannel.Red), 1);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(50.0)]
    public void At_the_limits_of_its_range_it_stays_ready(double aedC)
    {
        RecordedLights aed = new(s_profile);
        aed.Lights.SetTemperature(aedC);

        aed.Advance(Weather.DayMs);

        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
    }

    [TestMethod]
    public void A_short_warm_spell_begins_the_hour_anew()
    {
        RecordedLights aed = new(s_profile);
        aed.Lights.SetTemperature(-5);
        aed.Advance(HourMs - 1);
        aed.Lights.SetTemperature(5);
        aed.Advance(HourMs);
        aed.Lights.SetTemperature(-5);

        aed.Advance((2 * HourMs) - 1);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
        aed.Advance(2 * HourMs);
        Assert.AreEqual(AedCondition.Attention, aed.Lights.Condition);
    }

    [TestMethod]
    public void Ten_minutes_warm_again_it_is_ready()
    {
        RecordedLights aed = new(s_profile);
        aed.Lights.SetTemperature(-5);
        aed.Advance(5 * HourMs);
        aed.Lights.SetTemperature(5);

        aed.Advance((5 * HourMs) + 599_999);
        Assert.AreEqual(AedCondition.Attention, aed.Lights.Condition);
        aed.Advance((5 * HourMs) + 600_000);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
    }

    [TestMethod]
    public void A_fault_of_its_own_outlasts_the_cold()
    {
        RecordedLights aed = new(s_profile) { Lights = { Fault = AedFault.Attention } };
        aed.Lights.SetTemperature(-5);
        aed.Advance(5 * HourMs);
        aed.Lights.SetTemperature(5);

        aed.Advance(10 * HourMs);

        Assert.AreEqual(AedCondition.Attention, aed.Lights.Condition);
    }

    [TestMethod]
    public void A_steady_one_goes_red_after_a_day_in_the_cold()
    {
        RecordedLights aed = new(LightingProfile.SteadyGreenOrRed with { DailySelfTestMs = 0, WeeklySelfTestMs = 0 });
        aed.Lights.SetTemperature(-5);

        aed.Advance(Weather.DayMs - 1);
        Assert.IsTrue(aed.Lights.IsLit(LightChannel.Green));
        CollectionAssert.AreEqual(
            new[] { new LightEdge(LightChannel.Green, false, Weather.DayMs), new LightEdge(LightChannel.Red, true, Weather.DayMs) },
            aed.Advance(Weather.DayMs).ToArray());
    }
}
