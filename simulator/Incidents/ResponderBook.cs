using System.Data.Common;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Nearest;

namespace AedCabinet.Incidents;

/// <summary>Keeps who may be called. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
/// <param name="clock">The time.</param>
public sealed class ResponderBook(LedgerStore store, TimeProvider clock)
{
    private const string Select = "SELECT r.id, r.name, r.phone, r.site, r.cabinet, c.topic, r.prefecture, r.department, r.latitude, "
        + "r.longitude, r.within_m, r.active FROM responders r LEFT JOIN cabinets c ON c.id = r.cabinet WHERE ";

    /// <summary>One responder.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">The id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static Responder? Find(LedgerDatabase database, string id) => Read(database, "r.id = $1", id) is [{ } one] ? one : null;

    /// <summary>Those behind one, by id.</summary>
    /// <param name="database">The database.</param>
    /// <param name="after">The id of the one; empty for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>They.</returns>
    public static IReadOnlyList<Responder> After(LedgerDatabase database, string after, int count) =>
        Read(database, "r.id > $1 ORDER BY r.id LIMIT $2", after, count);

    /// <summary>Whom of those that may be called an incident is near enough for, the nearest first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="isWanted">Whether somebody is called by who asks.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>They; none where it is not known where the incident is.</returns>
    public static IReadOnlyList<CalledResponder> CallList(LedgerDatabase database, Incident incident, Func<Responder, bool> isWanted,
        int count)
    {
        if (incident.Place is not { } place)
        {
            return [];
        }

        const double MostDegrees = IncidentLimits.MostWithinM / EarthDistance.DegreeM;
        double east = MostDegrees / Math.Cos(double.DegreesToRadians(Math.Min(89, Math.Abs(place.Latitude) + MostDegrees)));
        IncidentPlace least = new(place.Latitude - MostDegrees, place.Longitude - east);
        IncidentPlace most = new(place.Latitude + MostDegrees, place.Longitude + east);
        IReadOnlyList<Responder> near = Read(database, "r.active = 1 AND r.latitude BETWEEN $1 AND $2 AND r.longitude BETWEEN $3 AND $4",
            least.StoredLatitude, most.StoredLatitude, least.StoredLongitude, most.StoredLongitude);
        Dictionary<string, string> said = Statuses(IncidentLog.Entries(database, incident.No));
        return
        [
            .. near.Where(isWanted).Select(responder => new CalledResponder(responder, EarthDistance.Between(place.Latitude,
                    place.Longitude, responder.Place.Latitude, responder.Place.Longitude), said.GetValueOrDefault(responder.Id)))
                .Where(called => called.DistanceM <= called.Responder.WithinM)
                .OrderBy(called => called.DistanceM).ThenBy(called => called.Responder.Id, StringComparer.Ordinal).Take(count),
        ];
    }

    /// <summary>What each responder has said last.</summary>
    /// <param name="entries">A timeline.</param>
    /// <returns>The status by id: what was said later, or of one moment what comes later.</returns>
    public static Dictionary<string, string> Statuses(IEnumerable<IncidentEntry> entries) => entries
        .Where(entry => entry is { Kind: IncidentEntry.Response, Responder: not null })
        .OrderBy(entry => entry.At).ThenBy(entry => IncidentWords.Statuses.ToList().IndexOf(entry.Word!))
        .GroupBy(entry => entry.Responder!).ToDictionary(one => one.Key, one => one.Last().Word!);

    /// <summary>Keeps several people, all of them or none.</summary>
    /// <param name="people">They.</param>
    /// <param name="may">Whether one that is there already, or is taken away, is whose who does this may change.</param>
    /// <param name="replaces">Whether those that may be changed and are not among them are taken away.</param>
    /// <returns>How many were added, changed and taken away; or the first that is not to be changed.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public ResponderChange Keep(IReadOnlyList<Responder> people, Func<Responder, bool> may, bool replaces) => StoreStep.Run(store,
        database =>
        {
            Dictionary<string, Responder> known = Read(database, "1 = 1").ToDictionary(one => one.Id);
            if (people.Where(one => known.TryGetValue(one.Id, out Responder? there) && !may(there)).FirstOrDefault() is { } others)
            {
                return new ResponderChange(0, 0, 0, others.Id);
            }

            int added = people.Count(one => !known.ContainsKey(one.Id));
            int changed = people.Count(one => known.TryGetValue(one.Id, out Responder? there) && there != one with { Topic = there.Topic });
            foreach (Responder one in people)
            {
                Put(database, one);
            }

            string[] gone = replaces ? [.. known.Values.Where(may).Select(one => one.Id).Except(people.Select(one => one.Id))] : [];
            foreach (string id in gone)
            {
                Remove(database, id);
            }

            return new ResponderChange(added, changed, gone.Length);
        });

    /// <summary>Takes somebody off the list: name and number are gone with it.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was changed.</exception>
    public void Remove(string id) => StoreStep.Run(store, database =>
    {
        Remove(database, id);
        return true;
    });

    private static void Remove(LedgerDatabase database, string id)
    {
        using Statement remove = database.Prepare("DELETE FROM responders WHERE id = $1", 1);
        remove.Run(id);
    }

    private static List<Responder> Read(LedgerDatabase database, string condition, params ReadOnlySpan<object?> values)
    {
        using Statement statement = database.Prepare(Select + condition, values.Length);
        using DbDataReader rows = statement.Rows(values);
        List<Responder> people = [];
        while (rows.Read())
        {
            CabinetTopic? topic = null;
            _ = !rows.IsDBNull(5) && CabinetTopic.TryParse(rows.GetString(5) + "/event", out topic);
            people.Add(new Responder
            {
                Id = rows.GetString(0),
                Name = rows.GetString(1),
                Phone = rows.GetString(2),
                Site = rows.GetString(3),
                Cabinet = rows.IsDBNull(4) ? null : rows.GetString(4),
                Topic = topic,
                Prefecture = rows.GetString(6),
                Department = rows.GetString(7),
                Place = IncidentPlace.Stored(rows.GetInt64(8), rows.GetInt64(9)),
                WithinM = (int)rows.GetInt64(10),
                IsActive = rows.GetInt64(11) != 0,
            });
        }

        return people;
    }

    private void Put(LedgerDatabase database, Responder one)
    {
        using Statement put = database.Prepare("INSERT INTO responders (id, name, phone, site, cabinet, prefecture, department, latitude, "
            + "longitude, within_m, active, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO UPDATE "
            + "SET name = excluded.name, phone = excluded.phone, site = excluded.site, cabinet = excluded.cabinet, prefecture = "
            + "excluded.prefecture, department = excluded.department, latitude = excluded.latitude, longitude = excluded.longitude, "
            + "within_m = excluded.within_m, active = excluded.active, changed = excluded.changed", 12);
        put.Run(one.Id, one.Name, one.Phone, one.Site, one.Cabinet, one.Prefecture, one.Department, one.Place.StoredLatitude,
            one.Place.StoredLongitude, one.WithinM, one.IsActive, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
