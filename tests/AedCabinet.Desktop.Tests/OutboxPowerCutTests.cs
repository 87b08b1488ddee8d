using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// The power is cut at every operation of a recorded workload and after every byte of every write, with everything that such a
/// cut can leave behind (SPEC §11).
/// </summary>
[TestClass]
public class OutboxPowerCutTests
{
    private const int SmallBound = 3000;

    [TestMethod]
    public void After_a_power_cut_at_any_byte_the_log_opens_to_exactly_what_was_completed()
    {
        OutboxStory story = Workload();
        int cuts = 0;
        foreach (OutboxStory.Moment moment in story.Moments)
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(moment.Operation!, int.MaxValue)
                .Where(cut => IsWorthTrying(moment.Operation!.Content, cut.Bytes)))
            {
                moment.Check(moment.Cut(bytes, residue), Name(moment, bytes, residue));
                cuts++;
            }
        }

        story.End().Check(story.Flash.Copy(), "at the end");
        Console.WriteLine($"{cuts} cut points in {story.Moments.Count} operations");
        Assert.IsGreaterThan(5_000, cuts);
        Assert.Contains(moment => moment.Operation!.Action == FlashAction.Delete, story.Moments, "no segment was deleted");
        Assert.IsNotEmpty(story.End().MayBeGone, "nothing was dropped");
        Assert.IsGreaterThan(1, story.Moments[^1].Boot);
    }

    [TestMethod]
    public void A_second_cut_while_the_board_recovers_from_the_first_loses_nothing_either()
    {
        OutboxStory story = Workload();
        int cuts = 0;
        foreach (OutboxStory.Moment moment in story.Moments)
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(moment.Operation!, 3))
            {
                SimulatedFlash once = moment.Cut(bytes, residue);
                foreach (OutboxStory.Moment second in Recover(once.Copy(), moment))
                {
                    foreach ((int secondBytes, CutResidue secondResidue) in CutsOf(second.Operation!, 3))
                    {
                        second.Check(second.Cut(secondBytes, secondResidue),
                            Name(moment, bytes, residue) + ", then " + Name(second, secondBytes, secondResidue));
                        cuts++;
                    }
                }
            }
        }

        Console.WriteLine($"{cuts} double cuts");
        Assert.IsGreaterThan(10_000, cuts);
    }

    [TestMethod]
    public void A_full_log_of_64_KiB_survives_a_cut_at_every_operation()
    {
        OutboxStory story = new(Outbox.MaxBytes);
        EventKind[] kinds = [EventKind.DoorOpened, EventKind.MainsLost, EventKind.AedDark, EventKind.DoorClosed];
        for (int i = 0; i < 100; i++)
        {
            story.Add(i == 40 ? EventKind.AedRemoved : kinds[i % kinds.Length], 900);
            story.Store();
        }

        OutboxStory.Moment end = story.End();
        long[] left = end.Check(story.Flash.Copy(), "at the end");
        Assert.IsTrue(end.Added.Where(item => item.Severity >= Severity.Urgent).All(item => left.Contains(item.Key)));
        Assert.IsLessThanOrEqualTo(Outbox.MaxBytes + (8 * OutboxSegment.MaxBytes), story.Flash.UsedBytes);
        int cuts = 0;
        foreach (OutboxStory.Moment moment in story.Moments)
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(moment.Operation!, 2))
            {
                moment.Check(moment.Cut(bytes, residue), Name(moment, bytes, residue));
                cuts++;
            }
        }

        Console.WriteLine($"{cuts} cut points in {story.Moments.Count} operations of a full log");
    }

    [TestMethod]
    public void What_was_delivered_and_not_acknowledged_is_delivered_again()
    {
        OutboxStory story = new(SmallBound);
        story.Add(EventKind.DoorOpened);
        story.Add(EventKind.AedRemoved);
        story.Store();
        story.Take(2);
        story.Acknowledge(0);
        story.Store();
        story.Store(Outbox.CursorDelayMs);

        story.Reboot();
        Assert.IsTrue(story.Outbox.TryTake(out CabinetEvent again));
        Assert.AreEqual(EventKind.DoorOpened, again.Kind);
        Assert.IsFalse(story.Outbox.TryTake(out _));
    }

    [TestMethod]
    public void A_bit_flipped_anywhere_costs_one_event_at_most_or_the_end_of_one_file_and_never_the_cabinet()
    {
        OutboxStory story = Workload();
        int before = story.End().Check(story.Flash.Copy(), "sound").Length;
        int flips = 0;
        foreach (string name in story.Flash.Names)
        {
            byte[] content = story.Flash.ContentOf(name);
            for (int bit = 0; bit < content.Length * 8; bit += 7)
            {
                if (!IsWorthTrying(content, bit / 8))
                {
                    continue;
                }

                SimulatedFlash flash = story.Flash.Copy();
                flash.FlipBit(name, bit);
                Outbox outbox = new(flash, OutboxStory.NoClock.Instance, new NoticeQueue(), new Environment.ErrorLog(), SmallBound);
                outbox.Open();
                HashSet<long> found = [];
                while (outbox.TryTake(out CabinetEvent item))
                {
                    Assert.IsTrue(found.Add(item.Key));
                    outbox.Acknowledge(item);
                }

                bool isLength = name.StartsWith("out-", StringComparison.Ordinal);
                Assert.IsGreaterThanOrEqualTo(isLength ? 0 : before, found.Count, $"{name}, bit {bit}");
                Assert.IsTrue(outbox.Store(100_000));
                flips++;
            }
        }

        Console.WriteLine($"{flips} flipped bits");
    }

    [TestMethod]
    public void A_formatted_flash_begins_above_the_number_it_was_given_and_goes_on()
    {
        SimulatedFlash flash = new();
        Environment.ErrorLog log = new();
        Assert.AreEqual(1, BootCounter.Next(flash, 1, 0, new Random(1), out bool _));
        flash.Format();

        Outbox outbox = new(flash, OutboxStory.NoClock.Instance, new NoticeQueue(), log);
        outbox.Open();
        Assert.AreEqual(0, outbox.HighestBoot);
        Assert.AreEqual(1000, BootCounter.Next(flash, 1000, outbox.HighestBoot, new Random(1), out bool _));
        outbox.Add(new CabinetEvent(EventKind.DoorOpened, Severity.Info, 1000, 1, 0, OperatingMode.Normal, null));
        Assert.IsTrue(outbox.Store(0));
        Assert.IsEmpty(log.Errors);
    }

    // Two boots with everything an outbox does: bursts, acknowledgements in and out of order, a lost link, segments that fill
    // and are deleted, and more events than there is room for.
    private static OutboxStory Workload()
    {
        OutboxStory story = new(SmallBound);
        story.Add(EventKind.BootStarted, 20);
        story.Add(EventKind.DoorOpened, 22);
        story.Add(EventKind.AedRemoved);
        story.Store();
        story.Take(3);
        story.Acknowledge(2);
        story.Store(1500);
        story.Acknowledge(0);
        story.Add(EventKind.MainsLost);
        story.Store(1500);
        story.LoseLink();

        // One stream is filled and delivered until files go.
        for (int i = 0; i < 14; i++)
        {
            story.Add(EventKind.DoorClosed, 400);
            story.Add(i % 2 == 0 ? EventKind.AedDark : EventKind.KitClosed, 60);
            story.Store();
            story.Take(4);
            while (i % 3 == 2 && story.UnderWay > 0)
            {
                story.Acknowledge(0);
            }

            story.Store(1500);
        }

        story.Reboot();
        story.Add(EventKind.BootStarted, 20);
        story.Store();
        story.Take(2);
        for (int i = 0; i < 30; i++)
        {
            story.Add((i % 5) switch
            {
                0 => EventKind.SosPressed,
                1 => EventKind.TamperOpened,
                2 => EventKind.BatteryLow,
                _ => EventKind.DoorOpened
            }, 90 + (i % 4));
            if (i % 3 == 0)
            {
                story.Store();
            }
        }

        story.Store(1500);
        story.Acknowledge(1);
        story.Store(1500);
        return story;
    }

    // The board boots on what the first cut left, counts the boot and stores and acknowledges a little.
    private static List<OutboxStory.Moment> Recover(SimulatedFlash flash, OutboxStory.Moment moment)
    {
        List<OutboxStory.Moment> moments = [];
        Environment.ErrorLog log = new();
        Outbox outbox = new(flash, OutboxStory.NoClock.Instance, new NoticeQueue(), log, moment.MaxBytes + 20_000);
        List<CabinetEvent> added = [.. moment.Added];
        HashSet<long> acknowledged = [.. moment.Acknowledged];
        long[] beingStored = [];
        int boot = moment.Boot;
        flash.Observer = operation => moments.Add(moment with
        {
            Flash = flash.Copy(),
            Operation = operation,
            Boot = boot,
            MaxBytes = moment.MaxBytes + 20_000,
            Added = [.. added],
            Acknowledged = [.. acknowledged],
            BeingStored = beingStored,
        });
        outbox.Open();
        boot = BootCounter.Next(flash, 1, outbox.HighestBoot, new Random(1), out bool _);
        CabinetEvent started = new(EventKind.BootStarted, Severity.Info, boot, 1, 5, OperatingMode.Normal, "\"firmware\":\"x\"");
        CabinetEvent removed = new(EventKind.AedRemoved, Severity.Emergency, boot, 2, 6, OperatingMode.Normal, null);
        added.AddRange([started, removed]);
        beingStored = [started.Key, removed.Key];
        outbox.Add(started);
        outbox.Add(removed);
        outbox.Store(20);
        beingStored = [];
        if (outbox.TryTake(out CabinetEvent first))
        {
            acknowledged.Add(first.Key);
            outbox.Acknowledge(first);
        }

        outbox.StoreAll(2000);
        return moments;
    }

    // The events' notes are filler, to make them long. Amid it one byte is like the next: a tenth of them stands for all. Every other byte
    // of a file and of a write is tried: heads, lengths, check sums, both ends of each note.
    private static bool IsWorthTrying(byte[] content, int at) =>
        at % 10 == 0 || at < 1 || at >= content.Length - 1 || content.AsSpan(at - 1, 3).IndexOfAnyExcept((byte)'x') >= 0;

    private static IEnumerable<(int Bytes, CutResidue Residue)> CutsOf(FlashOperation operation, int most)
    {
        int length = operation.Content.Length;
        yield return (0, CutResidue.Nothing);
        yield return (length, CutResidue.Everything);
        int step = Math.Max(1, length / most);
        for (int bytes = 0; bytes <= length; bytes += step)
        {
            yield return (bytes, CutResidue.FirstBytes);
            if (bytes > 0)
            {
                yield return (bytes, CutResidue.TornLastByte);
            }
        }
    }

    private static string Name(OutboxStory.Moment moment, int bytes, CutResidue residue) =>
        $"cut in operation {moment.Operation!.Number} ({moment.Operation.Action} {moment.Operation.Name}) after {bytes} of "
            + $"{moment.Operation.Content.Length} bytes, leaving {residue}";
}
