using System.Data.Common;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>Who is told of what happens, in the registry's database. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
/// <param name="pool">Reads it.</param>
/// <param name="secrets">Seals what signs.</param>
/// <param name="clock">The time.</param>
/// <param name="reach">What this process knows that takes messages in; <c>null</c> where it does not.</param>
public sealed class SubscriptionBook(LedgerStore store, ReadingPool pool, FeedSecrets secrets, TimeProvider clock,
    AheadReach? reach = null)
{
    /// <summary>So many subscriptions one account may have.</summary>
    public const int MostOfOne = 20;

    private static readonly string[] s_tables = ["subscription_lanes", "subscription_holds", "dead_letters"];
    private static readonly FeedLaneKind[] s_lanes = [FeedLaneKind.Ordinary, FeedLaneKind.Emergency];

    /// <summary>Raised after something has changed, for who delivers in this process.</summary>
    public event Action? Changed;

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Adds one; its receiver is asked next.</summary>
    /// <param name="maker">The id of the account that makes it.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="from">The place behind which everything is told.</param>
    /// <returns>Its id and its secret, which is not shown again; <c>null</c> when the account has too many.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public (string Id, string Secret)? Add(string maker, NewSubscription wanted, FeedPosition from)
    {
        string id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        string secret = FeedSecrets.New();
        return Change<(string, string)?>(database =>
        {
            using Statement count = database.Prepare("SELECT count(*) FROM subscriptions WHERE maker = $1", 1);
            if (count.Number(maker) >= MostOfOne)
            {
                return null;
            }

            long now = NowMs;
            using Statement add = database.Prepare("INSERT INTO subscriptions (id, name, url, maker, filter, state, secret, made, since, "
                + "tries, next_at, generation, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $8, 1, 0) RETURNING no", 8);
            long no = add.Number(id, wanted.Name, wanted.Url.AbsoluteUri, maker, wanted.Filter.ToText(),
                SubscriptionRows.WordOf(SubscriptionState.Pending), secrets.Seal(secret), now)!.Value;
            using Statement lane = database.Prepare(
                "INSERT INTO subscription_lanes (subscription, lane, arrival, centre) VALUES ($1, $2, $3, $4)", 4);
            foreach (FeedLaneKind kind in s_lanes)
            {
                lane.Run(no, (long)kind, from.Arrival, from.Centre);
            }

            return (id, secret);
        });
    }

    /// <summary>Says that something has changed that was not changed here.</summary>
    internal void Note() => Changed?.Invoke();

    /// <summary>The subscriptions.</summary>
    /// <param name="maker">Whose; <c>null</c> for everybody's.</param>
    /// <param name="id">The id of one; <c>null</c> for all.</param>
    /// <returns>They, the oldest first.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public IReadOnlyList<SubscriptionStanding> List(string? maker, string? id = null) => pool.Read(database =>
    {
        List<SubscriptionStanding> found = [];
        long known = reach is null ? SubscriptionList.OfWorkers(database) ?? long.MaxValue : reach.Change ?? 0;
        using Statement read = database.Prepare($"SELECT {SubscriptionRows.Columns}, (SELECT min(l.arrival) FROM subscription_lanes l "
            + "WHERE l.subscription = s.no), (SELECT min(l.centre) FROM subscription_lanes l WHERE l.subscription = s.no), "
            + "(SELECT count(*) FROM subscription_holds h WHERE h.subscription = s.no), (SELECT count(*) FROM dead_letters d WHERE "
            + "d.subscription = s.no), (SELECT min(h.since) FROM subscription_holds h WHERE h.subscription = s.no AND h.tries > 0) FROM "
            + "subscriptions s WHERE s.maker = coalesce($1, s.maker) AND s.id = coalesce($2, s.id) "
            + "ORDER BY s.no", 2);
        using DbDataReader rows = read.Rows(maker, id);
        while (rows.Read())
        {
            Subscription one = SubscriptionRows.Read(rows, NowMs);
            found.Add(new SubscriptionStanding(one,
                new FeedPosition(rows.GetInt64(SubscriptionRows.Count), rows.GetInt64(SubscriptionRows.Count + 1)),
                (int)rows.GetInt64(SubscriptionRows.Count + 2), (int)rows.GetInt64(SubscriptionRows.Count + 3))
            {
                IsStarting = one.State == SubscriptionState.Active && one.Change > known,
                TriedSince = rows.IsDBNull(SubscriptionRows.Count + 4) ? null : SubscriptionRows.Time(rows, SubscriptionRows.Count + 4),
            });
        }

        return found;
    });

    /// <summary>Changes one. Another address is asked again whether it wants to be told.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="wanted">What is wanted from now on.</param>
    /// <param name="state">How it is to stand: active again, or paused; <c>null</c> for as it is.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Change(long no, NewSubscription wanted, SubscriptionState? state) => Change(database =>
    {
        Subscription? known = Find(database, no);
        if (known is null)
        {
            return false;
        }

        // Whoever is elsewhere now, was paused or refused is asked first, and what was held is tried anew.
        bool isElsewhere = known.Url != wanted.Url;
        bool isAsked = state != SubscriptionState.Paused && known.State != SubscriptionState.Pending
            && ((isElsewhere && known.State != SubscriptionState.Paused)
                || (state == SubscriptionState.Active && known.State != SubscriptionState.Active));
        SubscriptionState next = isAsked ? SubscriptionState.Pending
            : state == SubscriptionState.Paused ? SubscriptionState.Paused : known.State;
        string filter = wanted.Filter.ToText();
        bool isAnew = isElsewhere || next != known.State || filter != known.Filter.ToText();
        using Statement change = database.Prepare("UPDATE subscriptions SET name = $2, url = $3, filter = $4, state = $5, why = CASE WHEN "
            + "state = $5 THEN why END, since = $6, tries = 0, next_at = $6, generation = generation + $7 WHERE no = $1", 7);
        change.Run(no, wanted.Name, wanted.Url.AbsoluteUri, filter, SubscriptionRows.WordOf(next), NowMs, isAnew ? 1L : 0L);
        if (isAnew)
        {
            using Statement anew = database.Prepare(
                "UPDATE subscription_holds SET since = NULL, tries = 0, next_at = 0 WHERE subscription = $1", 1);
            anew.Run(no);
        }

        SubscriptionList.Change(database, no);
        return true;
    });

    /// <summary>Gives one a new secret; the one before signs too for a while.</summary>
    /// <param name="no">Its number.</param>
    /// <returns>The secret, which is not shown again, and until when the other signs too.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public (string Secret, DateTimeOffset Until) RenewSecret(long no)
    {
        string secret = FeedSecrets.New();
        DateTimeOffset until = clock.GetUtcNow() + FeedSecrets.Overlap;
        return Change(database =>
        {
            using Statement renew = database.Prepare(
                "UPDATE subscriptions SET old_secret = secret, old_until = $3, secret = $2 WHERE no = $1", 3);
            renew.Run(no, secrets.Seal(secret), until.ToUnixTimeMilliseconds());
            SubscriptionList.Change(database, no);
            return (secret, until);
        });
    }

    /// <summary>Tells one everything behind a place once more, with the ids that it had.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="from">The place.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Replay(long no, FeedPosition from) => Change(database =>
    {
        using Statement begin = database.Prepare("UPDATE subscriptions SET generation = generation + 1 WHERE no = $1", 1);
        begin.Run(no);
        using Statement lanes = database.Prepare("UPDATE subscription_lanes SET arrival = $2, centre = $3 WHERE subscription = $1", 3);
        lanes.Run(no, from.Arrival, from.Centre);

        // What is held goes on behind the earlier of the two places.
        using Statement holds = database.Prepare(
            $"UPDATE subscription_holds SET arrival = {database.Least}(arrival, $2), centre = {database.Least}(centre, $3), since = NULL, "
                + "tries = 0, next_at = 0 WHERE subscription = $1", 3);
        holds.Run(no, from.Arrival, from.Centre);
        return true;
    });

    /// <summary>Takes one away, with all that belongs to it.</summary>
    /// <param name="no">Its number.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Remove(long no) => Change(database =>
    {
        // First, so that whoever delivers can note nothing any more.
        using Statement end = database.Prepare("UPDATE subscriptions SET generation = generation + 1, owner = NULL WHERE no = $1", 1);
        end.Run(no);
        foreach (string table in s_tables)
        {
            using Statement clear = database.Prepare($"DELETE FROM {table} WHERE subscription = $1", 1);
            clear.Run(no);
        }

        using Statement remove = database.Prepare("DELETE FROM subscriptions WHERE no = $1", 1);
        remove.Run(no);
        return true;
    });

    /// <summary>What one's receiver never took.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="after">The number of the letter behind which to begin; 0 for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The dead letters, the oldest first.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public IReadOnlyList<DeadLetter> DeadLetters(long no, long after, int count) => pool.Read(database =>
    {
        List<DeadLetter> found = [];
        using Statement read = database.Prepare($"SELECT {SubscriptionRows.LetterColumns} FROM dead_letters d WHERE d.subscription = $1 "
            + "AND d.no > $2 ORDER BY d.no LIMIT $3", 3);
        using DbDataReader rows = read.Rows(no, after, count);
        while (rows.Read())
        {
            found.Add(SubscriptionRows.ReadLetter(rows));
        }

        return found;
    });

    /// <summary>Has a dead letter tried once more.</summary>
    /// <param name="no">The subscription's number.</param>
    /// <param name="letter">The letter's.</param>
    /// <returns><c>false</c> when there is none.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public bool Retry(long no, long letter) =>
        Letter("UPDATE dead_letters SET asked = $3 WHERE subscription = $1 AND no = $2 RETURNING no", no, letter, NowMs);

    /// <summary>Forgets a dead letter.</summary>
    /// <param name="no">The subscription's number.</param>
    /// <param name="letter">The letter's.</param>
    /// <returns><c>false</c> when there is none.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public bool Forget(long no, long letter) =>
        Letter("DELETE FROM dead_letters WHERE subscription = $1 AND no = $2 RETURNING no", no, letter);

    private T Change<T>(Func<LedgerDatabase, T> change)
    {
        T answer = StoreStep.Run(store, change);
        Changed?.Invoke();
        return answer;
    }

    private bool Letter(string sql, params object?[] values) => Change(database =>
    {
        using Statement change = database.Prepare(sql, values.Length);
        return change.Number(values) is not null;
    });

    private Subscription? Find(LedgerDatabase database, long no)
    {
        using Statement read = database.Prepare($"SELECT {SubscriptionRows.Columns} FROM subscriptions s WHERE s.no = $1", 1);
        using DbDataReader row = read.Rows(no);
        return row.Read() ? SubscriptionRows.Read(row, NowMs) : null;
    }
}
