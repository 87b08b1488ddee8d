using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Incidents;

/// <summary>Incidents as who asks may see them.</summary>
/// <param name="asker">Who asks.</param>
/// <param name="pool">Reads the database.</param>
/// <param name="desk">Knows where the cabinets hang.</param>
/// <param name="office">Knows the time.</param>
/// <param name="book">Keeps what happens.</param>
internal sealed class IncidentPieces(Asker asker, ReadingPool pool, NearestDesk desk, IRegistryOffice office, IncidentBook book)
{
    private AccessScope Scope => asker.Scope;

    /// <summary>The incident that may be seen.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>It.</returns>
    /// <exception cref="ProblemException">There is none, or not for who asks.</exception>
    public async Task<Incident> FindAsync(long id)
    {
        (Incident? found, bool isSeen) = pool.Read(database => IncidentLog.Find(database, id) is { } there
            ? (there, Scope.Sees(database, there)) : ((Incident?)null, false));
        if (found is not null && isSeen)
        {
            return found;
        }

        if (found is not null)
        {
            await asker.RefuseAsync(found.Topic?.Cabinet);
        }

        throw None(id);
    }

    /// <summary>The incident that may be seen whole.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>It.</returns>
    /// <exception cref="ProblemException">There is none, or not for who asks; or it may only be seen in part.</exception>
    public async Task<Incident> FindWholeAsync(long id)
    {
        Incident found = await FindAsync(id);
        if (Scope.SeesWhole(found))
        {
            return found;
        }

        await asker.RefuseAsync(found.Topic?.Cabinet);
        throw new ProblemException(ProblemKind.NotAllowed);
    }

    /// <summary>An incident as who asks may see it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="contacts">Whether whom to call about the AEDs is wanted; each look is noted.</param>
    /// <returns>It.</returns>
    public async Task<IncidentItem> ItemAsync(Incident incident, bool contacts = false)
    {
        bool isWhole = Scope.SeesWhole(incident);
        NearestAnswer? near = incident is { Place: { } place, Stage: not IncidentStage.Closed } ? Near(place) : null;
        List<NearestItem> aeds = [];
        foreach (NearAed one in near?.Aeds ?? [])
        {
            bool hasContact = contacts && isWhole && Scope.May(Permission.SeeContacts, one.Cabinet.Topic)
                && (one.Cabinet.About?.ContactName ?? one.Cabinet.About?.ContactPhone) is not null;
            if (hasContact)
            {
                await asker.NoteAsync(AuditActions.ContactSeen, one.Cabinet.Id, $"incident {incident.No}");
                book.SeeContact(incident.No, Scope.Name, one.Cabinet.Id);
            }

            aeds.Add(NearestItem.Of(one, hasContact));
        }

        (IReadOnlyList<IncidentEntry> entries, IReadOnlyList<long> emergencies, HashSet<string> own) = pool.Read(database =>
            (IncidentLog.Entries(database, incident.No), IncidentLog.Emergencies(database, incident.No), Own(database, incident, isWhole)));
        IncidentSummary summary = IncidentSummary.Of(incident, isWhole);
        return new IncidentItem
        {
            Id = summary.Id,
            Reference = summary.Reference,
            Origin = summary.Origin,
            Stage = summary.Stage,
            Opened = summary.Opened,
            By = summary.By,
            Place = summary.Place,
            Cabinet = summary.Cabinet,
            Emergencies = isWhole ? emergencies : [],
            Closed = summary.Closed,
            Outcome = summary.Outcome,
            Nearest = aeds,
            PassedOver = [.. (near?.PassedOver ?? []).Select(PassedOverItem.Of)],
            PassedOverCount = near?.PassedOverCount ?? 0,
            Responses = ResponseItem.Of(entries, id => isWhole || own.Contains(id)),
            Timeline = isWhole ? [.. entries.Select(TimelineItem.Of)] : [],
        };
    }

    /// <summary>The AEDs near a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The answer, cut to what who asks may see.</returns>
    public NearestAnswer Near(IncidentPlace place) => IncidentAeds.Find(desk,
        cabinet => cabinet is not null && Scope.May(Permission.See, cabinet.Topic) ? cabinet : null, place, office.Now);

    /// <summary>In which prefecture an incident is that who asks opens at a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The prefecture, four digits, the one whose outline holds it, or one of who asks whose border is near; that of the nearest
    /// cabinet where no outline does, and empty where there is none.</returns>
    /// <exception cref="ProblemException">It is not one of who asks.</exception>
    public string PrefectureOf(IncidentPlace place)
    {
        IReadOnlyList<string> at = PrefectureFinder.At(place.Latitude, place.Longitude);
        string[] possible = at.Count > 0 ? [.. at] : [IncidentAeds.PrefectureBeside(desk, place, office.Now)];
        return possible.FirstOrDefault(code => Scope.MayIn(Permission.HandleEmergencies, code))
            ?? throw new ProblemException(ProblemKind.NotAllowed, new Wording(
                $"该地点在{possible[0]}，不在您负责的盟市，或您的权限只限于部分部门或机柜。",
                $"The place is in {possible[0]}, which is not one of yours, or your rights are cut to departments or cabinets."));
    }

    /// <summary>There is no such incident for who asks.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The refusal.</returns>
    public static ProblemException None(long id) =>
        new(ProblemKind.NotFound, new Wording($"没有急救任务{id}。", $"There is no incident {id}."));

    // The responders of who asks that have said something.
    private HashSet<string> Own(LedgerDatabase database, Incident incident, bool isWhole) => isWhole ? []
        : [.. IncidentLog.Entries(database, incident.No).Select(entry => entry.Responder).OfType<string>().Distinct()
            .Where(id => ResponderBook.Find(database, id) is { } one && Scope.May(Permission.Respond, one))];
}
