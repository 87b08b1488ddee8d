using AedCabinet.Access;

namespace AedCabinet.Page.Layout;

/// <summary>Who sees the page for subscriptions in the menu.</summary>
internal static class FeedAccess
{
    /// <summary>Whether somebody has to do with subscriptions: who looks after the accounts, and whose role it is.</summary>
    /// <param name="scope">What somebody may do.</param>
    /// <returns><c>true</c> when it has.</returns>
    public static bool Concerns(AccessScope scope) =>
        scope.MayEverywhere(Permission.ManageAccess) || scope.Grants.Any(grant => grant.Role == Role.Feed);
}
