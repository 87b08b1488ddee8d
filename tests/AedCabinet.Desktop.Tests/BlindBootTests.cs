using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// Boots whose flash lists its files and reads none, or reads them short: nothing is lost, nothing comes below what stands there (SPEC
/// §11).
/// </summary>
[TestClass]
public class BlindBootTests
{
    private const int FirstBoot = 20_000_000;

    private readonly SimulatedFlash _flash = new();
    private readonly NoticeQueue _notices = new();

    [TestMethod]
    public void A_boot_that_can_read_nothing_takes_a_number_above_all_that_stand_on_flash()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            _flash.Format();
            int last = Boot(seed, FirstBoot, out _);
            for (int boot = 0; boot < 6; boot++)
            {
                // Now and then a boot in between reads everything, and counts.
                _flash.Misreads = _ => boot == 3 ? ReadFault.None : ReadFault.Fails;
                int next = Boot(seed + boot, 1, out _);
                Assert.IsGreaterThan(last, next, $"seed {seed}");
                last = next;
            }

            _flash.Misreads = _ => ReadFault.None;
        }
    }

    [TestMethod]
    public void A_boot_that_neither_reads_nor_lists_takes_no_number_twice_and_writes_over_none()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            _flash.Format();
            HashSet<int> numbers = [Boot(seed, FirstBoot, out Outbox outbox)];
            outbox.Add(Event(numbers.Single(), 1));
            Assert.IsTrue(outbox.Store(0));
            Assert.IsTrue(outbox.TryTake(out CabinetEvent item));
            outbox.Acknowledge(item);
            Assert.IsTrue(outbox.StoreAll(0));
            Assert.IsTrue(numbers.Add(Boot(seed, 1, out _)) && numbers.Add(Boot(seed, 1, out _)));

            // Reads fail at first and then succeed; listing fails all the time.
            _flash.HidesNames = () => true;
            _flash.Misreads = _ => ReadFault.Fails;
            Assert.IsTrue(numbers.Add(Boot(seed, 1, out _)), $"seed {seed}");
            _flash.Misreads = _ => ReadFault.None;
            Assert.IsTrue(numbers.Add(Boot(seed, 1, out _)), $"seed {seed}");
            Assert.AreEqual(FirstBoot + 3, numbers.Max(), $"seed {seed}");
            _flash.HidesNames = () => false;
        }
    }

    [TestMethod]
    public void A_board_that_knows_neither_a_boot_nor_its_first_one_may_replace_another_and_takes_no_low_number()
    {
        HashSet<int> numbers = [];
        for (int seed = 1; seed <= 20; seed++)
        {
            // Its cabinet.json can't be read just now.
            _flash.Format();
            int number = Boot(seed, 0, out _);
            Assert.IsGreaterThan(1 << 16, number);
            Assert.IsTrue(numbers.Add(number), $"seed {seed}");
            Assert.AreEqual(number + 1, Boot(seed, 1, out _), $"seed {seed}");
        }
    }

    [TestMethod]
    public void The_number_of_a_boot_that_neither_reads_nor_lists_is_never_reached_by_counting()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            _flash.Format();
            Boot(seed, 1, out _);
            _flash.HidesNames = () => true;
            _flash.Misreads = _ => ReadFault.Fails;
            int blind = Boot(seed, 1, out _);
            _flash.HidesNames = () => false;
            _flash.Misreads = _ => ReadFault.None;
            Assert.IsGreaterThan(blind, Boot(seed, 1, out _), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Of_the_marks_that_say_so_without_being_read_one_stays()
    {
        for (int boot = 0; boot < 10; boot++)
        {
            _flash.Misreads = _ => ReadFault.Fails;
            Boot(boot, 1, out _);
        }

        _flash.Misreads = _ => ReadFault.None;
        Boot(1, 1, out _);
        Assert.HasCount(1, _flash.Names.Where(name => name.StartsWith(BootCounter.BlockName, StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    public void What_a_boot_that_reads_nothing_tells_is_on_flash_at_once_and_comes_last()
    {
        int first = Boot(1, FirstBoot, out Outbox outbox);
        outbox.Add(Event(first, 1));
        Assert.IsTrue(outbox.Store(0));

        // Two boots that read nothing, each ended by its power.
        _flash.Misreads = _ => ReadFault.Fails;
        int second = Boot(2, 1, out outbox);
        outbox.Add(Event(second, 1));
        Assert.IsTrue(outbox.Store(0));
        int third = Boot(3, 1, out outbox);
        outbox.Add(Event(third, 1));
        Assert.IsTrue(outbox.Store(0));

        _flash.Misreads = _ => ReadFault.None;
        Boot(4, 1, out outbox);
        CollectionAssert.AreEqual(new[] { first, second, third }, TakeAll(outbox).Select(item => item.Boot).ToArray());
    }

    [TestMethod]
    public void A_directory_that_could_not_be_listed_is_not_an_empty_one_for_resend()
    {
        int boot = Boot(1, 1, out Outbox outbox);
        outbox.Add(Event(boot, 1));
        Assert.IsTrue(outbox.Store(0));

        _flash.HidesNames = () => true;
        Boot(2, 1, out outbox);
        Assert.AreEqual(FlashAnswer.Failed, outbox.ReadAgain(boot, 1, 1, out CabinetEvent _));
        _flash.HidesNames = () => false;
        outbox.Store(Outbox.RetryMs);
        Assert.AreEqual(FlashAnswer.Found, outbox.ReadAgain(boot, 1, 1, out CabinetEvent item));
        Assert.AreEqual(1, item.Seq);
    }

    private static CabinetEvent Event(int boot, int seq) =>
        new(EventKind.AedRemoved, Severity.Emergency, boot, seq, 1000, OperatingMode.Normal, null);

    private static List<CabinetEvent> TakeAll(Outbox outbox)
    {
        List<CabinetEvent> taken = [];
        while (outbox.TryTake(out CabinetEvent item))
        {
            taken.Add(item);
        }

        return taken;
    }

    private int Boot(int seed, int firstBoot, out Outbox outbox)
    {
        outbox = new Outbox(_flash, new Environment.SettableClock(), _notices, new Environment.ErrorLog());
        outbox.Open();
        int boot = BootCounter.Next(_flash, firstBoot, outbox.HighestBoot, new Random(seed), out bool isCounted);
        if (!isCounted)
        {
            outbox.NoteGivenUp();
        }

        return boot;
    }
}
