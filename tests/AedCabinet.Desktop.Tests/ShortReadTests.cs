using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// Files of the outbox that are read short just where a record ends, and look whole: what they hide is no loss (SPEC §11).
/// </summary>
[TestClass]
public class ShortReadTests
{
    private readonly SimulatedFlash _flash = new();
    private Outbox _outbox = null!;
    private long _nowMs;

    [TestMethod]
    public void What_the_last_file_hid_is_sent_as_soon_as_the_boot_stores_its_first_event_behind_it()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2));

        // Half of it is one whole record.
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        Begin();
        AcknowledgeAll((1, 1));

        _flash.Misreads = _ => ReadFault.None;
        Store(Event(2, 1));
        AcknowledgeAll((1, 2), (2, 1));
        KeepCursor();
        Begin();
        Assert.IsFalse(_outbox.HasWaiting(Severity.Info));
    }

    [TestMethod]
    public void What_the_last_file_hid_is_sent_although_nothing_is_stored_behind_it()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2));
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        Begin();
        AcknowledgeAll((1, 1));

        // Events of another severity only.
        _flash.Misreads = _ => ReadFault.None;
        Store(new CabinetEvent(EventKind.DoorOpened, Severity.Info, 2, 1, 1000, OperatingMode.Normal, null));
        _outbox.Store(_nowMs += Outbox.RetryMs);
        AcknowledgeAll((1, 2), (2, 1));
    }

    [TestMethod]
    [DataRow(CutResidue.Nothing)]
    [DataRow(CutResidue.FirstBytes)]
    [DataRow(CutResidue.TornLastByte)]
    [DataRow(CutResidue.Everything)]
    public void What_the_last_file_hid_is_sent_although_flash_refused_the_first_event_behind_it(CutResidue residue)
    {
        Begin();
        Store(Event(1, 1), Event(1, 2));
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        Begin();
        _flash.Refuses = _ => true;
        _flash.RefusalResidue = residue;
        _outbox.Add(Event(2, 1));
        Assert.IsFalse(_outbox.Store(_nowMs));
        _flash.Refuses = _ => false;
        _flash.Misreads = _ => ReadFault.None;
        _outbox.Store(_nowMs += Outbox.RetryMs);
        List<CabinetEvent> taken = TakeAll();
        taken.ForEach(_outbox.Acknowledge);
        CollectionAssert.AreEqual(new[] { (1, 1), (1, 2), (2, 1) }, taken.Select(item => (item.Boot, item.Seq)).ToArray());
    }

    [TestMethod]
    public void What_flash_refused_and_left_whole_of_this_boot_hides_nothing()
    {
        Begin();
        Store(Event(1, 1));
        Begin();
        _flash.Refuses = _ => true;
        _flash.RefusalResidue = CutResidue.Everything;
        _outbox.Add(Event(2, 1));
        Assert.IsFalse(_outbox.Store(_nowMs));
        _flash.Refuses = _ => false;
        _outbox.Store(_nowMs += Outbox.RetryMs);
        Assert.IsTrue(_outbox.TryTake(out CabinetEvent _));
        _outbox.Store(_nowMs += Outbox.RetryMs);
        AcknowledgeAll((2, 1));
    }

    [TestMethod]
    public void What_the_last_file_hid_stays_owed_while_it_is_still_read_short()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2));
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        Begin();
        Store(Event(2, 1));
        foreach (CabinetEvent item in TakeAll())
        {
            _outbox.Acknowledge(item);
        }

        KeepCursor();
        _flash.Misreads = _ => ReadFault.None;
        Begin();
        CollectionAssert.Contains(TakeAll().Select(item => (item.Boot, item.Seq)).ToList(), (1, 2));
    }

    [TestMethod]
    public void What_a_file_before_the_last_hid_is_sent_although_what_stands_behind_it_was_acknowledged()
    {
        // Four fill a file; half of it are two.
        Begin();
        Store([.. Enumerable.Range(1, 5).Select(seq => Event(1, seq, 965))]);
        string first = _flash.Names.First(name => name.StartsWith("out-", StringComparison.Ordinal));
        Assert.AreEqual(OutboxSegment.MaxBytes, _flash.LengthOf(first));
        _flash.Misreads = name => name == first ? ReadFault.Short : ReadFault.None;
        Begin();
        AcknowledgeAll((1, 1), (1, 2), (1, 5));
        KeepCursor();

        // Also when the board starts anew before it was read again.
        _flash.Misreads = _ => ReadFault.None;
        Begin();
        CollectionAssert.IsSubsetOf(new[] { (1, 3), (1, 4) }, TakeAll().Select(item => (item.Boot, item.Seq)).ToArray());
    }

    [TestMethod]
    public void A_file_that_flash_refused_to_fill_holds_up_the_cursor_of_no_more_than_eight_boots()
    {
        Begin();
        Store(Event(1, 1));
        RefuseUnseen(Event(1, 2));
        _nowMs += Outbox.RetryMs;
        Assert.IsTrue(_outbox.Store(_nowMs));
        for (int boot = 1; boot <= 9; boot++)
        {
            Begin();
            AcknowledgeAll((1, 1), (1, 2));
            KeepCursor();
        }

        // Once believed it stays so: a kit that had no link in the ninth does not begin again.
        Begin();
        Assert.IsFalse(_outbox.HasWaiting(Severity.Info));
    }

    [TestMethod]
    public void What_looks_the_same_in_more_than_eight_boots_is_believed_by_each_later_one_too()
    {
        Begin();
        Store(Event(1, 1));
        RefuseUnseen(Event(1, 2));
        _nowMs += Outbox.RetryMs;
        Assert.IsTrue(_outbox.Store(_nowMs));
        for (int boot = 1; boot <= 9; boot++)
        {
            Begin();
            KeepCursor();
        }

        // The tenth is the first to have a link.
        Begin();
        AcknowledgeAll((1, 1), (1, 2));
        KeepCursor();
        Begin();
        Assert.IsFalse(_outbox.HasWaiting(Severity.Info));
    }

    [TestMethod]
    public void What_was_believed_to_be_spoilt_and_reads_well_later_costs_no_other_event()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2), Event(1, 3));
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Wrong : ReadFault.None;
        for (int boot = 1; boot <= 9; boot++)
        {
            Begin();
            KeepCursor();
        }

        // One of three is believed to be spoilt; then all are read.
        _flash.Misreads = _ => ReadFault.None;
        Store(Event(2, 1));
        List<CabinetEvent> taken = TakeAll();
        taken.ForEach(_outbox.Acknowledge);
        KeepCursor();
        _outbox.Store(_nowMs += Outbox.RetryMs);
        taken.AddRange(TakeAll());
        CollectionAssert.IsSubsetOf(new[] { (1, 1), (1, 2), (1, 3), (2, 1) }, taken.Select(item => (item.Boot, item.Seq)).ToArray());
    }

    [TestMethod]
    public void What_reads_otherwise_than_in_the_boots_before_is_not_believed()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2), Event(1, 3));
        RefuseUnseen(Event(1, 4));
        _nowMs += Outbox.RetryMs;
        Assert.IsTrue(_outbox.Store(_nowMs));
        for (int boot = 1; boot <= 8; boot++)
        {
            Begin();
            KeepCursor();
        }

        _flash.Misreads = name => name.StartsWith("out-3-000001", StringComparison.Ordinal) ? ReadFault.Wrong : ReadFault.None;
        Begin();
        TakeAll().ForEach(_outbox.Acknowledge);
        KeepCursor();
        _flash.Misreads = _ => ReadFault.None;
        Begin();
        Assert.HasCount(4, TakeAll());
    }

    [TestMethod]
    public void What_was_done_with_before_older_ones_does_not_wait_when_the_files_are_opened_anew()
    {
        Begin();
        Store(Event(1, 1), Event(1, 2), Event(1, 3));
        Begin();
        List<CabinetEvent> items = TakeAll();
        _outbox.Acknowledge(items[1]);
        _outbox.ReturnUnacknowledged();
        Assert.AreEqual(2, _outbox.Count);

        // Five reads that fail, and the file is passed until it is read again by time.
        _flash.Misreads = _ => ReadFault.Fails;
        for (int i = 0; i < 5; i++)
        {
            Assert.IsFalse(_outbox.HasWaiting(Severity.Info));
        }

        _flash.Misreads = _ => ReadFault.None;
        _outbox.Store(_nowMs += Outbox.RetryMs);
        Assert.AreEqual(2, _outbox.Count);
        AcknowledgeAll((1, 1), (1, 3));
    }

    [TestMethod]
    public void What_flash_refused_and_kept_all_the_same_is_one_event_when_the_files_are_opened_anew()
    {
        Begin();
        Store(Event(1, 1));
        _flash.Refuses = _ => true;
        _flash.RefusalResidue = CutResidue.Everything;
        _outbox.Add(Event(1, 2));
        Assert.IsFalse(_outbox.Store(_nowMs));
        _flash.Misreads = _ => ReadFault.Fails;
        for (int i = 0; i < 5; i++)
        {
            _outbox.HasWaiting(Severity.Emergency);
        }

        _flash.Misreads = _ => ReadFault.None;
        _outbox.Store(_nowMs += Outbox.RetryMs);
        Assert.AreEqual(2, _outbox.Count);
        AcknowledgeAll((1, 1), (1, 2));
    }

    [TestMethod]
    public void What_a_boot_stores_that_flash_could_neither_count_nor_list_is_known_by_name_to_the_next_that_reads_it_short()
    {
        _flash.Refuses = _ => true;
        _flash.HidesNames = () => true;
        Begin();
        int boot = BootCounter.Next(_flash, 1, _outbox.HighestBoot, new Random(1), out bool isCounted);
        Assert.IsFalse(isCounted);
        _outbox.NoteGivenUp();
        _outbox.Add(Event(boot, 1));
        Assert.IsFalse(_outbox.Store(_nowMs));
        _flash.Refuses = _ => false;
        _flash.HidesNames = () => false;
        Assert.IsTrue(_outbox.Store(_nowMs += Outbox.RetryMs));

        _flash.Misreads = _ => ReadFault.Short;
        Begin();
        Assert.IsGreaterThan(boot, BootCounter.Next(_flash, 1, _outbox.HighestBoot, new Random(1), out bool _));
    }

    [TestMethod]
    public void An_event_below_what_proves_to_stand_on_flash_stays_in_memory_and_is_sent_from_there()
    {
        Begin();
        Store(Event(1, 1), Event(900, 1));
        _flash.Misreads = name => name.StartsWith("out-3-", StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        Begin();
        _flash.Misreads = _ => ReadFault.None;
        _outbox.Add(Event(2, 1));
        Assert.IsFalse(_outbox.Store(_nowMs));
        List<CabinetEvent> taken = TakeAll();
        CollectionAssert.AreEquivalent(new[] { (1, 1), (900, 1), (2, 1) }, taken.Select(item => (item.Boot, item.Seq)).ToArray());
    }

    private static CabinetEvent Event(int boot, int seq, int length = 0) =>
        new(EventKind.AedRemoved, Severity.Emergency, boot, seq, 1000, OperatingMode.Normal, length == 0 ? null : new string('x', length));

    private void Begin()
    {
        _outbox = new Outbox(_flash, new Environment.SettableClock(), new NoticeQueue(), new Environment.ErrorLog());
        _outbox.Open();
        _nowMs = 0;
    }

    private void Store(params CabinetEvent[] items)
    {
        foreach (CabinetEvent item in items)
        {
            _outbox.Add(item);
        }

        Assert.IsTrue(_outbox.Store(_nowMs));
    }

    // Whether anything of it was left, can't be read either: nothing is added behind it.
    private void RefuseUnseen(CabinetEvent item)
    {
        _flash.Refuses = _ => true;
        _flash.Misreads = _ => ReadFault.Fails;
        _outbox.Add(item);
        Assert.IsFalse(_outbox.Store(_nowMs));
        _flash.Refuses = _ => false;
        _flash.Misreads = _ => ReadFault.None;
    }

    private List<CabinetEvent> TakeAll()
    {
        List<CabinetEvent> taken = [];
        while (_outbox.TryTake(out CabinetEvent item))
        {
            taken.Add(item);
        }

        return taken;
    }

    private void AcknowledgeAll(params (int Boot, int Seq)[] keys)
    {
        List<CabinetEvent> items = TakeAll();
        CollectionAssert.AreEqual(keys, items.Select(item => (item.Boot, item.Seq)).ToArray());
        items.ForEach(_outbox.Acknowledge);
    }

    private void KeepCursor() => Assert.IsTrue(_outbox.Store(_nowMs) && _outbox.Store(_nowMs + Outbox.CursorDelayMs));
}
