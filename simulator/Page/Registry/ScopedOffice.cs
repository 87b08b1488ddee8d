using System.Security.Claims;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Components.Authorization;

namespace AedCabinet.Page.Registry;

/// <summary>
/// The centre as one open page may see it: everything is cut to the roles of whoever looks, and what is done is noted. No component asks
/// the <see cref="IRegistryOffice"/> itself.
/// </summary>
/// <param name="office">The centre.</param>
/// <param name="who">Who looks; asked each time, for rights may end while the page is open.</param>
/// <param name="audit">The audit log.</param>
/// <param name="circuit">From where it is looked at.</param>
/// <param name="log">Told when the audit log refuses.</param>
public sealed class ScopedOffice(IRegistryOffice office, AuthenticationStateProvider who, IAuditLog audit, CircuitLook circuit,
    ILogger<ScopedOffice> log)
{
    private readonly HashSet<string> _noted = [];
    private readonly Lock _lock = new();
    private ScopedCommands? _desk;
    private ScopedEmergencies? _emergencies;
    private ClaimsPrincipal? _principal;
    private AccessScope _scope = new(string.Empty, []);
    private (IReadOnlyList<CabinetRecord> All, AccessScope Scope, IReadOnlyList<CabinetRecord> Cut)? _picture;

    /// <summary>Raised after something has come in; on the thread that brought it.</summary>
    public event Action? Changed
    {
        add => office.Changed += value;
        remove => office.Changed -= value;
    }

    /// <summary>Gets what whoever looks may do.</summary>
    public AccessScope Scope
    {
        get
        {
            Task<AuthenticationState> state = who.GetAuthenticationStateAsync();
            ClaimsPrincipal principal = state.IsCompletedSuccessfully ? state.Result.User : new ClaimsPrincipal();
            lock (_lock)
            {
                if (!ReferenceEquals(principal, _principal))
                {
                    _principal = principal;
                    _scope = AccessScope.Of(principal);
                }

                return _scope;
            }
        }
    }

    /// <summary>Gets how soon after a change a page is drawn anew.</summary>
    public TimeSpan Pace => office.Pace;

    /// <summary>Gets the time of day where the cabinets hang.</summary>
    public DateTimeOffset Now => office.Now;

    /// <summary>Gets the desk for commands, as far as this page may use it.</summary>
    public ScopedCommands Desk => _desk ??= new ScopedCommands(this, office.Desk);

    /// <summary>Gets the desk for open emergencies, as far as this page may use it.</summary>
    public ScopedEmergencies Emergencies => _emergencies ??= new ScopedEmergencies(this, office.Emergencies);

    /// <summary>Gets a value indicating whether commands are sent from here at all, and by whoever looks.</summary>
    public bool SendsCommands => office.SendsCommands && Scope.May(Permission.Command);

    /// <summary>Gets how many doubles of events were removed, for one who sees all.</summary>
    public long Doubles => SeesAll ? office.Doubles : 0;

    /// <summary>Gets how many messages could not be used, for one who looks after all cabinets.</summary>
    public long SetAsideCount => LooksAfterAll ? office.SetAsideCount : 0;

    /// <summary>Gets the latest of them, the newest first.</summary>
    public IReadOnlyList<SetAsideMessage> SetAside => LooksAfterAll ? office.SetAside : [];

    /// <summary>Gets what is wrong with what comes in or is kept; <c>null</c> for nothing.</summary>
    public IntakeTrouble? Trouble => office.Trouble;

    /// <summary>Gets what only a registry with a database knows; of the whole only for one who sees all.</summary>
    public RegistryStanding? Standing => SeesAll ? office.Standing : Cut(office.Standing);

    private bool SeesAll => Scope.MayEverywhere(Permission.See);

    private bool LooksAfterAll => Scope.MayEverywhere(Permission.PlanCare);

    /// <summary>The cabinets as they are now.</summary>
    /// <returns>What is known of each, by id.</returns>
    public IReadOnlyList<CabinetRecord> Cabinets()
    {
        IReadOnlyList<CabinetRecord> all = office.Cabinets();
        AccessScope scope = Scope;
        if (circuit.IsAlive && scope.MayEverywhere(Permission.SeeContacts))
        {
            return all;
        }

        lock (_lock)
        {
            if (_picture is not { } last || !ReferenceEquals(last.All, all) || !ReferenceEquals(last.Scope, scope))
            {
                _picture = last = (all, scope, [.. scope.Cut(all).Select(WithoutUnseen)]);
            }

            return last.Cut;
        }
    }

    /// <summary>One cabinet as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>What is known of it; <c>null</c> when there is none, or it may not be seen.</returns>
    public CabinetRecord? Find(string id)
    {
        CabinetRecord? there = office.Find(id);
        CabinetRecord? cut = Scope.Cut(there);
        if (there is not null && cut is null)
        {
            NoteOnce(AuditActions.Refused, id, false);
        }

        return cut is null ? null : WithoutUnseen(cut);
    }

    /// <summary>A page of the history.</summary>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The events.</returns>
    public EventPage Events(EventFilter filter, int skip, int count) => office.Events(filter with { Within = Scope.Reach() }, skip, count);

    /// <summary>Whether whoever looks may do something with a cabinet.</summary>
    /// <param name="permission">What.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool May(Permission permission, string id) => Scope.MayEverywhere(permission)
        || (office.Find(id) is { } cabinet && Scope.May(permission, cabinet.Topic));

    /// <summary>Notes that a cabinet's contact is shown; once for each open page.</summary>
    /// <param name="cabinet">The cabinet.</param>
    public void SeeContact(CabinetRecord cabinet)
    {
        if (circuit.IsAlive && (cabinet.About?.ContactName ?? cabinet.About?.ContactPhone) is not null)
        {
            NoteOnce(AuditActions.ContactSeen, cabinet.Id, true);
        }
    }

    /// <summary>Notes what was done or refused. What needs doing does not wait for it.</summary>
    /// <param name="action">What, one of <see cref="AuditActions"/>.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="isAllowed">Whether it was allowed.</param>
    /// <param name="detail">What else there is to say.</param>
    internal void Note(string action, string? cabinet, bool isAllowed, string? detail = null) =>
        _ = KeepAsync(new AuditEntry(DateTimeOffset.UtcNow, Scope.Name, circuit.From, action, cabinet, isAllowed, detail));

    // Before the page is alive it is drawn once for the reader, without what each look at is noted, and once more when it is.
    private CabinetRecord WithoutUnseen(CabinetRecord cabinet) => circuit.IsAlive ? cabinet : AccessScope.WithoutContact(cabinet);

    private void NoteOnce(string action, string cabinet, bool isAllowed)
    {
        lock (_lock)
        {
            if (!_noted.Add(action + " " + cabinet))
            {
                return;
            }
        }

        Note(action, cabinet, isAllowed);
    }

    private async Task KeepAsync(AuditEntry entry)
    {
        try
        {
            await audit.AddAsync(entry);
        }
        catch (Exception exception)
        {
            Wording told = new($"审计日志未能写入（{entry.Action} {entry.Cabinet}）：{exception.Message}",
                $"the audit log could not be written ({entry.Action} {entry.Cabinet}): {exception.Message}");
            log.Log(LogLevel.Error, default, told, null, (words, _) => words.En);
        }
    }

    private RegistryStanding? Cut(RegistryStanding? standing)
    {
        if (standing is null)
        {
            return null;
        }

        HashSet<string> seen = [.. Cabinets().Select(cabinet => cabinet.Id)];
        return standing with
        {
            Availability = standing.Availability.Where(row => seen.Contains(row.Key)).ToDictionary(),
            Resends = [.. standing.Resends.Where(row => seen.Contains(row.Cabinet))],
            MissingEvents = null,
            Planned = new Dictionary<string, long>(),
        };
    }
}
