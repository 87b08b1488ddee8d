using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>A kit that was opened and not told is found.</summary>
[TestClass]
public class KitInvariantTests : InvariantBench
{
    [TestMethod]
    public void A_kit_that_opened_while_it_slept_is_told_within_the_time_of_the_boot_that_can()
    {
        KitInvariant kit = new(Timeline, Report);
        kit.Check(false, true, false);
        kit.Check(true, true, false);
        kit.Check(false, false, false);
        Pass(KitInvariant.ToldMs);
        kit.BeginAgain(true);
        Pass(KitInvariant.ToldMs);
        kit.Check(false, false, false);
        Pass(Cabinet.ScanPeriodMs);
        Finds("an opened kit is told", () => kit.Check(false, false, false));

        kit.BeginAgain(false);
        kit.Check(false, false, false);
    }

    [TestMethod]
    [DataRow(true, false, true)]
    [DataRow(true, true, false)]
    [DataRow(false, false, false)]
    public void A_kit_whose_flash_refused_to_remember_its_door_shut_is_not_held_to_tell_it_open(bool isRememberedOpen, bool isFlashSound,
        bool isForgiven)
    {
        KitInvariant kit = new(Timeline, Report);
        Watch(kit, false, 1000, isRunning: true);
        kit.FallAsleep(isRememberedOpen, isFlashSound);
        Watch(kit, false, 1000, isAsleep: true);
        Watch(kit, true, 40, isAsleep: true);
        Watch(kit, false, 3000);
        if (!isForgiven)
        {
            Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
            return;
        }

        // Once only: then it runs, and knows its door.
        Watch(kit, false, 60000, isRunning: true);
        Watch(kit, true, 200, isRunning: true);
        Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
    }

    [TestMethod]
    public void A_kit_opened_for_a_moment_in_its_sleep_and_not_told_is_found()
    {
        KitInvariant kit = new(Timeline, Report);
        Watch(kit, false, 1000, isAsleep: true);
        Watch(kit, true, 40, isAsleep: true);
        Watch(kit, false, 3000);

        Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));
        Watch(kit, false, 60000, isRunning: true);
    }

    [TestMethod]
    public void A_contact_that_bounces_after_the_kit_was_told_open_does_not_open_it_anew()
    {
        KitInvariant kit = new(Timeline, Report);
        Watch(kit, false, 1000, isRunning: true);
        Watch(kit, true, 80, isRunning: true);
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));
        Watch(kit, false, 20, isRunning: true);
        Watch(kit, true, 60000, isRunning: true);

        Watch(kit, false, 1000, isRunning: true);
        Watch(kit, true, 200, isRunning: true);
        Finds("an opened kit is told", () => Watch(kit, true, KitInvariant.ToldMs, isRunning: true));
    }

    [TestMethod]
    public void A_kit_that_was_open_before_its_board_slept_is_not_opened_anew()
    {
        KitInvariant kit = new(Timeline, Report);
        Watch(kit, true, 1000, isRunning: true);
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));

        Watch(kit, true, 60000, isAsleep: true);
        Watch(kit, true, 60000, isRunning: true);
    }

    private void Watch(KitInvariant kit, bool isOpen, int forMs, bool isAsleep = false, bool isRunning = false)
    {
        for (int ms = 0; ms < forMs; ms += Cabinet.ScanPeriodMs)
        {
            Pass(Cabinet.ScanPeriodMs);
            kit.Check(isOpen, isAsleep, isRunning);
        }
    }
}
