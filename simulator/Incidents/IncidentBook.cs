using AedCabinet.Ledger;

namespace AedCabinet.Incidents;

/// <summary>
/// Keeps in the database what happens in incidents, each thing in one step with the news of it. May be used by any thread.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="clock">The time.</param>
public sealed class IncidentBook(LedgerStore store, TimeProvider clock)
{
    /// <summary>What <c>origin</c> says of one that a dispatch system opened.</summary>
    public const string OfDispatch = "dispatch";

    /// <summary>What <c>origin</c> says of one that a cabinet's emergency opened.</summary>
    public const string OfCabinet = "cabinet";

    private const string NotSent = "notsent";

    /// <summary>Raised after something was kept here; on the thread that kept it.</summary>
    public event Action? Changed;

    /// <summary>Opens an incident, once for each key and each number of the dispatch system's.</summary>
    /// <param name="asked">What is known of it.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was opened.</exception>
    public Opening Open(NewIncident asked)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Change(database =>
        {
            long? made = Insert(database, asked, now);
            if (made is null && Known(database, asked) is { } known)
            {
                return known;
            }

            // The one that had its number was closed a moment ago.
            long no = made ?? Insert(database, asked, now) ?? throw new StoreAwayException("an incident with its number comes and goes");

            Add(database, no, now, IncidentEntry.Opened, asked.Who, asked.Cabinet);
            if (asked.Named.Count > 0)
            {
                Add(database, no, now, IncidentEntry.Named, string.Empty, null, note: string.Join(' ', asked.Named));
            }

            Incident incident = IncidentLog.Find(database, no)!;
            IncidentEvents.Append(database, incident, "incident.opened", now);
            return new Opening(incident, OpeningKind.New);
        });
    }

    /// <summary>Brings an incident to a stage.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="stage">The stage, a later one than it has.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="outcome">What came of it, one of <see cref="IncidentOutcomes"/>; <c>null</c> unless it is closed.</param>
    /// <param name="note">Free words, or <c>null</c>.</param>
    /// <returns>Who was first at that stage or behind it, so that nothing was changed; <c>null</c> when it was brought there.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was changed.</exception>
    public IncidentEntry? Bring(long no, IncidentStage stage, string who, string? outcome = null, string? note = null)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Change(database =>
        {
            if (!Move(database, no, stage, outcome, now))
            {
                return IncidentLog.Entry(database, "n.incident = $1 AND n.kind = 'stage' AND n.word = $2", no, IncidentWords.Of(stage))
                    ?? IncidentLog.Entries(database, no).Last(entry => entry.Kind is IncidentEntry.ToStage or IncidentEntry.Opened);
            }

            Add(database, no, now, IncidentEntry.ToStage, who, null, IncidentWords.Of(stage), note, outcome: outcome);
            IncidentEvents.Append(database, IncidentLog.Find(database, no)!,
                stage == IncidentStage.Closed ? "incident.closed" : "incident.stage", now, null, [("outcome", outcome)]);
            return null;
        });
    }

    /// <summary>Notes that a command is asked for, before it is sent.</summary>
    /// <param name="no">The incident's number.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="name">The command.</param>
    /// <param name="key">The request's own key, or <c>null</c>.</param>
    /// <returns>The entry, and whether it is new: the same request came before otherwise.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was noted.</exception>
    public (IncidentEntry Entry, bool IsNew) Ask(long no, string who, string cabinet, string name, string? key)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Change(database =>
        {
            long? made = Add(database, no, now, IncidentEntry.Command, who, cabinet, name, key: key);
            if (made is null)
            {
                return (IncidentLog.Entry(database, "n.incident = $1 AND n.who = $2 AND n.request_key = $3", no, who, key)!, false);
            }

            Touch(database, no, now);
            IncidentEntry entry = IncidentLog.Entry(database, "n.no = $1", made)!;
            IncidentEvents.Append(database, IncidentLog.Find(database, no)!, "incident.command", now, cabinet, [("name", name)]);
            return (entry, true);
        });
    }

    /// <summary>Notes which command was sent, or that none was.</summary>
    /// <param name="entry">The entry that <see cref="Ask"/> made.</param>
    /// <param name="counter">The command's number; <c>null</c> when it was not sent.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was noted.</exception>
    public void Tie(IncidentEntry entry, long? counter) => Change(database =>
    {
        using Statement tie = database.Prepare(
            "UPDATE incident_entries SET counter = $2, outcome = $3, request_key = CASE WHEN $4 = 1 THEN "
            + "NULL ELSE request_key END WHERE no = $1", 4);
        tie.Run(entry.No, counter, counter is null ? NotSent : null, counter is null);
        return true;
    });

    /// <summary>Notes that somebody looked at whom to call about a cabinet; the first time counts.</summary>
    /// <param name="no">The incident's number.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was noted.</exception>
    public void SeeContact(long no, string who, string cabinet) =>
        Change(database => Add(database, no, clock.GetUtcNow(), IncidentEntry.Contact, who, cabinet));

    /// <summary>Keeps what a responder said; the same again changes nothing.</summary>
    /// <param name="no">The incident's number.</param>
    /// <param name="who">Which system, or who, says so.</param>
    /// <param name="responder">The responder's id.</param>
    /// <param name="status">One of <see cref="IncidentWords.Statuses"/>.</param>
    /// <param name="cabinet">The id of the cabinet whose AED it is about; <c>null</c> for none.</param>
    /// <param name="at">When it was so.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public bool Respond(long no, string who, string responder, string status, string? cabinet, DateTimeOffset at) => Change(database =>
    {
        if (Add(database, no, at, IncidentEntry.Response, who, cabinet, status, responder: responder) is null)
        {
            return false;
        }

        Touch(database, no, clock.GetUtcNow());
        IncidentEvents.Append(database, IncidentLog.Find(database, no)!, "responder." + status, at, cabinet, [("responder", responder)]);
        return true;
    });

    /// <summary>Adds to a timeline.</summary>
    /// <param name="database">The database, within a step.</param>
    /// <param name="no">The incident's number.</param>
    /// <param name="at">When.</param>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="who">Who; empty for nobody.</param>
    /// <param name="cabinet">The cabinet's id, or <c>null</c>.</param>
    /// <param name="word">Its word, or <c>null</c>.</param>
    /// <param name="note">Free words, or <c>null</c>.</param>
    /// <param name="responder">The responder's id, or <c>null</c>.</param>
    /// <param name="outcome">What became of it, or <c>null</c>.</param>
    /// <param name="counter">The command's number, or <c>null</c>.</param>
    /// <param name="key">The request's own key, or <c>null</c>.</param>
    /// <returns>Its number; <c>null</c> where it was there already.</returns>
    internal static long? Add(LedgerDatabase database, long no, DateTimeOffset at, string kind, string who, string? cabinet,
        string? word = null, string? note = null, string? responder = null, string? outcome = null, long? counter = null,
        string? key = null)
    {
        using Statement add = database.Prepare("INSERT INTO incident_entries (incident, at, kind, who, cabinet, responder, word, note, "
            + "counter, outcome, request_key) VALUES ($1, $2, $3, $4, (SELECT no FROM cabinets WHERE id = $5), $6, $7, $8, $9, $10, $11) "
            + "ON CONFLICT DO NOTHING RETURNING no", 11);
        return add.Number(no, at.ToUnixTimeMilliseconds(), kind, who, cabinet, responder, word, note, counter, outcome, key);
    }

    /// <summary>Brings an incident to a later stage than it has.</summary>
    /// <param name="database">The database, within a step.</param>
    /// <param name="no">Its number.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="outcome">What came of it, or <c>null</c>.</param>
    /// <param name="now">The time.</param>
    /// <returns><c>false</c> when it is there or farther: nothing was changed.</returns>
    internal static bool Move(LedgerDatabase database, long no, IncidentStage stage, string? outcome, DateTimeOffset now)
    {
        using Statement move = database.Prepare(
            "UPDATE incidents SET stage = $2, changed = $3, closed = $4, outcome = $5 WHERE no = $1 AND "
            + "stage < $2 RETURNING no", 5);
        long ms = now.ToUnixTimeMilliseconds();
        return move.Number(no, (long)stage, ms, stage == IncidentStage.Closed ? ms : null, outcome) is not null;
    }

    /// <summary>Notes that something happened in an incident.</summary>
    /// <param name="database">The database, within a step.</param>
    /// <param name="no">Its number.</param>
    /// <param name="now">The time.</param>
    internal static void Touch(LedgerDatabase database, long no, DateTimeOffset now)
    {
        using Statement touch = database.Prepare("UPDATE incidents SET changed = $2 WHERE no = $1 AND changed < $2", 2);
        touch.Run(no, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Tells that something was kept elsewhere.</summary>
    internal void Note() => Changed?.Invoke();

    private static long? Insert(LedgerDatabase database, NewIncident asked, DateTimeOffset now)
    {
        using Statement add = database.Prepare("INSERT INTO incidents (prefecture, cabinet, origin, latitude, longitude, address, "
            + "reference, opened, opened_by, stage, changed, request_key, request_digest) VALUES ($1, (SELECT no FROM cabinets WHERE id = "
            + "$2), $3, $4, $5, $6, $7, $8, $9, 0, $8, $10, $11) ON CONFLICT DO NOTHING RETURNING no", 11);
        return add.Number(asked.Prefecture, asked.Cabinet, OfDispatch, asked.Place.StoredLatitude, asked.Place.StoredLongitude,
            asked.Address, asked.Reference, now.ToUnixTimeMilliseconds(), asked.Who, asked.Request?.Key, asked.Request?.Digest);
    }

    private static Opening? Known(LedgerDatabase database, NewIncident asked)
    {
        if (asked.Request is { } request
            && IncidentLog.Read(database, "i.opened_by = $1 AND i.request_key = $2", asked.Who, request.Key) is [{ } same])
        {
            bool isSame = IncidentLog.Read(database, "i.no = $1 AND i.request_digest = $2", same.No, request.Digest).Count > 0;
            return new Opening(same, isSame ? OpeningKind.Again : OpeningKind.KeyUsed);
        }

        return IncidentLog.Read(database, "i.opened_by = $1 AND i.reference = $2 AND i.closed IS NULL", asked.Who, asked.Reference)
            is [{ } other, ..] ? new Opening(other, OpeningKind.ReferenceUsed) : null;
    }

    private T Change<T>(Func<LedgerDatabase, T> change)
    {
        T answer = StoreStep.Run(store, change);
        Changed?.Invoke();
        return answer;
    }
}
