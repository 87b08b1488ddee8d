using System.Text;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.State;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A week at −35 °C, sound and with one thing broken: exactly the events and reasons of the specification, and no others.
/// </summary>
[TestClass]
public class WinterWeekTests
{
    private const string Start = "boot.started clock.synced aed.ready";

    [TestMethod]
    [DataRow(1L)]
    [DataRow(20261123L)]
    public void A_sound_cabinet_with_a_heater_sized_for_it_stays_ready_all_week(long seed)
    {
        WinterWeek week = Run("sound", seed);

        Assert.AreEqual(Start, Names(week));
        Assert.AreEqual(1.0, week.ReadyShare);
        Assert.IsGreaterThan(4.0, week.LowestInsideC);
    }

    [TestMethod]
    [DataRow("heater-broken", "temperature.warning temperature.low heater.fault aed.dark temperature.exposure temperature.exposure",
        "aed-dark temperature-low heater-fault")]
    [DataRow("mains-cut", "mains.lost temperature.warning temperature.low aed.dark temperature.exposure battery.low battery.critical",
        "aed-dark temperature-low mains-lost battery-critical")]
    [DataRow("probe-disconnected", "temperature.sensor-fault aed.dark", "aed-dark temperature-unknown")]
    [DataRow("aed-dark", "aed.dark", "aed-dark")]
    public void One_broken_thing_is_told_as_the_specification_says(string name, string events, string reasons)
    {
        WinterWeek week = Run(name, 1);

        Assert.AreEqual($"{Start} {events}", Names(week));
        Assert.AreEqual(reasons, Reasons(week));
        Assert.IsLessThan(0.25, week.ReadyShare);
    }

    [TestMethod]
    public void A_fault_of_the_AED_after_cold_says_that_the_cold_may_be_its_cause_and_one_without_cold_does_not()
    {
        CabinetEvent cold = Run("heater-broken", 1).Events.Single(item => item.Kind == EventKind.AedDark);
        CabinetEvent own = Run("aed-dark", 1).Events.Single(item => item.Kind == EventKind.AedDark);

        Assert.AreEqual("\"cause\":\"temperature\"", cold.Data);
        Assert.IsNull(own.Data);
    }

    [TestMethod]
    public void Everything_said_in_these_weeks_is_valid_contract()
    {
        foreach (string name in WinterWeek.Cases)
        {
            WinterWeek week = Run(name, 2);
            MessageComposer composer = new(new CabinetConfiguration { Id = "WINTER" }, 1, new SystemClock());
            foreach (CabinetEvent item in week.Events)
            {
                ContractValidator.Shared.Check("aed/v1/1507/150702/health/WINTER/event",
                    Encoding.UTF8.GetBytes(composer.Event(item, item.AtMs)));
            }
        }
    }

    private static WinterWeek Run(string name, long seed)
    {
        WinterWeek week = WinterWeek.Run(name, seed);
        Console.WriteLine(string.Join(System.Environment.NewLine, week.Lines));
        return week;
    }

    private static string Names(WinterWeek week) => string.Join(' ', week.Events.Select(item => EventCatalog.NameOf(item.Kind)));

    private static string Reasons(WinterWeek week) => string.Join(' ', Enumerable.Range(0, Readiness.Count)
        .Where(reason => (week.FinalReasons & (1 << reason)) != 0)
        .Select(reason => Readiness.NameOf((ReadinessReason)reason)));
}
