namespace AedCabinet.Feeds;

/// <summary>The chains of a lane that go on by themselves, each from its own place up to where the lane has read.</summary>
/// <param name="kind">Which lane.</param>
/// <param name="log">What happened.</param>
/// <param name="holds">What is held.</param>
internal sealed class FeedHolds(FeedLaneKind kind, FeedLog log, IEnumerable<FeedHold> holds)
{
    private const int Ahead = 16;

    private readonly Dictionary<string, FeedHold> _holds = holds.ToDictionary(hold => hold.Chain);
    private readonly Dictionary<string, Queue<FeedEntry>> _ahead = [];
    private readonly HashSet<string> _changed = [];

    /// <summary>Gets how many there are.</summary>
    public int Count => _holds.Count;

    /// <summary>Gets a value indicating whether one has changed since it was written down.</summary>
    public bool HasChanged => _changed.Count > 0;

    /// <summary>Gets when each is tried next.</summary>
    public IEnumerable<FeedHold> All => _holds.Values;

    /// <summary>Whether a chain is held.</summary>
    /// <param name="chain">The chain.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Has(string chain) => _holds.ContainsKey(chain);

    /// <summary>Notes that a chain's event was taken.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="now">The time now.</param>
    public void Taken(FeedEntry entry, DateTimeOffset now) => Put(new FeedHold(entry.Chain, entry.After, null, 0, now, null));

    /// <summary>Notes that a chain's event was not taken.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="why">Why not.</param>
    /// <param name="now">The time now.</param>
    /// <param name="pauseAfter">How long is waited after so many tries.</param>
    /// <returns>How it stood, where the event is given up; <c>null</c> where it is tried again.</returns>
    public FeedHold? Missed(FeedEntry entry, string? why, DateTimeOffset now, Func<int, TimeSpan> pauseAfter)
    {
        FeedHold? known = _holds.GetValueOrDefault(entry.Chain);
        FeedHold hold = known ?? new FeedHold(entry.Chain, entry.Before, null, 0, now, null);
        hold = hold with { Since = hold.Since ?? now, Tries = hold.Tries + 1, Why = why };
        if (now - hold.Since >= FeedPause.TriedFor)
        {
            Put(new FeedHold(entry.Chain, entry.After, null, 0, now, null));
            return hold;
        }

        Put(hold with { NextAt = now + pauseAfter(hold.Tries) });
        if (known is not null)
        {
            // It was taken out of what was read ahead.
            _ahead[entry.Chain] = new Queue<FeedEntry>([entry, .. _ahead.GetValueOrDefault(entry.Chain) ?? new Queue<FeedEntry>()]);
        }

        return null;
    }

    /// <summary>Has all of them tried at once: the receiver is back.</summary>
    /// <param name="now">The time now.</param>
    public void Hasten(DateTimeOffset now)
    {
        foreach (FeedHold hold in _holds.Values.Where(hold => hold.NextAt > now).ToArray())
        {
            Put(hold with { NextAt = now });
        }
    }

    /// <summary>The next event of a chain.</summary>
    /// <param name="hold">The chain.</param>
    /// <param name="pick">What is told.</param>
    /// <param name="upTo">The place up to which the lane has read.</param>
    /// <returns>It; <c>null</c> where the chain has caught up, and is held no longer.</returns>
    /// <exception cref="Ledger.StoreAwayException">The database can't be read just now.</exception>
    public FeedEntry? NextOf(FeedHold hold, FeedPick pick, FeedPosition upTo)
    {
        Queue<FeedEntry> ahead = _ahead.GetValueOrDefault(hold.Chain) ?? new Queue<FeedEntry>();
        _ahead[hold.Chain] = ahead;
        while (true)
        {
            while (ahead.TryDequeue(out FeedEntry? entry))
            {
                if (pick.Wants(entry))
                {
                    return entry;
                }

                hold = hold with { Before = entry.After, Since = null, Tries = 0 };
                Put(hold);
            }

            if (hold.Before.Covers(upTo))
            {
                _ahead.Remove(hold.Chain);
                _holds.Remove(hold.Chain);
                _changed.Add(hold.Chain);
                return null;
            }

            FeedPiece piece = log.AfterOfChain(pick, kind, hold.Chain, hold.Before, upTo, Ahead);
            if (piece.Entries.Count == 0)
            {
                hold = hold with { Before = piece.Through, Since = null, Tries = 0 };
                Put(hold);
            }

            foreach (FeedEntry entry in piece.Entries)
            {
                ahead.Enqueue(entry);
            }
        }
    }

    /// <summary>Takes what has changed.</summary>
    /// <returns>Each chain as it is now; <c>null</c> where it is held no longer.</returns>
    public Dictionary<string, FeedHold?> TakeChanges()
    {
        Dictionary<string, FeedHold?> changes = _changed.ToDictionary(chain => chain, chain => _holds.GetValueOrDefault(chain));
        _changed.Clear();
        return changes;
    }

    /// <summary>Takes back what could not be written down.</summary>
    /// <param name="chains">Its chains.</param>
    public void PutBack(IEnumerable<string> chains) => _changed.UnionWith(chains);

    private void Put(FeedHold hold)
    {
        _holds[hold.Chain] = hold;
        _changed.Add(hold.Chain);
    }
}
