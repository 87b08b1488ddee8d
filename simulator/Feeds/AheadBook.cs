using System.Data.Common;
using System.Security.Cryptography;
using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>Reads from the database what telling an emergency needs, for the time when it does not answer.</summary>
/// <param name="store">Where the database is; it is read by connections of its own.</param>
/// <param name="makers">What may be seen.</param>
/// <param name="secrets">Opens what signs.</param>
/// <param name="clock">The time.</param>
internal sealed class AheadBook(LedgerStore store, IFeedMakers makers, FeedSecrets secrets, TimeProvider clock) : IDisposable
{
    private readonly ReadingPool _pool = new(store);
    private volatile Dictionary<string, string> _opened = [];

    /// <summary>Reads it.</summary>
    /// <param name="worker">The name of the worker that this process is; <c>null</c> for none.</param>
    /// <returns>Who is told of emergencies.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public AheadList Read(string? worker)
    {
        List<AheadAddress> found = [];
        Dictionary<string, AccessScope?> scopes = [];
        Dictionary<string, string> opened = [];
        (long change, long? said, List<Subscription> active) = _pool.Read(database => (SubscriptionList.Last(database),
            worker is null ? null : SubscriptionList.OfWorker(database, worker), Active(database)));
        foreach (Subscription subscription in active)
        {
            if (!scopes.TryGetValue(subscription.Maker, out AccessScope? scope))
            {
                scopes[subscription.Maker] = scope = makers.Of(subscription.Maker);
            }

            foreach (string kept in subscription.Sealed)
            {
                Open(kept, opened);
            }

            string[] signing = [.. subscription.Sealed.Select(kept => opened.GetValueOrDefault(kept)).OfType<string>()];
            if (scope is not null && signing.Length > 0)
            {
                found.Add(new AheadAddress(subscription, new FeedPick(scope, subscription.Filter), signing));
            }
        }

        _opened = opened;
        return new AheadList(found, change, said);
    }

    /// <summary>Says up to which change this worker has it.</summary>
    /// <param name="worker">The worker's name.</param>
    /// <param name="change">The change's number.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Say(string worker, long change) => StoreStep.Run(store, database =>
    {
        SubscriptionList.Say(database, worker, change);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private List<Subscription> Active(LedgerDatabase database)
    {
        List<Subscription> found = [];
        using Statement read = database.Prepare(
            $"SELECT {SubscriptionRows.Columns} FROM subscriptions s WHERE s.state = $1 ORDER BY s.no", 1);
        using DbDataReader rows = read.Rows(SubscriptionRows.WordOf(SubscriptionState.Active));
        while (rows.Read())
        {
            found.Add(SubscriptionRows.Read(rows, clock.GetUtcNow().ToUnixTimeMilliseconds()));
        }

        return found;
    }

    // What was opened once needs no key, which lies in the database too.
    private void Open(string kept, Dictionary<string, string> opened)
    {
        try
        {
            opened[kept] = _opened.TryGetValue(kept, out string? known) ? known : secrets.Open(kept);
        }
        catch (CryptographicException)
        {
            // The regular way says so, where its owner sees it.
        }
    }
}
