using AedCabinet.Access;
using AedCabinet.Page.Login;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using FromFormAttribute = Microsoft.AspNetCore.Mvc.FromFormAttribute;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace AedCabinet.Accounts;

/// <summary>One's own account: password, second factor.</summary>
internal static class AccountRoutes
{
    private const string Path = "/account";
    private const string Issuer = "AED";
    private const int RecoveryCodes = 10;
    private const int PixelsPerModule = 6;

    /// <summary>Maps it.</summary>
    /// <param name="routes">The server.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder own = routes.MapGroup(Path).RequireAuthorization();
        own.MapGet(string.Empty, (HttpContext context, SignInManager<Account> door) => ActAsync(context, door,
            account => Task.FromResult(Show(account))));
        own.MapPost("/password", (HttpContext context, SignInManager<Account> door, [FromForm] string? password, [FromForm] string? next,
            [FromForm] string? again) => ActAsync(context, door, account => ChangeAsync(door, account, password, next, again)));
        own.MapPost("/second/key", (HttpContext context, SignInManager<Account> door, [FromForm] string? none) => ActAsync(context, door,
            account => ShowKeyAsync(door, account, none)));
        own.MapPost("/second", (HttpContext context, SignInManager<Account> door, [FromForm] string? code) => ActAsync(context, door,
            account => BeginAsync(door, account, code)));
        own.MapPost("/second/off", (HttpContext context, SignInManager<Account> door, [FromForm] string? password) => ActAsync(context,
            door, account => EndAsync(door, account, password)));
    }

    private static async Task<IResult> ActAsync(HttpContext context, SignInManager<Account> door, Func<Account, Task<IResult>> act)
    {
        try
        {
            return await door.UserManager.GetUserAsync(context.User) is { } account ? await act(account) : Results.Challenge();
        }
        catch (Exception exception) when (AccountServices.IsAway(exception))
        {
            return LoginRoutes.Away();
        }
    }

    private static IResult Show(Account account, string? done = null, string? fault = null, IReadOnlyList<string>? codes = null,
        string? key = null) => LoginRoutes.Page<AccountPage>(fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(AccountPage.Done), done), (nameof(AccountPage.Fault), fault), (nameof(AccountPage.Codes), codes),
            (nameof(AccountPage.IsSecondOn), account.IsSecondOn), (nameof(AccountPage.CodesLeft), account.Recovery.Count),
            (nameof(AccountPage.Key), key is null ? null : Spaced(key)),
            (nameof(AccountPage.Picture), key is null ? null : PictureOf(account.Name, key)),
            (nameof(AccountPage.MinPasswordLength), AccountServices.MinPasswordLength));

    private static async Task<IResult> ChangeAsync(SignInManager<Account> door, Account account, string? password, string? next,
        string? again)
    {
        if (next != again)
        {
            return Show(account, fault: "again");
        }

        // Counted like a login: a page that was left open is no place to guess.
        if (!(await door.CheckPasswordSignInAsync(account, password ?? string.Empty, lockoutOnFailure: true)).Succeeded)
        {
            return Show(account, fault: "password");
        }

        IdentityResult result = await door.UserManager.ChangePasswordAsync(account, password!, next ?? string.Empty);
        if (!result.Succeeded)
        {
            return Show(account, fault: IsLate(result) ? "changed" : "short");
        }

        await door.RefreshSignInAsync(account);
        return Show(account, done: "password");
    }

    private static async Task<IResult> ShowKeyAsync(SignInManager<Account> door, Account account, string? none)
    {
        _ = none;
        if (account.IsSecondOn)
        {
            return Show(account);
        }

        IdentityResult result = await door.UserManager.ResetAuthenticatorKeyAsync(account);
        if (!result.Succeeded)
        {
            return Show(account, fault: "changed");
        }

        await door.RefreshSignInAsync(account);
        return Show(account, key: account.SecondKey);
    }

    private static async Task<IResult> BeginAsync(SignInManager<Account> door, Account account, string? code)
    {
        if (account.IsSecondOn || account.SecondKey is null)
        {
            return Show(account);
        }

        string typed = (code ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (!await door.UserManager.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed))
        {
            return Show(account, fault: "code", key: account.SecondKey);
        }

        account.IsSecondOn = true;
        string[]? codes = (await door.UserManager.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))?.ToArray();
        IdentityResult result = await door.UserManager.UpdateSecurityStampAsync(account);
        if (!result.Succeeded)
        {
            return Show(account, fault: "changed");
        }

        await door.RefreshSignInAsync(account);
        return Show(account, done: "second", codes: codes);
    }

    private static async Task<IResult> EndAsync(SignInManager<Account> door, Account account, string? password)
    {
        if (!(await door.CheckPasswordSignInAsync(account, password ?? string.Empty, lockoutOnFailure: true)).Succeeded)
        {
            return Show(account, fault: "password");
        }

        account.IsSecondOn = false;
        account.SecondKey = null;
        account.Recovery = [];
        if (IsLate(await door.UserManager.UpdateSecurityStampAsync(account)))
        {
            return Show(account, fault: "changed");
        }

        await door.RefreshSignInAsync(account);
        return Show(account, done: "second-off");
    }

    private static bool IsLate(IdentityResult result) =>
        result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure));

    private static string Spaced(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four)));

    private static string PictureOf(string name, string key)
    {
        string address =
            $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(name)}?secret={key}&issuer={Issuer}&digits=6";
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using PngByteQRCode picture = new(data);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(PixelsPerModule));
    }
}
