using System.Security.Claims;

namespace AedCabinet.Access;

/// <summary>Who looks at a page that demonstrates, on this host only: there is no login, and everything may be tried.</summary>
public static class Demonstration
{
    private const string Scheme = "demonstration";

    /// <summary>Gets one who may do everything.</summary>
    public static ClaimsPrincipal Everybody { get; } = new(new ClaimsIdentity(
        [new Claim(Grant.ClaimType, Grant.Everywhere(Role.Administrator).ToClaim())], Scheme));
}
