using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.Storage;
using CsCheck;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// The scan adds, the storage thread stores and the link takes and acknowledges, in every order that comes about, over lost
/// links, refusing flash, restarts and power cuts: the outbox against a model that is one list of events. A failing story
/// prints the seed that repeats it.
/// </summary>
[TestClass]
public class OutboxInterleavingTests
{
    private const long Stories = 2000;
    private const int MaxActs = 60;

    /// <summary>A file that can't be read is tried five times, and then passed for now.</summary>
    internal const int ReadsThatMayFail = 4;

    private static readonly Gen<OutboxActKind> s_deed = Gen.Frequency(
        (12, Gen.Const(OutboxActKind.Add)),
        (12, Gen.Const(OutboxActKind.Store)),
        (12, Gen.Const(OutboxActKind.Take)),
        (12, Gen.Const(OutboxActKind.Acknowledge)),
        (4, Gen.Const(OutboxActKind.Look)),
        (3, Gen.Const(OutboxActKind.LoseLink)),
        (2, Gen.Const(OutboxActKind.TakeInVain)),
        (2, Gen.Const(OutboxActKind.AddWhileStoring)),
        (1, Gen.Const(OutboxActKind.AcknowledgeAgain)),
        (2, Gen.Const(OutboxActKind.Refuse)),
        (2, Gen.Const(OutboxActKind.RefuseReads)),
        (1, Gen.Const(OutboxActKind.CutPower)),
        (1, Gen.Const(OutboxActKind.Stop)),
        (1, Gen.Const(OutboxActKind.LosePower)));

    private static readonly Gen<OutboxActKind> s_deedOrFlood = Gen.Frequency((60, s_deed), (1, Gen.Const(OutboxActKind.Flood)));

    private static readonly Gen<OutboxActKind> s_deedOrSpoiling = Gen.Frequency((20, s_deed), (1, Gen.Const(OutboxActKind.Spoil)));

    // Emergencies go out from memory, so they and what happens to them are the most of it.
    private static readonly Gen<Severity> s_severity = Gen.Frequency(
        (4, Gen.Const(Severity.Emergency)), (2, Gen.Const(Severity.Urgent)), (2, Gen.Const(Severity.Maintenance)),
        (2, Gen.Const(Severity.Info)));

    private static readonly Gen<int> s_size = Gen.Frequency((3, Gen.Int[0, 99]), (2, Gen.Int[100, 900]));

    private static readonly Gen<int> s_pauseMs = Gen.Frequency((4, Gen.Const(20)), (4, Gen.Int[1000, 6000]),
        (1, Gen.Const(OutboxLosses.TellEveryMs)));

    private static readonly Gen<int> s_maxBytes = Gen.OneOf(Gen.Const(OutboxRecord.MaxLength), Gen.Const(4000), Gen.Const(Outbox.MaxBytes));

    [TestMethod]
    public void Whatever_happens_no_accepted_event_is_lost_doubled_or_out_of_order()
    {
        long delivered = 0;
        Gen.Select(s_maxBytes, ActOf(s_deedOrFlood).Array[1, MaxActs]).Sample(
            (maxBytes, acts) =>
            {
                OutboxRun run = new(maxBytes, ReadsThatMayFail);
                run.Play(acts);
                Interlocked.Add(ref delivered, run.AcknowledgedCount);
            },
            iter: Stories,
            writeLine: Console.WriteLine,
            print: story => $"{story.Item1} bytes: {string.Join(" | ", story.Item2.Select(act => act.ToString()))}");
        Console.WriteLine($"{Stories} stories, {delivered} events delivered");
        Assert.IsGreaterThan(Stories, delivered, "this test would prove little");
    }

    [TestMethod]
    public void What_is_spoilt_on_flash_takes_nothing_with_it_that_can_be_read()
    {
        ActOf(s_deedOrSpoiling).Array[1, MaxActs].Sample(
            acts => new OutboxRun(Outbox.MaxBytes, int.MaxValue).Play(acts),
            iter: Stories,
            writeLine: Console.WriteLine,
            print: acts => string.Join(" | ", acts.Select(act => act.ToString())));
    }

    private static Gen<OutboxAct> ActOf(Gen<OutboxActKind> what) =>
        Gen.Select(what, s_severity, Gen.Int[1, 8], s_size, s_pauseMs, Gen.Enum<CutResidue>())
            .Select((deed, severity, count, size, pauseMs, residue) => new OutboxAct(deed, severity, count, size, pauseMs, residue));
}
