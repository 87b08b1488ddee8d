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
internal sealed class EventInvariant : IEventWitness
{
    // What could not be read is read again by time; until then the others go on.
    private const int ReadAgainMs = 60000;

    private readonly Timeline _timeline;
    private readonly SoakReport _report;
    private readonly HashSet<int> _boots = [];
    private IEventSink? _sink;
    private IEventSource? _source;
    private int _boot;
    private int _lastSeq;
    private long _misreadAtMs = -1;

    /// <summary>Initializes a new instance of the <see cref="EventInvariant"/> class.</summary>
    /// <param name="timeline">Knows the virtual time.</param>
    /// <param name="report">Counts.</param>
    public EventInvariant(Timeline timeline, SoakReport report)
    {
        _timeline = timeline;
        _report = report;
        Book = new EventBook(timeline, report);
        Resends = new ResendInvariant(timeline, report, Book);
    }

    /// <summary>Gets all events, and what flash must know of them.</summary>
    public EventBook Book { get; }

    /// <summary>Gets what is asked for again.</summary>
    public ResendInvariant Resends { get; }

    /// <summary>
    /// Gets or sets a value indicating whether anybody is to hear of the boot that begins: not of a cabinet that is not commissioned.
    /// </summary>
    public bool IsHeard { get; set; } = true;

    /// <summary>Gets or sets whether flash answers reads as it should, and has done so for long enough.</summary>
    public Func<bool> AreReadsSound { get; set; } = () => true;

    /// <summary>Gets the highest boot that anybody was told of.</summary>
    public int HighestBoot { get; private set; }

    /// <summary>Gets or sets who looks at every new event.</summary>
    public Action<CabinetEvent> Emitted { get; set; } = _ => { };

    /// <inheritdoc/>
    public int Count => _source!.Count;

    /// <inheritdoc/>
    public int DroppedCount => _source!.DroppedCount;

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

        _misreadAtMs = AreReadsSound() ? -1 : _timeline.NowMs;
        HighestBoot = IsHeard ? Math.Max(boot, HighestBoot) : HighestBoot;
        _sink = sink;
        _source = source;
        _boot = boot;
        _lastSeq = 0;
    }

    /// <summary>The outbox says that everything is stored.</summary>
    public void NoteStored() => Book.NoteStored();

    /// <summary>The power is gone.</summary>
    /// <param name="isFlashSound">Whether flash had worked for long enough that nothing may be lost but what is younger than two
    /// scans.</param>
    public void PowerLost(bool isFlashSound)
    {
        Resends.Forget();
        Book.PowerLost(isFlashSound);
    }

    /// <summary>Flash has lost everything: what was still in it can't arrive.</summary>
    public void FlashLost()
    {
        Book.FlashLost();
        Resends.FlashLost(HighestBoot);
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
            _report.Count("events that nobody is to hear of");
            _sink!.Add(item);
            Emitted(item);
            return;
        }

        EventEntry entry = Book.Add(item);
        _report.Count("events");
        _report.Count("events: " + EventCatalog.NameOf(item.Severity));
        _timeline.Add($"event {entry}");
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

        EventEntry entry = Book.Find(item.Key, "handed out");
        _misreadAtMs = AreReadsSound() ? _misreadAtMs : _timeline.NowMs;
        if (_misreadAtMs >= 0 && (entry.IsHandedOut || entry.IsAcknowledged))
        {
            // At least once: how far the broker has acknowledged, this boot could not read.
            entry.IsHandedOut = false;
            entry.IsAcknowledged = false;
            entry.IsAskedAgain = true;
            _report.Count("events handed out again because flash misread");
        }

        if (entry.IsHandedOut || entry.IsAcknowledged || (entry.IsAcknowledgementDurable && !entry.IsAskedAgain))
        {
            throw new InvariantViolation("nothing is handed out twice",
                $"{entry}: under way {entry.IsHandedOut}, acknowledged {entry.IsAcknowledged}, on flash {entry.IsAcknowledgementDurable}");
        }

        bool isJudged = _misreadAtMs < 0 || _timeline.NowMs - _misreadAtMs > ReadAgainMs;
        if (item.Severity != Severity.Emergency && isJudged && Book.FindOpen(other => other.MustGoFirst) is { } emergency)
        {
            throw new InvariantViolation("emergencies go first", $"{entry} was taken while {emergency} waited");
        }

        Book.TakeUp(entry);
        entry.IsHandedOut = true;
        return true;
    }

    /// <inheritdoc/>
    public void Acknowledge(CabinetEvent item)
    {
        EventEntry entry = Book.Find(item.Key, "acknowledged");
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
        entry.AcknowledgedAtMs = _timeline.NowMs;
        _source!.Acknowledge(item);
    }

    /// <inheritdoc/>
    public void SetAside(CabinetEvent item) => _source!.SetAside(item);

    /// <inheritdoc/>
    public void Return(CabinetEvent item)
    {
        Book.Find(item.Key, "returned").IsHandedOut = false;
        _source!.Return(item);
    }

    /// <inheritdoc/>
    public void ReturnUnacknowledged()
    {
        Book.ReturnAll();
        _source!.ReturnUnacknowledged();
    }

    /// <inheritdoc/>
    public FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item)
    {
        Resends.NoteRead(AreReadsSound());
        return _source!.ReadAgain(boot, from, to, out item);
    }

    /// <summary>The subscriber got an event.</summary>
    /// <param name="text">Its JSON.</param>
    public void Deliver(string text)
    {
        using JsonDocument message = JsonDocument.Parse(text);
        EventEntry entry = Book.Find(KeyOf(message), "delivered");
        string difference = entry.DifferenceTo(message.RootElement);
        if (difference.Length > 0)
        {
            throw new InvariantViolation("an event is never changed", $"{entry}: {difference}");
        }

        entry.Deliveries++;
        Resends.NoteDelivered(entry);
        _report.Count(entry.Deliveries == 1 ? "deliveries" : "deliveries: doubles");
        _timeline.Add($"delivered {entry} ({entry.Deliveries})");
    }

    /// <summary>The broker acknowledged an event.</summary>
    /// <param name="text">Its JSON.</param>
    public void Confirm(string text)
    {
        using JsonDocument message = JsonDocument.Parse(text);
        Book.Find(KeyOf(message), "confirmed").IsConfirmed = true;
    }

    /// <summary>The link has been online without a fault for long: nothing may be owed that is older.</summary>
    /// <param name="madeBeforeMs">Virtual time in milliseconds.</param>
    public void CheckNothingIsOwed(long madeBeforeMs)
    {
        EventEntry? owed = Book.FindOpen(entry => entry.Deliveries == 0 && entry.EmittedAtMs < madeBeforeMs);
        if (owed != null)
        {
            throw new InvariantViolation("no event is lost",
                $"{owed}, made at {Timeline.Format(owed.EmittedAtMs)}, has not arrived; the outbox holds {Count}, dropped {DroppedCount}");
        }

        Resends.Check(madeBeforeMs);
    }

    private static long KeyOf(JsonDocument message) =>
        CabinetEvent.KeyOf(message.RootElement.GetProperty("boot").GetInt64(), message.RootElement.GetProperty("seq").GetInt64());
}
