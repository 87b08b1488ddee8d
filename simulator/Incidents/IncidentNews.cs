using System.Data.Common;
using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>
/// What happens in incidents elsewhere: a taken AED is back, something became of a command, a cabinet's emergency is over without anybody
/// having worked on its incident. Each is noted in one step, once.
/// </summary>
internal static class IncidentNews
{
    private const int Most = 100;

    /// <summary>The taken AEDs whose cabinets have said since that they are back.</summary>
    /// <param name="database">The database.</param>
    /// <param name="now">The time.</param>
    /// <returns>The emergency of each, and when it came back.</returns>
    public static IReadOnlyList<(long Emergency, long ReturnedMs)> Returned(LedgerDatabase database, DateTimeOffset now)
    {
        using Statement statement = database.Prepare("SELECT a.emergency, min(v.at) FROM incident_aeds a JOIN emergencies e ON e.no = "
            + "a.emergency JOIN events v ON v.cabinet = e.cabinet AND (v.boot > e.boot OR (v.boot = e.boot AND v.seq > e.seq)) AND "
            + "v.event = "
            + "'aed.returned' WHERE a.returned IS NULL AND a.taken >= $1 GROUP BY a.emergency ORDER BY a.emergency LIMIT $2", 2);
        using DbDataReader rows = statement.Rows((now - IncidentLimits.AwayFor).ToUnixTimeMilliseconds(), Most);
        List<(long, long)> returned = [];
        while (rows.Read())
        {
            returned.Add((rows.GetInt64(0), rows.GetInt64(1)));
        }

        return returned;
    }

    /// <summary>Notes that an AED is back. To be called within a step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="emergency">The emergency's number.</param>
    /// <param name="returnedMs">When it came back.</param>
    public static void TakeReturned(LedgerDatabase database, long emergency, long returnedMs)
    {
        using Statement mark = database.Prepare(
            "UPDATE incident_aeds SET returned = $2 WHERE emergency = $1 AND returned IS NULL RETURNING "
            + "incident", 2);
        if (mark.Number(emergency, returnedMs) is not { } no)
        {
            return;
        }

        string cabinet = CabinetOf(database, emergency);
        DateTimeOffset at = IncidentLog.TimeOf(returnedMs);
        IncidentBook.Add(database, no, at, IncidentEntry.AedBack, string.Empty, cabinet);
        IncidentEvents.Append(database, IncidentLog.Find(database, no)!, "incident.aed-back", at, cabinet);
    }

    /// <summary>The commands of which more became than is noted.</summary>
    /// <param name="database">The database.</param>
    /// <param name="now">The time.</param>
    /// <returns>The number of each one's entry.</returns>
    public static IReadOnlyList<long> Answered(LedgerDatabase database, DateTimeOffset now)
    {
        using Statement statement = database.Prepare("SELECT n.no FROM incident_entries n JOIN commands c ON c.counter = n.counter WHERE "
            + "n.kind = 'command' AND n.at >= $1 AND c.outcome NOT IN ('sending', 'sent') AND c.outcome <> coalesce(n.outcome, '') "
            + "ORDER BY "
            + "n.no LIMIT $2", 2);
        using DbDataReader rows = statement.Rows((now - IncidentLimits.CommandFor).ToUnixTimeMilliseconds(), Most);
        List<long> answered = [];
        while (rows.Read())
        {
            answered.Add(rows.GetInt64(0));
        }

        return answered;
    }

    /// <summary>Notes what became of a command. To be called within a step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="entry">The number of its entry.</param>
    /// <param name="now">The time.</param>
    public static void TakeAnswered(LedgerDatabase database, long entry, DateTimeOffset now)
    {
        using Statement mark = database.Prepare("UPDATE incident_entries SET outcome = (SELECT c.outcome FROM commands c WHERE c.counter = "
            + "incident_entries.counter) WHERE no = $1 AND coalesce(outcome, '') <> (SELECT c.outcome FROM commands c WHERE c.counter = "
            + "incident_entries.counter) RETURNING incident", 1);
        if (mark.Number(entry) is not { } no)
        {
            return;
        }

        IncidentEntry asked = IncidentLog.Entry(database, "n.no = $1", entry)!;
        IncidentBook.Add(database, no, now, IncidentEntry.CommandOutcome, string.Empty, asked.Cabinet, asked.Word, outcome: asked.Outcome,
            counter: asked.Counter);
        IncidentEvents.Append(database, IncidentLog.Find(database, no)!, "incident.command", now, asked.Cabinet,
            [("name", asked.Word), ("outcome", asked.Outcome)]);
    }

    /// <summary>The open incidents that a cabinet opened, that nobody worked on, and whose emergencies are all over.</summary>
    /// <param name="database">The database.</param>
    /// <returns>Their numbers, and why the last of the emergencies was closed; <c>null</c> where nobody said so.</returns>
    public static IReadOnlyList<(long No, string? Reason)> Over(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT i.no, (SELECT s.reason FROM emergency_steps s JOIN emergencies e ON e.no = "
            + "s.emergency WHERE e.incident = i.no AND e.incident > 0 AND s.reason IS NOT NULL ORDER BY s.no DESC LIMIT 1) FROM "
            + "incidents i "
            + "WHERE i.closed IS NULL AND i.origin = 'cabinet' AND i.stage = 0 AND NOT EXISTS (SELECT 1 FROM emergencies e WHERE "
            + "e.incident "
            + "= i.no AND e.incident > 0 AND e.closed IS NULL) ORDER BY i.no LIMIT $1", 1);
        using DbDataReader rows = statement.Rows(Most);
        List<(long, string?)> over = [];
        while (rows.Read())
        {
            over.Add((rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetString(1)));
        }

        return over;
    }

    /// <summary>Closes an incident that is over. To be called within a step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">Its number.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="now">The time.</param>
    public static void Close(LedgerDatabase database, long no, string outcome, DateTimeOffset now)
    {
        if (IncidentBook.Move(database, no, IncidentStage.Closed, outcome, now))
        {
            IncidentBook.Add(database, no, now, IncidentEntry.ToStage, string.Empty, null, IncidentWords.Of(IncidentStage.Closed),
                outcome: outcome);
            IncidentEvents.Append(database, IncidentLog.Find(database, no)!, "incident.closed", now, null, [("outcome", outcome)]);
        }
    }

    private static string CabinetOf(LedgerDatabase database, long emergency)
    {
        using Statement statement = database.Prepare(
            "SELECT c.id FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE e.no = $1", 1);
        using DbDataReader row = statement.Rows(emergency);
        row.Read();
        return row.GetString(0);
    }
}
