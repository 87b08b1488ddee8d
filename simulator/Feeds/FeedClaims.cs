using System.Data.Common;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>
/// Which process delivers to which receiver: claimed in the database for a while, so that what one that was killed leaves another takes
/// over. Nothing is noted for who has lost its claim, or for a subscription that was begun anew.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="owner">This process's name.</param>
/// <param name="isAlone">Whether no other process can be running: then nobody's claim is waited for.</param>
internal sealed class FeedClaims(LedgerStore store, string owner, bool isAlone)
{
    /// <summary>So long a claim holds that is not renewed: followed within 15 s, a round and a try included.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan s_renewed = TimeSpan.FromSeconds(3);

    private bool _isFirst = isAlone;

    /// <summary>Claims what is free, keeps what is this process's, and reads it.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>What this process delivers to.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public IReadOnlyList<ClaimedSubscription> Renew(DateTimeOffset now)
    {
        long nowMs = now.ToUnixTimeMilliseconds();
        IReadOnlyList<ClaimedSubscription> claimed = StoreStep.Run(store, database =>
        {
            using Statement claim = database.Prepare("UPDATE subscriptions SET owner = $1, until = $2 WHERE state IN ('pending', 'active') "
                + "AND ((owner = $1 AND until < $3) OR owner IS NULL OR until < $4 OR $5 = 1)", 5);
            claim.Run(owner, nowMs + (long)Lasts.TotalMilliseconds, nowMs + (long)(Lasts - s_renewed).TotalMilliseconds, nowMs,
                _isFirst ? 1L : 0L);
            return Read(database, nowMs);
        });
        _isFirst = false;
        return claimed;
    }

    /// <summary>Whether there is anybody to deliver to.</summary>
    /// <param name="database">The database.</param>
    /// <returns><c>true</c> when there is.</returns>
    public static bool HasAny(LedgerDatabase database) =>
        database.Number("SELECT count(*) FROM subscriptions WHERE state IN ('pending', 'active')") > 0;

    /// <summary>Gives back what this process has.</summary>
    /// <exception cref="StoreAwayException">The database takes nothing just now: the others find out by themselves.</exception>
    public void Leave() => StoreStep.Run(store, database =>
    {
        using Statement leave = database.Prepare("UPDATE subscriptions SET owner = NULL, until = 0 WHERE owner = $1", 1);
        leave.Run(owner);
        return true;
    });

    /// <summary>Writes down how far deliveries have got.</summary>
    /// <param name="notes">What has changed.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Note(IReadOnlyList<(Subscription Subscription, LaneNote Note)> notes, DateTimeOffset now) =>
        StoreStep.Run(store, database =>
    {
        // In their order, so that two processes never wait for each other.
        foreach (IGrouping<Subscription, LaneNote> of in notes.GroupBy(note => note.Subscription, note => note.Note)
            .OrderBy(group => group.Key.No))
        {
            if (IsMine(database, of.Key, of.Max(note => note.Taken)))
            {
                foreach (LaneNote note in of)
                {
                    Put(database, of.Key, note, now);
                }
            }
        }

        return true;
    });

    /// <summary>Writes down what a receiver said to the question whether it wants to be told.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="consent">What it said.</param>
    /// <param name="nextAt">When it is asked again, where it said nothing; <c>null</c> for not any more.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Note(Subscription subscription, FeedConsent consent, DateTimeOffset? nextAt) => StoreStep.Run(store, database =>
    {
        SubscriptionState state = consent.IsGiven == true ? SubscriptionState.Active
            : consent.IsGiven == false || nextAt is null ? SubscriptionState.Refused : SubscriptionState.Pending;
        using Statement note = database.Prepare("UPDATE subscriptions SET state = $4, why = $5, rate = $6, tries = tries + 1, next_at = $7 "
            + "WHERE no = $1 AND owner = $2 AND generation = $3", 7);
        note.Run(subscription.No, owner, subscription.Generation, SubscriptionRows.WordOf(state), consent.Why, (long?)consent.Rate,
            nextAt?.ToUnixTimeMilliseconds() ?? 0);
        if (state == SubscriptionState.Active)
        {
            SubscriptionList.Change(database, subscription.No);
        }

        return true;
    });

    /// <summary>Writes down what became of a dead letter that was tried once more.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="answer">What the receiver said.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Note(DeadLetter letter, FeedAnswer answer) => StoreStep.Run(store, database =>
    {
        using Statement note = answer.IsTaken ? database.Prepare("DELETE FROM dead_letters WHERE no = $1", 1)
            : database.Prepare("UPDATE dead_letters SET asked = NULL, tries = tries + 1, why = $2 WHERE no = $1", 2);
        if (answer.IsTaken)
        {
            note.Run(letter.No);
        }
        else
        {
            note.Run(letter.No, answer.Why);
        }

        return true;
    });

    private bool IsMine(LedgerDatabase database, Subscription subscription, DateTimeOffset? taken)
    {
        using Statement own = database.Prepare(
            "UPDATE subscriptions SET taken = coalesce($4, taken) WHERE no = $1 AND owner = $2 AND generation = $3 RETURNING no", 4);
        return own.Number(subscription.No, owner, subscription.Generation, taken?.ToUnixTimeMilliseconds()) is not null;
    }

    private static void Put(LedgerDatabase database, Subscription subscription, LaneNote note, DateTimeOffset now)
    {
        long no = subscription.No;
        using Statement lane = database.Prepare(
            "UPDATE subscription_lanes SET arrival = $3, centre = $4 WHERE subscription = $1 AND lane = $2", 4);
        lane.Run(no, (long)note.Kind, note.Position.Arrival, note.Position.Centre);
        foreach ((string chain, FeedHold? hold) in note.Holds)
        {
            Put(database, no, note.Kind, chain, hold);
        }

        foreach ((FeedEntry entry, FeedHold hold) in note.Dead)
        {
            using Statement bury = database.Prepare("INSERT INTO dead_letters (subscription, event, type, chain, arrival, centre, since, "
                + "died, tries, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (subscription, event) DO NOTHING", 10);
            bury.Run(no, entry.Id, entry.Type, entry.Chain, entry.Said?.Arrival, entry.Centre?.No,
                hold.Since!.Value.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), (long)hold.Tries, hold.Why);

            // Who took nothing at all meanwhile is told nothing more until somebody says so: what comes then is not lost.
            using Statement pause = database.Prepare("UPDATE subscriptions SET state = 'paused', why = 'it took nothing for 3 days', "
                + "generation = generation + 1 WHERE no = $1 AND coalesce(taken, 0) < $2", 2);
            pause.Run(no, hold.Since!.Value.ToUnixTimeMilliseconds());
        }

        if (note.IsGone)
        {
            using Statement end = database.Prepare(
                "UPDATE subscriptions SET state = 'refused', why = 'it answered 410: it wants to be told "
                + "nothing any more', generation = generation + 1 WHERE no = $1", 1);
            end.Run(no);
        }
    }

    private static void Put(LedgerDatabase database, long no, FeedLaneKind kind, string chain, FeedHold? hold)
    {
        if (hold is null)
        {
            using Statement free = database.Prepare(
                "DELETE FROM subscription_holds WHERE subscription = $1 AND lane = $2 AND chain = $3", 3);
            free.Run(no, (long)kind, chain);
            return;
        }

        using Statement keep = database.Prepare("INSERT INTO subscription_holds (subscription, lane, chain, arrival, centre, since, tries, "
            + "next_at, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (subscription, lane, chain) DO UPDATE SET "
            + "arrival = excluded.arrival, centre = excluded.centre, since = excluded.since, tries = excluded.tries, "
            + "next_at = excluded.next_at, why = excluded.why", 9);
        keep.Run(no, (long)kind, chain, hold.Before.Arrival, hold.Before.Centre, hold.Since?.ToUnixTimeMilliseconds(), (long)hold.Tries,
            hold.NextAt.ToUnixTimeMilliseconds(), hold.Why);
    }

    private List<ClaimedSubscription> Read(LedgerDatabase database, long nowMs)
    {
        List<Subscription> mine = [];
        using (Statement read = database.Prepare(
            $"SELECT {SubscriptionRows.Columns} FROM subscriptions s WHERE s.owner = $1 AND s.state IN "
            + "('pending', 'active') ORDER BY s.no", 1))
        using (DbDataReader rows = read.Rows(owner))
        {
            while (rows.Read())
            {
                mine.Add(SubscriptionRows.Read(rows, nowMs));
            }
        }

        ILookup<long, (FeedLaneKind Kind, FeedPosition At)> lanes = Read(database,
            "SELECT l.subscription, l.lane, l.arrival, l.centre FROM subscription_lanes l", "l",
            row => ((FeedLaneKind)row.GetInt64(1), new FeedPosition(row.GetInt64(2), row.GetInt64(3))));
        ILookup<long, (FeedLaneKind Kind, FeedHold Hold)> holds = Read(database, "SELECT h.subscription, h.lane, h.chain, h.arrival, "
            + "h.centre, h.since, h.tries, h.next_at, h.why FROM subscription_holds h", "h", row => ((FeedLaneKind)row.GetInt64(1),
                new FeedHold(row.GetString(2), new FeedPosition(row.GetInt64(3), row.GetInt64(4)),
                    row.IsDBNull(5) ? null : SubscriptionRows.Time(row, 5), (int)row.GetInt64(6), SubscriptionRows.Time(row, 7),
                    row.IsDBNull(8) ? null : row.GetString(8))));
        ILookup<long, DeadLetter> asked = Read(database, $"SELECT d.subscription, {SubscriptionRows.LetterColumns} FROM dead_letters d",
            "d", row => SubscriptionRows.ReadLetter(row, 1), " AND d.asked IS NOT NULL");
        return
        [
            .. mine.Select(one => new ClaimedSubscription(one, lanes[one.No].ToDictionary(lane => lane.Kind, lane => lane.At),
                holds[one.No].ToLookup(hold => hold.Kind, hold => hold.Hold), [.. asked[one.No]])),
        ];
    }

    private ILookup<long, T> Read<T>(LedgerDatabase database, string select, string alias, Func<DbDataReader, T> of, string more = "")
    {
        List<(long No, T Item)> found = [];
        using Statement read = database.Prepare(
            $"{select} JOIN subscriptions s ON s.no = {alias}.subscription WHERE s.owner = $1{more}", 1);
        using DbDataReader rows = read.Rows(owner);
        while (rows.Read())
        {
            found.Add((rows.GetInt64(0), of(rows)));
        }

        return found.ToLookup(item => item.No, item => item.Item);
    }
}
