using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Cabinets;

/// <summary>Gives the cabinets a piece at a time, by id: never more of them are put together than are given.</summary>
/// <param name="asker">Who asks.</param>
/// <param name="pool">Reads the database.</param>
/// <param name="office">Has the cabinets.</param>
internal sealed class CabinetPieces(Asker asker, ReadingPool pool, IRegistryOffice office)
{
    private const int PieceIds = 500;

    // A filter that hardly any cabinet passes must not look through 420,000 of them while somebody waits: the next page goes on.
    private const int MostLookedThrough = 10_000;

    /// <summary>The cabinets behind one.</summary>
    /// <param name="narrow">Narrows what may be seen to what the database can tell.</param>
    /// <param name="isWanted">Which of them are wanted.</param>
    /// <param name="after">The id of the one; <c>null</c> for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The cabinets, and the id behind which to go on; <c>null</c> at the end.</returns>
    public (IReadOnlyList<CabinetRecord> Cabinets, string? Next) Read(Func<CabinetCut, CabinetCut> narrow,
        Func<CabinetRecord, bool> isWanted, string? after, int count)
    {
        List<CabinetRecord> found = [];
        CabinetCut cut = narrow(asker.Cut);
        int piece = Math.Max(PieceIds, count);
        for (int lookedThrough = 0; lookedThrough < MostLookedThrough;)
        {
            string? from = after;
            IReadOnlyList<string> ids = pool.Read(database => CabinetIds.After(database, cut, from, piece));
            foreach (string id in ids)
            {
                after = id;
                if (office.Find(id) is { } cabinet && asker.Scope.May(Permission.See, cabinet.Topic) && isWanted(cabinet))
                {
                    found.Add(cabinet);
                    if (found.Count == count)
                    {
                        return (found, id);
                    }
                }
            }

            lookedThrough += ids.Count;
            if (ids.Count < piece)
            {
                return (found, null);
            }
        }

        return (found, after);
    }
}
