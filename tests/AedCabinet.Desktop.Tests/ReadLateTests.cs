using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests;

/// <summary>A read that fails is not a loss; a directory that could not be listed is not an empty one (SPEC §11).</summary>
[TestClass]
public class ReadLateTests
{
    private readonly SimulatedFlash _flash = new();

    [TestMethod]
    public void What_can_t_be_listed_is_not_said_to_be_missing_when_it_is_asked_for_again()
    {
        Store(1, 3);
        _flash.HidesNames = () => true;
        Outbox outbox = Open();

        Assert.AreEqual(FlashAnswer.Failed, outbox.ReadAgain(1, 2, 2, out CabinetEvent _));
        _flash.HidesNames = () => false;
        outbox.Store(Outbox.RetryMs);
        Assert.AreEqual(FlashAnswer.Found, outbox.ReadAgain(1, 2, 2, out CabinetEvent _));
        Assert.AreEqual(FlashAnswer.Missing, outbox.ReadAgain(1, 4, 4, out CabinetEvent _));
    }

    [TestMethod]
    [DataRow(ReadFault.Short)]
    [DataRow(ReadFault.Wrong)]
    public void What_reads_short_or_wrong_for_once_is_not_said_to_be_missing_when_it_is_asked_for_again(ReadFault fault)
    {
        Store(1, 3);
        Outbox outbox = Open();
        for (int seq = 1; seq <= 3; seq++)
        {
            int reads = 0;
            _flash.Misreads = _ => reads++ == 0 ? fault : ReadFault.None;
            Assert.AreEqual(FlashAnswer.Found, outbox.ReadAgain(1, seq, seq, out CabinetEvent _), $"event {seq}");
            _flash.Misreads = _ => reads++ == 1 ? fault : ReadFault.None;
            Assert.AreNotEqual(FlashAnswer.Missing, outbox.ReadAgain(1, seq, 3, out CabinetEvent _), $"event {seq}");
        }

        // A fault that stays, such as half a record after a power cut, is what flash really holds.
        _flash.Misreads = _ => ReadFault.Short;
        Assert.AreEqual(FlashAnswer.Missing, outbox.ReadAgain(1, 3, 3, out CabinetEvent _));
    }

    [TestMethod]
    public void An_emergency_read_late_stays_open_whatever_the_scan_leaves_before_it_starts_with_it()
    {
        PersistentState memory = new() { Open = OpenEmergencies.Sos };
        MemoryMailbox first = new();
        first.Post(memory);
        Keep(Keeper(first), 0);

        // The next boot can't read it, and begins without.
        _flash.Misreads = name => name.StartsWith(MemoryKeeper.FileName, StringComparison.Ordinal) ? ReadFault.Short : ReadFault.None;
        MemoryMailbox second = new();
        MemoryKeeper keeper = Keeper(second);
        _flash.Misreads = _ => ReadFault.None;
        Keep(keeper, Outbox.RetryMs);
        memory.Open = OpenEmergencies.Removal;
        second.Post(memory);
        Keep(keeper, Outbox.RetryMs + 100);

        MemoryMailbox third = new();
        Keeper(third);
        PersistentState found = new();
        third.Read(found);
        Assert.IsTrue((found.Open & OpenEmergencies.Sos) != 0, "what was open before");
        Assert.IsTrue((found.Open & OpenEmergencies.Removal) != 0, "what the boot opened that could not read it");
    }

    [TestMethod]
    public void No_file_is_deleted_while_the_files_could_not_be_looked_through_for_want_of_memory()
    {
        const int Files = 20;
        const int Thrown = 3;
        for (int seq = 1; seq <= Files; seq++)
        {
            _flash.TryWrite(OutboxSegment.NameOf(Severity.Info, seq), OutboxRecord.Encode(Event(1, seq), CabinetEvent.UnknownTime));
        }

        string first = OutboxSegment.NameOf(Severity.Info, 1);
        _flash.Misreads = name => name == first ? ReadFault.Short : ReadFault.None;
        Outbox outbox = Open();
        int reads = 0;
        _flash.Misreads = _ => ++reads == Thrown ? throw new OutOfMemoryException() : ReadFault.None;
        for (long nowMs = 0; nowMs < 30_000; nowMs += 100)
        {
            try
            {
                outbox.Store(nowMs);
            }
            catch (OutOfMemoryException)
            {
                // As the storage thread does.
                Assert.AreEqual(Thrown, reads);
            }
        }

        Assert.IsGreaterThan(Files, reads);
        HashSet<int> found = [];
        while (outbox.TryTake(out CabinetEvent item))
        {
            found.Add(item.Seq);
        }

        Assert.HasCount(Files, found);
    }

    private static CabinetEvent Event(int boot, int seq) =>
        new(EventKind.DoorOpened, Severity.Info, boot, seq, seq, OperatingMode.Normal, "\"compartment\":\"aed\"");

    private static void Keep(MemoryKeeper keeper, long nowMs)
    {
        keeper.Take();
        keeper.Step(nowMs);
    }

    private MemoryKeeper Keeper(MemoryMailbox mailbox) =>
        new(_flash, mailbox, new BootRecord(new SimulatedFlash(), new ErrorLog()), new RestartDesk());

    private void Store(int boot, int count)
    {
        Outbox outbox = Open();
        for (int seq = 1; seq <= count; seq++)
        {
            outbox.Add(Event(boot, seq));
        }

        Assert.IsTrue(outbox.Store(0));
    }

    private Outbox Open()
    {
        Outbox outbox = new(_flash, OutboxStory.NoClock.Instance, new NoticeQueue(), new ErrorLog());
        outbox.Open();
        return outbox;
    }
}
