using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Identity;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>An administrator of a registry that runs as a program of its own, and a login with it.</summary>
internal static class RegistryLogin
{
    /// <summary>The administrator's name.</summary>
    public const string Name = "王敏";

    private const string Password = "天上掉下来的长密码 1";

    /// <summary>Makes the administrator, as <c>registry user add</c> does, in the time that a process takes to start.</summary>
    /// <param name="store">The registry's store, in which its tables are.</param>
    public static void Add(LedgerStore store)
    {
        Account account = new()
        {
            Name = Name,
            NormalizedName = Name,
            Stamp = Guid.NewGuid().ToString("N"),
            Made = DateTimeOffset.UtcNow,
            Grants = [Grant.Everywhere(Role.Administrator)],
        };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        using AccountBook book = new(store);
        Assert.IsTrue(book.TryAdd(account));
    }

    /// <summary>Logs in.</summary>
    /// <param name="browser">Keeps cookies and follows nowhere.</param>
    /// <returns>When it is logged in.</returns>
    public static async Task LogInAsync(HttpClient browser)
    {
        string form = await browser.GetStringAsync("/login");
        string token = Regex.Match(form, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using HttpResponseMessage answer = await browser.PostAsync("/login", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = Name,
            ["password"] = Password,
            ["__RequestVerificationToken"] = token,
        }));
        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Makes the administrator and logs in.</summary>
    /// <param name="store">The registry's store, in which its tables are.</param>
    /// <param name="address">Where the registry's page is.</param>
    /// <param name="authority">The certificate (PEM) that vouches for it, where it is served by HTTPS.</param>
    /// <returns>The cookies.</returns>
    public static async Task<CookieContainer> AddAndLogInAsync(LedgerStore store, Uri address, string? authority = null)
    {
        Add(store);
        CookieContainer cookies = new();
        using HttpClient browser = Browser(cookies, address, authority);
        await LogInAsync(browser);
        return cookies;
    }

    /// <summary>A browser that follows nowhere.</summary>
    /// <param name="cookies">Its cookies.</param>
    /// <param name="address">Whose page it opens.</param>
    /// <param name="authority">The certificate (PEM) that vouches for it, where it is served by HTTPS.</param>
    /// <returns>The browser.</returns>
    public static HttpClient Browser(CookieContainer cookies, Uri address, string? authority = null)
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, CookieContainer = cookies };
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509Certificate2.CreateFromPem(authority) },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return new HttpClient(handler) { BaseAddress = address };
    }
}
