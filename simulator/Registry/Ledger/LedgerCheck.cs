using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Proves from the database alone that no event is missing or doubled, or lists what is. Trusts nothing that was worked out when the events came.</summary>
internal static class LedgerCheck
{
    /// <summary>A state may be here a little before the event it counts already.</summary>
    public static readonly TimeSpan EventsMayFollow = TimeSpan.FromSeconds(60);

    private const string GapsSql =
        "SELECT cabinet, boot, before + 1, seq - 1 FROM "
        + "(SELECT cabinet, boot, seq, lag(seq, 1, 0) OVER (PARTITION BY cabinet, boot ORDER BY seq) AS before FROM events) WHERE seq > before + 1";

    private const string TailsSql =
        "SELECT cabinet, boot, highest + 1, claimed_seq, claimed_received FROM "
        + "(SELECT b.*, coalesce((SELECT max(seq) FROM events e WHERE e.cabinet = b.cabinet AND e.boot = b.boot), 0) AS highest FROM boots b) WHERE claimed_seq > highest";

    /// <summary>Looks through a database.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>What was found.</returns>
    public static LedgerReport Run(SqliteConnection connection, long nowMs)
    {
        // One picture of everything, while a registry may go on writing.
        LedgerDatabase.Execute(connection, "BEGIN");
        try
        {
            Dictionary<long, string> ids = ReadIds(connection);
            Dictionary<long, List<MissingNumbers>> gaps = ReadMissing(connection, GapsSql);
            Dictionary<long, List<MissingNumbers>> tails = ReadMissing(connection, TailsSql);
            HashSet<(long, int)> fresh = ReadFreshClaims(connection, nowMs);
            return new LedgerReport
            {
                Integrity = ReadTexts(connection, "PRAGMA integrity_check"),
                Cabinets = ids.Count,
                Boots = LedgerDatabase.Number(connection, "SELECT count(*) FROM (SELECT DISTINCT cabinet, boot FROM events)"),
                Events = LedgerDatabase.Number(connection, "SELECT count(*) FROM events NOT INDEXED"),

                // Not by the index that keeps doubles out: were it broken, it would say that there are none.
                StoredTwice = LedgerDatabase.Number(connection, "SELECT count(*) FROM (SELECT 1 FROM events NOT INDEXED GROUP BY cabinet, boot, seq HAVING count(*) > 1)"),
                DoublesRemoved = ReadCounter(connection, LedgerCounters.Doubles),
                SetAside = ReadCounter(connection, LedgerCounters.SetAside),
                Conflicts = ReadCounter(connection, LedgerCounters.Conflicts),
                OpenEmergencies = LedgerDatabase.Number(connection, "SELECT count(*) FROM emergencies WHERE closed IS NULL"),
                Missing = [.. Explain(connection, ids, gaps, tails, fresh).OrderBy(item => item.Cabinet, StringComparer.Ordinal).ThenBy(item => item.Boot).ThenBy(item => item.First)],
                WrongGapLists = FindWrongLists(connection, ids, gaps),
            };
        }
        finally
        {
            LedgerDatabase.Execute(connection, "COMMIT");
        }
    }

    private static IEnumerable<LedgerProblem> Explain(
        SqliteConnection connection, Dictionary<long, string> ids, Dictionary<long, List<MissingNumbers>> gaps, Dictionary<long, List<MissingNumbers>> tails, HashSet<(long, int)> fresh)
    {
        using Statement losses = new(connection, GapLedger.LossesSql, 1);
        foreach (long cabinet in gaps.Keys.Union(tails.Keys))
        {
            List<MissingNumbers> ends = tails.GetValueOrDefault(cabinet) ?? [];
            foreach (MissingNumbers item in GapExplanation.Assign([.. gaps.GetValueOrDefault(cabinet) ?? [], .. ends], ReadLosses(losses, cabinet)))
            {
                bool isTail = ends.Any(end => end.Boot == item.Boot && end.First <= item.First && item.Last <= end.Last);
                string kind = !isTail ? "gap" : fresh.Contains((cabinet, item.Boot)) ? LedgerProblem.OnItsWay : "tail";
                yield return new LedgerProblem(ids[cabinet], item.Boot, item.First, item.Last, kind, item.ExplainedBy is not null);
            }
        }
    }

    private static List<string> FindWrongLists(SqliteConnection connection, Dictionary<long, string> ids, Dictionary<long, List<MissingNumbers>> gaps)
    {
        Dictionary<long, List<MissingNumbers>> kept = ReadMissing(connection, "SELECT cabinet, boot, first, last FROM gaps");
        return
        [
            .. gaps.Keys.Union(kept.Keys)
                .Where(cabinet => !Joined(gaps.GetValueOrDefault(cabinet)).SequenceEqual(Joined(kept.GetValueOrDefault(cabinet))))
                .Select(cabinet => ids[cabinet])
                .Order(StringComparer.Ordinal),
        ];

        static IReadOnlyList<MissingNumbers> Joined(List<MissingNumbers>? missing) => GapExplanation.Assign(missing ?? [], []);
    }

    private static List<ToldLoss> ReadLosses(Statement statement, long cabinet)
    {
        using SqliteDataReader rows = statement.Rows(cabinet);
        List<ToldLoss> losses = [];
        while (rows.Read())
        {
            losses.Add(new ToldLoss(rows.GetInt32(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt64(3)));
        }

        return losses;
    }

    private static Dictionary<long, List<MissingNumbers>> ReadMissing(SqliteConnection connection, string sql)
    {
        using Statement statement = new(connection, sql, 0);
        using SqliteDataReader rows = statement.Rows();
        Dictionary<long, List<MissingNumbers>> missing = [];
        while (rows.Read())
        {
            long cabinet = rows.GetInt64(0);
            if (!missing.TryGetValue(cabinet, out List<MissingNumbers>? list))
            {
                missing.Add(cabinet, list = []);
            }

            list.Add(new MissingNumbers(rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3)));
        }

        return missing;
    }

    private static HashSet<(long Cabinet, int Boot)> ReadFreshClaims(SqliteConnection connection, long nowMs)
    {
        using Statement statement = new(connection, "SELECT cabinet, boot FROM boots WHERE claimed_received > ?1", 1);
        using SqliteDataReader rows = statement.Rows(nowMs - (long)EventsMayFollow.TotalMilliseconds);
        HashSet<(long, int)> fresh = [];
        while (rows.Read())
        {
            fresh.Add((rows.GetInt64(0), rows.GetInt32(1)));
        }

        return fresh;
    }

    private static Dictionary<long, string> ReadIds(SqliteConnection connection)
    {
        using Statement statement = new(connection, "SELECT no, id FROM cabinets", 0);
        using SqliteDataReader rows = statement.Rows();
        Dictionary<long, string> ids = [];
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0), rows.GetString(1));
        }

        return ids;
    }

    private static List<string> ReadTexts(SqliteConnection connection, string sql)
    {
        using Statement statement = new(connection, sql, 0);
        using SqliteDataReader rows = statement.Rows();
        List<string> texts = [];
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private static long ReadCounter(SqliteConnection connection, string name)
    {
        using LedgerCounters counters = new(connection);
        return counters.Get(name);
    }
}
