using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Care;

/// <summary>Finds due work, a page at a time by cabinet and item: what is planned or done meanwhile moves nothing.</summary>
/// <param name="pieces">Gives the cabinets.</param>
/// <param name="pool">Reads the database.</param>
/// <param name="office">Knows the time.</param>
internal sealed class DueSearch(CabinetPieces pieces, ReadingPool pool, IRegistryOffice office)
{
    private const char List = 'd';
    private const int PieceCabinets = 200;

    // What hardly any cabinet has must not keep somebody waiting: the next page goes on.
    private const int MostPieces = 25;

    /// <summary>Finds work.</summary>
    /// <param name="filter">At which cabinets.</param>
    /// <param name="isWanted">Which of it.</param>
    /// <param name="cursor">Where to go on; <c>null</c> for the beginning.</param>
    /// <param name="count">How much at most.</param>
    /// <returns>The work, and the cursor behind it; <c>null</c> at the end.</returns>
    public (IReadOnlyList<DueItem> Items, string? Next) Find(CabinetFilter filter, Func<DueItem, bool> isWanted, string? cursor, int count)
    {
        // Behind the last cabinet that was given whole; and where another was given in part, behind the last of its items.
        string[] place = Cursor.Read(List, cursor, 3) ?? [string.Empty, string.Empty, string.Empty];
        string? after = place[0].Length == 0 ? null : place[0];
        List<DueItem> found = [];
        for (int piece = 0; piece < MostPieces; piece++)
        {
            (IReadOnlyList<CabinetRecord> cabinets, string? next) = pieces.Read(filter.Narrow, filter.Wants, after, PieceCabinets);
            ILookup<string, DueItem> due = At(cabinets).Where(isWanted).ToLookup(item => item.Cabinet.Id);
            foreach (CabinetRecord cabinet in cabinets)
            {
                foreach (DueItem item in due[cabinet.Id].OrderBy(item => item.Item, StringComparer.Ordinal)
                    .Where(item => cabinet.Id != place[1] || string.CompareOrdinal(item.Item, place[2]) > 0))
                {
                    if (found.Count == count)
                    {
                        DueItem last = found[^1];
                        bool isPart = last.Cabinet.Id == cabinet.Id;
                        return (found, Cursor.Of(List, after ?? string.Empty, isPart ? cabinet.Id : string.Empty,
                            isPart ? last.Item : string.Empty));
                    }

                    found.Add(item);
                }

                after = cabinet.Id;
            }

            if (next is null)
            {
                return (found, null);
            }

            after = next;
        }

        return (found, Cursor.Of(List, after!, string.Empty, string.Empty));
    }

    /// <summary>What is due at some cabinets.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <returns>The work.</returns>
    public IReadOnlyList<DueItem> At(IReadOnlyList<CabinetRecord> cabinets) => cabinets.Count == 0 ? []
        : pool.Read(database => CareLists.Due(database, cabinets, office.Now));
}
