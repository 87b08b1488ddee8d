using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>The counter and the latest commands are on flash before anything is done (SPEC §14).</summary>
[TestClass]
public class CommandBookTests
{
    [TestMethod]
    public void The_counter_is_on_flash_before_anything_is_done()
    {
        FlashWatcher? watcher = null;
        CommandBench bench = new(executor: real => watcher = new FlashWatcher(real));
        watcher!.Flash = bench.Flash;
        Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", counter: 4711)));
        Assert.AreEqual(4711, watcher.CounterWhenCalled);
    }

    [TestMethod]
    public void When_flash_refuses_the_counter_nothing_is_done()
    {
        foreach (CutResidue residue in Enum.GetValues<CutResidue>())
        {
            CommandBench bench = new();
            bench.Flash.Refuses = _ => true;
            bench.Flash.RefusalResidue = residue;
            JsonNode reply = JsonNode.Parse(bench.Ask(CommandBench.Sign("locate")))!;
            Assert.AreEqual("failed", reply["code"]!.GetValue<string>());
            Assert.Contains("flash", reply["data"]!["reason"]!.GetValue<string>());
            Assert.IsEmpty(bench.TakeRequests());
        }
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_of_the_counter_never_lets_a_command_happen_twice()
    {
        int cuts = 0;
        foreach (CutResidue residue in Enum.GetValues<CutResidue>())
        {
            for (int bytes = 0; bytes <= 64; bytes += bytes < 16 ? 1 : 8)
            {
                // Two commands before, so that both slots are in use.
                CommandBench bench = new();
                Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", counter: 1)));
                Assert.AreEqual("done", bench.Code(CommandBench.Sign("locate", counter: 2)));
                bench.TakeRequests();
                (bench.Flash.CutAtOperation, bench.Flash.CutAfterBytes, bench.Flash.CutResidue) = (bench.Flash.Operations, bytes, residue);
                Assert.ThrowsExactly<PowerCutException>(() => bench.Send(CommandBench.Sign("locate", counter: 3)));
                int times = bench.TakeRequests().Count;
                bench.Flash.Restore();

                CommandBench next = new(bench.Flash);
                Assert.AreEqual("replayed", next.Code(CommandBench.Sign("locate", counter: 2, id: "c-18")),
                    $"{residue} after {bytes} bytes");
                Assert.AreEqual("done", next.Code(CommandBench.Sign("locate", counter: 2)), "and the same is answered as before");
                next.Send(CommandBench.Sign("locate", counter: 3));
                next.Send(CommandBench.Sign("locate", counter: 3));
                times += next.TakeRequests().Count;
                Assert.IsLessThanOrEqualTo(1, times, $"{residue} after {bytes} bytes");
                cuts++;
            }
        }

        Console.WriteLine($"{cuts} cuts");
    }

    [TestMethod]
    public void Each_of_the_last_four_commands_is_answered_with_its_own_reason_after_a_restart_too()
    {
        SimulatedFlash flash = new();
        CommandBook book = new(flash);
        string?[] reasons = ["no lock is fitted", null, "没有装门锁", "flash refuses to store the settings; the old ones stay", null,
            "one is under way already"];
        for (int i = 0; i < reasons.Length; i++)
        {
            Assert.IsTrue(book.TryAccept(i + 1, [(byte)('a' + i)], true));
            if (i == 3)
            {
                book.Note("d", "accepted", null);
            }

            book.Note(((char)('a' + i)).ToString(), reasons[i] == null ? "done" : "failed", reasons[i]);
            foreach (CommandBook read in new[] { book, new CommandBook(flash) })
            {
                for (int j = 0; j <= i; j++)
                {
                    string? code = read.CodeOf(j + 1, [(byte)('a' + j)], out string reason);
                    Assert.AreEqual(j <= i - CommandBook.Capacity ? null : reasons[j] == null ? "done" : "failed", code, $"{j} of {i}");
                    Assert.AreEqual(code == null ? null : reasons[j], reason, $"{j} of {i}");
                }
            }
        }
    }

    [TestMethod]
    public void A_counter_that_flash_can_t_read_just_now_is_not_a_lost_one()
    {
        SimulatedFlash flash = new();
        CommandBook before = new(flash);
        Assert.IsTrue(before.TryAccept(2000, "a"u8.ToArray(), true));
        before.Note("a", "done", null);
        flash.Misreads = _ => ReadFault.Wrong;
        CommandBook book = new(flash);

        // With a clock that is behind, a command already carried out would be new to a cabinet that begins at its clock's now.
        Assert.AreEqual(0, book.LastCounter(1000));
        Assert.IsFalse(book.TryAccept(2000, "a"u8.ToArray(), true));
        flash.Misreads = _ => ReadFault.None;
        for (int i = 0; i < 50; i++)
        {
            book.LastCounter(1000);
        }

        Assert.AreEqual(2000, book.LastCounter(1000));
        Assert.AreEqual("done", book.CodeOf(2000, "a"u8.ToArray(), out string _));
    }

    [TestMethod]
    public void What_an_earlier_firmware_kept_of_commands_counts_without_their_reasons()
    {
        SimulatedFlash flash = new();
        byte[] two = new byte[26];
        (two[0], two[12], two[13]) = (9, 3, 8);
        LittleEndian.Put(two, 8, 4, Crc32.Of("b"u8.ToArray(), 0, 1));
        Assert.IsTrue(new TwoSlotRecord(flash, CommandBook.FileName).TryWrite(two));
        CommandBook book = new(flash);

        Assert.AreEqual(9, book.LastCounter(1_768_186_800_000));
        Assert.AreEqual("failed", book.CodeOf(9, "b"u8.ToArray(), out string reason));
        Assert.IsNull(reason);
    }

    /// <summary>Looks at what is on flash when a command is carried out.</summary>
    private sealed class FlashWatcher(ICommandExecutor real) : ICommandExecutor
    {
        public SimulatedFlash? Flash { get; set; }

        public long CounterWhenCalled { get; private set; } = -1;

        public bool Knows(string name) => real.Knows(name);

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) =>
            real.WhyBadArguments(name, args, out arguments);

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            CounterWhenCalled = new CommandBook(Flash!).LastCounter(-1);
            return real.Execute(id, name, arguments, nowMs);
        }

        public long DeadlineMs(long nowMs) => real.DeadlineMs(nowMs);

        public void Step(bool isOnline, long nowMs) => real.Step(isOnline, nowMs);

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome) =>
            real.TryTakeLateOutcome(out id, out name, out outcome);
    }
}
