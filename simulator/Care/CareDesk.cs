using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>Due and done work for a page, cut to who looks. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
/// <param name="office">The centre.</param>
/// <param name="book">Where plans and done work are kept.</param>
public sealed class CareDesk(LedgerStore store, IRegistryOffice office, CareBook book)
{
    /// <summary>Makes the list of what somebody may see.</summary>
    /// <param name="scope">Who looks.</param>
    /// <returns>The list.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    /// <exception cref="System.Data.Common.DbException">It can't be read.</exception>
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
    /// <exception cref="Terminal.UserErrorException">The database can't be opened: nothing was kept.</exception>
    /// <exception cref="System.Data.Common.DbException">It refuses: nothing was kept.</exception>
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
    /// <returns><c>false</c> when it may not be done by them.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened: nothing was kept.</exception>
    /// <exception cref="System.Data.Common.DbException">It refuses: nothing was kept.</exception>
    public bool Record(AccessScope scope, DueItem item, string note)
    {
        if (!scope.May(Permission.PlanCare, item.Cabinet.Topic))
        {
            return false;
        }

        book.Record(new CareDone(item.Cabinet.Id, item.Item, scope.Name, office.Now, note));
        return true;
    }
}
