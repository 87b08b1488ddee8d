using System.Globalization;
using System.Security.Claims;
using AedCabinet.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AedCabinet.Accounts;

/// <summary>
/// Lets people log in at an outside OpenID Connect provider. It is asked again after <see cref="Lasts"/>, unseen where it still knows the
/// person: whom it locks loses his rights here then.
/// </summary>
internal static class AuthorityLogin
{
    /// <summary>The scheme.</summary>
    public const string Scheme = "authority";

    /// <summary>The claim that says until when the provider's word holds, in Unix seconds.</summary>
    public const string UntilClaim = "aed:until";

    /// <summary>So long holds the provider's word.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Adds it.</summary>
    /// <param name="schemes">The schemes.</param>
    /// <param name="settings">Which provider.</param>
    /// <param name="clock">The time.</param>
    public static void Add(AuthenticationBuilder schemes, AuthoritySettings settings, TimeProvider clock) =>
        schemes.AddOpenIdConnect(Scheme, options =>
        {
            options.Authority = settings.Authority.ToString();
            options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.SignInScheme = IdentityConstants.ApplicationScheme;
            options.CallbackPath = LoginRoutes.Path + "/authority/back";
            options.ResponseType = OpenIdConnectResponseType.Code;

            // The way back is a page that is opened, not a form of another site's: cookies need no exception for it.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            options.ClaimActions.MapAll();
            options.Events.OnTicketReceived = context => TakeAsync(context, settings, clock);
            options.Events.OnRemoteFailure = FailAsync;
        });

    /// <summary>Whether the provider's word has ended; one that is not of the provider's making has none.</summary>
    /// <param name="who">Who is logged in.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>null</c> when it is none of the provider's.</returns>
    public static bool? HasEnded(ClaimsPrincipal who, DateTimeOffset now) => who.FindFirstValue(UntilClaim) is { } until
        ? !long.TryParse(until, CultureInfo.InvariantCulture, out long seconds) || now.ToUnixTimeSeconds() >= seconds : null;

    private static Task TakeAsync(TicketReceivedContext context, AuthoritySettings settings, TimeProvider clock)
    {
        DateTimeOffset until = clock.GetUtcNow() + Lasts;
        string name = context.Principal!.FindFirstValue(settings.NameClaim) ?? context.Principal!.FindFirstValue("sub") ?? string.Empty;
        name = name.Length > Account.MaxNameLength ? name[..Account.MaxNameLength] : name;
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, name),
                new Claim(UntilClaim, until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                .. settings.GrantsOf(context.Principal!).Select(grant => new Claim(Grant.ClaimType, grant.ToClaim())),
            ], IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role));
        context.Properties!.ExpiresUtc = until;
        context.Properties.AllowRefresh = false;
        context.Properties.IsPersistent = false;
        return context.HttpContext.RequestServices.GetRequiredService<LoginAudit>().SucceededAsync(context.HttpContext, name, Scheme);
    }

    private static async Task FailAsync(RemoteFailureContext context)
    {
        await context.HttpContext.RequestServices.GetRequiredService<LoginAudit>().FailedAsync(context.HttpContext, null, false);
        context.Response.Redirect(LoginRoutes.Path + "?failed=authority");
        context.HandleResponse();
    }
}
