using System.Text.Json;
using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// Every event that the scan ever made, held against what the log hands out, what the broker gets and what is acknowledged:
/// none is lost, renumbered, changed, or acknowledged twice. Stands between the scan, the outbox and the link.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class EventInvariant(Timeline timeline, SoakReport report) : IEventWitness
{
    /// <summary>
    /// An acknowledgement is on flash after this long at the latest while flash works: the outbox's delay and a step of its thread, in
    /// milliseconds.
    /// </summary>
    public const int AcknowledgementDurableMs = Outbox.CursorDelayMs + 200;

    // What could not be read is read again by time; until then the others go on.
    private const int ReadAgainMs = 60000;

    private readonly Dictionary<long, Entry> _entries = [];
    private readonly List<Entry> _open = [];
    private readonly HashSet<int> _boots = [];
    private readonly List<Entry> _asked = [];
    private readonly List<CabinetEvent> _arrived = [];
    private IEventSink? _sink;
    private IEventSource? _source;
    private int _boot;
    private int _lastSeq;
    private int _since;
    private long _misreadAtMs = -1;
    private bool _isAgainSound;

    /// <summary>
    /// Gets or sets a value indicating whether anybody is to hear of the boot that begins: not of a cabinet that is not commissioned.
    /// </summary>
    public bool IsHeard { get; set; } = true;

    /// <summary>Gets or sets whether flash answers reads as it should, and has done so for long enough.</summary>
    public Func<bool> AreReadsSound { get; set; } = () => true;

    /// <summary>
    /// Gets or sets whether an event stands on flash, whatever is read of it: what is acknowledged goes when its place is needed (SPEC
    /// §11).
    /// </summary>
    public Func<long, bool> IsOnFlash { get; set; } = _ => true;

    /// <summary>Gets or sets since when what was misread has been read rightly: what was acknowledged before is given once more.</summary>
    public Func<long> ReadsSettledMs { get; set; } = () => long.MinValue;

    /// <summary>
    /// Gets or sets whether the cursor of a severity is held back on flash by half a record (<see cref="TornEnds"/>): what was acknowledged
    /// since the board started may come once more after a restart.
    /// </summary>
    public Func<Severity, bool> IsHeldUp { get; set; } = _ => false;

    /// <summary>Gets the highest boot that anybody was told of.</summary>
    public int HighestBoot { get; private set; }

    /// <summary>Gets or sets who looks at every new event.</summary>
    public Action<CabinetEvent> Emitted { get; set; } = _ => { };

    /// <inheritdoc/>
    public int Count => _source!.Count;

    /// <inheritdoc/>
    public int DroppedCount => _source!.DroppedCount;

    /// <summary>Gets the events that must still reach the subscriber.</summary>
    public int Owed => _open.Count(entry => entry.IsDurable && entry.Deliveries == 0);

    /// <summary>A boot begins.</summary>
    /// <param name="sink">Its outbox.</param>
    /// <param name="source">The same.</param>
    /// <param name="boot">Its number.</param>
    public void Begin(IEventSink sink, IEventSource source, int boot)
    {
        if (IsHeard && !_boots.Add(boot))
        {
            throw new InvariantViolation("no boot number is used twice", $"boot {boot} comes again; the last was {_boot}");
        }

        _misreadAtMs = AreReadsSound() ? -1 : timeline.NowMs;
        HighestBoot = IsHeard ? Math.Max(boot, HighestBoot) : HighestBoot;
        _sink = sink;
        _source = source;
        _boot = boot;
        _lastSeq = 0;
    }

    /// <summary>The outbox says that everything is stored.</summary>
    public void NoteStored()
    {
        for (int i = _open.Count - 1; i >= 0 && !_open[i].IsDurable; i--)
        {
            _open[i].IsDurable = true;
        }
    }

    /// <summary>The power is gone.</summary>
    /// <param name="isFlashSound">Whether flash had worked for long enough that nothing may be lost but what is younger than two
    /// scans.</param>
    public void PowerLost(bool isFlashSound)
    {
        long nowMs = timeline.NowMs;
        ForgetAsked();
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            Entry entry = _open[i];
            entry.IsHandedOut = false;
            if (!entry.IsDurable && !entry.IsPardoned)
            {
                if (isFlashSound && nowMs - entry.EmittedAtMs > 2 * Cabinet.ScanPeriodMs && entry.Deliveries == 0)
                {
                    throw new InvariantViolation("events are stored within 40 ms",
                        $"{entry} was not stored {nowMs - entry.EmittedAtMs} ms after it was made");
                }

                entry.IsPardoned = true;
                report.Count(entry.Deliveries == 0 ? "events cut off before they could be stored"
                    : "events delivered before they were stored");
            }
        }

        JudgeDurableAcknowledgements(nowMs, isFlashSound);
        _open.RemoveAll(entry => entry.IsPardoned);
    }

    /// <inheritdoc/>
    public void Add(CabinetEvent item)
    {
        if (item.Boot != _boot || item.Seq != _lastSeq + 1)
        {
            throw new InvariantViolation("events are numbered without a gap", $"({item.Boot}, {item.Seq}) after ({_boot}, {_lastSeq})");
        }

        _lastSeq = item.Seq;
        if (!IsHeard)
        {
            report.Count("events that nobody is to hear of");
            _sink!.Add(item);
            Emitted(item);
            return;
        }

        Entry entry = new(item, timeline.NowMs);
        _entries.Add(item.Key, entry);
        _open.Add(entry);
        report.Count("events");
        report.Count("events: " + EventCatalog.NameOf(item.Severity));
        timeline.Add($"event {entry}");
        _sink!.Add(item);
        Emitted(item);
    }

    /// <inheritdoc/>
    public bool HasWaiting(Severity severity) => _source!.HasWaiting(severity);

    /// <inheritdoc/>
    public bool TryTake(out CabinetEvent item)
    {
        if (!_source!.TryTake(out item))
        {
            return false;
        }

        Entry entry = Find(item.Key, "handed out");
        _misreadAtMs = AreReadsSound() ? _misreadAtMs : timeline.NowMs;
        if (_misreadAtMs >= 0 && (entry.IsHandedOut || entry.IsAcknowledged))
        {
            // At least once: how far the broker has acknowledged, this boot could not read.
            entry.IsHandedOut = false;
            entry.IsAcknowledged = false;
            entry.IsAskedAgain = true;
            report.Count("events handed out again because flash misread");
        }

        if (entry.IsHandedOut || entry.IsAcknowledged || (entry.IsAcknowledgementDurable && !entry.IsAskedAgain))
        {
            throw new InvariantViolation("nothing is handed out twice",
                $"{entry}: under way {entry.IsHandedOut}, acknowledged {entry.IsAcknowledged}, on flash {entry.IsAcknowledgementDurable}");
        }

        bool isJudged = _misreadAtMs < 0 || timeline.NowMs - _misreadAtMs > ReadAgainMs;
        if (item.Severity != Severity.Emergency && isJudged && _open.Find(other => other.MustGoFirst) is { } emergency)
        {
            throw new InvariantViolation("emergencies go first", $"{entry} was taken while {emergency} waited");
        }

        TakeUp(entry);
        entry.IsHandedOut = true;
        return true;
    }

    /// <inheritdoc/>
    public void Acknowledge(CabinetEvent item)
    {
        Entry entry = Find(item.Key, "acknowledged");
        if (entry.IsAcknowledged && !entry.IsAskedAgain)
        {
            throw new InvariantViolation("nothing is acknowledged twice", entry.ToString());
        }

        if (!entry.IsConfirmed)
        {
            throw new InvariantViolation("only what the broker acknowledged is acknowledged", entry.ToString());
        }

        entry.IsAcknowledged = true;
        entry.IsDoubtful = !entry.IsDurable;
        entry.IsHandedOut = false;
        entry.AcknowledgedAtMs = timeline.NowMs;
        _source!.Acknowledge(item);
    }

    /// <inheritdoc/>
    public void SetAside(CabinetEvent item) => _source!.SetAside(item);

    /// <inheritdoc/>
    public void Return(CabinetEvent item)
    {
        Find(item.Key, "returned").IsHandedOut = false;
        _source!.Return(item);
    }

    /// <inheritdoc/>
    public void ReturnUnacknowledged()
    {
        foreach (Entry entry in _open)
        {
            entry.IsHandedOut = false;
        }

        _source!.ReturnUnacknowledged();
    }

    /// <inheritdoc/>
    public FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item)
    {
        _isAgainSound &= AreReadsSound();
        return _source!.ReadAgain(boot, from, to, out item);
    }

    /// <summary>The subscriber got an event.</summary>
    /// <param name="text">Its JSON.</param>
    public void Deliver(string text)
    {
        using JsonDocument message = JsonDocument.Parse(text);
        Entry entry = Find(KeyOf(message), "delivered");
        string difference = entry.DifferenceTo(message.RootElement);
        if (difference.Length > 0)
        {
            throw new InvariantViolation("an event is never changed", $"{entry}: {difference}");
        }

        entry.Deliveries++;
        entry.AskedAgainAtMs = -1;
        if (entry.Deliveries == 1)
        {
            _arrived.Add(entry.Item);
        }

        report.Count(entry.Deliveries == 1 ? "deliveries" : "deliveries: doubles");
        timeline.Add($"delivered {entry} ({entry.Deliveries})");
    }

    /// <summary>The broker acknowledged an event.</summary>
    /// <param name="text">Its JSON.</param>
    public void Confirm(string text)
    {
        using JsonDocument message = JsonDocument.Parse(text);
        Find(KeyOf(message), "confirmed").IsConfirmed = true;
    }

    /// <summary>Flash has lost everything: what was still in it can't arrive.</summary>
    public void FlashLost()
    {
        foreach (Entry entry in _open.Where(entry => entry.Deliveries == 0))
        {
            report.Count("events lost with their flash");
        }

        foreach (Entry entry in _open)
        {
            entry.IsPardoned = true;
            entry.IsHandedOut = false;
        }

        _open.Clear();
        _since = HighestBoot;
        ForgetAsked();
    }

    /// <summary>Whether flash knows that the broker has an event.</summary>
    /// <param name="key">Its key.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool IsAcknowledgementDurable(long key) => _entries.TryGetValue(key, out Entry? entry) && entry.IsAcknowledgementDurable;

    /// <summary>The cursor may not have been read: what was acknowledged long ago may come again.</summary>
    public void ForgetAcknowledgements()
    {
        foreach (Entry entry in _entries.Values)
        {
            entry.IsAcknowledgementDurable = false;
            entry.IsAcknowledged = entry.IsAcknowledged && _open.Contains(entry);
        }
    }

    /// <summary>Some events that have arrived and are still on flash.</summary>
    /// <param name="random">Which.</param>
    /// <param name="boot">Their boot.</param>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last.</param>
    /// <returns><c>false</c> when none has arrived.</returns>
    public bool TryFindArrived(SeededRandom random, out int boot, out int from, out int to)
    {
        CabinetEvent? last = _arrived.Count == 0 ? null : _arrived[random.NextInt(Math.Max(0, _arrived.Count - 20), _arrived.Count - 1)];
        boot = last?.Boot ?? 0;
        to = last?.Seq ?? 0;
        from = Math.Max(1, to - random.NextInt(0, 3));
        return last != null && boot > _since;
    }

    /// <summary>The cabinet has taken on to give events again.</summary>
    /// <param name="boot">Their boot.</param>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last.</param>
    public void AskAgain(int boot, int from, int to)
    {
        _isAgainSound = true;
        for (int seq = from; seq <= to; seq++)
        {
            // What the broker had before flash took it is on no flash, and need not be: it has arrived.
            if (boot > _since && _entries.TryGetValue(CabinetEvent.KeyOf(boot, seq), out Entry? entry) && !entry.IsDoubtful
                && IsOnFlash(entry.Item.Key))
            {
                entry.IsAskedAgain = true;
                entry.AskedAgainAtMs = timeline.NowMs;
                _asked.Add(entry);
            }
        }
    }

    /// <summary>
    /// The cabinet has answered how many it gives again. Fewer than there are, or <c>failed</c>, is right only where flash could not be
    /// read, or not rightly, when it looked: a read that fails is no loss (SPEC §11), the answer says what came (§14), and who misses some
    /// asks again.
    /// </summary>
    /// <param name="given">How many; below 0 for <c>failed</c>.</param>
    public void NoteGiven(int given)
    {
        if (given < 0 && _isAgainSound)
        {
            throw new InvariantViolation("what is asked for again comes again", "it was refused, and flash can be read");
        }

        if (given < _asked.Count && !_isAgainSound)
        {
            report.Count("events not given again while flash can't be read");
            ForgetAsked();
        }
    }

    /// <summary>The link has been online without a fault for long: nothing may be owed that is older.</summary>
    /// <param name="madeBeforeMs">Virtual time in milliseconds.</param>
    public void CheckNothingIsOwed(long madeBeforeMs)
    {
        Entry? owed = _open.Find(entry => entry.Deliveries == 0 && entry.EmittedAtMs < madeBeforeMs);
        if (owed != null)
        {
            throw new InvariantViolation("no event is lost",
                $"{owed}, made at {Timeline.Format(owed.EmittedAtMs)}, has not arrived; the outbox holds {Count}, dropped {DroppedCount}");
        }

        Entry? asked = _asked.Find(entry => entry.AskedAgainAtMs >= 0 && entry.AskedAgainAtMs < madeBeforeMs);
        if (asked != null)
        {
            throw new InvariantViolation("what is asked for again comes again",
                $"{asked}, asked for at {Timeline.Format(asked.AskedAgainAtMs)}");
        }

        report.CountMany("events given again", _asked.RemoveAll(entry => entry.AskedAgainAtMs < 0));
    }

    // What comes from flash once more is judged anew: it is there, and flash must be told once more that it is done with.
    private void TakeUp(Entry entry)
    {
        if (!_open.Contains(entry))
        {
            entry.IsDurable = true;
            entry.IsPardoned = false;
            entry.IsDoubtful = false;
            entry.IsAcknowledgementDurable = false;
            int place = _open.FindIndex(other => other.EmittedAtMs > entry.EmittedAtMs);
            _open.Insert(place < 0 ? _open.Count : place, entry);
        }
    }

    // A board that restarts need not remember what it was asked for.
    private void ForgetAsked()
    {
        _asked.ForEach(entry => entry.AskedAgainAtMs = -1);
        _asked.Clear();
    }

    private static long KeyOf(JsonDocument message) =>
        CabinetEvent.KeyOf(message.RootElement.GetProperty("boot").GetInt64(), message.RootElement.GetProperty("seq").GetInt64());

    // The cursor is one number for each severity: an acknowledgement counts on flash once all before it are done with.
    private void JudgeDurableAcknowledgements(long nowMs, bool isFlashSound)
    {
        HashSet<Severity> isHeldUp = [.. Enum.GetValues<Severity>().Where(severity => IsHeldUp(severity))];
        foreach (Entry entry in _open)
        {
            bool isOldEnough = nowMs - entry.AcknowledgedAtMs > AcknowledgementDurableMs && entry.AcknowledgedAtMs > ReadsSettledMs();
            bool isDone = entry.IsPardoned || entry.IsDoubtful || (entry.IsAcknowledged && isFlashSound && isOldEnough);
            if (!isDone)
            {
                isHeldUp.Add(entry.Item.Severity);
            }
            else if (!isHeldUp.Contains(entry.Item.Severity))
            {
                entry.IsAcknowledgementDurable = entry.IsAcknowledged && !entry.IsDoubtful;
            }

            entry.IsAcknowledged = entry.IsAcknowledgementDurable;
            entry.IsAskedAgain = false;
        }

        _open.RemoveAll(entry => entry.IsAcknowledgementDurable || entry.IsDoubtful);
    }

    private Entry Find(long key, string what) => _entries.TryGetValue(key, out Entry? entry)
        ? entry
        : throw new InvariantViolation("no event comes from nowhere", $"({key >> 32}, {key & 0xFFFFFFFF}) was {what} and never made");

    private sealed class Entry(CabinetEvent item, long emittedAtMs)
    {
        public CabinetEvent Item { get; } = item;

        public long EmittedAtMs { get; } = emittedAtMs;

        public bool IsDurable { get; set; }

        public bool IsPardoned { get; set; }

        public bool IsHandedOut { get; set; }

        public bool IsConfirmed { get; set; }

        public bool IsAcknowledged { get; set; }

        public bool IsAcknowledgementDurable { get; set; }

        /// <summary>Acknowledged before flash had taken it: a write that seemed to fail and did not may bring it up again.</summary>
        public bool IsDoubtful { get; set; }

        public long AcknowledgedAtMs { get; set; }

        public int Deliveries { get; set; }

        /// <summary>Given again on command: handed out and acknowledged once more.</summary>
        public bool IsAskedAgain { get; set; }

        public long AskedAgainAtMs { get; set; } = -1;

        // One that the broker has from an earlier boot may be done with or not: whether that reached flash is not certain.
        public bool MustGoFirst => Item.Severity == Severity.Emergency && !IsHandedOut && !IsAcknowledged && !IsPardoned && !IsConfirmed;

        public string DifferenceTo(JsonElement message)
        {
            string data = message.GetProperty("data").GetRawText();
            bool isDrill = message.TryGetProperty("drill", out _);
            bool isMaintenance = message.TryGetProperty("maintenance", out _);
            return message.GetProperty("event").GetString() != EventCatalog.NameOf(Item.Kind) ? "another event"
                : message.GetProperty("severity").GetString() != EventCatalog.NameOf(Item.Severity) ? "another severity"
                : message.GetProperty("uptimeMs").GetInt64() != Item.AtMs ? "another time"
                : data != "{" + Item.Data + "}" ? "other data: " + data
                : isDrill != (Item.Mode == OperatingMode.Drill) || isMaintenance != (Item.Mode == OperatingMode.Maintenance)
                ? "another mode"
                : string.Empty;
        }

        public override string ToString() =>
            $"({Item.Boot}, {Item.Seq}) {EventCatalog.NameOf(Item.Kind)} {EventCatalog.NameOf(Item.Severity)}";
    }
}
