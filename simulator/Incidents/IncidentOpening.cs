using System.Data.Common;
using System.Text;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>
/// Makes incidents of the cabinets' emergencies, which are never those of a drill (SPEC §7): each in one step, in which it is marked as
/// done, so that none is lost and none opens a second whenever the program is killed, and however many programs do this.
/// </summary>
internal static class IncidentOpening
{
    private const string AedRemoved = "aed.removed";
    private const int Most = 100;

    /// <summary>The emergencies of which nothing was made yet.</summary>
    /// <param name="database">The database.</param>
    /// <returns>Their numbers, the oldest first; not all where there are many.</returns>
    public static IReadOnlyList<long> Waiting(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT no FROM emergencies WHERE incident IS NULL AND event <> "
            + "'registry.two-boards' ORDER BY no LIMIT $1", 1);
        using DbDataReader rows = statement.Rows(Most);
        List<long> waiting = [];
        while (rows.Read())
        {
            waiting.Add(rows.GetInt64(0));
        }

        return waiting;
    }

    /// <summary>Opens an incident for an emergency, or adds it to that which it belongs to. To be called within a step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="emergency">The emergency's number.</param>
    /// <returns><c>false</c> when another program has done it.</returns>
    public static bool Take(LedgerDatabase database, long emergency)
    {
        // One after the other, or two emergencies of a cabinet would make two incidents.
        database.KeepCentreOrder();
        if (Read(database, emergency) is not { } found)
        {
            return false;
        }

        Incident? known = IncidentOf(database, found);
        long no = known?.No ?? Open(database, found);
        using (Statement mark = database.Prepare("UPDATE emergencies SET incident = $2 WHERE no = $1", 2))
        {
            mark.Run(emergency, no);
        }

        IncidentBook.Add(database, no, found.Since, IncidentEntry.Emergency, string.Empty, found.Topic.Cabinet, found.Event);
        IncidentBook.Touch(database, no, found.Since);
        bool isTaken = found.Event == AedRemoved;
        if (isTaken)
        {
            IncidentBook.Add(database, no, found.Since, IncidentEntry.AedOut, string.Empty, found.Topic.Cabinet);
            using Statement away = database.Prepare("INSERT INTO incident_aeds (emergency, incident, taken) VALUES ($1, $2, $3)", 3);
            away.Run(emergency, no, found.Since.ToUnixTimeMilliseconds());
        }

        Incident incident = IncidentLog.Find(database, no)!;
        if (known is null)
        {
            IncidentEvents.Append(database, incident, "incident.opened", found.Since, found.Topic.Cabinet, [("event", found.Event)]);
        }

        if (isTaken)
        {
            IncidentEvents.Append(database, incident, "incident.aed-out", found.Since, found.Topic.Cabinet);
        }

        return true;
    }

    private static Found? Read(LedgerDatabase database, long emergency)
    {
        using Statement statement = database.Prepare(
            "SELECT e.cabinet, e.event, e.since, c.topic, c.about FROM emergencies e JOIN cabinets "
            + "c ON c.no = e.cabinet WHERE e.no = $1 AND e.incident IS NULL", 1);
        using DbDataReader row = statement.Rows(emergency);
        return row.Read() && CabinetTopic.TryParse(row.GetString(3) + "/event", out CabinetTopic? topic)
            ? new Found(row.GetInt64(0), row.GetString(1), IncidentLog.TimeOf(row.GetInt64(2)), topic!,
                row.IsDBNull(4) ? null : PlaceOf(row.GetString(4), topic!.Cabinet))
            : null;
    }

    private static IncidentPlace? PlaceOf(string about, string cabinet)
    {
        try
        {
            return MessageReader.About(Encoding.UTF8.GetBytes(about), cabinet, out _) is { Latitude: { } north, Longitude: { } east }
                ? new IncidentPlace(north, east) : null;
        }
        catch (FormatException)
        {
            // It was kept by a program that could read it.
            return null;
        }
    }

    // That of the same cabinet, or one whose responder or dispatcher has to do with it, as long as that is not of another day.
    private static Incident? IncidentOf(LedgerDatabase database, in Found found) => IncidentLog.Read(database,
        "i.closed IS NULL AND i.changed >= $2 AND (i.cabinet = $1 OR EXISTS (SELECT 1 FROM incident_entries n WHERE n.incident = i.no AND "
            + "n.cabinet = $1 AND n.kind IN ('command', 'response'))) ORDER BY i.no DESC LIMIT 1",
        found.Cabinet, (found.Since - IncidentLimits.SameFor).ToUnixTimeMilliseconds()) is [{ } one] ? one : null;

    private static long Open(LedgerDatabase database, in Found found)
    {
        using Statement add = database.Prepare("INSERT INTO incidents (prefecture, cabinet, origin, latitude, longitude, opened, "
            + "opened_by, stage, changed) VALUES ($1, $2, $3, $4, $5, $6, '', 0, $6) RETURNING no", 6);
        long no = add.Number(found.Topic.Prefecture, found.Cabinet, IncidentBook.OfCabinet, found.Place?.StoredLatitude,
            found.Place?.StoredLongitude, found.Since.ToUnixTimeMilliseconds())!.Value;
        IncidentBook.Add(database, no, found.Since, IncidentEntry.Opened, string.Empty, found.Topic.Cabinet);
        return no;
    }

    private readonly record struct Found(long Cabinet, string Event, DateTimeOffset Since, CabinetTopic Topic, IncidentPlace? Place);
}
