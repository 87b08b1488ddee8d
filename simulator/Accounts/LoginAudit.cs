using System.Globalization;
using System.Threading.RateLimiting;
using AedCabinet.Access;
using Microsoft.AspNetCore.Http;

namespace AedCabinet.Accounts;

/// <summary>Notes who logged in, who tried to, and from where.</summary>
/// <param name="audit">The audit log.</param>
/// <param name="clock">The time.</param>
internal sealed class LoginAudit(IAuditLog audit, TimeProvider clock)
{
    private const int MaxPathLength = 200;

    // Each its own: whoever fills his must not hide what another does.
    private static readonly PartitionedRateLimiter<string> s_refusals = PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetFixedWindowLimiter(who,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>From where a request comes.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The address.</returns>
    public static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "?";

    /// <summary>Somebody logged in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="who">Who.</param>
    /// <param name="how">With what.</param>
    /// <returns>When it is kept.</returns>
    public Task SucceededAsync(HttpContext context, string who, string how) => AddAsync(context, who, AuditActions.Login, true, how);

    /// <summary>Somebody tried in vain.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">As whom; <c>null</c> for a name that nobody has, which may be a password typed in the wrong place.</param>
    /// <param name="isLocked">Whether the account was locked for it.</param>
    /// <returns>When it is kept.</returns>
    public async Task FailedAsync(HttpContext context, Account? account, bool isLocked)
    {
        await AddAsync(context, account?.Name ?? string.Empty, AuditActions.Login, false, account is null ? "unknown name" : null);
        if (isLocked)
        {
            await AddAsync(context, account!.Name, AuditActions.LockedOut, false, null);
        }
    }

    /// <summary>Somebody logged out.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is kept.</returns>
    public Task LeftAsync(HttpContext context) =>
        AddAsync(context, context.User.Identity?.Name ?? string.Empty, AuditActions.Logout, true, null);

    /// <summary>Something was asked for that whoever asks may not have.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The answer.</param>
    /// <returns>When it is kept.</returns>
    public async Task RefusedAsync(HttpContext context, int status)
    {
        // Who asks for what he may not have all day long must not fill the disk with it.
        using RateLimitLease place = s_refusals.AttemptAcquire($"{context.User.Identity?.Name} {From(context)}");
        if (!place.IsAcquired)
        {
            return;
        }

        try
        {
            await AddAsync(context, context.User.Identity?.Name ?? string.Empty, AuditActions.Refused, false,
                string.Create(CultureInfo.InvariantCulture, $"{status} {context.Request.Method} {Short(context.Request.Path)}"));
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            // It is refused all the same.
        }
    }

    private static string Short(PathString path) =>
        path.Value is { Length: > MaxPathLength } text ? text[..MaxPathLength] : path.Value ?? "/";

    private Task AddAsync(HttpContext context, string who, string action, bool isAllowed, string? detail) =>
        audit.AddAsync(new AuditEntry(clock.GetUtcNow(), who, From(context), action, null, isAllowed, detail));
}
