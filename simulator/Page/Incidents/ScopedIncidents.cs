using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Page.Registry;

namespace AedCabinet.Page.Incidents;

/// <summary>The incidents as one open page may see them: everything is cut to whoever looks, and what is done is noted.</summary>
/// <param name="office">Who looks.</param>
/// <param name="parts">Has what keeps incidents, where there is any.</param>
public sealed class ScopedIncidents(ScopedOffice office, IServiceProvider parts)
{
    // What another process has done is seen after this.
    private static readonly TimeSpan s_known = TimeSpan.FromSeconds(2);

    private readonly IncidentBook? _book = parts.GetService<IncidentBook>();
    private readonly ReadingPool? _pool = parts.GetService<ReadingPool>();
    private readonly HashSet<(long, string)> _looked = [];
    private readonly HashSet<long> _refused = [];
    private IReadOnlyDictionary<(string Cabinet, string Event), long> _ofEmergencies = new Dictionary<(string, string), long>();
    private long? _readAt;

    /// <summary>Raised after something was kept in this process; on the thread that kept it.</summary>
    public event Action? Changed
    {
        add
        {
            if (_book is not null)
            {
                _book.Changed += value;
            }
        }

        remove
        {
            if (_book is not null)
            {
                _book.Changed -= value;
            }
        }
    }

    /// <summary>Whether all of an incident may be seen and worked on.</summary>
    /// <param name="incident">The incident.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool SeesWhole(Incident incident) => office.Scope.SeesWhole(incident);

    /// <summary>The newest incidents that may be seen.</summary>
    /// <param name="isOpen">Whether those that are open are wanted, or those that are closed; <c>null</c> for both.</param>
    /// <param name="count">Of how many of all at most.</param>
    /// <returns>They, and whether there may be older ones.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public (IReadOnlyList<Incident> Items, bool HasMore) List(bool? isOpen, int count) => _pool!.Read(database =>
    {
        IReadOnlyList<Incident> all = IncidentLog.Newest(database, isOpen, null, count);
        IReadOnlyList<Incident> seen = [.. all.Where(one => office.Scope.Sees(database, one))];
        return (seen, all.Count == count);
    });

    /// <summary>One incident with what happened in it and whom to call; only what may be seen.</summary>
    /// <param name="no">Its number.</param>
    /// <returns>It; <c>null</c> when there is none, or it may not be seen.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public (Incident Incident, IReadOnlyList<IncidentEntry> Entries, IReadOnlyList<CalledResponder> Called)? Find(long no) =>
        _pool!.Read<(Incident, IReadOnlyList<IncidentEntry>, IReadOnlyList<CalledResponder>)?>(database =>
        {
            AccessScope scope = office.Scope;
            if (IncidentLog.Find(database, no) is not { } incident)
            {
                return null;
            }

            if (!scope.Sees(database, incident))
            {
                if (_refused.Add(no))
                {
                    office.Note(AuditActions.Refused, incident.Topic?.Cabinet, false, $"incident {no}");
                }

                return null;
            }

            bool isWhole = scope.SeesWhole(incident);
            return (incident, isWhole ? IncidentLog.Entries(database, no) : [], ResponderBook.CallList(database, incident,
                one => isWhole || scope.May(Permission.Respond, one), IncidentLimits.UsualCalled));
        });

    /// <summary>The AEDs near an incident that is open.</summary>
    /// <param name="incident">The incident.</param>
    /// <returns>The answer; <c>null</c> where it is over or its place is not known.</returns>
    public NearestAnswer? Near(Incident incident) => incident is { Stage: not IncidentStage.Closed, Place: { } place }
        && parts.GetService<NearestDesk>() is { } desk ? IncidentAeds.Find(desk, office.Scope.Cut, place, office.Now) : null;

    /// <summary>The incident of an open emergency.</summary>
    /// <param name="key">The emergency.</param>
    /// <returns>Its number; <c>null</c> for none, and where it may not be seen.</returns>
    public long? Of(EmergencyKey key)
    {
        if (_pool is null || !office.May(Permission.HandleEmergencies, key.Cabinet))
        {
            return null;
        }

        if (_readAt is not { } read || System.Diagnostics.Stopwatch.GetElapsedTime(read) > s_known)
        {
            _readAt = System.Diagnostics.Stopwatch.GetTimestamp();
            try
            {
                _ofEmergencies = _pool.Read(IncidentLog.OfOpenEmergencies);
            }
            catch (StoreAwayException)
            {
                // The page tells of it by itself; what was known stays.
            }
        }

        return _ofEmergencies.TryGetValue((key.Cabinet, key.Event), out long no) ? no : null;
    }

    /// <summary>Brings an incident to a stage.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="outcome">What came of it, where it is closed.</param>
    /// <param name="note">Free words, or <c>null</c>.</param>
    /// <returns>Who was first, so that nothing was changed; <c>null</c> otherwise.</returns>
    /// <exception cref="ArgumentException">This account may not.</exception>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was changed.</exception>
    public IncidentEntry? Bring(Incident incident, IncidentStage stage, string? outcome = null, string? note = null)
    {
        bool may = SeesWhole(incident);
        office.Note(AuditActions.Incident, incident.Topic?.Cabinet, may, $"incident {incident.No} {IncidentWords.Of(stage)}");
        return may ? _book!.Bring(incident.No, stage, office.Scope.Name, outcome, note)
            : throw new ArgumentException($"Incident {incident.No} is not this account's to work on.", nameof(incident));
    }

    /// <summary>Sends a command for an incident; that it was asked for is kept before.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments, a JSON object as text.</param>
    /// <returns>The command.</returns>
    /// <exception cref="ArgumentException">This account may not, or there is no key.</exception>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was sent.</exception>
    public async Task<CommandRecord?> SendAsync(Incident incident, string cabinet, string name, string args)
    {
        if (!SeesWhole(incident) || !office.May(Permission.Command, cabinet))
        {
            office.Note(AuditActions.Command, cabinet, false, name);
            throw new ArgumentException($"{cabinet} may not be commanded by this account.", nameof(cabinet));
        }

        (IncidentEntry entry, _) = _book!.Ask(incident.No, office.Scope.Name, cabinet, name, null);
        CommandRecord? sent = null;
        try
        {
            string id = await office.Desk.SendAsync(cabinet, name, args);
            sent = office.Desk.Commands.FirstOrDefault(command => command.Id == id);
        }
        finally
        {
            _book.Tie(entry, sent is { Stage: not CommandStage.NotSent } ? sent.Counter : null);
        }

        return sent;
    }

    /// <summary>Notes that whom to call about a cabinet is shown for an incident; once for each open page.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cabinet">The cabinet as it is shown.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now.</exception>
    public void SeeContact(Incident incident, CabinetRecord cabinet)
    {
        if ((cabinet.About?.ContactName ?? cabinet.About?.ContactPhone) is not null && SeesWhole(incident)
            && _looked.Add((incident.No, cabinet.Id)))
        {
            _book!.SeeContact(incident.No, office.Scope.Name, cabinet.Id);
        }
    }

    /// <summary>Notes that names and numbers of responders are shown.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="count">How many.</param>
    public void SeeResponders(Incident incident, int count) =>
        office.Note(AuditActions.ResponderSeen, incident.Topic?.Cabinet, true, $"incident {incident.No}, {count}");
}
