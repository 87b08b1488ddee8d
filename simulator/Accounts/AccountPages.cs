using AedCabinet.Ledger;
using Microsoft.AspNetCore.Builder;

namespace AedCabinet.Accounts;

/// <summary>Serves what has to do with accounts.</summary>
public static class AccountPages
{
    /// <summary>Serves it, behind the page (<c>PageServer.MapPage</c>), which sees who asks.</summary>
    /// <param name="web">The server.</param>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="hasAuthority">Whether people log in at an outside provider.</param>
    public static void MapAccounts(this WebApplication web, LedgerStore store, bool hasAuthority)
    {
        web.UseRateLimiter();
        string where = store.File is { } file ? $"--database \"{file}\"" : "--store postgres --database \"...\"";
        LoginRoutes.Map(web, $"dotnet run --project simulator/Registry -- user add NAME --role administrator {where}", hasAuthority);
        AccountRoutes.Map(web);
        AuditRoutes.Map(web);
    }
}
