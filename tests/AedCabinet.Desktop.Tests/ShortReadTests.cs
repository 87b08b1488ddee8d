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

    [TestInitialize]
    public void BeginTheFirstBoot() => Begin();

    [TestMethod]
    public void What_the_last_file_hid_is_sent_as_soon_as_the_boot_stores_its_first_event_behind_it()
    {
        Store(Event(1, 1), Event(1, 2));

        // Half of the file is one whole record.
        BeginReading(ReadFault.Short);
        AcknowledgeAll((1, 1));

        ReadWell();
        Store(Event(2, 1));
        AcknowledgeAll((1, 2), (2, 1));
        KeepCursor();
        Begin();
        Assert.IsFalse(_outbox.HasWaiting(Severity.Info));
    }

    [TestMethod]
    public void What_the_last_file_hid_is_sent_although_nothing_is_stored_behind_it()
    {
        Store(Event(1, 1), Event(1, 2));
        BeginReading(ReadFault.Short);
        AcknowledgeAll((1, 1));

        // Events of another severity only.
        ReadWell();
        Store(new CabinetEvent(EventKind.DoorOpened, Severity.Info, 2, 1, 1000, OperatingMode.Normal, null));
        StoreLater();
        AcknowledgeAll((1, 2), (2, 1));
    }

    [TestMethod]
    [DataRow(CutResidue.Nothing)]
    [DataRow(CutResidue.FirstBytes)]
    [DataRow(CutResidue.TornLastByte)]
    [DataRow(CutResidue.Everything)]
    public void What_the_last_file_hid_is_sent_although_flash_refused_the_first_event_behind_it(CutResidue residue)
    {
        Store(Event(1, 1), Event(1, 2));
        BeginReading(ReadFault.Short);
        Refuse(Event(2, 1), residue);
        _flash.Refuses = _ => false;
        ReadWell();
        StoreLater();
        List<CabinetEvent> taken = TakeAll();
        taken.ForEach(_outbox.Acknowledge);
        CollectionAssert.AreEqual(new[] { (1, 1), (1, 2), (2, 1) }, KeysOf(taken));
    }

    [TestMethod]
    public void What_flash_refused_and_left_whole_of_this_boot_hides_nothing()
    {
        Store(Event(1, 1));
        Begin();
        Refuse(Event(2, 1), CutResidue.Everything);
        _flash.Refuses = _ => false;
        StoreLater();
        Assert.IsTrue(_outbox.TryTake(out CabinetEvent _));
        StoreLater();
        AcknowledgeAll((2, 1));
    }

    [TestMethod]
    public void What_the_last_file_hid_stays_owed_while_it_is_still_read_short()
    {
        Store(Event(1, 1), Event(1, 2));
        BeginReading(ReadFault.Short);
        Store(Event(2, 1));
        foreach (CabinetEvent item in TakeAll())
        {
            _outbox.Acknowledge(item);
        }

        KeepCursor();
        ReadWell();
        Begin();
        CollectionAssert.Contains(KeysOf(TakeAll()), (1, 2));
    }

    [TestMethod]
    public void What_a_file_before_the_last_hid_is_sent_although_what_stands_behind_it_was_acknowledged()
    {
        // Four fill a file; half of it are two.
        Store([.. Enumerable.Range(1, 5).Select(seq => Event(1, seq, 965))]);
        string first = _flash.Names.First(name => name.StartsWith("out-", StringComparison.Ordinal));
        Assert.AreEqual(OutboxSegment.MaxBytes, _flash.LengthOf(first));
        _flash.Misreads = name => name == first ? ReadFault.Short : ReadFault.None;
        Begin();
        AcknowledgeAll((1, 1), (1, 2), (1, 5));
        KeepCursor();

        // Also when the board starts anew before it was read again.
        ReadWell();
        Begin();
        CollectionAssert.IsSubsetOf(new[] { (1, 3), (1, 4) }, KeysOf(TakeAll()));
    }

    [TestMethod]
    public void A_file_that_flash_refused_to_fill_holds_up_the_cursor_of_no_more_than_eight_boots()
    {
        Store(Event(1, 1));
        RefuseUnseen(Event(1, 2));
        Assert.IsTrue(StoreLater());
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
        Store(Event(1, 1));
        RefuseUnseen(Event(1, 2));
        Assert.IsTrue(StoreLater());
        BootTimes(9);

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
        Store(Event(1, 1), Event(1, 2), Event(1, 3));
        _flash.Misreads = name => IsFileOfEmergencies(name) ? ReadFault.Wrong : ReadFault.None;
        BootTimes(9);

        // One of three is believed to be spoilt; then all are read.
        ReadWell();
        Store(Event(2, 1));
        List<CabinetEvent> taken = TakeAll();
        taken.ForEach(_outbox.Acknowledge);
        KeepCursor();
        StoreLater();
        taken.AddRange(TakeAll());
        CollectionAssert.IsSubsetOf(new[] { (1, 1), (1, 2), (1, 3), (2, 1) }, KeysOf(taken));
    }

    [TestMethod]
    public void What_reads_otherwise_than_in_the_boots_before_is_not_believed()
    {
        Store(Event(1, 1), Event(1, 2), Event(1, 3));
        RefuseUnseen(Event(1, 4));
        Assert.IsTrue(StoreLater());
        BootTimes(8);

        _flash.Misreads = name => name.StartsWith("out-3-000001", StringComparison.Ordinal) ? ReadFault.Wrong : ReadFault.None;
        Begin();
        TakeAll().ForEach(_outbox.Acknowledge);
        KeepCursor();
        ReadWell();
        Begin();
        Assert.HasCount(4, TakeAll());
    }

    [TestMethod]
    public void What_was_done_with_before_older_ones_does_not_wait_when_the_files_are_opened_anew()
    {
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

        ReadWell();
        StoreLater();
        Assert.AreEqual(2, _outbox.Count);
        AcknowledgeAll((1, 1), (1, 3));
    }

    [TestMethod]
    public void What_flash_refused_and_kept_all_the_same_is_one_event_when_the_files_are_opened_anew()
    {
        Store(Event(1, 1));
        Refuse(Event(1, 2), CutResidue.Everything);
        _flash.Misreads = _ => ReadFault.Fails;
        for (int i = 0; i < 5; i++)
        {
            _outbox.HasWaiting(Severity.Emergency);
        }

        ReadWell();
        StoreLater();
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
        Assert.IsTrue(StoreLater());

        _flash.Misreads = _ => ReadFault.Short;
        Begin();
        Assert.IsGreaterThan(boot, BootCounter.Next(_flash, 1, _outbox.HighestBoot, new Random(1), out bool _));
    }

    [TestMethod]
    public void An_event_below_what_proves_to_stand_on_flash_stays_in_memory_and_is_sent_from_there()
    {
        Store(Event(1, 1), Event(900, 1));
        BeginReading(ReadFault.Short);
        ReadWell();
        _outbox.Add(Event(2, 1));
        Assert.IsFalse(_outbox.Store(_nowMs));
        List<CabinetEvent> taken = TakeAll();
        CollectionAssert.AreEquivalent(new[] { (1, 1), (900, 1), (2, 1) }, KeysOf(taken));
    }

    private static CabinetEvent Event(int boot, int seq, int length = 0) =>
        new(EventKind.AedRemoved, Severity.Emergency, boot, seq, 1000, OperatingMode.Normal, length == 0 ? null : new string('x', length));

    private static bool IsFileOfEmergencies(string file) => file.StartsWith("out-3-", StringComparison.Ordinal);

    private static (int Boot, int Seq)[] KeysOf(IEnumerable<CabinetEvent> items) => [.. items.Select(item => (item.Boot, item.Seq))];

    private void Begin()
    {
        _outbox = new Outbox(_flash, new Environment.SettableClock(), new NoticeQueue(), new Environment.ErrorLog());
        _outbox.Open();
        _nowMs = 0;
    }

    // The board starts anew and reads the file of emergencies wrongly.
    private void BeginReading(ReadFault fault)
    {
        _flash.Misreads = name => IsFileOfEmergencies(name) ? fault : ReadFault.None;
        Begin();
    }

    private void BootTimes(int boots)
    {
        for (int boot = 1; boot <= boots; boot++)
        {
            Begin();
            KeepCursor();
        }
    }

    private void ReadWell() => _flash.Misreads = _ => ReadFault.None;

    // Reads again, by time, what could not be believed.
    private bool StoreLater() => _outbox.Store(_nowMs += Outbox.RetryMs);

    private void Refuse(CabinetEvent item, CutResidue residue)
    {
        _flash.Refuses = _ => true;
        _flash.RefusalResidue = residue;
        _outbox.Add(item);
        Assert.IsFalse(_outbox.Store(_nowMs));
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
        ReadWell();
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
        CollectionAssert.AreEqual(keys, KeysOf(items));
        items.ForEach(_outbox.Acknowledge);
    }

    private void KeepCursor() => Assert.IsTrue(_outbox.Store(_nowMs) && _outbox.Store(_nowMs + Outbox.CursorDelayMs));
}
