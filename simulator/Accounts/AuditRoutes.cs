using AedCabinet.Access;
using AedCabinet.Page.Login;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AedCabinet.Accounts;

/// <summary>The audit log, for administrators of everything.</summary>
internal static class AuditRoutes
{
    private const int PageSize = 100;
    private const string Refused = "no";

    /// <summary>Maps it.</summary>
    /// <param name="routes">The server.</param>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/audit", ShowAsync)
        .RequireAuthorization(Permissions.Policy(Permission.Audit));

    private static async Task<IResult> ShowAsync(HttpContext context, LedgerAuditLog log, LoginAudit audit, string? who, string? action,
        string? cabinet, string? allowed, int? page)
    {
        if (!AccessScope.Of(context.User).MayEverywhere(Permission.Audit))
        {
            // Of a browser the login's own refusal notes it.
            if (context.Request.Headers.Authorization.Count > 0)
            {
                await audit.RefusedAsync(context, StatusCodes.Status403Forbidden);
            }

            return Results.Forbid();
        }

        AuditFilter filter = new()
        {
            Who = who?.Trim(),
            Action = action,
            Cabinet = cabinet?.Trim(),
            IsAllowed = allowed == Refused ? false : null,
        };
        int wanted = Math.Clamp(page ?? 0, 0, int.MaxValue / PageSize / 2);
        try
        {
            IReadOnlyList<AuditEntry> entries = log.Read(filter, wanted * PageSize, PageSize + 1);
            return LoginRoutes.Page<AuditPage>(StatusCodes.Status200OK,
                (nameof(AuditPage.Entries), entries.Take(PageSize).ToArray()), (nameof(AuditPage.HasMore), entries.Count > PageSize),
                (nameof(AuditPage.Number), wanted), (nameof(AuditPage.Who), filter.Who), (nameof(AuditPage.Action), action),
                (nameof(AuditPage.Cabinet), filter.Cabinet), (nameof(AuditPage.OnlyRefused), allowed == Refused));
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return LoginRoutes.Away();
        }
    }
}
