using System.Data.Common;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// The requests of the API that carry a key of their own, so that one that is sent again, to whichever process, is not carried out again.
/// May be used by any thread.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="clock">The time.</param>
public sealed class RequestBook(LedgerStore store, TimeProvider clock)
{
    /// <summary>So long a key is known.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(1);

    /// <summary>Takes a key for a request.</summary>
    /// <param name="who">Who asks.</param>
    /// <param name="key">The key.</param>
    /// <param name="digest">What the request says.</param>
    /// <returns><c>null</c> when the request is new and is to be carried out; otherwise the digest that the key came with, and the id of
    /// the command that came of it, <c>null</c> while that is not known.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public (string Digest, string? Command)? Claim(string who, string key, string digest) => Change<(string, string?)?>(database =>
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using Statement forget = database.Prepare("DELETE FROM api_requests WHERE made < $1", 1);
        forget.Run(now - (long)KnownFor.TotalMilliseconds);
        using Statement claim = database.Prepare(
            "INSERT INTO api_requests (who, key, digest, made) VALUES ($1, $2, $3, $4) ON CONFLICT (who, key) DO NOTHING RETURNING no", 4);
        if (claim.Number(who, key, digest, now) is not null)
        {
            return null;
        }

        using Statement known = database.Prepare("SELECT digest, command FROM api_requests WHERE who = $1 AND key = $2", 2);
        using DbDataReader row = known.Rows(who, key);
        return row.Read() ? (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)) : (digest, null);
    });

    /// <summary>Notes what came of a request.</summary>
    /// <param name="who">Who asked.</param>
    /// <param name="key">Its key.</param>
    /// <param name="command">The command's id.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Keep(string who, string key, string command) => Change(database =>
    {
        using Statement keep = database.Prepare("UPDATE api_requests SET command = $3 WHERE who = $1 AND key = $2", 3);
        keep.Run(who, key, command);
        return true;
    });

    /// <summary>Forgets a request of which nothing came, so that it may be sent again.</summary>
    /// <param name="who">Who asked.</param>
    /// <param name="key">Its key.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void Forget(string who, string key) => Change(database =>
    {
        using Statement forget = database.Prepare("DELETE FROM api_requests WHERE who = $1 AND key = $2", 2);
        forget.Run(who, key);
        return true;
    });

    private T Change<T>(Func<LedgerDatabase, T> change)
    {
        LedgerDatabase? database = null;
        try
        {
            database = store.OpenForChange();
            return change(database);
        }
        catch (UserErrorException exception) when (database is null)
        {
            throw new StoreAwayException(exception.Message, exception);
        }
        catch (Exception exception) when (database?.IsRefusal(exception) == true)
        {
            throw new StoreAwayException(exception.Message, exception);
        }
        finally
        {
            database?.Dispose();
        }
    }
}
