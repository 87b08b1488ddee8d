using AedCabinet.Access;
using AedCabinet.Page.Login;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using FromFormAttribute = Microsoft.AspNetCore.Mvc.FromFormAttribute;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Accounts;

/// <summary>To log in and out: forms that work without a script.</summary>
public static class LoginRoutes
{
    /// <summary>Where one logs in.</summary>
    public const string Path = "/login";

    private const string Second = Path + "/second";
    private const string Elsewhere = Path + "/authority";
    private const string ReturnUrl = nameof(ReturnUrl);

    // So long takes the hash of a password: a name that nobody has must not be told by a quick answer.
    private const string NobodysPassword = "nobody has this password";

    private static readonly Account s_nobody = new() { Name = string.Empty };

    private static readonly Lazy<string> s_nobodysHash = new(
        () => new PasswordHasher<Account>().HashPassword(s_nobody, NobodysPassword));

    /// <summary>Maps them.</summary>
    /// <param name="routes">The server.</param>
    /// <param name="firstCommand">The command that makes the first account.</param>
    /// <param name="hasAuthority">Whether people log in at an outside provider.</param>
    public static void Map(IEndpointRouteBuilder routes, string firstCommand, bool hasAuthority)
    {
        routes.MapGet(Path, (AccountBook book, string? returnUrl, string? failed) =>
            Ask(book, firstCommand, returnUrl, failed is null ? null : "authority", hasAuthority)).AllowAnonymous();
        routes.MapPost(Path, LoginAsync).AllowAnonymous().RequireRateLimiting(AccountServices.TriesPolicy);
        routes.MapGet(Second, (string? returnUrl) => AskSecond(returnUrl, null)).AllowAnonymous();
        routes.MapPost(Second, LoginSecondAsync).AllowAnonymous().RequireRateLimiting(AccountServices.TriesPolicy);
        if (hasAuthority)
        {
            routes.MapGet(Elsewhere, (string? returnUrl) => Results.Challenge(
                new AuthenticationProperties { RedirectUri = Local(returnUrl) }, [AuthorityLogin.Scheme])).AllowAnonymous();
        }

        routes.MapPost("/logout", LogoutAsync).RequireAuthorization();
    }

    /// <summary>Leads one who isn't logged in to the login, or says no to what is no page.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is answered.</returns>
    internal static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request))
        {
            // Without a host: behind a proxy people know it under another name.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return NoteAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
    }

    /// <summary>Says to one who is logged in that this is not for him.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is answered.</returns>
    internal static async Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        await NoteAsync(context.HttpContext, StatusCodes.Status403Forbidden);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (IsPage(context.Request))
        {
            await SayAsync(context.HttpContext, "rights", StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>Says that there were too many attempts.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is answered.</returns>
    internal static Task TooManyAsync(HttpContext context) => SayAsync(context, "often", StatusCodes.Status429TooManyRequests);

    /// <summary>Says that the database is away, and that nothing was saved.</summary>
    /// <returns>The answer.</returns>
    internal static RazorComponentResult Away() => Page<RefusedPage>(StatusCodes.Status503ServiceUnavailable,
        (nameof(RefusedPage.Why), "away"));

    /// <summary>A page as an answer.</summary>
    /// <typeparam name="T">The page.</typeparam>
    /// <param name="status">The status.</param>
    /// <param name="values">Its parameters.</param>
    /// <returns>The answer.</returns>
    internal static RazorComponentResult Page<T>(int status, params (string Name, object? Value)[] values)
        where T : PlainPage => new RazorComponentResult<T>(values.ToDictionary(pair => pair.Name, pair => pair.Value))
        {
            StatusCode = status,
        };

    // What is asked for within, to put a page in place of a bare status, is no attempt of anybody's.
    private static Task NoteAsync(HttpContext context, int status) => context.Features.Get<IStatusCodeReExecuteFeature>() is null
        ? context.RequestServices.GetRequiredService<LoginAudit>().RefusedAsync(context, status) : Task.CompletedTask;

    private static bool IsPage(HttpRequest request) => (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments("/v1") && !request.Path.StartsWithSegments("/_blazor");

    private static Task SayAsync(HttpContext context, string why, int status) =>
        Page<RefusedPage>(status, (nameof(RefusedPage.Why), why)).ExecuteAsync(context);

    private static IResult Ask(AccountBook book, string firstCommand, string? returnUrl, string? fault, bool hasAuthority)
    {
        try
        {
            return Asked(returnUrl, null, fault, book.HasPeople || hasAuthority ? null : firstCommand, StatusCodes.Status200OK,
                hasAuthority ? Elsewhere + QueryString.Create(ReturnUrl, Local(returnUrl)) : null);
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return Asked(returnUrl, null, "away", null, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static RazorComponentResult Asked(string? returnUrl, string? name, string? fault, string? command,
        int status = StatusCodes.Status400BadRequest, string? elsewhere = null) => Page<LoginPage>(status,
            (nameof(LoginPage.ReturnUrl), returnUrl), (nameof(LoginPage.Name), name), (nameof(LoginPage.Fault), fault),
            (nameof(LoginPage.Command), command), (nameof(LoginPage.Elsewhere), elsewhere));

    private static RazorComponentResult AskSecond(string? returnUrl, string? fault) =>
        Page<SecondPage>(fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(SecondPage.ReturnUrl), returnUrl), (nameof(SecondPage.Fault), fault));

    private static async Task<IResult> LoginAsync(HttpContext context, SignInManager<Account> door, LoginAudit audit,
        [FromForm] string? name, [FromForm] string? password, [FromForm(Name = ReturnUrl)] string? returnUrl)
    {
        string tried = name?.Trim() ?? string.Empty;
        try
        {
            Account? account = await door.UserManager.FindByNameAsync(tried);
            if (account is not { Kind: Account.Person } || string.IsNullOrEmpty(password))
            {
                door.UserManager.PasswordHasher.VerifyHashedPassword(s_nobody, s_nobodysHash.Value, password ?? string.Empty);
                await audit.FailedAsync(context, null, false);
                return Asked(returnUrl, tried, "wrong", null);
            }

            bool wasLocked = await door.UserManager.IsLockedOutAsync(account);
            SignInResult result = await door.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
            if (result.RequiresTwoFactor)
            {
                return Results.LocalRedirect(Second + QueryString.Create(ReturnUrl, Local(returnUrl)));
            }

            if (result.Succeeded)
            {
                await audit.SucceededAsync(context, account.Name, "password");
                return Results.LocalRedirect(Local(returnUrl));
            }

            await audit.FailedAsync(context, account, result.IsLockedOut && !wasLocked);
            return Asked(returnUrl, tried, "wrong", null);
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return Asked(returnUrl, tried, "away", null, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> LoginSecondAsync(HttpContext context, SignInManager<Account> door, LoginAudit audit,
        [FromForm] string? code, [FromForm(Name = ReturnUrl)] string? returnUrl)
    {
        try
        {
            if (await door.GetTwoFactorAuthenticationUserAsync() is not { } account)
            {
                return Asked(returnUrl, null, "old", null);
            }

            string typed = (code ?? string.Empty).Trim().Replace(" ", string.Empty, StringComparison.Ordinal);
            bool isOfApp = typed.Length == 6 && typed.All(char.IsAsciiDigit);
            bool wasLocked = await door.UserManager.IsLockedOutAsync(account);
            SignInResult result = isOfApp ? await door.TwoFactorAuthenticatorSignInAsync(typed, isPersistent: false, rememberClient: false)
                : await RecoverAsync(door, account, typed, wasLocked);
            if (result.Succeeded)
            {
                await audit.SucceededAsync(context, account.Name, isOfApp ? "second factor" : "recovery code");
                return Results.LocalRedirect(Local(returnUrl));
            }

            await audit.FailedAsync(context, account, result.IsLockedOut && !wasLocked);
            return AskSecond(returnUrl, "code");
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return AskSecond(returnUrl, "away");
        }
    }

    // Identity counts no wrong recovery codes: here each counts as a failure like any other.
    private static async Task<SignInResult> RecoverAsync(SignInManager<Account> door, Account account, string code, bool isLocked)
    {
        if (isLocked)
        {
            return SignInResult.LockedOut;
        }

        SignInResult result = await door.TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
        {
            Account now = await door.UserManager.FindByIdAsync(account.Id) ?? account;
            await door.UserManager.AccessFailedAsync(now);
            return await door.UserManager.IsLockedOutAsync(now) ? SignInResult.LockedOut : result;
        }

        return result;
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, SignInManager<Account> door, LoginAudit audit,
        [FromForm] string? none)
    {
        _ = none;
        await audit.LeftAsync(context);
        await door.SignOutAsync();
        return Results.LocalRedirect(Path);
    }

    // Only to a page of this registry.
    private static string Local(string? url) =>
        url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || (url[1] is not ('/' or '\\'))) && !url.Any(char.IsControl)
            ? url : "/";
}
