using System.Security.Claims;
using AedCabinet.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AedCabinet.Accounts;

/// <summary>Says with claims who is logged in, and what its roles are.</summary>
/// <param name="options">The names of the claims.</param>
internal sealed class AccountPrincipals(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
{
    /// <inheritdoc/>
    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(Of(user));

    /// <summary>The principal of an account.</summary>
    /// <param name="account">The account.</param>
    /// <returns>The principal.</returns>
    public ClaimsPrincipal Of(Account account)
    {
        ClaimsIdentityOptions names = options.Value.ClaimsIdentity;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(names.UserIdClaimType, account.Id),
                new Claim(names.UserNameClaimType, account.Name),
                new Claim(names.SecurityStampClaimType, account.Stamp),
                .. account.Grants.Select(grant => new Claim(Grant.ClaimType, grant.ToClaim())),
            ], IdentityConstants.ApplicationScheme, names.UserNameClaimType, names.RoleClaimType));
    }
}
