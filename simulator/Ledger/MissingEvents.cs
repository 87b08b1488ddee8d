using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>
/// Which numbers of events are missing, and which of them a cabinet accounted for: counted in one way for <c>registry verify</c>, the page
/// and the figures. Between two events that are there it is a gap; behind the last one a state that has counted further shows it.
/// </summary>
public static class MissingEvents
{
    /// <summary>A state may be here a little before the event it counts already.</summary>
    public static readonly TimeSpan EventsMayFollow = TimeSpan.FromSeconds(60);

    private const string ProvenGapsSql =
        "SELECT cabinet, boot, before + 1, seq - 1 FROM "
        + "(SELECT cabinet, boot, seq, lag(seq, 1, 0) OVER (PARTITION BY cabinet, boot ORDER BY seq) AS before FROM events) AS numbered "
        + "WHERE seq > before + 1";

    // More than so many at once is another numbering: a board that was provisioned anew, or one whose flash refused.
    private const int MostSkippedBoots = 99;

    // Boots of which neither an event nor a state came. What was accepted once is not told again.
    private const string SkippedBootsSql =
        "SELECT cabinet, 0, before + 1, boot - 1 FROM "
        + "(SELECT cabinet, boot, received, lag(boot) OVER (PARTITION BY cabinet ORDER BY boot) AS before FROM "
        + "(SELECT cabinet, boot, min(received) AS received FROM (SELECT cabinet, boot, received FROM events UNION ALL SELECT cabinet, "
        + "boot, claimed_received FROM boots) AS signs GROUP BY cabinet, boot) AS heard) AS followed "
        + "WHERE before > 0 AND boot > before + 1 AND boot - before - 1 <= $1 AND received > coalesce((SELECT max(accepted) FROM losses), "
        + "0) ORDER BY cabinet, before";

    private const string KeptGapsSql = "SELECT cabinet, boot, first, last FROM gaps";

    private const string TailsSql =
        "SELECT cabinet, boot, highest + 1, claimed_seq FROM "
        + "(SELECT b.*, coalesce((SELECT max(seq) FROM events e WHERE e.cabinet = b.cabinet AND e.boot = b.boot), 0) AS highest FROM "
        + "boots b) AS claimed WHERE claimed_seq > highest";

    /// <summary>The gaps that follow from the events themselves.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The missing numbers, by the cabinet's number in the database.</returns>
    public static Dictionary<long, List<MissingNumbers>> ProvenGaps(LedgerDatabase database) => Read(database, ProvenGapsSql);

    /// <summary>Boots of which nothing came at all, between two of one cabinet of which something did.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The cabinet's number in the database, and the boots as first and last.</returns>
    public static IReadOnlyList<(long Cabinet, MissingNumbers Boots)> SkippedBoots(LedgerDatabase database)
    {
        using Statement statement = database.Prepare(SkippedBootsSql, 1);
        using DbDataReader rows = statement.Rows(MostSkippedBoots);
        List<(long, MissingNumbers)> skipped = [];
        while (rows.Read())
        {
            skipped.Add((rows.GetInt64(0), new MissingNumbers(0, rows.GetInt32(2), rows.GetInt32(3))));
        }

        return skipped;
    }

    /// <summary>The gaps as they were listed when the events came.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The missing numbers, by the cabinet's number in the database.</returns>
    public static Dictionary<long, List<MissingNumbers>> KeptGaps(LedgerDatabase database) => Read(database, KeptGapsSql);

    /// <summary>Everything that is missing, from the list that is kept: fast enough for a page.</summary>
    /// <param name="database">The database.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>What is missing, by cabinet, boot and number.</returns>
    public static IReadOnlyList<LedgerProblem> List(LedgerDatabase database, long nowMs) => List(database, KeptGaps(database), nowMs);

    /// <summary>Everything that is missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="gaps">The gaps.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>What is missing, by cabinet, boot and number.</returns>
    public static IReadOnlyList<LedgerProblem> List(LedgerDatabase database, Dictionary<long, List<MissingNumbers>> gaps, long nowMs)
    {
        Dictionary<long, List<MissingNumbers>> tails = Read(database, TailsSql);
        if (gaps.Count == 0 && tails.Count == 0)
        {
            return [];
        }

        Dictionary<long, string> ids = Ids(database);
        HashSet<(long, int)> fresh = ReadFreshClaims(database, nowMs);
        Dictionary<(long, int, int), string> asked = ResendLedger.Outcomes(database);
        using Statement losses = database.Prepare(GapLedger.LossesSql, 1);
        List<LedgerProblem> problems = [];
        foreach (long cabinet in gaps.Keys.Union(tails.Keys))
        {
            List<MissingNumbers> ends = tails.GetValueOrDefault(cabinet) ?? [];
            foreach (MissingNumbers item in GapExplanation.Assign([.. gaps.GetValueOrDefault(cabinet) ?? [], .. ends],
                GapLedger.ReadLosses(losses, cabinet)))
            {
                bool isTail = ends.Any(end => end.Boot == item.Boot && end.First <= item.First && item.Last <= end.Last);
                string kind = !isTail ? LedgerProblem.Gap : fresh.Contains((cabinet, item.Boot)) ? LedgerProblem.OnItsWay
                    : LedgerProblem.Tail;
                problems.Add(new LedgerProblem(NameOf(ids, cabinet), item.Boot, item.First, item.Last, kind,
                    item.ExplainedBy is not null)
                { Asked = asked.GetValueOrDefault((cabinet, item.Boot, item.First)) });
            }
        }

        return [.. problems.OrderBy(item => item.Cabinet, StringComparer.Ordinal).ThenBy(item => item.Boot).ThenBy(item => item.First)];
    }

    /// <summary>The cabinets' ids.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The ids, by the cabinet's number in the database.</returns>
    public static Dictionary<long, string> Ids(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT no, id FROM cabinets", 0);
        using DbDataReader rows = statement.Rows();
        Dictionary<long, string> ids = [];
        while (rows.Read())
        {
            ids[rows.GetInt64(0)] = rows.GetString(1);
        }

        return ids;
    }

    /// <summary>What a cabinet is called whose row may be gone.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="cabinet">The cabinet's number in the database.</param>
    /// <returns>Its id, or words for it.</returns>
    public static string NameOf(Dictionary<long, string> ids, long cabinet) =>
        ids.GetValueOrDefault(cabinet) ?? string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"(cabinet no. {cabinet}, whose row is gone)");

    private static Dictionary<long, List<MissingNumbers>> Read(LedgerDatabase database, string sql)
    {
        using Statement statement = database.Prepare(sql, 0);
        using DbDataReader rows = statement.Rows();
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

    private static HashSet<(long Cabinet, int Boot)> ReadFreshClaims(LedgerDatabase database, long nowMs)
    {
        using Statement statement = database.Prepare("SELECT cabinet, boot FROM boots WHERE claimed_received > $1", 1);
        using DbDataReader rows = statement.Rows(nowMs - (long)EventsMayFollow.TotalMilliseconds);
        HashSet<(long, int)> fresh = [];
        while (rows.Read())
        {
            fresh.Add((rows.GetInt64(0), rows.GetInt32(1)));
        }

        return fresh;
    }
}
