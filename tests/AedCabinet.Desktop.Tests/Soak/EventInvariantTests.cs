using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Events that are lost, renumbered, changed or told twice are found.</summary>
[TestClass]
public class EventInvariantTests : InvariantBench
{
    [TestMethod]
    public void An_event_that_is_never_delivered_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.NoteStored();
        Pass(1000);

        Finds("no event is lost", () => ledger.CheckNothingIsOwed(Timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(Timeline.NowMs);
    }

    [TestMethod]
    public void An_event_that_was_lost_with_its_flash_is_owed_no_more()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.NoteStored();
        Pass(1000);

        ledger.FlashLost();
        ledger.CheckNothingIsOwed(Timeline.NowMs);
        Assert.AreEqual(1, Report.CountOf("events lost with their flash"));
    }

    [TestMethod]
    public void Numbers_that_jump_or_come_again_are_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));

        Finds("events are numbered without a gap", () => ledger.Add(Event(1, 3)));
        Finds("events are numbered without a gap", () => ledger.Add(Event(1, 1)));
        Finds("no boot number is used twice", () => ledger.Begin(Queue, Queue, 1));
        ledger.Begin(Queue, Queue, 2);
    }

    [TestMethod]
    public void A_cabinet_without_a_name_may_use_a_number_that_nobody_hears_of()
    {
        EventInvariant ledger = Ledger();

        ledger.IsHeard = false;
        ledger.Begin(Queue, Queue, 1);
        ledger.Add(Event(1, 1));
        ledger.CheckNothingIsOwed(Timeline.NowMs + 1);
        ledger.IsHeard = true;
        Finds("no boot number is used twice", () => ledger.Begin(Queue, Queue, 1));
    }

    [TestMethod]
    public void An_event_stored_late_is_found_when_the_power_fails()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        Pass((2 * Cabinet.ScanPeriodMs) + 1);

        Finds("events are stored within 40 ms", () => ledger.PowerLost(true));
        ledger.PowerLost(false);
    }

    [TestMethod]
    public void An_event_that_is_changed_or_invented_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));

        Finds("an event is never changed", () => ledger.Deliver(Json(1, 1).Replace("info", "urgent", StringComparison.Ordinal)));
        Finds("an event is never changed", () => ledger.Deliver(Json(1, 1).Replace("\"aed\"", "\"kit\"", StringComparison.Ordinal)));
        Finds("no event comes from nowhere", () => ledger.Deliver(Json(1, 2)));
    }

    [TestMethod]
    public void An_event_handed_out_or_acknowledged_twice_is_found_unless_it_was_asked_for()
    {
        EventInvariant ledger = Ledger();
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.NoteStored();
        Assert.IsTrue(ledger.TryTake(out CabinetEvent _));
        Queue.ReturnUnacknowledged();
        Finds("nothing is handed out twice", () => ledger.TryTake(out CabinetEvent _));

        Finds("only what the broker acknowledged is acknowledged", () => ledger.Acknowledge(item));
        ledger.Deliver(Json(1, 1));
        ledger.Confirm(Json(1, 1));
        ledger.Acknowledge(item);
        Finds("nothing is acknowledged twice", () => ledger.Acknowledge(item));
        ledger.Resends.Ask(1, 1, 1);
        ledger.Acknowledge(item);
    }

    [TestMethod]
    public void An_acknowledgement_that_flash_could_not_keep_is_not_held_against_the_cabinet_and_one_that_it_kept_is()
    {
        EventInvariant ledger = Ledger();
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.NoteStored();
        ledger.Book.IsHeldUp = severity => severity == Severity.Info;
        for (int boot = 2; boot < 4; boot++)
        {
            Assert.IsTrue(ledger.TryTake(out CabinetEvent _));
            ledger.Confirm(Json(1, 1));
            ledger.Acknowledge(item);
            Pass(EventBook.AcknowledgementDurableMs + 1);
            ledger.PowerLost(true);
            EventQueue flash = new();
            flash.Add(item);
            ledger.Begin(flash, flash, boot);
            ledger.Book.IsHeldUp = _ => false;
        }

        Finds("nothing is handed out twice", () => ledger.TryTake(out CabinetEvent _));
    }

    [TestMethod]
    public void An_event_taken_before_an_emergency_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        EventQueue first = new();
        first.Add(Event(1, 1));
        ledger.Begin(Queue, first, 2);
        ledger.Add(Event(2, 1, Severity.Emergency));

        Finds("emergencies go first", () => ledger.TryTake(out CabinetEvent _));
    }
}
