using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>
/// The changes of who is told of what happens, numbered. Who tells of emergencies while the database is away keeps the list in memory: by
/// the number it is known whether a change counts there already.
/// </summary>
internal static class SubscriptionList
{
    private const string Counter = "subscriptions";

    /// <summary>A subscription changes. To be called within a step, as its last: the next change waits for its end.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">The subscription's number.</param>
    public static void Change(LedgerDatabase database, long no)
    {
        using Statement next = database.Prepare("INSERT INTO counters (name, value) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET "
            + "value = counters.value + 1 RETURNING value", 1);
        long change = next.Number(Counter)!.Value;
        using Statement mark = database.Prepare("UPDATE subscriptions SET list = $2 WHERE no = $1", 2);
        mark.Run(no, change);
    }

    /// <summary>The number of the last change. Asked for before the list is read, which may be newer then, never older.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The number; 0 before any.</returns>
    public static long Last(LedgerDatabase database)
    {
        using Statement last = database.Prepare("SELECT value FROM counters WHERE name = $1", 1);
        return last.Number(Counter) ?? 0;
    }

    /// <summary>The number up to which all workers that run have it.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The number; <c>null</c> where no worker shows what it has.</returns>
    public static long? OfWorkers(LedgerDatabase database)
    {
        if (database is not PostgresDatabase)
        {
            return null;
        }

        using Statement least = database.Prepare(
            "SELECT min(coalesce(list, 0)) FROM workers WHERE runs(expires, seen, backend, backend_started, $1)", 1);
        return least.Number(LeaseTimes.Usual.Absent.TotalSeconds);
    }

    /// <summary>The number that a worker has said that it has.</summary>
    /// <param name="database">The database.</param>
    /// <param name="worker">Its name.</param>
    /// <returns>The number; <c>null</c> when it has said nothing.</returns>
    public static long? OfWorker(LedgerDatabase database, string worker)
    {
        using Statement said = database.Prepare("SELECT list FROM workers WHERE id = $1", 1);
        return said.Number(worker);
    }

    /// <summary>A worker says up to which number it has it. To be called within a step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="worker">Its name.</param>
    /// <param name="change">The number.</param>
    public static void Say(LedgerDatabase database, string worker, long change)
    {
        using Statement say = database.Prepare("UPDATE workers SET list = $2 WHERE id = $1", 2);
        say.Run(worker, change);
    }
}
