using System.Data.Common;
using System.Threading.RateLimiting;
using AedCabinet.Access;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AedCabinet.Accounts;

/// <summary>Adds what lets people log in at a registry (SPEC §18).</summary>
public static class AccountServices
{
    /// <summary>The fewest characters of a password. Length is all that is asked for.</summary>
    public const int MinPasswordLength = 10;

    /// <summary>After so many failures in a row an account is locked for <see cref="LockOut"/>.</summary>
    public const int MostFailures = 5;

    /// <summary>The policy that limits how often one address may try.</summary>
    internal const string TriesPolicy = "aed:tries";

    /// <summary>So long is an account locked after failures.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(5);

    private const string Scheme = "aed";
    private const string Bearer = "Bearer ";

    // A shift: who works goes on, who has gone home is logged out.
    private static readonly TimeSpan s_session = TimeSpan.FromHours(12);

    // A page that is loaded anew knows of a change of its account after this.
    private static readonly TimeSpan s_askedEvery = TimeSpan.FromSeconds(10);

    /// <summary>Adds it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="authority">An outside provider that people log in at; <c>null</c> for none.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAccounts(this IServiceCollection services, LedgerStore store, AuthoritySettings? authority,
        TimeProvider clock)
    {
        AddIdentity(services, store);
        AuthenticationBuilder schemes = services.AddAuthentication(Scheme);
        schemes.AddIdentityCookies();
        schemes.AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = SchemeOf);
        if (authority is not null)
        {
            AuthorityLogin.Add(schemes, authority, clock);
        }

        SystemTokens.Add(services);
        services.AddScoped<IClaimsTransformation, SystemRights>();
        services.ConfigureApplicationCookie(Configure);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme,
            options => options.Cookie.Name = "aed-second");
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = s_askedEvery);
        services.AddAccessPolicies();

        // What nobody has thought of is for those who are logged in.
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        AddSeals(services, store);
        services.AddRateLimiter(Limit);
        services.AddScoped<AuthenticationStateProvider, CircuitAccess>();
        services.AddSingleton<IAuditLog>(parts => parts.GetRequiredService<LedgerAuditLog>());
        services.AddSingleton(_ => new LedgerAuditLog(store));
        services.AddScoped<LoginAudit>();
        return services;
    }

    /// <summary>What seals, for a process without a page. It makes nothing before it is asked to.</summary>
    /// <param name="store">Where its keys are.</param>
    /// <returns>It.</returns>
    public static IDataProtectionProvider OpenSeals(LedgerStore store)
    {
        // In services of their own: a host's would read the keys as it starts, when there may be no tables yet.
        ServiceCollection services = new();
        services.AddLogging();
        AddSeals(services, store);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    /// <summary>Adds the accounts themselves, without any page.</summary>
    /// <param name="services">The services.</param>
    /// <param name="store">Where the accounts are.</param>
    public static void AddIdentity(IServiceCollection services, LedgerStore store)
    {
        services.AddSingleton(_ => new AccountBook(store)).AddSingleton<AccountPrincipals>();
        services.AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = MinPasswordLength;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = MostFailures;
                options.Lockout.DefaultLockoutTimeSpan = LockOut;

                // Names are people's own; what a name must keep to is asked where it is given.
                options.User.AllowedUserNameCharacters = string.Empty;
            })
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<AccountPrincipals>()
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<People>();
    }

    /// <summary>Whether it is the database that is away, and not the program that failed.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <returns><c>true</c> when it is.</returns>
    internal static bool IsAway(Exception exception) =>
        exception is DbException or IOException or InvalidOperationException or TimeoutException or System.Net.Sockets.SocketException;

    /// <summary>How often one address may try.</summary>
    /// <param name="context">A request of its.</param>
    /// <returns>The address's own count.</returns>
    internal static RateLimitPartition<string> TriesOf(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) });

    private static void AddSeals(IServiceCollection services, LedgerStore store)
    {
        services.AddDataProtection().SetApplicationName("aed-registry");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new SealBook(store)));
    }

    // A system says who it is with each request, a person's browser by its cookie.
    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } said] && said.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? SystemTokens.Scheme : IdentityConstants.ApplicationScheme;

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "aed";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = s_session;
        options.SlidingExpiration = true;
        options.LoginPath = LoginRoutes.Path;
        options.Events.OnRedirectToLogin = LoginRoutes.ChallengeAsync;
        options.Events.OnRedirectToAccessDenied = LoginRoutes.RefuseAsync;
        options.Events.OnValidatePrincipal = AskAsync;
    }

    // A database that is away logs nobody out.
    private static async Task AskAsync(CookieValidatePrincipalContext context)
    {
        // Of somebody who logged in elsewhere no account is here: how long the provider's word holds stands in the cookie.
        if (AuthorityLogin.HasEnded(context.Principal!, DateTimeOffset.UtcNow) is { } hasEnded)
        {
            if (hasEnded)
            {
                context.RejectPrincipal();
            }

            return;
        }

        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            context.ShouldRenew = false;
        }
    }

    private static void Limit(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) => new ValueTask(LoginRoutes.TooManyAsync(context.HttpContext));
        options.AddPolicy(TriesPolicy, TriesOf);
    }
}
