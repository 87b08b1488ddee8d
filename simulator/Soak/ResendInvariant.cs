using AedCabinet.Events;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>What is asked for again (<c>resend</c>, SPEC §14) comes again, while flash can be read and still has it.</summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
/// <param name="book">All events.</param>
internal sealed class ResendInvariant(Timeline timeline, SoakReport report, EventBook book)
{
    private readonly List<EventEntry> _asked = [];
    private readonly List<CabinetEvent> _arrived = [];
    private int _lostUpToBoot;
    private bool _isSound;

    /// <summary>
    /// Gets or sets whether an event stands on flash, whatever is read of it: what is acknowledged goes when its place is needed (SPEC
    /// §11).
    /// </summary>
    public Func<long, bool> IsOnFlash { get; set; } = _ => true;

    /// <summary>An event has reached the subscriber.</summary>
    /// <param name="entry">Which.</param>
    public void NoteDelivered(EventEntry entry)
    {
        entry.AskedAgainAtMs = -1;
        if (entry.Deliveries == 1)
        {
            _arrived.Add(entry.Item);
        }
    }

    /// <summary>Flash has lost everything.</summary>
    /// <param name="highestBoot">The highest boot whose events were on it.</param>
    public void FlashLost(int highestBoot)
    {
        _lostUpToBoot = highestBoot;
        Forget();
    }

    /// <summary>The cabinet reads an event from flash once more.</summary>
    /// <param name="areReadsSound">Whether flash answers as it should.</param>
    public void NoteRead(bool areReadsSound) => _isSound &= areReadsSound;

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
        return last != null && boot > _lostUpToBoot;
    }

    /// <summary>The cabinet has taken on to give events again.</summary>
    /// <param name="boot">Their boot.</param>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last.</param>
    public void Ask(int boot, int from, int to)
    {
        _isSound = true;
        for (int seq = from; seq <= to; seq++)
        {
            // What the broker had before flash took it is on no flash, and need not be: it has arrived.
            if (boot > _lostUpToBoot && book.TryFind(CabinetEvent.KeyOf(boot, seq), out EventEntry? entry) && !entry.IsDoubtful
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
        if (given < 0 && _isSound)
        {
            throw new InvariantViolation("what is asked for again comes again", "it was refused, and flash can be read");
        }

        if (given < _asked.Count && !_isSound)
        {
            report.Count("events not given again while flash can't be read");
            Forget();
        }
    }

    /// <summary>The link has been online without a fault for long: nothing asked for before may be owed.</summary>
    /// <param name="askedBeforeMs">Virtual time in milliseconds.</param>
    public void Check(long askedBeforeMs)
    {
        EventEntry? asked = _asked.Find(entry => entry.AskedAgainAtMs >= 0 && entry.AskedAgainAtMs < askedBeforeMs);
        if (asked != null)
        {
            throw new InvariantViolation("what is asked for again comes again",
                $"{asked}, asked for at {Timeline.Format(asked.AskedAgainAtMs)}");
        }

        report.CountMany("events given again", _asked.RemoveAll(entry => entry.AskedAgainAtMs < 0));
    }

    /// <summary>The board restarts: it need not remember what it was asked for.</summary>
    public void Forget()
    {
        _asked.ForEach(entry => entry.AskedAgainAtMs = -1);
        _asked.Clear();
    }
}
