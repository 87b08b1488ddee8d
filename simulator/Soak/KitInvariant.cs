using AedCabinet.Events;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// A kit's door that is opened is told (SPEC §7), also when it opens and shuts while the board sleeps or starts; judged from contact and
/// events.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class KitInvariant(Timeline timeline, SoakReport report)
{
    /// <summary>How soon after the contact it is told, in milliseconds: the start, the debouncing, a frozen handshake.</summary>
    public const int ToldMs = 8000;

    // The longest pace of a board that restarts in order to read what a boot before it left, and the start after it.
    private const int ReadMs = 300000 + 5000 + 3000 + ToldMs;

    // A debounced opening in a running board: 50 ms and two scans.
    private const int SeenOpenMs = 100;

    // Closed for so long, a contact is seen closed, and that is on flash: twice its debounce.
    private const int SeenClosedMs = 400;

    // Fewer than any limit on repetition.
    private const int MaxPerHour = 10;

    private readonly Queue<long> _openings = new();
    private bool _isOpen;
    private long _sinceMs;
    private long _runsSinceMs;
    private bool _isKnownOpen;
    private long _owedSinceMs = -1;
    private long _toldAtMs = -1;
    private bool _isTakenForOpen;

    /// <summary>Gets or sets whether flash holds what moved, for a boot that can read it.</summary>
    public Func<bool> IsKept { get; set; } = () => false;

    /// <summary>Gets or sets since when flash has answered every read, in milliseconds of virtual time.</summary>
    public Func<long> ReadsSettledMs { get; set; } = () => 0;

    /// <summary>The power fails: what has not been told yet need not be.</summary>
    public void Forgive() => _owedSinceMs = -1;

    /// <summary>
    /// The board could not start, or has not read yet that it is a kit: what woke it is told by the boot that can (SPEC §7), which has its
    /// own time for that.
    /// </summary>
    /// <param name="isKept">Whether flash could keep what woke it; with nothing to keep it, a restart knows nothing of it.</param>
    public void BeginAgain(bool isKept) => _owedSinceMs = _owedSinceMs >= 0 && isKept ? timeline.NowMs : -1;

    /// <summary>
    /// The board falls asleep. Where flash says of its shut door that it is open, the boot that it wakes takes the door that it finds shut
    /// for one that was shut meanwhile.
    /// </summary>
    /// <param name="isRememberedOpen">What flash says.</param>
    /// <param name="isFlashSound">Whether it took what was written: then it must say what is.</param>
    public void FallAsleep(bool isRememberedOpen, bool isFlashSound) => _isTakenForOpen = isRememberedOpen && !_isOpen && !isFlashSound;

    /// <summary>The scan made an event.</summary>
    /// <param name="item">The event.</param>
    public void Note(CabinetEvent item)
    {
        if (item.Kind == EventKind.KitOpened)
        {
            _owedSinceMs = -1;
            _toldAtMs = timeline.NowMs;

            // From here on the door is known to be open: a contact that bounces does not open it anew.
            _isKnownOpen |= _isOpen;
        }
    }

    /// <summary>Judges a moment.</summary>
    /// <param name="isOpen">The contact.</param>
    /// <param name="isAsleep">Whether the board sleeps, so that the contact wakes it.</param>
    /// <param name="isRunning">Whether it watches the contact; neither while it starts or has no power.</param>
    public void Check(bool isOpen, bool isAsleep, bool isRunning)
    {
        long nowMs = timeline.NowMs;
        _sinceMs = isOpen == _isOpen ? _sinceMs : nowMs;
        _isOpen = isOpen;
        _runsSinceMs = isRunning ? _runsSinceMs : nowMs;
        bool isSeen = isOpen
            ? isAsleep || (isRunning && nowMs - _sinceMs >= SeenOpenMs)
            : (isAsleep && !_isTakenForOpen && nowMs - _sinceMs >= SeenClosedMs)
                || (isRunning && nowMs - Math.Max(_sinceMs, _runsSinceMs) >= SeenClosedMs);
        _isTakenForOpen &= isAsleep || !isRunning;
        _isKnownOpen |= _isTakenForOpen;
        if (isSeen && isOpen && !_isKnownOpen && _toldAtMs < _sinceMs)
        {
            Owe(isAsleep);
        }

        _isKnownOpen = isSeen ? isOpen : _isKnownOpen;
        bool isOverdue = _owedSinceMs >= 0 && nowMs - _owedSinceMs > ToldMs;
        if (isOverdue && nowMs - Math.Max(_owedSinceMs, ReadsSettledMs()) <= ReadMs && IsKept())
        {
            return;
        }

        if (isOverdue)
        {
            throw new InvariantViolation("an opened kit is told", $"its door was opened at {Timeline.Format(_owedSinceMs)}");
        }
    }

    private void Owe(bool isAsleep)
    {
        _openings.Enqueue(timeline.NowMs);
        while (timeline.NowMs - _openings.Peek() > 3_600_000)
        {
            _openings.Dequeue();
        }

        if (_openings.Count <= MaxPerHour && _owedSinceMs < 0)
        {
            report.Count(isAsleep ? "kit opened while the board slept" : "kit opened while the board ran");
            _owedSinceMs = timeline.NowMs;
        }
    }
}
