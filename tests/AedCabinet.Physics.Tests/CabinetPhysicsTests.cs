using System.Diagnostics;
using System.Text;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class CabinetPhysicsTests
{
    private const long HourMs = 3_600_000;

    private static readonly PhysicsOptions s_winter = new()
    {
        Weather = Weather.Constant(-35),
        Lights = LightingProfile.BlinkingGreenOrRed
    };

    // Too weak a heater for its own thermostat to open, whose moments depend on how often it is looked at.
    private static readonly PhysicsOptions s_winterDay =
        s_winter with { Weather = Weather.Shipped("winter-day"), Box = new BoxParameters { HeaterW = 45 } };

    [TestMethod]
    public void At_rest_everything_is_shut_present_and_silent()
    {
        CabinetPhysics cabinet = new(s_winter, seed: 1);

        CabinetContact[] closed = [.. Enum.GetValues<CabinetContact>().Where(cabinet.IsClosed)];

        CollectionAssert.AreEqual(new[] { CabinetContact.AedDoor, CabinetContact.KitDoor, CabinetContact.AedPresence,
            CabinetContact.Tamper }, closed);
        Assert.IsTrue(cabinet.IsMainsPresent);
        Assert.IsTrue(cabinet.IsControllerPowered);
        Assert.AreEqual(15, cabinet.InsideC);
        Assert.AreEqual(-35, cabinet.OutsideC);
        Assert.IsInRange(13_500, 13_700, cabinet.BatteryMv);
    }

    [TestMethod]
    public void A_week_at_minus_35_with_its_heater_stays_warm_and_ready()
    {
        PhysicsRun run = new(s_winter);
        run.Run(6 * HourMs);
        run.Forget();

        run.Run(7 * Weather.DayMs);

        Assert.IsInRange(4.9, 5.1, run.LowestC);
        Assert.IsInRange(7.9, 8.1, run.HighestC);
        Assert.AreEqual(AedCondition.Ready, run.Cabinet.Lights.Condition);
        Assert.IsEmpty(run.Edges.Where(edge => edge.Channel == LightChannel.Red && edge.IsLit && edge.AtMs % Weather.DayMs != 3 * HourMs),
            "red outside a self-test");

        // The heater gave the heat that the balance needs at the mean temperature inside.
        double meanW = 60.0 * run.HeatedMs / (7 * Weather.DayMs);
        Assert.AreEqual(new BoxThermalModel(s_winter.Box, 15).HeaterWattsFor(6.5, -35), meanW, 0.5);
    }

    [TestMethod]
    public void A_broken_heater_freezes_the_aed_which_then_complains()
    {
        PhysicsRun run = new(s_winter);
        run.Run(6 * HourMs);

        run.Cabinet.IsHeaterBroken = true;
        run.Run(HourMs);
        Assert.IsLessThan(0, run.Cabinet.AedC);
        Assert.AreEqual(AedCondition.Ready, run.Cabinet.Lights.Condition);
        run.Run(HourMs);
        Assert.AreEqual(AedCondition.Attention, run.Cabinet.Lights.Condition);

        run.Cabinet.IsHeaterBroken = false;
        run.Run(4 * HourMs);
        Assert.AreEqual(AedCondition.Ready, run.Cabinet.Lights.Condition);
    }

    [TestMethod]
    public void Without_mains_the_heater_gives_nothing_and_the_battery_runs_down()
    {
        PhysicsRun run = new(s_winter);
        run.Run(6 * HourMs);

        run.Cabinet.IsMainsPresent = false;
        run.Run(4 * HourMs);
        Assert.IsLessThan(-20, run.Cabinet.InsideC);
        Assert.IsTrue(run.Cabinet.IsControllerPowered);
        // 6 Wh of the 43 that the cold leaves: about 86 % of the curve.
        Assert.AreEqual(12_550, run.Cabinet.BatteryMv, 40);

        run.Run(48 * HourMs);
        Assert.IsFalse(run.Cabinet.IsControllerPowered);
        Assert.AreEqual(-35, run.Cabinet.InsideC, 0.01);

        run.Cabinet.IsMainsPresent = true;
        run.Run(12 * HourMs);
        Assert.IsTrue(run.Cabinet.IsControllerPowered);
        Assert.IsGreaterThan(4.9, run.Cabinet.InsideC);
    }

    [TestMethod]
    public void Taking_the_aed_darkens_the_sensors_and_opens_its_contact()
    {
        PhysicsRun run = new(s_winter);
        run.Run(HourMs);
        run.Forget();

        run.Cabinet.Move(CabinetContact.AedDoor, closed: false);
        run.Cabinet.Move(CabinetContact.AedPresence, closed: false);
        run.Run(60_000);

        Assert.IsTrue(run.Cabinet.IsAedDoorOpen);
        Assert.IsFalse(run.Cabinet.IsAedPresent);
        Assert.IsFalse(run.Cabinet.IsClosed(CabinetContact.AedPresence));
        Assert.IsEmpty(run.Edges.Where(edge => edge.IsLit));

        run.Cabinet.Move(CabinetContact.AedPresence, closed: true);
        run.Run(60_000);
        Assert.AreEqual(20, run.Edges.Count(edge => edge.IsLit), 1);
        Assert.IsTrue(run.Cabinet.IsClosed(CabinetContact.AedPresence));
    }

    [TestMethod]
    public void An_aed_that_was_taken_away_does_not_freeze()
    {
        PhysicsRun run = new(s_winter);
        run.Cabinet.IsHeaterBroken = true;
        run.Cabinet.Move(CabinetContact.AedPresence, closed: false);
        run.Run(12 * HourMs);

        run.Cabinet.Move(CabinetContact.AedPresence, closed: true);

        Assert.AreEqual(AedCondition.Ready, run.Cabinet.Lights.Condition);
    }

    [TestMethod]
    public void An_open_door_lets_the_warmth_out()
    {
        PhysicsRun shut = new(s_winter);
        PhysicsRun open = new(s_winter);
        open.Cabinet.Move(CabinetContact.AedDoor, closed: false);

        shut.Run(10 * 60_000);
        open.Run(10 * 60_000);

        Assert.IsLessThan(shut.Cabinet.InsideC - 10, open.Cabinet.InsideC);
    }

    [TestMethod]
    public void A_broken_door_contact_says_open_though_the_door_is_shut()
    {
        CabinetPhysics cabinet = new(s_winter, seed: 1);

        cabinet.Contact(CabinetContact.AedDoor).Break();

        Assert.IsFalse(cabinet.IsClosed(CabinetContact.AedDoor));
        Assert.IsFalse(cabinet.IsAedDoorOpen);
    }

    [TestMethod]
    public void A_door_in_the_wind_chatters()
    {
        CabinetPhysics cabinet = new(s_winter, seed: 1);
        cabinet.Contact(CabinetContact.AedDoor).StartChatter(cabinet.NowMs, 10_000, hz: 5);
        int changes = 0;
        bool last = true;
        for (long nowMs = 20; nowMs <= 20_000; nowMs += 20)
        {
            cabinet.Advance(nowMs, false, false, false);
            bool closed = cabinet.IsClosed(CabinetContact.AedDoor);
            changes += closed != last ? 1 : 0;
            last = closed;
        }

        Assert.AreEqual(100, changes, 2);
        Assert.IsTrue(last);
    }

    [TestMethod]
    public void New_weather_holds_from_now_on()
    {
        CabinetPhysics cabinet = new(new PhysicsOptions(), seed: 1);
        cabinet.Advance(24 * HourMs, false, false, false);
        Assert.AreEqual(22, cabinet.InsideC, 0.1);

        cabinet.Weather = Weather.Shipped("winter-day");
        cabinet.Advance(31 * HourMs, false, false, false);

        Assert.AreEqual(-40, cabinet.OutsideC, 1e-9);
        Assert.IsLessThan(-35, cabinet.InsideC);
    }

    [TestMethod]
    public void The_time_of_day_follows_the_week_it_is_told()
    {
        CabinetPhysics cabinet = new(new PhysicsOptions
        {
            Weather = Weather.Shipped("winter-day"),
            StartMs = 5 * HourMs,
            WeekStartMs = -2 * HourMs
        }, seed: 1);

        Assert.AreEqual(-40, cabinet.OutsideC, 1e-9, "07:00");
    }

    [TestMethod]
    public void How_often_it_is_called_hardly_matters()
    {
        CabinetPhysics scans = new(s_winterDay, seed: 3);
        CabinetPhysics minutes = new(s_winterDay, seed: 3);
        List<LightEdge> edgesOfScans = [];
        List<LightEdge> edgesOfMinutes = [];
        scans.LightChanged += edgesOfScans.Add;
        minutes.LightChanged += edgesOfMinutes.Add;

        for (long nowMs = 60_000; nowMs <= 12 * HourMs; nowMs += 60_000)
        {
            bool heaterOn = (nowMs - 1) / HourMs % 3 != 0;
            for (long scanMs = nowMs - 59_980; scanMs <= nowMs; scanMs += 20)
            {
                scans.Advance(scanMs, heaterOn, false, false);
            }

            minutes.Advance(nowMs, heaterOn, false, false);
            Assert.AreEqual(scans.InsideC, minutes.InsideC, 0.1);
            Assert.AreEqual(scans.AedC, minutes.AedC, 0.1);
        }

        CollectionAssert.AreEqual(edgesOfScans, edgesOfMinutes);
    }

    [TestMethod]
    public void A_long_silence_is_made_up_for()
    {
        CabinetPhysics asleep = new(s_winterDay, seed: 3);
        CabinetPhysics awake = new(s_winterDay, seed: 3);

        asleep.Advance(20 * HourMs, true, false, false);
        for (long nowMs = 1000; nowMs <= 20 * HourMs; nowMs += 1000)
        {
            awake.Advance(nowMs, true, false, false);
        }

        Assert.AreEqual(awake.InsideC, asleep.InsideC, 0.05);
    }

    [TestMethod]
    public void The_same_seed_and_calls_give_the_same_story()
    {
        string one = Tell(seed: 11);

        Assert.AreEqual(one, Tell(seed: 11));
        Assert.AreNotEqual(one, Tell(seed: 12));
    }

    [TestMethod]
    public void A_week_in_steps_of_a_second_takes_well_under_two_seconds()
    {
        PhysicsRun run = new(s_winter with { Weather = Weather.Shipped("winter-day").WithNoise(1, 2, 0.5) });
        Stopwatch watch = Stopwatch.StartNew();

        run.Run(7 * Weather.DayMs);

        Assert.IsLessThan(2.0, watch.Elapsed.TotalSeconds);
        Assert.IsGreaterThan(400_000, run.Edges.Count);
    }

    // Twelve eventful hours as text: everything that can be seen from outside.
    private static string Tell(long seed)
    {
        PhysicsRun run = new(s_winter with { Weather = Weather.Shipped("winter-day").WithNoise(seed, 2, 0.5) }, seed);
        SeededRandom hand = new(1);
        StringBuilder story = new();
        for (int minute = 0; minute < 12 * 60; minute++)
        {
            CabinetContact contact = (CabinetContact)hand.NextInt(0, 5);
            run.Cabinet.Move(contact, hand.Chance(0.5));
            run.Cabinet.Lights.Fault = (AedFault)hand.NextInt(0, 4);
            run.Cabinet.IsMainsPresent = hand.Chance(0.8);
            for (int step = 0; step < 10; step++)
            {
                run.Run(2, 2);
                story.Append(run.Cabinet.IsClosed(contact) ? '#' : '.');
            }

            run.Run(59_980, 20);
            story.AppendLine($" {run.Cabinet.InsideC:R} {run.Cabinet.AedC:R} {run.Cabinet.BatteryMv} {run.Cabinet.IsControllerPowered}");
        }

        return story.AppendJoin('\n', run.Edges).ToString();
    }
}
