using System.Net;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: people log in, with a second factor where they want one; there is no default password.</summary>
[TestClass]
public class LoginTests : StoreTests
{
    private const string Wang = "王敏";

    [TestMethod]
    public async Task The_first_account_is_made_at_the_command_line_and_then_logs_in_and_out()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        using HttpClient stranger = host.Open();
        using (HttpResponseMessage sent = await stranger.GetAsync("/registry"))
        {
            Assert.AreEqual(HttpStatusCode.Redirect, sent.StatusCode);
            Assert.AreEqual("/login?ReturnUrl=%2Fregistry", sent.Headers.Location!.OriginalString);
        }

        Assert.Contains("user add NAME --role administrator", await stranger.GetStringAsync("/login"));
        await host.AddAsync(Wang, Grant.Everywhere(Role.Administrator));
        Assert.DoesNotContain("user add", await stranger.GetStringAsync("/login"));

        using (HttpResponseMessage wrong = await RegistryHost.SendAsync(stranger, "/login", "/login", ("name", Wang), ("password", "no")))
        {
            Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("The name or the password is not right", await wrong.Content.ReadAsStringAsync());
        }

        using (HttpResponseMessage right = await RegistryHost.SendAsync(stranger, "/login", "/login", ("name", Wang),
            ("password", RegistryHost.Password), ("ReturnUrl", "/registry/NM-1")))
        {
            Assert.AreEqual("/registry/NM-1", right.Headers.Location!.OriginalString);
            string cookie = right.Headers.GetValues("Set-Cookie").Single(text => text.StartsWith("aed=", StringComparison.Ordinal));
            Assert.Contains("httponly", cookie);
            Assert.Contains("samesite=lax", cookie);
        }

        Assert.Contains(Wang, WebUtility.HtmlDecode(await stranger.GetStringAsync("/registry")));
        using HttpResponseMessage left = await RegistryHost.SendAsync(stranger, "/account", "/logout");
        Assert.AreEqual("/login", left.Headers.Location!.OriginalString);
        Assert.AreEqual(HttpStatusCode.Redirect, (await stranger.GetAsync("/registry")).StatusCode);
        CollectionAssert.AreEqual(
            new[] { "logout True", "login True", "login False", "account True" },
            host.Audit().Select(entry => $"{entry.Action} {entry.IsAllowed}").ToArray());
    }

    [TestMethod]
    public async Task Who_logs_in_is_led_nowhere_else()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync(Wang, Grant.Everywhere(Role.Administrator));
        foreach (string to in new[] { "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "registry" })
        {
            using HttpClient browser = host.Open();
            using HttpResponseMessage answer = await RegistryHost.SendAsync(browser, "/login", "/login", ("name", Wang),
                ("password", RegistryHost.Password), ("ReturnUrl", to));

            Assert.AreEqual("/", answer.Headers.Location!.OriginalString, to);
        }
    }

    [TestMethod]
    public async Task After_failures_in_a_row_the_right_password_does_not_open_either_until_somebody_unlocks()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync(Wang, Grant.Everywhere(Role.Administrator));
        using HttpClient browser = host.Open();
        for (int i = 0; i < AccountServices.MostFailures; i++)
        {
            await TryAsync("wrong");
        }

        Assert.AreEqual(HttpStatusCode.BadRequest, await TryAsync(RegistryHost.Password));
        Assert.AreEqual(1, host.Audit().Count(entry => entry.Action == AuditActions.LockedOut));
        await host.ChangeAsync(people => people.LockAsync(Wang, false));
        Assert.AreEqual(HttpStatusCode.Redirect, await TryAsync(RegistryHost.Password));

        async Task<HttpStatusCode> TryAsync(string password)
        {
            using HttpResponseMessage answer = await RegistryHost.SendAsync(browser, "/login", "/login", ("name", Wang),
                ("password", password));
            return answer.StatusCode;
        }
    }

    [TestMethod]
    public async Task One_address_may_not_try_for_ever()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        using HttpClient browser = host.Open();
        HttpStatusCode last = HttpStatusCode.OK;
        for (int i = 0; i < 40 && last != HttpStatusCode.TooManyRequests; i++)
        {
            using HttpResponseMessage answer = await browser.PostAsync("/login", new FormUrlEncodedContent([]));
            last = answer.StatusCode;
        }

        Assert.AreEqual(HttpStatusCode.TooManyRequests, last);
    }

    [TestMethod]
    public async Task A_second_factor_is_asked_for_once_it_was_shown_to_work_and_a_recovery_code_stands_in_for_it_once()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync(Wang, Grant.Everywhere(Role.Administrator));
        using HttpClient browser = await host.LogInAsync(Wang);
        using (HttpResponseMessage shown = await RegistryHost.SendAsync(browser, "/account", "/account/second/key"))
        {
            Assert.Contains("data:image/png;base64,", await shown.Content.ReadAsStringAsync());
        }

        using (HttpResponseMessage wrong = await RegistryHost.SendAsync(browser, "/account", "/account/second", ("code", "000000")))
        {
            Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using HttpResponseMessage begun = await RegistryHost.SendAsync(browser, "/account", "/account/second",
            ("code", Code(host)));
        string page = WebUtility.HtmlDecode(await begun.Content.ReadAsStringAsync());
        string[] codes = page[(page.IndexOf("data-testid=\"codes\">", StringComparison.Ordinal) + 20)..].Split('<')[0].Split('\n');
        Assert.HasCount(10, codes);

        Assert.AreEqual("/", await LogInAsync(Code(host)));
        Assert.IsNull(await LogInAsync("000000"));
        Assert.AreEqual("/", await LogInAsync(codes[3]));
        Assert.IsNull(await LogInAsync(codes[3]));
        Assert.HasCount(9, host.Accounts.ByName(Wang)!.Recovery);

        async Task<string?> LogInAsync(string code)
        {
            using HttpClient other = host.Open();
            using HttpResponseMessage first = await RegistryHost.SendAsync(other, "/login", "/login", ("name", Wang),
                ("password", RegistryHost.Password));
            Assert.StartsWith("/login/second", first.Headers.Location!.OriginalString);
            Assert.AreEqual(HttpStatusCode.Redirect, (await other.GetAsync("/registry")).StatusCode);
            using HttpResponseMessage second = await RegistryHost.SendAsync(other, "/login/second", "/login/second", ("code", code));
            return second.Headers.Location?.OriginalString;
        }
    }

    [TestMethod]
    public async Task Who_changes_a_password_is_logged_out_elsewhere_and_needs_the_present_one()
    {
        const string Next = "另一个够长的新密码 2";
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync(Wang, Grant.Everywhere(Role.Administrator));
        using HttpClient browser = await host.LogInAsync(Wang);
        string stamp = host.Accounts.ByName(Wang)!.Stamp;

        Assert.AreEqual(HttpStatusCode.BadRequest, await ChangeAsync("wrong", Next, Next));
        Assert.AreEqual(HttpStatusCode.BadRequest, await ChangeAsync(RegistryHost.Password, Next, Next + "x"));
        Assert.AreEqual(HttpStatusCode.BadRequest, await ChangeAsync(RegistryHost.Password, "short", "short"));
        Assert.AreEqual(stamp, host.Accounts.ByName(Wang)!.Stamp);
        Assert.AreEqual(HttpStatusCode.OK, await ChangeAsync(RegistryHost.Password, Next, Next));
        Assert.AreNotEqual(stamp, host.Accounts.ByName(Wang)!.Stamp);

        async Task<HttpStatusCode> ChangeAsync(string password, string next, string again)
        {
            using HttpResponseMessage answer = await RegistryHost.SendAsync(browser, "/account", "/account/password",
                ("password", password), ("next", next), ("again", again));
            return answer.StatusCode;
        }
    }

    // What an authenticator shows now.
    private static string Code(RegistryHost host) => Totp.Now(host.Accounts.ByName(Wang)!.SecondKey!);
}
