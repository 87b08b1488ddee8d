using System.Security.Claims;
using AedCabinet.Access;
using Microsoft.AspNetCore.Authentication;

namespace AedCabinet.Registry.Service;

/// <summary>Where no login is set up, whoever reaches the page is its administrator: it is served on this host only.</summary>
internal static class WithoutLogin
{
    private static readonly ClaimsPrincipal s_administrator = new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, "this host"), new Claim(Grant.ClaimType, Grant.Everywhere(Role.Administrator).ToClaim())],
        nameof(WithoutLogin)));

    /// <summary>Lets whoever asks in, unless there is a login.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    public static Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetService<IAuthenticationSchemeProvider>() is null)
        {
            context.User = s_administrator;
        }

        return next(context);
    }
}
