using System.Diagnostics.CodeAnalysis;
using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// Every event that the scan ever made, and of which of them flash must know what: that it exists, and that the broker has it.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class EventBook(Timeline timeline, SoakReport report)
{
    /// <summary>
    /// An acknowledgement is on flash after this long at the latest while flash works: the outbox's delay and a step of its thread, in
    /// milliseconds.
    /// </summary>
    public const int AcknowledgementDurableMs = Outbox.CursorDelayMs + 200;

    private readonly Dictionary<long, EventEntry> _entries = [];
    private readonly List<EventEntry> _open = [];

    /// <summary>Gets or sets since when what was misread has been read rightly: what was acknowledged before is given once more.</summary>
    public Func<long> ReadsSettledMs { get; set; } = () => long.MinValue;

    /// <summary>
    /// Gets or sets whether the cursor of a severity is held back on flash by half a record (<see cref="TornEnds"/>): what was acknowledged
    /// since the board started may come once more after a restart.
    /// </summary>
    public Func<Severity, bool> IsHeldUp { get; set; } = _ => false;

    /// <summary>The scan has made an event.</summary>
    /// <param name="item">The event.</param>
    /// <returns>What is known of it from now on.</returns>
    public EventEntry Add(CabinetEvent item)
    {
        EventEntry entry = new(item, timeline.NowMs);
        _entries.Add(item.Key, entry);
        _open.Add(entry);
        return entry;
    }

    /// <summary>Looks an event up.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="entry">What is known of it.</param>
    /// <returns><c>false</c> when none was made.</returns>
    public bool TryFind(long key, [NotNullWhen(true)] out EventEntry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>Looks up an event that must have been made.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="what">What has happened to it, for the message.</param>
    /// <returns>What is known of it.</returns>
    /// <exception cref="InvariantViolation">It was never made.</exception>
    public EventEntry Find(long key, string what) => _entries.TryGetValue(key, out EventEntry? entry)
        ? entry
        : throw new InvariantViolation("no event comes from nowhere", $"({key >> 32}, {key & 0xFFFFFFFF}) was {what} and never made");

    /// <summary>
    /// Looks through the events of which flash does not know yet that the broker has them, in the order in which they were made.
    /// </summary>
    /// <param name="match">What is looked for.</param>
    /// <returns>The first that matches, or <c>null</c>.</returns>
    public EventEntry? FindOpen(Predicate<EventEntry> match) => _open.Find(match);

    /// <summary>Nothing is under way to the broker any more.</summary>
    public void ReturnAll() => _open.ForEach(entry => entry.IsHandedOut = false);

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
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            EventEntry entry = _open[i];
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

    /// <summary>Flash has lost everything: what was still in it can't arrive.</summary>
    public void FlashLost()
    {
        foreach (EventEntry entry in _open.Where(entry => entry.Deliveries == 0))
        {
            report.Count("events lost with their flash");
        }

        foreach (EventEntry entry in _open)
        {
            entry.IsPardoned = true;
            entry.IsHandedOut = false;
        }

        _open.Clear();
    }

    /// <summary>Whether flash knows that the broker has an event.</summary>
    /// <param name="key">Its key.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool IsAcknowledgementDurable(long key) => _entries.TryGetValue(key, out EventEntry? entry) && entry.IsAcknowledgementDurable;

    /// <summary>The cursor may not have been read: what was acknowledged long ago may come again.</summary>
    public void ForgetAcknowledgements()
    {
        foreach (EventEntry entry in _entries.Values)
        {
            entry.IsAcknowledgementDurable = false;
            entry.IsAcknowledged = entry.IsAcknowledged && _open.Contains(entry);
        }
    }

    /// <summary>
    /// The outbox hands an event out. What comes from flash once more is judged anew: it is there, and flash must be told once more that it
    /// is done with.
    /// </summary>
    /// <param name="entry">The event.</param>
    public void TakeUp(EventEntry entry)
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

    // The cursor is one number for each severity: an acknowledgement counts on flash once all before it are done with.
    private void JudgeDurableAcknowledgements(long nowMs, bool isFlashSound)
    {
        HashSet<Severity> isHeldUp = [.. Enum.GetValues<Severity>().Where(severity => IsHeldUp(severity))];
        foreach (EventEntry entry in _open)
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
}
