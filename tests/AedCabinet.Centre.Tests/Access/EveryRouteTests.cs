using System.Net;
using System.Reflection;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Page;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: nothing is served to somebody who is not known to be allowed it, whoever added it.</summary>
[TestClass]
public class EveryRouteTests
{
    // What everybody may have, each for a reason: what a label's QR code opens, to log in, to be asked by a proxy whether the process
    // lives, and what pages are made of.
    // The API's own: what its refusals mean, and the public's nearest AED and cabinet, without contacts.
    private static readonly string[] s_public =
    [
        "/login", "/login/second", "/login/authority", "/health/live", "/health/ready", "/v1/problems", "/v1/problems/{code}",
        "/public/v1/nearest",
        "/public/v1/cabinets/{id}", "/public/v1/cabinets/{id}/reports", "/c/{id}", "/c/{id}/reports",
    ];

    // Files that only a build that was not published has: whoever is logged in may have them, by the rule for all that nobody thought of.
    private const string Unpublished = "{**path:file}";


    private static readonly string[] s_assets = [".css", ".js", ".svg", ".gz", ".br", ".map", ".ico", ".woff2", ".png", ".json"];

    private static RegistryHost s_host = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_host = await RegistryHost.StartAsync(new SqliteTestStore());
        await s_host.AddAsync("nobody's", []);
        await s_host.AddAsync("seer", Grant.Everywhere(Role.Feed));
    }

    [ClassCleanup]
    public static async Task EndAsync() => await s_host.DisposeAsync();

    [TestMethod]
    public void Every_route_asks_for_a_right_or_is_one_of_the_few_that_everybody_may_have()
    {
        RouteEndpoint[] all = [.. s_host.Parts.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/') != Unpublished)];
        Assert.IsGreaterThan(10, all.Length);
        string[] open = [.. all.Where(endpoint => !IsGuarded(endpoint) && !IsPublic(endpoint)).Select(endpoint => endpoint.DisplayName!)];

        Assert.IsEmpty(open, string.Join('\n', open));
    }

    [TestMethod]
    public void Every_page_asks_for_a_right_or_says_that_everybody_may_have_it()
    {
        Type[] pages = [.. typeof(RegistrySite).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute)))];
        Assert.IsGreaterThan(2, pages.Length);
        string[] open = [.. pages.Where(page => !page.IsDefined(typeof(NeedsAttribute)) && !page.IsDefined(typeof(AllowAnonymousAttribute)))
            .Select(page => page.Name)];

        Assert.IsEmpty(open, string.Join('\n', open));
    }

    [TestMethod]
    public void No_component_asks_the_centre_past_the_scope_of_whoever_looks()
    {
        string[] past = [.. typeof(RegistrySite).Assembly.GetTypes().Where(typeof(IComponent).IsAssignableFrom)
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.IsDefined(typeof(InjectAttribute)) && property.PropertyType == typeof(IRegistryOffice))
            .Select(property => property.DeclaringType!.Name)];

        Assert.IsEmpty(past, string.Join('\n', past));
    }

    [TestMethod]
    [DataRow("/registry")]
    [DataRow("/registry/NM-1")]
    [DataRow("/audit")]
    [DataRow("/account")]
    [DataRow("/nothing-there")]
    [DataRow("/nothing-there.css")]
    public async Task Who_is_not_logged_in_is_led_to_the_login_and_sees_nothing_else(string path)
    {
        using HttpClient stranger = s_host.Open();
        using HttpResponseMessage answer = await stranger.GetAsync(path);

        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login?", answer.Headers.Location!.OriginalString);
    }

    [TestMethod]
    public async Task Who_has_no_role_is_told_so_and_the_connection_of_a_page_is_refused()
    {
        using HttpClient browser = await s_host.LogInAsync("nobody's");
        using HttpResponseMessage page = await browser.GetAsync("/registry");
        using HttpResponseMessage audit = await browser.GetAsync("/audit");
        using HttpResponseMessage circuit = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        using HttpClient stranger = s_host.Open();
        using HttpResponseMessage strange = await stranger.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.AreEqual(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Not yours to see", await page.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.Forbidden, audit.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, circuit.StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, strange.StatusCode);
        Assert.IsGreaterThan(2, s_host.Audit().Count(entry => entry is { Action: AuditActions.Refused, Who: "nobody's" }));
    }

    [TestMethod]
    [DataRow(null, HttpStatusCode.Unauthorized)]
    [DataRow("nobody's", HttpStatusCode.Forbidden)]
    [DataRow("seer", HttpStatusCode.OK)]
    public async Task A_program_is_told_whether_it_may_and_is_led_to_no_page(string? name, HttpStatusCode status)
    {
        using HttpClient program = name is null ? s_host.Open() : await s_host.LogInAsync(name);
        foreach (string path in new[] { "/v1/cabinets", "/v1/events", "/v1/emergencies", "/v1/nearest?lat=40.8&lon=111.7" })
        {
            using HttpResponseMessage answer = await program.GetAsync(path);
            Assert.AreEqual(status, answer.StatusCode, path);
            Assert.AreEqual(status == HttpStatusCode.OK ? "application/json" : "application/problem+json",
                answer.Content.Headers.ContentType?.MediaType, path);
        }
    }

    private static bool IsGuarded(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static bool IsPublic(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        && (s_public.Contains("/" + endpoint.RoutePattern.RawText?.Trim('/'))
            || s_assets.Contains(Path.GetExtension(endpoint.RoutePattern.RawText)));
}
