using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps in the database what showed that two boards speak as one cabinet, or that one has lost its flash, and when it was settled.
/// </summary>
internal sealed class BoardConflictLedger : IDisposable
{
    private readonly Statement _open;
    private readonly Statement _more;
    private readonly Statement _settle;

    /// <summary>Initializes a new instance of the <see cref="BoardConflictLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public BoardConflictLedger(LedgerDatabase database)
    {
        _open = database.Prepare("INSERT INTO board_conflicts (cabinet, since, last, sign, signs) VALUES ($1, $2, $3, $4, $5)", 5);
        _more = database.Prepare("UPDATE board_conflicts SET last = $2, sign = $3, signs = $4 WHERE cabinet = $1 AND settled IS NULL", 4);
        _settle = database.Prepare("UPDATE board_conflicts SET settled = $2 WHERE cabinet = $1 AND settled IS NULL", 2);
    }

    /// <summary>Reads what is not settled.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The signs, by the cabinet's number in the database.</returns>
    public static IReadOnlyDictionary<long, BoardConflict> Unsettled(LedgerDatabase database)
    {
        using Statement statement = database.Prepare(
            "SELECT cabinet, since, last, sign, signs FROM board_conflicts WHERE settled IS NULL", 0);
        using DbDataReader rows = statement.Rows();
        Dictionary<long, BoardConflict> conflicts = [];
        while (rows.Read())
        {
            conflicts[rows.GetInt64(0)] = new BoardConflict(
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2)),
                rows.GetString(3), rows.GetInt64(4));
        }

        return conflicts;
    }

    /// <summary>Writes down what is new.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs)
    {
        BoardConflict? now = file.Entry.Conflict;
        if (now == file.StoredConflict)
        {
            return;
        }

        bool isSame = now is not null && file.StoredConflict?.Since == now.Since;
        if (isSame)
        {
            _more.Run(file.No, now!.Last.ToUnixTimeMilliseconds(), now.Sign, now.Signs);
        }
        else
        {
            _settle.Run(file.No, nowMs);
            if (now is not null)
            {
                _open.Run(file.No, now.Since.ToUnixTimeMilliseconds(), now.Last.ToUnixTimeMilliseconds(), now.Sign, now.Signs);
            }
        }

        file.StoredConflict = now;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open.Dispose();
        _more.Dispose();
        _settle.Dispose();
    }
}
