using System.Security.Claims;
using AedCabinet.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AedCabinet.Accounts;

/// <summary>
/// Who looks at an open page: asked again every so often, so that one whose account was locked or changed loses its rights though the page
/// stays open.
/// </summary>
/// <param name="book">The accounts.</param>
/// <param name="options">The names of the claims.</param>
/// <param name="logs">Told of what goes wrong.</param>
internal sealed class CircuitAccess(AccountBook book, IOptions<IdentityOptions> options, ILoggerFactory logs)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>How often it is asked again: an account that was locked has its rights a little longer at the most.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => Every;

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState,
        CancellationToken cancellationToken) => Task.Run(() => IsStillOrUnknown(authenticationState.User), cancellationToken);

    /// <summary>Whether an account is still what it was when its page was opened.</summary>
    /// <param name="who">Who opened it.</param>
    /// <returns><c>false</c> when it was locked, taken away or changed.</returns>
    public bool IsStill(ClaimsPrincipal who)
    {
        if (AuthorityLogin.HasEnded(who, DateTimeOffset.UtcNow) is { } hasEnded)
        {
            return !hasEnded;
        }

        ClaimsIdentityOptions names = options.Value.ClaimsIdentity;
        return who.FindFirstValue(names.UserIdClaimType) is not { } id || (book.ById(id) is { IsLocked: false } account
            && account.Stamp == who.FindFirstValue(names.SecurityStampClaimType)
            && account.Grants.Select(grant => grant.ToClaim()).Order(StringComparer.Ordinal)
                .SequenceEqual(who.FindAll(Grant.ClaimType).Select(claim => claim.Value).Order(StringComparer.Ordinal)));
    }

    // A database that is away must not take the emergencies from whoever looks at them.
    private bool IsStillOrUnknown(ClaimsPrincipal who)
    {
        try
        {
            return IsStill(who);
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return true;
        }
    }
}
