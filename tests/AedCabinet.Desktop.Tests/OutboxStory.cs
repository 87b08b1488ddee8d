using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A recorded workload of the outbox over several boots, and beside it an account of its own of what must, may and must not
/// be found on flash at every moment: kept apart from the outbox's, so that neither can hide the other's mistakes.
/// </summary>
internal sealed class OutboxStory
{
    private readonly int _maxBytes;
    private readonly List<CabinetEvent> _added = [];
    private readonly HashSet<long> _completed = [];
    private readonly HashSet<long> _acknowledged = [];
    private readonly HashSet<long> _neverAgain = [];
    private readonly HashSet<long> _mayBeGone = [];
    private readonly List<long> _beingStored = [];
    private readonly List<CabinetEvent> _underWay = [];
    private HashSet<long>? _neverAgainAfterWrite;
    private Outbox _outbox;
    private int _boot;
    private int _seq;

    public OutboxStory(int maxBytes)
    {
        _maxBytes = maxBytes;
        Flash.Observer = Record;
        _outbox = Open();
    }

    /// <summary>What is known before each operation of the flash.</summary>
    public List<Moment> Moments { get; } = [];

    public SimulatedFlash Flash { get; } = new();

    public long NowMs { get; private set; } = 1000;

    public Outbox Outbox => _outbox;

    /// <summary>How many events are on their way to the broker.</summary>
    public int UnderWay => _underWay.Count;

    public void Add(EventKind kind, int dataLength = 0)
    {
        string? data = dataLength == 0 ? null : "\"note\":\"" + new string('x', dataLength) + "\"";
        CabinetEvent item = new(kind, EventCatalog.SeverityOf(kind), _boot, ++_seq, NowMs, OperatingMode.Normal, data);
        _added.Add(item);
        _beingStored.Add(item.Key);
        _outbox.Add(item);
    }

    public void Store(long afterMs = 20)
    {
        NowMs += afterMs;
        NoteDrops();
        Assert.IsTrue(_outbox.Store(NowMs));
        Settle();
        _completed.UnionWith(_beingStored);
        _beingStored.Clear();
    }

    public void Take(int count)
    {
        for (int i = 0; i < count && _outbox.TryTake(out CabinetEvent item); i++)
        {
            _underWay.Add(item);
        }
    }

    /// <summary>The broker acknowledges what is under way, by its place.</summary>
    public void Acknowledge(int place)
    {
        CabinetEvent item = _underWay[place];
        _underWay.RemoveAt(place);
        _acknowledged.Add(item.Key);
        _outbox.Acknowledge(item);
    }

    public void LoseLink()
    {
        _underWay.Clear();
        _outbox.ReturnUnacknowledged();
    }

    public void Reboot()
    {
        _underWay.Clear();
        _beingStored.Clear();
        _outbox = Open();
    }

    /// <summary>A snapshot for the end, when nothing is under way on flash.</summary>
    public Moment End() => Snapshot(null);

    private Outbox Open()
    {
        Outbox outbox = new(Flash, NoClock.Instance, new NoticeQueue(), new Environment.ErrorLog(), _maxBytes);
        outbox.Open();
        _seq = 0;
        int boot = BootCounter.Next(Flash, 1, outbox.HighestBoot, new Random(1), out bool _);
        Settle();
        Assert.IsGreaterThan(_boot, boot);
        _boot = boot;
        return outbox;
    }

    private void Record(FlashOperation operation)
    {
        Settle();
        if (operation.Name.StartsWith(OutboxCursor.FileName, StringComparison.Ordinal))
        {
            _neverAgainAfterWrite = DoneFromTheBeginning();
        }

        if (operation.Action == FlashAction.Delete)
        {
            CheckDeletion(operation.Name);
        }

        Moments.Add(Snapshot(operation));
    }

    // Only what the cursor on flash is past may be deleted; the one in memory is lost with the power.
    private void CheckDeletion(string name)
    {
        Assert.AreEqual(FlashAnswer.Found, Flash.Read(name, out byte[] bytes));
        for (int at = 0; OutboxRecord.LengthOf(bytes, at) is int length and > 0; at += length)
        {
            Assert.Contains(OutboxRecord.KeyAt(bytes, at), _neverAgain, name + " was deleted before the cursor on flash was past it");
        }
    }

    // The operation before this one was completed.
    private void Settle()
    {
        _neverAgain.UnionWith(_neverAgainAfterWrite ?? []);
        _neverAgainAfterWrite = null;
    }

    private HashSet<long> DoneFromTheBeginning() =>
        [.. _added.GroupBy(item => item.Severity).SelectMany(stream => stream
            .Where(item => _completed.Contains(item.Key) || _beingStored.Contains(item.Key) || _acknowledged.Contains(item.Key))
            .TakeWhile(item => _acknowledged.Contains(item.Key) || _mayBeGone.Contains(item.Key)).Select(item => item.Key))];

    // SPEC §11: when full, the oldest info first, then maintenance, then urgent, never an emergency while anything else remains.
    private void NoteDrops()
    {
        HashSet<long> stored = [.. _completed.Where(key => !_acknowledged.Contains(key) && !_mayBeGone.Contains(key))];
        foreach (CabinetEvent item in _added.Where(item => _beingStored.Contains(item.Key) && !_acknowledged.Contains(item.Key)).ToArray())
        {
            int length = LengthOf(item);
            int live = _added.Where(other => stored.Contains(other.Key)).Sum(LengthOf);
            foreach (CabinetEvent victim in _added
                .Where(
                    other => stored.Contains(other.Key) && other.Severity <= item.Severity
                        && !_underWay.Exists(way => way.Key == other.Key))
                .OrderBy(other => other.Severity).ThenBy(other => other.Key))
            {
                if (live + length <= _maxBytes)
                {
                    break;
                }

                stored.Remove(victim.Key);
                _mayBeGone.Add(victim.Key);
                live -= LengthOf(victim);
            }

            if (live + length > _maxBytes && item.Severity < Severity.Emergency && !_underWay.Exists(way => way.Key == item.Key))
            {
                _mayBeGone.Add(item.Key);
            }
            else
            {
                stored.Add(item.Key);
            }
        }
    }

    private static int LengthOf(CabinetEvent item) => OutboxRecord.Encode(item, CabinetEvent.UnknownTime).Length;

    private Moment Snapshot(FlashOperation? operation)
    {
        SimulatedFlash before = Flash.Copy();
        return new Moment(before, operation, _boot, _maxBytes, [.. _added], [.. _completed], [.. _acknowledged], [.. _neverAgain],
            [.. _mayBeGone], [.. _beingStored]);
    }

    /// <summary>The flash before one operation, and what is known then.</summary>
    internal sealed record Moment(
        SimulatedFlash Flash,
        FlashOperation? Operation,
        int Boot,
        int MaxBytes,
        CabinetEvent[] Added,
        HashSet<long> Completed,
        HashSet<long> Acknowledged,
        HashSet<long> NeverAgain,
        HashSet<long> MayBeGone,
        long[] BeingStored)
    {
        /// <summary>The flash as a power cut during the operation leaves it.</summary>
        public SimulatedFlash Cut(int afterBytes, CutResidue residue)
        {
            SimulatedFlash flash = Flash.Copy();
            flash.CutAtOperation = 0;
            flash.CutAfterBytes = afterBytes;
            flash.CutResidue = residue;
            Assert.ThrowsExactly<PowerCutException>(() => Operation!.Repeat(flash));
            flash.Restore();
            return flash;
        }

        /// <summary>Boots on what is left and holds what is found against what is known.</summary>
        /// <returns>What was found, oldest first.</returns>
        public long[] Check(SimulatedFlash flash, string where)
        {
            Environment.ErrorLog log = new();
            Outbox outbox = new(flash, NoClock.Instance, new NoticeQueue(), log, MaxBytes);
            outbox.Open();
            int boot = BootCounter.Next(flash, 1, outbox.HighestBoot, new Random(1), out bool _);
            Assert.IsGreaterThan(Boot, boot, where + ": a boot's number came again");
            Assert.IsEmpty(log.Errors, where + ": " + string.Join("; ", log.Errors));

            List<CabinetEvent> found = [];
            while (outbox.TryTake(out CabinetEvent item))
            {
                found.Add(item);
            }

            // Tens of thousands of cuts are checked, with dozens of events each: a message is put together where it is needed.
            Dictionary<long, CabinetEvent> known = Added.ToDictionary(item => item.Key);
            HashSet<long> keys = [.. found.Select(item => item.Key)];
            Assert.HasCount(found.Count, keys, where + ": an event is there twice");
            foreach (CabinetEvent item in found)
            {
                if (!known.TryGetValue(item.Key, out CabinetEvent? same))
                {
                    Assert.Fail(where + ": an event that never happened");
                }

                if ((same.Kind, same.Severity, same.AtMs, same.Data) != (item.Kind, item.Severity, item.AtMs, item.Data))
                {
                    Assert.Fail($"{where}: an event that was changed, from {same.Kind} {same.Severity} {same.AtMs} {same.Data} to "
                        + $"{item.Kind} {item.Severity} {item.AtMs} {item.Data}");
                }

                if (NeverAgain.Contains(item.Key))
                {
                    Assert.Fail(where + ": an event that was done with came again");
                }
            }

            CabinetEvent[] missing = [.. Added.Where(
                item => Completed.Contains(item.Key) && !keys.Contains(item.Key) && !Acknowledged.Contains(item.Key)
                    && !MayBeGone.Contains(item.Key))];
            Assert.IsEmpty(missing, where + ": lost " + string.Join(", ", missing.Select(item => item.Boot + "/" + item.Seq)));
            CheckOrder(found, where);

            // Of what was being stored, exactly a beginning is there.
            long[] beginning = [.. BeingStored.Where(key => !Acknowledged.Contains(key) && !MayBeGone.Contains(key))];
            int count = beginning.TakeWhile(keys.Contains).Count();
            Assert.IsFalse(beginning.Skip(count).Any(keys.Contains), where + ": a later event was stored before an earlier one");
            return [.. keys.Order()];
        }

        private static void CheckOrder(List<CabinetEvent> found, string where)
        {
            IEnumerable<CabinetEvent> lawful = found
                .OrderByDescending(item => item.Severity >= Severity.Urgent ? item.Severity : Severity.Info).ThenBy(item => item.Key);
            if (!lawful.SequenceEqual(found))
            {
                CollectionAssert.AreEqual(lawful.ToArray(), found, where + ": order");
            }
        }
    }

    internal sealed class NoClock : IWallClock
    {
        public static NoClock Instance { get; } = new();

        public bool TryGetUtc(out long unixMs)
        {
            unixMs = 0;
            return false;
        }
    }
}
