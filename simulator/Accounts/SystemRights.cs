using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace AedCabinet.Accounts;

/// <summary>What a system with a token may do now: a token lasts an hour, a lock holds at once.</summary>
/// <param name="book">The accounts.</param>
/// <param name="principals">Says with claims who it is.</param>
internal sealed class SystemRights(AccountBook book, AccountPrincipals principals) : IClaimsTransformation
{
    /// <summary>The kind of an identity that a token names.</summary>
    public const string Identity = "aed:system";

    /// <summary>The claim with which sessions end.</summary>
    public const string StampClaim = "aed:stamp";

    private const string Subject = "sub";

    /// <inheritdoc/>
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(StampClaim) is not { } stamp || principal.FindFirstValue(Subject) is not { } id)
        {
            return Task.FromResult(principal);
        }

        return Task.FromResult(book.ById(id) is { IsLocked: false } account && account.Stamp == stamp ? principals.Of(account)
            : new ClaimsPrincipal(new ClaimsIdentity()));
    }
}
