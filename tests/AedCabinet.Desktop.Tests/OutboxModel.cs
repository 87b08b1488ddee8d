using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What an outbox owes the registry at every moment, as SPEC §11 has it and without a thought of files and reading positions:
/// one list of events. Whoever plays a story tells the model what was asked of the outbox and what it answered.
/// </summary>
/// <param name="maxBytes">The most bytes of records that may wait.</param>
internal sealed class OutboxModel(int maxBytes)
{
    private readonly Dictionary<long, CabinetEvent> _accepted = [];
    private readonly HashSet<long> _written = [];
    private readonly HashSet<long> _refused = [];
    private readonly HashSet<long> _acknowledged = [];
    private readonly HashSet<long> _spoilt = [];
    private readonly List<Owed> _owed = [];
    private Owed? _beingStored;
    private int _told;
    private int _untold;
    private long _toldAtMs = long.MinValue / 2;

    /// <summary>Gets a value indicating whether flash refused something at the latest attempt.</summary>
    public bool IsRefusing { get; private set; }

    /// <summary>Gets how many events were given up in this boot.</summary>
    public int DroppedCount { get; private set; }

    /// <summary>Gets a value indicating whether an event may have been spoilt on flash: then it may come and may not.</summary>
    public bool IsSpoilt => _spoilt.Count > 0;

    /// <summary>
    /// Gets a value indicating whether flash may tell less than it holds for a while: what was delivered meanwhile may come once more.
    /// </summary>
    public bool MayDouble { get; init; }

    /// <summary>Gets how many events are owed for certain.</summary>
    public int LeastCount => _owed.Count(owed => !IsInDoubt(owed));

    /// <summary>Gets how many events are owed, the spoilt ones too.</summary>
    public int MostCount => _owed.Count;

    /// <summary>
    /// Gets the events that are owed and that flash never refused: what it refused may stand there all the same, and then comes again in
    /// the next boot although it was delivered.
    /// </summary>
    public IEnumerable<CabinetEvent> NeverRefused =>
        _owed.Where(owed => !IsInDoubt(owed) && !_refused.Contains(owed.Event.Key)).Select(owed => owed.Event);

    /// <summary>Gets a value indicating whether an event is not on flash yet.</summary>
    public bool HasFresh => _owed.Exists(owed => !owed.IsStored);

    public bool HasWaiting(Severity severity) => Candidates().Exists(owed => owed.Event.Severity >= severity && !IsInDoubt(owed));

    public bool MayHaveWaiting(Severity severity) => Candidates().Exists(owed => owed.Event.Severity >= severity);

    public void Add(CabinetEvent item)
    {
        _accepted.Add(item.Key, item);
        _owed.Add(new Owed(item));
        List<Owed> inMemory = _owed.FindAll(owed => !owed.IsStored && owed != _beingStored);
        if (inMemory.Count > EventQueue.Capacity)
        {
            GiveUp(inMemory.Where(owed => !owed.IsUnderWay).OrderBy(owed => owed.Event.Severity).First());
        }
    }

    /// <summary>A record is about to be added to a file.</summary>
    /// <param name="key">The event's key.</param>
    /// <param name="isSpoiltFile">Whether something stands in the file that can't be read.</param>
    public void BeginAppend(long key, bool isSpoiltFile)
    {
        MakeRoomUpTo(key);
        _beingStored = _owed.Find(owed => owed.Event.Key == key);
        Assert.IsNotNull(_beingStored, $"{Name(key)} is stored and nobody waits for it");
        _written.Add(key);
        if (isSpoiltFile)
        {
            _spoilt.Add(key);
        }
    }

    public void EndAppend(bool isDone)
    {
        if (!isDone)
        {
            _refused.Add(_beingStored!.Event.Key);
        }

        _beingStored!.IsStored = isDone;
        _beingStored = null;
    }

    /// <summary>Everything was added that could be, and the cursor is next.</summary>
    /// <param name="isAppendRefused">Whether flash refused an event.</param>
    public void EndAppends(bool isAppendRefused)
    {
        // One that may be stored is left when flash could not clear away what is left of an earlier attempt.
        foreach (Owed fresh in _owed.Where(owed => !owed.IsStored && !isAppendRefused).ToArray())
        {
            if (HasRoom(fresh) || fresh.IsUnderWay)
            {
                break;
            }

            GiveUp(fresh);
        }
    }

    /// <summary>The storage thread has come to the end of its work.</summary>
    /// <param name="isRefused">Whether flash refused anything.</param>
    /// <param name="isAppendRefused">Whether it refused an event.</param>
    /// <param name="isStored">Whether everything is said to be stored.</param>
    public void EndStore(bool isRefused, bool isAppendRefused, bool isStored)
    {
        EndAppends(isAppendRefused);
        IsRefusing = isRefused;
        Assert.IsTrue(isStored || isRefused, "flash refused nothing and not everything is stored");
        Assert.IsFalse(isStored && HasFresh, "everything is said to be stored and is not");
    }

    /// <summary>An event was handed out, or <c>null</c>.</summary>
    /// <param name="item">The event.</param>
    /// <param name="unread">The severities of which flash could not be read just now: they stand back.</param>
    public void Took(CabinetEvent? item, IReadOnlySet<Severity> unread)
    {
        Owed? taken = null;
        if (item is not null && MayDouble && _owed.Find(owed => owed.Event.Key == item.Key) is not { IsUnderWay: false })
        {
            // What flash could not tell for a while is taken up again from where it stood before: some of it comes twice.
            Assert.IsTrue(_accepted.TryGetValue(item.Key, out CabinetEvent? known), $"{Name(item.Key)} is handed out and never happened");
            AssertSame(known, item);
            return;
        }

        if (item is not null)
        {
            Assert.IsFalse(_acknowledged.Contains(item.Key) && !_owed.Exists(owed => owed.Event.Key == item.Key),
                $"{Name(item.Key)} was acknowledged and is handed out again");
            taken = _owed.Find(owed => owed.Event.Key == item.Key);
            Assert.IsNotNull(taken, $"{Name(item.Key)} is handed out and is not owed");
            Assert.IsFalse(taken.IsUnderWay, $"{Name(item.Key)} is handed out twice at once");
            AssertSame(taken.Event, item);
        }

        List<Owed> candidates = Candidates();
        foreach (Owed owed in candidates)
        {
            if (owed == taken)
            {
                owed.IsUnderWay = true;
                return;
            }

            bool mayStandBack = IsInDoubt(owed) || (owed.IsStored && unread.Contains(owed.Event.Severity));
            Assert.IsTrue(mayStandBack, $"{(item is null ? "nothing" : Name(item.Key))} is handed out and {Name(owed.Event.Key)} is due");
        }

        Assert.IsNull(item, $"{Name(item?.Key ?? 0)} is handed out before it is stored");
    }

    public void Acknowledged(CabinetEvent item)
    {
        _owed.RemoveAll(owed => owed.Event.Key == item.Key);
        _acknowledged.Add(item.Key);
    }

    public void Returned(CabinetEvent item)
    {
        if (_owed.Find(owed => owed.Event.Key == item.Key) is { } returned)
        {
            returned.IsUnderWay = false;
        }
    }

    public void LinkLost() => _owed.ForEach(owed => owed.IsUnderWay = false);

    /// <summary>What stands on flash of these events can't be read any more, or not surely.</summary>
    /// <param name="keys">The events' keys.</param>
    public void Spoil(IEnumerable<long> keys) => _spoilt.UnionWith(keys);

    /// <summary>Losses were told by <c>outbox.overflowed</c>.</summary>
    /// <param name="lost">How many.</param>
    /// <param name="nowMs">Monotonic time in milliseconds.</param>
    public void Told(int lost, long nowMs)
    {
        _told += lost;
        _toldAtMs = nowMs;
    }

    /// <summary>Losses are told at once, and then once an hour.</summary>
    /// <param name="nowMs">Monotonic time in milliseconds.</param>
    public void CheckTold(long nowMs)
    {
        bool isDue = nowMs - _toldAtMs >= OutboxLosses.TellEveryMs;
        Assert.IsTrue(isDue ? _told == _untold + DroppedCount : _told <= _untold + DroppedCount,
            $"{_untold + DroppedCount} events were given up and {_told} told");
    }

    /// <summary>What flash says is done with must be.</summary>
    /// <param name="cursor">The cursor as it stands on flash.</param>
    public void CheckCursor(OutboxCursor cursor)
    {
        foreach (Owed owed in _owed)
        {
            Assert.IsTrue(IsInDoubt(owed) || owed.Event.Key > cursor.KeyOf(owed.Event.Severity),
                $"the cursor has passed {Name(owed.Event.Key)}, which is not done with");
        }
    }

    /// <summary>The board has started again.</summary>
    /// <param name="found">What an outbox hands out that opens what is on flash, in its order.</param>
    /// <param name="cursor">The cursor as it stands on flash.</param>
    public void Restarted(IReadOnlyList<CabinetEvent> found, OutboxCursor cursor)
    {
        HashSet<long> keys = [.. found.Select(item => item.Key)];
        Assert.HasCount(found.Count, keys, "an event is found twice");
        foreach (Owed owed in _owed.Where(owed => owed.IsStored && !IsInDoubt(owed)))
        {
            Assert.Contains(owed.Event.Key, keys, $"{Name(owed.Event.Key)} was stored and is lost");
        }

        foreach (CabinetEvent item in found)
        {
            Assert.IsTrue(_written.Contains(item.Key), $"{Name(item.Key)} is found and was never written");
            Assert.IsGreaterThan(cursor.KeyOf(item.Severity), item.Key, $"{Name(item.Key)} was done with and is found again");
            AssertSame(_accepted[item.Key], item);
        }

        CollectionAssert.AreEqual(found.OrderByDescending(Rank).ThenBy(item => item.Key).ToArray(), found.ToArray(), "order");
        _owed.Clear();
        _owed.AddRange(found.OrderBy(item => item.Key).Select(item => new Owed(_accepted[item.Key]) { IsStored = true }));
        _acknowledged.Clear();
        _beingStored = null;
        IsRefusing = false;
        DroppedCount = 0;
        _untold = cursor.LostCount;
        _told = 0;
        _toldAtMs = long.MinValue / 2;
    }

    private static string Name(long key) => $"event {key >> 32}/{(int)key}";

    // Below urgent the order of happening counts for more than severity.
    private static Severity Rank(CabinetEvent item) => item.Severity >= Severity.Urgent ? item.Severity : Severity.Info;

    private static void AssertSame(CabinetEvent expected, CabinetEvent actual) => Assert.AreEqual(
        (expected.Key, expected.Kind, expected.Severity, expected.AtMs, expected.Data),
        (actual.Key, actual.Kind, actual.Severity, actual.AtMs, actual.Data));

    private bool IsInDoubt(Owed owed) => owed.IsStored && _spoilt.Contains(owed.Event.Key);

    // An event goes out once it is stored, an emergency at once, and anything while flash refuses to store.
    private List<Owed> Candidates() =>
        [.. _owed.Where(owed => !owed.IsUnderWay && (owed.IsStored || owed.Event.Severity == Severity.Emergency || IsRefusing))
            .OrderByDescending(owed => Rank(owed.Event)).ThenBy(owed => owed.Event.Key)];

    // Events are stored in the order in which they happened; one that there is no room for is given up.
    private void MakeRoomUpTo(long key)
    {
        foreach (Owed fresh in _owed.Where(owed => !owed.IsStored && owed.Event.Key <= key).ToArray())
        {
            bool mayBeStored = HasRoom(fresh) || fresh.IsUnderWay;
            Assert.AreEqual(fresh.Event.Key == key, mayBeStored,
                $"{Name(fresh.Event.Key)} is {(mayBeStored ? "not stored though there is room" : "stored though it must go")}");
            if (!mayBeStored)
            {
                GiveUp(fresh);
            }
        }
    }

    // The oldest info goes first, then maintenance, then urgent; an emergency only for another.
    private bool HasRoom(Owed fresh)
    {
        foreach (Owed victim in _owed
            .Where(owed => owed.IsStored && !owed.IsUnderWay && owed.Event.Severity <= fresh.Event.Severity)
            .OrderBy(owed => owed.Event.Severity).ThenBy(owed => owed.Event.Key).ToArray())
        {
            if (StoredBytes() + fresh.Length <= maxBytes)
            {
                break;
            }

            GiveUp(victim);
        }

        return fresh.Event.Severity == Severity.Emergency || StoredBytes() + fresh.Length <= maxBytes;
    }

    private int StoredBytes() => _owed.Where(owed => owed.IsStored).Sum(owed => owed.Length);

    private void GiveUp(Owed owed)
    {
        _owed.Remove(owed);
        DroppedCount++;
    }

    private sealed class Owed(CabinetEvent item)
    {
        public CabinetEvent Event { get; } = item;

        public int Length { get; } = OutboxRecord.Encode(item, CabinetEvent.UnknownTime).Length;

        public bool IsStored { get; set; }

        public bool IsUnderWay { get; set; }
    }
}
