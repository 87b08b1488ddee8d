using System.Security.Claims;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using AedCabinet.Access;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace AedCabinet.Accounts;

/// <summary>
/// Lets systems log in: OAuth 2.0 client credentials at <see cref="Path"/>, a token of an hour for the API. The token says who it is; what
/// that may do is asked of the database each time (<see cref="SystemRights"/>).
/// </summary>
internal static class SystemTokens
{
    /// <summary>Where a token is asked for.</summary>
    public const string Path = "connect/token";

    /// <summary>The scheme of a request with a token.</summary>
    public const string Scheme = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;

    private const int KeyBytes = 32;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    /// <summary>Adds it.</summary>
    /// <param name="services">The host's services.</param>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(_ => PartitionedRateLimiter.Create<HttpContext, string>(AccountServices.TriesOf));
        services.AddOpenIddict()
            .AddServer(Configure)
            .AddValidation(options =>
            {
                options.UseLocalServer();
                options.UseDataProtection();
                options.UseAspNetCore();
            });
    }

    // Tokens are sealed like the cookies; the server insists on keys for kinds of tokens that it is never asked for.
    private static void Configure(OpenIddictServerBuilder options)
    {
        options.SetTokenEndpointUris(Path).AllowClientCredentialsFlow().SetAccessTokenLifetime(s_lifetime).EnableDegradedMode();
        options.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(KeyBytes)));
        options.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        options.UseDataProtection();

        // On this host, or behind a proxy that speaks HTTPS with the outside: where else it is served is not this part's to decide.
        options.UseAspNetCore().DisableTransportSecurityRequirement();
        options.AddEventHandler<ValidateTokenRequestContext>(builder => builder.UseInlineHandler(JudgeAsync));
        options.AddEventHandler<HandleTokenRequestContext>(builder => builder.UseInlineHandler(GiveAsync));
    }

    private static async ValueTask JudgeAsync(ValidateTokenRequestContext context)
    {
        HttpContext request = context.Transaction.GetHttpRequest()!.HttpContext;
        using RateLimitLease place = request.RequestServices.GetRequiredService<PartitionedRateLimiter<HttpContext>>()
            .AttemptAcquire(request);
        if (!place.IsAcquired)
        {
            context.Reject(OpenIddictConstants.Errors.SlowDown, "There were too many attempts; try again in a minute.");
            return;
        }

        LoginAudit audit = request.RequestServices.GetRequiredService<LoginAudit>();
        try
        {
            Account? system = Find(request, context.ClientId);
            if (system is null || !SystemSecret.Fits(context.ClientSecret, system.PasswordHash))
            {
                await audit.FailedAsync(request, system, false);
                context.Reject(OpenIddictConstants.Errors.InvalidClient,
                    "The client id or the secret is not right, or the system is locked.");
                return;
            }

            await audit.SucceededAsync(request, system.Name, "token");
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            context.Reject(OpenIddictConstants.Errors.TemporarilyUnavailable, "The database is away; try again in a while.");
        }
    }

    private static ValueTask GiveAsync(HandleTokenRequestContext context)
    {
        HttpContext request = context.Transaction.GetHttpRequest()!.HttpContext;
        Account system = Find(request, context.ClientId)!;
        ClaimsIdentity identity = new(SystemRights.Identity);
        identity.AddClaim(OpenIddictConstants.Claims.Subject, system.Id);
        identity.AddClaim(SystemRights.StampClaim, system.Stamp);
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    private static Account? Find(HttpContext request, string? name) => name is { Length: > 0 and <= Account.MaxNameLength }
        && request.RequestServices.GetRequiredService<AccountBook>().ByName(name.ToUpperInvariant())
            is { Kind: Account.System, IsLocked: false } system ? system : null;
}
