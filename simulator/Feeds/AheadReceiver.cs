namespace AedCabinet.Feeds;

/// <summary>
/// What one receiver is told ahead of the disk: the emergencies of one cabinet one after the other, each again until it is taken or the
/// regular way has it. One that failed does not hold up the next: what comes again, comes in order then.
/// </summary>
/// <param name="address">The receiver.</param>
/// <param name="random">Gives the jitter.</param>
internal sealed class AheadReceiver(AheadAddress address, Random random)
{
    /// <summary>So many deliveries are under way at once.</summary>
    public const int Slots = 32;

    /// <summary>So much waits at most: the rest is left to the regular way.</summary>
    public const int MostWaiting = 1024;

    private readonly LinkedList<AheadTry> _tries = new();
    private readonly HashSet<string> _busy = [];
    private long? _goneGeneration;

    /// <summary>Gets or sets the receiver.</summary>
    public AheadAddress Address { get; set; } = address;

    private bool IsGone => _goneGeneration == Address.Subscription.Generation;

    /// <summary>Has something told, if it is wanted.</summary>
    /// <param name="item">The emergency.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>true</c> when it is told.</returns>
    public bool Add(AheadEvent item, DateTimeOffset now)
    {
        if (IsGone || _tries.Count >= MostWaiting || !Address.Pick.Wants(item.Entry))
        {
            return false;
        }

        _tries.AddLast(new AheadTry(item, now));
        return true;
    }

    /// <summary>Takes what can be sent just now.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>It, which is under way from now on.</returns>
    public IReadOnlyList<AheadTry> Begin(DateTimeOffset now)
    {
        List<AheadTry> begun = [];
        for (LinkedListNode<AheadTry>? node = _tries.First, next; node is not null; node = next)
        {
            next = node.Next;
            AheadTry one = node.Value;
            if (one.IsUnderWay)
            {
                continue;
            }

            // Judged anew each time: what the regular way has, and a right that was taken away.
            if (IsGone || one.Item.IsSettled || !Address.Pick.Wants(one.Item.Entry))
            {
                _tries.Remove(node);
            }
            else if (_busy.Count < Slots && one.NextAt <= now && _busy.Add(one.Item.Entry.Chain))
            {
                one.IsUnderWay = true;
                begun.Add(one);
            }
        }

        return begun;
    }

    /// <summary>Notes what became of something that was sent.</summary>
    /// <param name="one">It.</param>
    /// <param name="answer">What the receiver said.</param>
    /// <param name="now">The time now.</param>
    public void End(AheadTry one, FeedAnswer answer, DateTimeOffset now)
    {
        _busy.Remove(one.Item.Entry.Chain);
        one.IsUnderWay = false;
        _goneGeneration = answer.IsGone ? Address.Subscription.Generation : _goneGeneration;
        if (answer.IsTaken)
        {
            _tries.Remove(one);
            return;
        }

        TimeSpan pause = FeedPause.After(++one.Misses, FeedPause.LongestOfEmergency, random);
        one.NextAt = now + (answer.RetryAfter > pause ? answer.RetryAfter.Value : pause);
    }
}
