using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;

namespace AedCabinet.Care;

/// <summary>Makes the list of due work: for the page and the command line alike.</summary>
public static class CareLists
{
    /// <summary>What is due at some cabinets.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The work.</returns>
    public static IReadOnlyList<DueItem> Due(LedgerDatabase database, IEnumerable<CabinetRecord> cabinets, DateTimeOffset now) =>
        new DueReader(database, now).Read(cabinets);

    /// <summary>Makes it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinets">The cabinets that are shown to who asks.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The list.</returns>
    public static CareList Make(LedgerDatabase database, IEnumerable<CabinetRecord> cabinets, DateTimeOffset now)
    {
        CabinetRecord[] shown = [.. cabinets];
        HashSet<string> ids = [.. shown.Select(cabinet => cabinet.Id)];
        return new CareList(Due(database, shown, now), CareBook.Latest(database, ids.Contains), ChinaTime.DayOf(now));
    }
}
