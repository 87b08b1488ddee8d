using Microsoft.Data.Sqlite;

namespace AedCabinet.Ledger;

/// <summary>Keeps the missing numbers in the database, and which of them the cabinet accounted for.</summary>
internal sealed class GapLedger : IDisposable
{
    private readonly Statement _remove;
    private readonly Statement _put;
    private readonly Statement _all;
    private readonly Statement _losses;
    private readonly Statement _claim;

    /// <summary>Initializes a new instance of the <see cref="GapLedger"/> class.</summary>
    /// <param name="connection">The database.</param>
    public GapLedger(SqliteConnection connection)
    {
        _remove = new Statement(connection, "DELETE FROM gaps WHERE cabinet = ?1 AND boot = ?2 AND first = ?3", 3);
        _put = new Statement(connection, "INSERT OR REPLACE INTO gaps (cabinet, boot, first, last, since, explained_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", 6);
        _all = new Statement(connection, "SELECT boot, first, last, since, explained_by FROM gaps WHERE cabinet = ?1 ORDER BY boot, first", 1);
        _losses = new Statement(connection, LossesSql, 1);
        _claim = new Statement(
            connection,
            "INSERT INTO boots (cabinet, boot, claimed_seq, claimed_received) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (cabinet, boot) DO UPDATE "
            + "SET claimed_seq = excluded.claimed_seq, claimed_received = excluded.claimed_received WHERE excluded.claimed_seq > claimed_seq",
            4);
    }

    /// <summary>Gets the question for what a cabinet told of losses: boot, number, count, place.</summary>
    public static string LossesSql =>
        $"SELECT boot, seq, {Told("lost")} + {Told("spoilt")}, arrival FROM events WHERE cabinet = ?1 AND event = 'outbox.overflowed'";

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

        file.TrimBoots();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _remove.Dispose();
        _put.Dispose();
        _all.Dispose();
        _losses.Dispose();
        _claim.Dispose();
    }

    // What is no count counts as none, here as for whoever read the message.
    private static string Told(string member) =>
        $"CASE WHEN json_type(data, '$.{member}') = 'integer' AND json_extract(data, '$.{member}') BETWEEN 0 AND 2147483647 THEN json_extract(data, '$.{member}') ELSE 0 END";

    // Rare: only for a cabinet that lost something, and only when its missing numbers change. One that goes wrong and skips every
    // other number has tens of thousands of gaps, and must not hold up the others: no step here may grow with their square.
    private void Explain(CabinetFile file, long nowMs)
    {
        List<(MissingNumbers Numbers, long SinceMs)> stored = ReadGaps(file);
        Dictionary<(int, int), (MissingNumbers Numbers, long SinceMs)> obsolete = stored.ToDictionary(item => (item.Numbers.Boot, item.Numbers.First));
        int place = 0;
        foreach (MissingNumbers gap in GapExplanation.Assign(stored.Select(item => item.Numbers), ReadLosses(file)))
        {
            while (place < stored.Count && (stored[place].Numbers.Boot, stored[place].Numbers.Last).CompareTo((gap.Boot, gap.First)) < 0)
            {
                place++;
            }

            long? since = null;
            for (int i = place; i < stored.Count && stored[i].Numbers.Boot == gap.Boot && stored[i].Numbers.First <= gap.Last; i++)
            {
                since = Math.Min(since ?? long.MaxValue, stored[i].SinceMs);
            }

            if (!obsolete.Remove((gap.Boot, gap.First), out (MissingNumbers Numbers, long SinceMs) before) || before.Numbers != gap || before.SinceMs != since)
            {
                _put.Run(file.No, gap.Boot, gap.First, gap.Last, since ?? nowMs, gap.ExplainedBy);
            }
        }

        foreach ((int boot, int first) in obsolete.Keys)
        {
            _remove.Run(file.No, boot, first);
        }

        file.ForgetBoots();
    }

    private List<(MissingNumbers Numbers, long SinceMs)> ReadGaps(CabinetFile file)
    {
        using SqliteDataReader rows = _all.Rows(file.No);
        List<(MissingNumbers Numbers, long SinceMs)> gaps = [];
        while (rows.Read())
        {
            gaps.Add((new MissingNumbers(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2), rows.IsDBNull(4) ? null : rows.GetInt64(4)), rows.GetInt64(3)));
        }

        return gaps;
    }

    private List<ReportedLoss> ReadLosses(CabinetFile file)
    {
        using SqliteDataReader rows = _losses.Rows(file.No);
        List<ReportedLoss> losses = [];
        while (rows.Read())
        {
            losses.Add(new ReportedLoss(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt64(3)));
        }

        return losses;
    }
}
