using System.Data.Common;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Care;

/// <summary>Due and done work for a page, cut to who looks. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
/// <param name="office">The centre.</param>
/// <param name="book">Where plans and done work are kept.</param>
public sealed class CareDesk(LedgerStore store, IRegistryOffice office, CareBook book)
{
    /// <summary>Whether it is the database that is away, so that nothing was read or kept, and not the program that failed.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsAway(Exception exception) => exception is DbException or UserErrorException or StoreAwayException;

    /// <summary>Makes the list of what somebody may see.</summary>
    /// <param name="scope">Who looks.</param>
    /// <returns>The list.</returns>
    /// <exception cref="UserErrorException">The database can't be opened.</exception>
    /// <exception cref="DbException">It can't be read.</exception>
    public CareList Make(AccessScope scope)
    {
        using LedgerDatabase database = store.OpenForReading();
        return CareLists.Make(database, scope.Cut(office.Cabinets()), office.Now);
    }

    /// <summary>Gives work to somebody.</summary>
    /// <param name="scope">Who does so.</param>
    /// <param name="item">The work.</param>
    /// <param name="responsible">Whose it becomes.</param>
    /// <param name="day">By which day.</param>
    /// <returns><c>false</c> when it may not be done by them.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public bool Plan(AccessScope scope, DueItem item, string responsible, DateOnly day)
    {
        if (!scope.May(Permission.PlanCare, item.Cabinet.Topic))
        {
            return false;
        }

        book.Plan(item.Cabinet.Id, item.Item, new CarePlan(responsible, day, scope.Name, office.Now));
        return true;
    }

    /// <summary>Records that work was done.</summary>
    /// <param name="scope">Who does so.</param>
    /// <param name="item">The work.</param>
    /// <param name="note">What else there is to say.</param>
    /// <returns>The record; <c>null</c> when it may not be done by them.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public CareDone? Record(AccessScope scope, DueItem item, string note)
    {
        if (!scope.May(Permission.PlanCare, item.Cabinet.Topic))
        {
            return null;
        }

        // As the database keeps it.
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(office.Now.ToUnixTimeMilliseconds());
        CareDone done = new(item.Cabinet.Id, item.Item, scope.Name, at, note);
        book.Record(done);
        return done;
    }
}
