using AedCabinet.Events;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Events that are asked for again and do not come are found.</summary>
[TestClass]
public class ResendInvariantTests : InvariantBench
{
    [TestMethod]
    public void An_event_asked_for_again_that_does_not_come_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.Deliver(Json(1, 1));
        Assert.IsTrue(ledger.Resends.TryFindArrived(new SeededRandom(1), out int boot, out int from, out int to));
        ledger.Resends.Ask(boot, from, to);
        Pass(1000);

        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(Timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(Timeline.NowMs);
        Assert.AreEqual(1, Report.CountOf("events given again"));
    }

    [TestMethod]
    public void An_event_whose_place_was_needed_need_not_come_again()
    {
        SimulatedFlash flash = new();
        EventInvariant ledger = Ledger();
        ledger.Resends.IsOnFlash = new TornEnds(flash, Timeline).Holds;
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.Deliver(Json(1, 1));
        byte[] record = OutboxRecord.Encode(item, CabinetEvent.UnknownTime);

        // Behind half a record it is there.
        flash.TryWrite("out-0-000001", [.. record[..20], .. record]);
        ledger.Resends.Ask(1, 1, 1);
        Pass(1000);
        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(Timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(Timeline.NowMs);

        flash.TryDelete("out-0-000001");
        ledger.Resends.Ask(1, 1, 1);
        Pass(1000);
        ledger.CheckNothingIsOwed(Timeline.NowMs);
    }

    [TestMethod]
    public void Events_asked_for_again_may_be_refused_only_while_flash_can_t_be_read()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.Deliver(Json(1, 1));
        ledger.Resends.Ask(1, 1, 1);
        ledger.ReadAgain(1, 1, 1, out CabinetEvent _);
        Pass(1000);

        Finds("what is asked for again comes again", () => ledger.Resends.NoteGiven(-1));
        ledger.Resends.NoteGiven(0);
        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(Timeline.NowMs));
        ledger.AreReadsSound = () => false;
        ledger.ReadAgain(1, 1, 1, out CabinetEvent _);
        ledger.Resends.NoteGiven(-1);
        ledger.CheckNothingIsOwed(Timeline.NowMs);
    }
}
