using System.Collections.Frozen;

namespace AedCabinet.Access;

/// <summary>Which role may do what: the one table that every page, route, stream and export is judged by.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<Role, Permission[]> s_table = new Dictionary<Role, Permission[]>
    {
        [Role.Dispatcher] = [Permission.See, Permission.SeeContacts, Permission.HandleEmergencies, Permission.Command],
        [Role.Keeper] = [Permission.See, Permission.SeeContacts, Permission.Inspect],
        [Role.Department] = [Permission.See, Permission.SeeContacts, Permission.Report, Permission.Correct],
        [Role.Maintainer] = [Permission.See, Permission.SeeContacts, Permission.Command, Permission.Inspect, Permission.PlanCare],
        [Role.Administrator] = Enum.GetValues<Permission>(),
        [Role.Feed] = [Permission.See],
        [Role.Responders] = [Permission.See, Permission.Respond],
        [Role.Training] = [Permission.See, Permission.Train],
    }.ToFrozenDictionary();

    /// <summary>Gets every permission of a role.</summary>
    /// <param name="role">The role.</param>
    /// <returns>What it may do.</returns>
    public static IReadOnlyList<Permission> Of(Role role) => s_table[role];

    /// <summary>The name of the authorization policy that asks for a permission.</summary>
    /// <param name="permission">The permission.</param>
    /// <returns>The name, for <c>RequireAuthorization</c> and <c>[Authorize]</c>.</returns>
    public static string Policy(Permission permission) => "aed:" + permission;
}
