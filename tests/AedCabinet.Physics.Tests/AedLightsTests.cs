using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class AedLightsTests
{
    private const long HourMs = 3_600_000;

    private static readonly LightingProfile s_withoutTests =
        LightingProfile.BlinkingOrDark with { DailySelfTestMs = 0, WeeklySelfTestMs = 0 };

    [TestMethod]
    public void A_light_with_a_period_of_3_s_flashes_28800_times_a_day()
    {
        RecordedLights aed = new(s_withoutTests);

        Assert.AreEqual(28_800, aed.CountFlashes(Weather.DayMs, LightChannel.Green), 10);
        Assert.AreEqual(28_800, aed.CountFlashes(Weather.DayMs, LightChannel.Green), 10);
        Assert.IsFalse(aed.Edges.Any(edge => edge.Channel == LightChannel.Red));
    }

    [TestMethod]
    public void Every_flash_is_as_long_as_its_pulse_and_comes_within_the_jitter()
    {
        RecordedLights aed = new(s_withoutTests);
        aed.Advance(HourMs);
        LightEdge[] edges = [.. aed.Edges];

        HashSet<long> periodsMs = [];
        for (int index = 0; index + 2 < edges.Length; index += 2)
        {
            Assert.IsTrue(edges[index].IsLit);
            Assert.AreEqual(5, edges[index + 1].AtMs - edges[index].AtMs);
            periodsMs.Add(edges[index + 2].AtMs - edges[index].AtMs);
        }

        Assert.IsInRange(2970, 2974, periodsMs.Min());
        Assert.IsInRange(3026, 3030, periodsMs.Max());
        Assert.IsGreaterThan(50, periodsMs.Count);
    }

    [TestMethod]
    public void A_steady_light_comes_on_once()
    {
        RecordedLights aed = new(LightingProfile.SteadyGreenOrRed);

        IReadOnlyList<LightEdge> edges = aed.Advance(2 * HourMs);

        CollectionAssert.AreEqual(new[] { new LightEdge(LightChannel.Green, true, 0) }, edges.ToArray());
        Assert.IsTrue(aed.Lights.IsLit(LightChannel.Green));
        Assert.IsFalse(aed.Lights.IsLit(LightChannel.Red));
    }

    [TestMethod]
    public void An_unreadable_aed_shows_nothing_whatever_happens_to_it()
    {
        RecordedLights aed = new(LightingProfile.Unreadable);
        aed.Advance(2 * Weather.DayMs);
        aed.Lights.Fault = AedFault.Attention;
        aed.Advance(3 * Weather.DayMs);
        aed.Lights.IsInUse = true;
        aed.Advance(4 * Weather.DayMs);

        Assert.IsEmpty(aed.Edges);
    }

    [TestMethod]
    public void The_daily_self_test_lights_both_at_3_o_clock_for_8_seconds()
    {
        // The week begins an hour after the clock's zero, so the second day's 03:00 is 28 h after it.
        RecordedLights aed = new(LightingProfile.BlinkingOrDark, weekStartMs: HourMs);
        aed.Advance((28 * HourMs) - 1);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);

        aed.Advance(28 * HourMs);
        Assert.AreEqual(AedCondition.SelfTest, aed.Lights.Condition);
        Assert.IsTrue(aed.Lights.IsLit(LightChannel.Green));
        Assert.IsTrue(aed.Lights.IsLit(LightChannel.Red));

        aed.Advance((28 * HourMs) + 7_999);
        Assert.IsTrue(aed.Lights.IsLit(LightChannel.Red));

        aed.Advance((28 * HourMs) + 8_000);
        Assert.AreEqual(AedCondition.Ready, aed.Lights.Condition);
        Assert.IsFalse(aed.Lights.IsLit(LightChannel.Green));
        Assert.IsFalse(aed.Lights.IsLit(LightChannel.Red));
    }

    [TestMethod]
    public void The_first_self_test_of_a_week_is_the_long_one()
    {
        RecordedLights aed = new(LightingProfile.BlinkingOrDark);
        aed.Advance(15 * Weather.DayMs);

        long[] durationsMs = [.. aed.Edges.Where(edge => edge.Channel == LightChannel.Red).Chunk(2)
            .Select(pair => pair[1].AtMs - pair[0].AtMs)];
        long[] startsMs = [.. aed.Edges.Where(edge => edge.Channel == LightChannel.Red && edge.IsLit).Select(edge => edge.AtMs)];

        CollectionAssert.AreEqual(Enumerable.Range(0, 15).Select(day => day % 7 == 0 ? 20_000L : 8_000L).ToArray(), durationsMs);
        CollectionAssert.AreEqual(Enumerable.Range(0, 15).Select(day => (day * Weather.DayMs) + (3 * HourMs)).ToArray(), startsMs);
    }

    [TestMethod]
    [DataRow(2 * HourMs, 3 * HourMs)]
    [DataRow(3 * HourMs, 3 * HourMs)]
    [DataRow((3 * HourMs) + 1, 27 * HourMs)]
    [DataRow(-30 * HourMs, -21 * HourMs)]
    public void Beginning_at_any_time_the_next_self_test_is_at_3_o_clock(long startMs, long firstMs)
    {
        RecordedLights aed = new(LightingProfile.BlinkingOrDark, startMs: startMs);

        aed.Advance(startMs + (48 * HourMs));

        Assert.AreEqual(firstMs, aed.Edges.First(edge => edge.Channel == LightChannel.Red).AtMs);
    }

    [TestMethod]
    public void Switched_on_it_shows_solid_green()
    {
        RecordedLights aed = new(s_withoutTests);
        aed.Advance(10_000);

        aed.Lights.IsInUse = true;
        IReadOnlyList<LightEdge> edges = aed.Advance(70_000);
        CollectionAssert.AreEqual(new[] { new LightEdge(LightChannel.Green, true, 10_000) }, edges.ToArray());

        aed.Lights.IsInUse = false;
        Assert.AreEqual(20, aed.CountFlashes(60_000, LightChannel.Green), 1);
    }

    [TestMethod]
    public void Taken_away_nothing_is_seen_until_it_is_back()
    {
        RecordedLights aed = new(LightingProfile.SteadyGreenOrRed);
        aed.Advance(10_000);

        aed.Lights.IsInPlace = false;
        aed.Lights.IsInUse = true;
        CollectionAssert.AreEqual(new[] { new LightEdge(LightChannel.Green, false, 10_000) }, aed.Advance(20_000).ToArray());
        Assert.AreEqual(AedCondition.Away, aed.Lights.Condition);
        Assert.IsEmpty(aed.Advance(30 * HourMs));

        aed.Lights.IsInUse = false;
        aed.Lights.IsInPlace = true;
        CollectionAssert.AreEqual(new[] { new LightEdge(LightChannel.Green, true, 30 * HourMs) }, aed.Advance(31 * HourMs).ToArray());
    }

    [TestMethod]
    public void The_edges_do_not_depend_on_how_the_time_is_cut()
    {
        RecordedLights whole = new(LightingProfile.BlinkingGreenOrRed, seed: 5);
        RecordedLights scans = new(LightingProfile.BlinkingGreenOrRed, seed: 5);
        RecordedLights uneven = new(LightingProfile.BlinkingGreenOrRed, seed: 5);
        SeededRandom random = new(9);

        whole.Advance(6 * HourMs);
        for (long nowMs = 0; nowMs <= 6 * HourMs; nowMs += 20)
        {
            scans.Advance(nowMs);
        }

        while (uneven.NowMs < 6 * HourMs)
        {
            uneven.Advance(Math.Min(6 * HourMs, uneven.NowMs + random.NextInt(0, 100_000)));
        }

        CollectionAssert.AreEqual(whole.Edges.ToArray(), scans.Edges.ToArray());
        CollectionAssert.AreEqual(whole.Edges.ToArray(), uneven.Edges.ToArray());
        Assert.IsTrue(whole.Edges.Zip(whole.Edges.Skip(1)).All(pair => pair.First.AtMs <= pair.Second.AtMs), "in the order of time");
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_edges_and_another_seed_others()
    {
        RecordedLights one = new(LightingProfile.BlinkingOrDark, seed: 5);
        RecordedLights same = new(LightingProfile.BlinkingOrDark, seed: 5);
        RecordedLights other = new(LightingProfile.BlinkingOrDark, seed: 6);

        CollectionAssert.AreEqual(one.Advance(HourMs).ToArray(), same.Advance(HourMs).ToArray());
        CollectionAssert.AreNotEqual(one.Edges.ToArray(), other.Advance(HourMs).ToArray());
    }

    [TestMethod]
    public void Nothing_changes_before_the_announced_moment()
    {
        RecordedLights aed = new(LightingProfile.BlinkingOrDark);
        aed.Advance(0);
        for (int change = 0; change < 1000; change++)
        {
            long nextMs = aed.Lights.NextChangeMs;
            Assert.IsEmpty(aed.Advance(nextMs - 1));
            aed.Advance(nextMs);
        }

        Assert.HasCount(1000, aed.Edges);
    }

    [TestMethod]
    public void A_jitter_that_leaves_no_room_is_refused()
    {
        LightingProfile fits = LightingProfile.BlinkingOrDark with { JitterMs = 2994 };
        LightingProfile tooMuch = LightingProfile.BlinkingOrDark with { JitterMs = 2995 };

        RecordedLights aed = new(fits);
        Assert.IsGreaterThan(100, aed.Advance(HourMs).Count);
        Assert.AreEqual(
            "A jitter of 2995 ms does not fit between flashes of 5 ms every 3000 ms.",
            Assert.ThrowsExactly<ArgumentException>(() => new RecordedLights(tooMuch)).Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LightPattern.Blinking(5, 5));
    }
}
