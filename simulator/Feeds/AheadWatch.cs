using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>
/// The emergencies that have come, until it is certain that the regular way tells them: they are on disk, and the database has answered
/// long enough afterwards that who delivers has read them there. One of which that is not so in time goes ahead.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class AheadWatch(TimeProvider clock)
{
    /// <summary>What is not on disk after so long goes ahead: it takes some 10 ms, and seconds when a disk is busy.</summary>
    public static readonly TimeSpan OnDiskWithin = TimeSpan.FromSeconds(2);

    /// <summary>So long after it is on disk who delivers has it: it looks every second.</summary>
    public static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(1);

    /// <summary>What is on disk goes ahead all the same when the database has not answered since for so long.</summary>
    public static readonly TimeSpan CertainWithin = TimeSpan.FromSeconds(3);

    /// <summary>So many are held, those that are settled among them: by these is known what comes again.</summary>
    public const int Most = 4096;

    /// <summary>After so long an emergency is left to the regular way whatever became of it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, LinkedListNode<AheadEvent>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<AheadEvent> _inOrder = new();

    /// <summary>Gets a value indicating whether anything that goes ahead is still to come to the disk.</summary>
    public bool IsAhead => _inOrder.Any(item => item is { IsAhead: true, IsSettled: false });

    /// <summary>Gets a value indicating whether it is to be seen now whether the database answers.</summary>
    public bool NeedsLook => _inOrder.Any(item => item is { Kept: { } kept, IsSettled: false } && clock.GetElapsedTime(kept) >= ReadWithin);

    /// <summary>Takes an emergency that has come.</summary>
    /// <param name="from">Who brought it.</param>
    /// <param name="message">Its message.</param>
    public void Come(object from, ReceivedMessage message)
    {
        FeedEntry entry = FeedEntry.Of(LoggedEvent.Of(message));
        if (_byId.ContainsKey(entry.Id) || (_inOrder.Count >= Most && !TryMakeRoom()))
        {
            return;
        }

        _byId[entry.Id] = _inOrder.AddLast(new AheadEvent(entry, from, clock.GetTimestamp()));
    }

    /// <summary>Notes that an emergency is on disk.</summary>
    /// <param name="message">Its message.</param>
    public void Keep(ReceivedMessage message)
    {
        if (_byId.TryGetValue(FeedEntry.IdOf(message.Topic!.Cabinet, message.Event.Boot, message.Event.Seq, 0),
            out LinkedListNode<AheadEvent>? node))
        {
            node.Value.Kept ??= clock.GetTimestamp();
        }
    }

    /// <summary>Forgets what somebody brought who has no say any more.</summary>
    /// <param name="from">Who.</param>
    public void Forget(object from)
    {
        foreach (AheadEvent item in _inOrder.Where(item => item.From == from && !item.IsSettled).ToArray())
        {
            item.IsSettled = true;
            Remove(_byId[item.Entry.Id]);
        }
    }

    /// <summary>Takes what goes ahead from now on.</summary>
    /// <param name="answered">When the database was last asked something that it answered, a time stamp; <c>null</c> for never.</param>
    /// <returns>It, what came first before the rest.</returns>
    public IReadOnlyList<AheadEvent> TakeDue(long? answered)
    {
        List<AheadEvent> due = [];
        HashSet<string> chains = [];

        // The newest first: what a cabinet said before something that goes ahead goes before it.
        for (LinkedListNode<AheadEvent>? node = _inOrder.Last; node is not null; node = node.Previous)
        {
            AheadEvent item = node.Value;
            item.IsSettled |= clock.GetElapsedTime(item.Came) >= Longest
                || (item.Kept is { } kept && answered is { } at && at > kept && clock.GetElapsedTime(kept, at) >= ReadWithin);
            if (item is { IsSettled: false, IsAhead: false } && (IsLate(item) || chains.Contains(item.Entry.Chain)))
            {
                item.IsAhead = true;
                chains.Add(item.Entry.Chain);
                due.Add(item);
            }
        }

        due.Reverse();
        return due;
    }

    private bool IsLate(AheadEvent item) => item.Kept is { } kept ? clock.GetElapsedTime(kept) >= CertainWithin
        : clock.GetElapsedTime(item.Came) >= OnDiskWithin;

    private bool TryMakeRoom()
    {
        for (LinkedListNode<AheadEvent>? node = _inOrder.First; node is not null; node = node.Next)
        {
            if (node.Value.IsSettled)
            {
                Remove(node);
                return true;
            }
        }

        return false;
    }

    private void Remove(LinkedListNode<AheadEvent> node)
    {
        _byId.Remove(node.Value.Entry.Id);
        _inOrder.Remove(node);
    }
}
