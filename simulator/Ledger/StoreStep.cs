using System.Data.Common;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>Changes the database in one step: whole, or not at all.</summary>
public static class StoreStep
{
    /// <summary>Makes one step.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="store">Where the database is.</param>
    /// <param name="change">What to do; its exceptions take the step back.</param>
    /// <returns>What came of it, when it is on disk.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public static T Run<T>(LedgerStore store, Func<LedgerDatabase, T> change)
    {
        LedgerDatabase? database = null;
        bool isOpen = false;
        try
        {
            database = store.OpenForChange();
            database.Begin();
            isOpen = true;
            T answer = change(database);
            database.Commit();
            isOpen = false;
            return answer;
        }
        catch (UserErrorException exception) when (database is null)
        {
            throw new StoreAwayException(exception.Message, exception);
        }
        catch (Exception exception) when (database?.IsRefusal(exception) == true)
        {
            throw new StoreAwayException(exception.Message, exception)
            {
                IsOfOneThing = exception is DbException refused && database.IsOfAMessage(refused),
            };
        }
        finally
        {
            if (isOpen)
            {
                database!.RollBack();
            }

            database?.Dispose();
        }
    }
}
