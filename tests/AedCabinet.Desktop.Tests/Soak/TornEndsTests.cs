using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Half a record on flash pardons that an event behind it comes again, and no more than that.</summary>
[TestClass]
public class TornEndsTests : InvariantBench
{
    [TestMethod]
    public void An_event_behind_half_a_record_may_come_again_after_a_restart_until_that_is_believed()
    {
        SimulatedFlash flash = new();
        CabinetEvent before = Event(1, 1);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), [.. OutboxRecord.Encode(before, CabinetEvent.UnknownTime), 40, 0]);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime));
        TornEnds torn = new(flash, Timeline);
        for (int boot = 0; boot < 8; boot++)
        {
            torn.Begin(true, _ => false);
            Pass(EventBook.AcknowledgementDurableMs + 1);
            Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
            Assert.IsFalse(torn.HoldUp(Severity.Urgent, 0));
            torn.End(true);
        }

        // In the ninth boot, or after ten minutes, or once flash knows that what stands behind it is done with, nothing may.
        torn.Begin(true, _ => false);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        torn.Begin(true, key => key == Event(2, 1).Key);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        torn.Begin(false, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
        Pass(620_000);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
    }

    [TestMethod]
    public void What_is_torn_for_the_first_time_is_none_of_the_boots_in_a_row_before()
    {
        SimulatedFlash flash = new();
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), [.. OutboxRecord.Encode(Event(1, 1), CabinetEvent.UnknownTime), 40, 0]);
        TornEnds torn = new(flash, Timeline);
        for (int boot = 0; boot < 9; boot++)
        {
            torn.Begin(true, _ => false);
        }

        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), [.. OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime), 40, 0]);
        torn.Begin(true, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
    }

    [TestMethod]
    public void An_event_behind_a_file_that_ends_early_may_come_again_after_a_restart_but_behind_no_full_one()
    {
        SimulatedFlash flash = new();
        byte[] record = OutboxRecord.Encode(Event(1, 1), CabinetEvent.UnknownTime);
        byte[] next = OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), record);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), next);
        TornEnds torn = new(flash, Timeline);
        torn.Begin(true, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
        torn.Begin(true, key => key == Event(2, 1).Key);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));

        // So may one whose files were opened anew within the boot, no other.
        torn.Begin(true, key => key == Event(2, 1).Key);
        Pass(1000);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 3), OutboxRecord.Encode(Event(3, 1), CabinetEvent.UnknownTime));
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        Assert.IsTrue(torn.HoldUp(Severity.Info, Timeline.NowMs));

        SimulatedFlash full = new();
        full.TryWrite(OutboxSegment.NameOf(Severity.Info, 1),
            [.. Enumerable.Repeat(record, (OutboxSegment.MaxBytes - next.Length + record.Length) / record.Length)
                .SelectMany(bytes => bytes)]);
        full.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), next);
        torn = new(full, Timeline);
        torn.Begin(true, _ => false);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
    }
}
