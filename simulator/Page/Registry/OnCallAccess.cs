using AedCabinet.Access;
using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>Which entries of the list of those on call somebody may see and change: those that reach no further than the grant.</summary>
internal static class OnCallAccess
{
    /// <summary>Whether an entry may be seen and changed.</summary>
    /// <param name="scope">What somebody may do.</param>
    /// <param name="entry">The entry.</param>
    /// <returns><c>true</c> when it may.</returns>
    public static bool MayPlan(this AccessScope scope, OnCallEntry entry) => scope.Grants.Any(grant =>
        Permissions.Of(grant.Role).Contains(Permission.PlanCare) && IsWithin(grant.Prefectures, entry.Prefecture)
            && IsWithin(grant.Departments, entry.Department) && IsWithin(grant.Cabinets, entry.Cabinet));

    // An entry for all reaches further than a grant for some.
    private static bool IsWithin(IReadOnlyList<string> granted, string value) => granted.Count == 0 || granted.Contains(value);
}
