using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>Which cabinets there are, a piece at a time: a list of 420,000 is looked through without being made.</summary>
public static class CabinetIds
{
    /// <summary>The ids behind one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Which cabinets count.</param>
    /// <param name="after">The id; <c>null</c> for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The ids in the database's order of texts; cabinets that were withdrawn are left out.</returns>
    public static IReadOnlyList<string> After(LedgerDatabase database, CabinetCut cut, string? after, int count)
    {
        List<object?> values = [];
        string sql = $"SELECT c.id FROM cabinets c WHERE c.withdrawn = 0 AND c.id > {CabinetCut.Next(values, after ?? string.Empty)} AND "
            + $"{cut.Condition(values)} ORDER BY c.id LIMIT {CabinetCut.Next(values, count)}";
        using Statement statement = database.Prepare(sql, values.Count);
        using DbDataReader rows = statement.Rows([.. values]);
        List<string> ids = [];
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }
}
