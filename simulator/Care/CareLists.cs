using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;

namespace AedCabinet.Care;

/// <summary>Makes the list of due work: for the page and the command line alike.</summary>
public static class CareLists
{
    /// <summary>Makes it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinets">The cabinets that are shown to who asks.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The list.</returns>
    public static CareList Make(LedgerDatabase database, IEnumerable<CabinetRecord> cabinets, DateTimeOffset now)
    {
        CabinetRecord[] shown = [.. cabinets];
        HashSet<string> ids = [.. shown.Select(cabinet => cabinet.Id)];
        return new CareList(new DueReader(database, now).Read(shown), CareBook.Latest(database, ids.Contains), ChinaTime.DayOf(now));
    }
}
