using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>Which of what happens is told to somebody: what is wanted, cut to what may be seen.</summary>
public sealed class FeedPick
{
    // Incidents are seen by who handles them and by who calls responders to them, as the API's routes have it.
    private static readonly Permission[] s_incidents = [Permission.HandleEmergencies, Permission.Respond];
    private static readonly Permission[] s_others = [Permission.See];

    private readonly AccessScope _scope;
    private readonly AccessScope _withoutCabinets;
    private readonly FeedFilter _filter;

    /// <summary>Initializes a new instance of the <see cref="FeedPick"/> class.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="filter">What is wanted.</param>
    public FeedPick(AccessScope scope, FeedFilter filter)
    {
        _scope = scope;
        _filter = filter;

        // What names no cabinet is for those whose right hangs on none.
        _withoutCabinets = new AccessScope(scope.Name, [.. scope.Grants.Where(grant => grant.Cabinets.Count == 0)]);
        IReadOnlyList<CabinetReach>? reach = scope.Reach();
        Cut = (reach is null ? CabinetCut.All : new CabinetCut(reach)) with
        {
            Prefecture = filter.Prefectures.Count == 1 ? filter.Prefectures[0] : null,
            Sector = filter.Departments.Count == 1 ? filter.Departments[0] : null,
        };
    }

    /// <summary>Gets whose events may be wanted at all, for the database.</summary>
    public CabinetCut Cut { get; }

    /// <summary>Whether something is told.</summary>
    /// <param name="entry">What happened.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Wants(FeedEntry entry)
    {
        AccessScope scope = entry.Cabinet is null ? _withoutCabinets : _scope;
        return _filter.Wants(entry) && (entry.IsOfIncident ? s_incidents : s_others).Any(permission => scope.May(permission, entry.Topic));
    }
}
