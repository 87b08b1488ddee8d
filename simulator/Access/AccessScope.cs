using System.Security.Claims;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Access;

/// <summary>
/// What one who is logged in may see and do: the one place where every page, route, stream and export is cut to roles (SPEC §18).
/// </summary>
/// <param name="name">Who it is, for the audit log.</param>
/// <param name="grants">Its roles and where they hold.</param>
public sealed class AccessScope(string name, IReadOnlyList<Grant> grants)
{
    /// <summary>Gets who it is: a person's or a system's name.</summary>
    public string Name => name;

    /// <summary>Gets the grants.</summary>
    public IReadOnlyList<Grant> Grants => grants;

    /// <summary>What a request or a page's circuit may do.</summary>
    /// <param name="who">The principal; one who isn't authenticated may do nothing.</param>
    /// <returns>The scope.</returns>
    public static AccessScope Of(ClaimsPrincipal who) => who.Identity is { IsAuthenticated: true } identity
        ? new(identity.Name ?? string.Empty, [.. Read(who)])
        : new(string.Empty, []);

    /// <summary>Whether something may be done anywhere at all.</summary>
    /// <param name="permission">What.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool May(Permission permission) => grants.Any(grant => Permissions.Of(grant.Role).Contains(permission));

    /// <summary>
    /// Whether something may be done with a cabinet. Who may not <see cref="Permission.See"/> it is told that there is none.
    /// </summary>
    /// <param name="permission">What.</param>
    /// <param name="cabinet">The cabinet's topic.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool May(Permission permission, CabinetTopic cabinet) =>
        grants.Any(grant => Permissions.Of(grant.Role).Contains(permission) && grant.Covers(cabinet));

    /// <summary>Whether something may be done with what is in a prefecture and is no cabinet's: only who is cut to neither departments nor
    /// cabinets may.</summary>
    /// <param name="permission">What.</param>
    /// <param name="prefecture">The prefecture, four digits; empty for none, which is only everywhere's.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool MayIn(Permission permission, string prefecture) => grants.Any(grant =>
        Permissions.Of(grant.Role).Contains(permission) && grant.Departments.Count == 0 && grant.Cabinets.Count == 0 && !grant.IsNowhere
            && (grant.Prefectures.Count == 0 || grant.Prefectures.Contains(prefecture)));

    /// <summary>Whether something may be done everywhere, with what names no cabinet too.</summary>
    /// <param name="permission">What.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool MayEverywhere(Permission permission) =>
        grants.Any(grant => Permissions.Of(grant.Role).Contains(permission) && grant.IsEverywhere);

    /// <summary>Where cabinets may be seen, for a question to the history.</summary>
    /// <returns>The parts, of which any will do; <c>null</c> for everywhere.</returns>
    public IReadOnlyList<CabinetReach>? Reach() => MayEverywhere(Permission.See) ? null
        : [.. grants.Where(grant => Permissions.Of(grant.Role).Contains(Permission.See) && !grant.IsNowhere).Select(
            grant => new CabinetReach(grant.Prefectures, grant.Departments, grant.Cabinets))];

    /// <summary>Cuts cabinets to those that may be seen, each without its contact where that may not be.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <returns>Those of them.</returns>
    public IEnumerable<CabinetRecord> Cut(IEnumerable<CabinetRecord> cabinets) =>
        cabinets.Where(cabinet => May(Permission.See, cabinet.Topic)).Select(WithoutSecrets);

    /// <summary>Cuts one cabinet.</summary>
    /// <param name="cabinet">The cabinet, or <c>null</c>.</param>
    /// <returns>It; <c>null</c> when it may not be seen.</returns>
    public CabinetRecord? Cut(CabinetRecord? cabinet) =>
        cabinet is not null && May(Permission.See, cabinet.Topic) ? WithoutSecrets(cabinet) : null;

    /// <summary>A cabinet without whom to call about it.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>It.</returns>
    public static CabinetRecord WithoutContact(CabinetRecord cabinet) =>
        cabinet.About is { } about && (about.ContactName ?? about.ContactPhone) is not null
            ? cabinet with { About = about with { ContactName = null, ContactPhone = null } } : cabinet;

    private static IEnumerable<Grant> Read(ClaimsPrincipal who)
    {
        foreach (Claim claim in who.FindAll(Grant.ClaimType))
        {
            if (Grant.TryParse(claim.Value, out Grant? grant))
            {
                yield return grant;
            }
        }
    }

    private CabinetRecord WithoutSecrets(CabinetRecord cabinet) =>
        May(Permission.SeeContacts, cabinet.Topic) ? cabinet : WithoutContact(cabinet);
}
