using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Keeps the missing numbers in the database, and which of them the cabinet accounted for.</summary>
internal sealed class GapLedger : IDisposable
{
    private readonly Statement _remove;
    private readonly Statement _put;
    private readonly Statement _all;
    private readonly Statement _losses;
    private readonly Statement _clear;
    private readonly Statement _claim;

    /// <summary>Initializes a new instance of the <see cref="GapLedger"/> class.</summary>
    /// <param name="connection">The database.</param>
    public GapLedger(SqliteConnection connection)
    {
        _remove = new Statement(connection, "DELETE FROM gaps WHERE cabinet = ?1 AND boot = ?2 AND first = ?3", 3);
        _put = new Statement(connection, "INSERT OR REPLACE INTO gaps (cabinet, boot, first, last, since, explained_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", 6);
        _all = new Statement(connection, "SELECT boot, first, last, since FROM gaps WHERE cabinet = ?1", 1);
        _losses = new Statement(connection, LossesSql, 1);
        _clear = new Statement(connection, "DELETE FROM gaps WHERE cabinet = ?1", 1);
        _claim = new Statement(
            connection,
            "INSERT INTO boots (cabinet, boot, claimed_seq, claimed_received) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (cabinet, boot) DO UPDATE "
            + "SET claimed_seq = max(claimed_seq, excluded.claimed_seq), claimed_received = excluded.claimed_received",
            4);
    }

    /// <summary>Gets the question for what a cabinet told of losses: boot, number, count, place.</summary>
    public static string LossesSql =>
        "SELECT boot, seq, json_extract(data, '$.lost') + json_extract(data, '$.spoilt'), arrival FROM events WHERE cabinet = ?1 AND event = 'outbox.overflowed'";

    /// <summary>Writes down what changed of a cabinet's numbers.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs)
    {
        foreach (SeqBook book in file.Boots.Where(book => book.IsChanged))
        {
            book.Tell(
                first => _remove.Run(file.No, book.Boot, first),
                gap => _put.Run(file.No, book.Boot, gap.First, gap.Last, gap.SinceMs, null));
        }

        foreach ((int boot, (int seq, long receivedMs)) in file.NewClaims)
        {
            _claim.Run(file.No, boot, seq, receivedMs);
        }

        file.NewClaims.Clear();
        if (file.IsToBeExplained)
        {
            Explain(file, nowMs);
            file.IsToBeExplained = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _remove.Dispose();
        _put.Dispose();
        _all.Dispose();
        _losses.Dispose();
        _clear.Dispose();
        _claim.Dispose();
    }

    // Rare: only for a cabinet that lost something, and only when its missing numbers change.
    private void Explain(CabinetFile file, long nowMs)
    {
        List<(MissingNumbers Numbers, long SinceMs)> gaps = [];
        using (SqliteDataReader rows = _all.Rows(file.No))
        {
            while (rows.Read())
            {
                gaps.Add((new MissingNumbers(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2)), rows.GetInt64(3)));
            }
        }

        List<ToldLoss> losses = [];
        using (SqliteDataReader rows = _losses.Rows(file.No))
        {
            while (rows.Read())
            {
                losses.Add(new ToldLoss(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt64(3)));
            }
        }

        _clear.Run(file.No);
        foreach (MissingNumbers gap in GapExplanation.Assign(gaps.Select(item => item.Numbers), losses))
        {
            long since = gaps.Where(item => item.Numbers.Boot == gap.Boot && item.Numbers.First <= gap.Last && item.Numbers.Last >= gap.First).Min(item => (long?)item.SinceMs) ?? nowMs;
            _put.Run(file.No, gap.Boot, gap.First, gap.Last, since, gap.ExplainedBy);
        }

        file.ForgetBoots();
    }
}
