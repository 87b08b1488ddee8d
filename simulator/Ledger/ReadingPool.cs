using System.Collections.Concurrent;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>A few connections to the ledgers by which several threads read at once. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
public sealed class ReadingPool(LedgerStore store) : IDisposable
{
    /// <summary>So many may read at once: more would only take the disk from who writes.</summary>
    public const int Most = 4;

    // A reader that is held up by one that hangs is told so; it does not wait for it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentBag<LedgerDatabase> _free = [];
    private readonly SemaphoreSlim _slots = new(Most);

    /// <summary>Reads something.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Reads it; the connection is its own meanwhile.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public T Read<T>(Func<LedgerDatabase, T> read)
    {
        if (!_slots.Wait(s_patience))
        {
            throw new StoreAwayException($"{store.Name}: all {Most} readers are held up");
        }

        LedgerDatabase? database = null;
        try
        {
            database = _free.TryTake(out LedgerDatabase? known) ? known : store.OpenForReading();
            T answer = read(database);
            _free.Add(database);
            return answer;
        }
        catch (UserErrorException exception) when (database is null)
        {
            throw new StoreAwayException(exception.Message, exception);
        }
        catch (Exception exception)
        {
            bool isRefusal = database?.IsRefusal(exception) == true;
            database?.Dispose();
            throw isRefusal ? new StoreAwayException(exception.Message, exception) : exception;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryTake(out LedgerDatabase? database))
        {
            database.Dispose();
        }

        _slots.Dispose();
    }
}
