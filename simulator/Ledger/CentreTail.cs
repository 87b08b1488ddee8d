namespace AedCabinet.Ledger;

/// <summary>
/// The latest of what happened at the centre, kept for all who follow; only who was away asks the database. <see cref="EventTail"/> has it
/// look. May be used by any thread.
/// </summary>
internal sealed class CentreTail
{
    private const int Kept = 1024;
    private const int Piece = 500;

    private volatile Latest _latest = new(0, 0, []);

    /// <summary>Gets the number up to which everything can be read.</summary>
    public long Through => _latest.Through;

    /// <summary>What happened behind a number.</summary>
    /// <param name="pool">Reads the database.</param>
    /// <param name="isWanted">Which of it.</param>
    /// <param name="after">The number; 0 for the beginning.</param>
    /// <param name="count">How much at most.</param>
    /// <returns>It in its order, and up to which number nothing else is left out.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public (List<LoggedCentreEvent> Events, long Through) After(ReadingPool pool, Func<LoggedCentreEvent, bool> isWanted, long after,
        int count)
    {
        Latest latest = _latest;
        IReadOnlyList<LoggedCentreEvent> raw = after >= latest.From
            ? [.. latest.Events.Where(item => item.No > after)]
            : pool.Read(database => CentreEventLog.After(database, after, Piece));
        bool isWhole = after >= latest.From || raw.Count < Piece;
        List<LoggedCentreEvent> wanted = [];
        foreach (LoggedCentreEvent item in raw)
        {
            if (isWanted(item))
            {
                wanted.Add(item);
                if (wanted.Count == count)
                {
                    return (wanted, item.No);
                }
            }
        }

        // What came since this process looked last is in the answer too, and passed with it.
        return (wanted, Math.Max(raw.Count > 0 ? raw[^1].No : after, isWhole ? Math.Max(after, latest.Through) : after));
    }

    /// <summary>Looks whether there is more. One at a time.</summary>
    /// <param name="pool">Reads the database.</param>
    /// <returns><c>true</c> when there is.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public bool Look(ReadingPool pool)
    {
        Latest latest = _latest;
        _latest = pool.Read(database =>
        {
            long last = CentreEventLog.Last(database);
            if (last <= latest.Through)
            {
                return latest;
            }

            if (latest.Through == 0 || last - latest.Through > Kept)
            {
                return new Latest(last, last, []);
            }

            List<LoggedCentreEvent> events = [.. latest.Events, .. CentreEventLog.After(database, latest.Through, Kept)];
            int tooMany = Math.Max(0, events.Count - Kept);
            long from = tooMany > 0 ? events[tooMany - 1].No : latest.From;
            events.RemoveRange(0, tooMany);
            return new Latest(from, events[^1].No, events);
        });
        return _latest != latest;
    }

    // What happened behind one number up to another, all of it.
    private sealed record Latest(long From, long Through, IReadOnlyList<LoggedCentreEvent> Events);
}
