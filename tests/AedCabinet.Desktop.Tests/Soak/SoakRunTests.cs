using System.Reflection;
using AedCabinet.Exchange;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>What goes wrong around the scan is found: threads, queues, the link, exceptions.</summary>
[TestClass]
public class SoakRunTests : InvariantBench
{
    [TestMethod]
    public void A_thread_that_stands_still_and_aQueue_without_end_are_found()
    {
        SoakWorld world = Running();
        System.Collections.Queue notices = (System.Collections.Queue)typeof(NoticeQueue)
            .GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(field => field.FieldType == typeof(System.Collections.Queue))
            .GetValue(world.Boot!.Exchange.Notices)!;
        for (int i = 0; i <= NoticeQueue.Capacity; i++)
        {
            notices.Enqueue(new object());
        }

        Finds("queues stay within bounds", world.Boot!.CheckBounds);

        SoakWorld still = Running();
        Finds("the watchdog is fed", () =>
        {
            for (int i = 0; i < 60; i++)
            {
                still.Timeline.NowMs += SupervisionTimeouts.PeriodMs;
                still.Boot!.StepOthers();
            }
        });
    }

    [TestMethod]
    public void A_link_that_does_not_come_back_is_found()
    {
        SoakWorld world = new(false, Report, Timeline);
        SoakRun.LinkJudge judge = new(world);
        world.Faults.IsOver = true;
        world.Broker.IsRefusing = true;

        Finds("online in time after the last fault", () =>
        {
            while (Timeline.NowMs < SoakRun.RecoveryMs + 10000)
            {
                world.Step();
                judge.Step();
            }
        });
    }

    [TestMethod]
    [DataRow("boot 1", "nothing throws")]
    [DataRow("boot.started", "no part ends the scan")]
    public void Whatever_is_thrown_is_found_where_it_was_thrown(string what, string invariant)
    {
        using Thrower thrower = new(what, invariant == "nothing throws" ? new InvalidOperationException()
            : new PartFailureException("a part"));

        Assert.AreEqual(invariant, SoakRun.Run(1, 1, thrower, null).Violation?.Invariant);
    }

    [TestMethod]
    public void A_part_that_ends_the_scan_is_found()
    {
        Assert.IsTrue(FirmwareBoot.IsOfPart(new PartFailureException("a part")));
        Assert.IsTrue(FirmwareBoot.IsOfPart(new OutOfMemoryException()));
        Assert.IsFalse(FirmwareBoot.IsOfPart(new NullReferenceException()), "a fault of the firmware's own is none of a part's");
    }

    private SoakWorld Running()
    {
        SoakWorld world = new(false, Report, new Timeline(null));
        world.Faults.IsOver = true;
        while (world.Boot == null)
        {
            world.Step();
        }

        return world;
    }

    /// <summary>Where the happenings are written, until one comes that makes it throw.</summary>
    private sealed class Thrower(string what, Exception exception) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value!.Contains(what, StringComparison.Ordinal))
            {
                throw exception;
            }
        }
    }
}
