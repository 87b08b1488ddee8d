using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Care;
using AedCabinet.Centre.Tests.Care;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>
/// SPEC §18: an attacker with each role's account tries what is other roles', and what is outside of its grant. All of it is refused, and
/// every refusal is in the audit log.
/// </summary>
[TestClass]
public sealed class AttackerTests
{
    private const string Own = "NM-1";
    private const string Foreign = "NM-2";
    private const string OwnTopic = "aed/v1/1501/150102/culture-tourism/NM-1";
    private const string ForeignTopic = "aed/v1/1525/152501/transport/NM-2";

    // By these the foreign cabinet, whom to call about it, and who is on call for it would be known.
    private static readonly string[] s_marks = [Foreign, "外地机柜", "13900000002", "13900000003", ",1525,"];

    private static readonly Role[] s_systems = [Role.Feed, Role.Responders, Role.Training];
    private static readonly MessageIntake s_intake = new();
    private static readonly Dictionary<string, string> s_places = [];

    private static RegistryHost s_host = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_host = await RegistryHost.StartAsync(Filled(new SqliteTestStore()));
        foreach ((string name, string id) in new[] { ("own", Own), ("foreign", Foreign) })
        {
            s_places["{" + name + "}"] = id;
            s_places["{" + name + "-emergency}"] = s_host.Store.Rows(
                $"SELECT e.no FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE c.id = '{id}'").Single();
            s_places["{" + name + "-inspection}"] = s_host.Store.Rows(
                $"SELECT i.id FROM inspections i JOIN cabinets c ON c.no = i.cabinet WHERE c.id = '{id}'").Single();

            string incident = $"SELECT i.no FROM incidents i JOIN cabinets c ON c.no = i.cabinet WHERE c.id = '{id}'";
            Waiting.Until(() => s_host.Store.Rows(incident).Length == 1, $"the incident of {id}");
            s_places["{" + name + "-incident}"] = s_host.Store.Rows(incident).Single();
        }

        s_places["{month}"] = DateTimeOffset.UtcNow.ToOffset(WallTime.Offset).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    [ClassCleanup]
    public static async Task EndAsync() => await s_host.DisposeAsync();

    [TestMethod]
    public void Every_route_that_asks_for_a_login_has_its_row_in_the_table_of_what_an_attacker_tries()
    {
        string[] served = [.. s_host.Parts.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).SelectMany(NamesOf)
            .Distinct()];
        string[] tried = [.. GuardedRoutes.All.Select(row => row.Route)];

        Assert.IsEmpty(served.Except(tried), "without a row in GuardedRoutes:\n" + string.Join('\n', served.Except(tried)));
        Assert.IsEmpty(tried.Except(served), "a row without a route:\n" + string.Join('\n', tried.Except(served)));
    }

    [TestMethod]
    [DataRow(Role.Dispatcher)]
    [DataRow(Role.Keeper)]
    [DataRow(Role.Department)]
    [DataRow(Role.Maintainer)]
    [DataRow(Role.Administrator)]
    [DataRow(Role.Feed)]
    [DataRow(Role.Responders)]
    [DataRow(Role.Training)]
    public async Task What_is_not_this_role_s_or_not_in_its_grant_is_refused_and_every_refusal_is_in_the_audit_log(Role role)
    {
        using HttpClient attacker = await LogInAsync(role);
        List<string> wrong = [];
        foreach (GuardedRoute row in GuardedRoutes.All.Where(row => row.Needs is not null))
        {
            bool isRefused = row.IsForAll || !Permissions.Of(role).Contains(row.Needs!.Value);
            if (await TryAsync(attacker, role, row, isRefused) is { } fault)
            {
                wrong.Add($"{row.Route}: {fault}");
            }
        }

        Assert.IsEmpty(wrong, $"{role}:\n{string.Join('\n', wrong)}");
    }

    // What went wrong; null for nothing.
    private static async Task<string?> TryAsync(HttpClient attacker, Role role, GuardedRoute row, bool isRefused)
    {
        string refusals = $"SELECT count(*) FROM audit a JOIN audit_names w ON w.no = a.who WHERE w.name = '{role}' AND a.allowed = 0";
        long before = s_host.Store.Number(refusals);
        string address = s_places.Aggregate(isRefused ? row.Own : row.Foreign ?? row.Own,
            (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
        (HttpStatusCode status, string text) = await AskAsync(attacker, row, address);
        bool isNo = status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;
        bool isToldNothing = row.IsPage && !isRefused && status == HttpStatusCode.OK;
        string[] marks = [.. s_marks.Where(mark => text.Contains(mark, StringComparison.Ordinal)
            && !(mark == Foreign && address.Contains(Foreign, StringComparison.Ordinal)))];
        if (marks.Length > 0)
        {
            return $"{status}, and it tells of {string.Join(", ", marks)}";
        }

        if (isRefused || row.Foreign is not null)
        {
            return !isNo && !isToldNothing ? $"{status} for {address}"
                : !SpinWait.SpinUntil(() => s_host.Store.Number(refusals) > before, TimeSpan.FromSeconds(10))
                    ? $"{status} for {address}, and nothing in the audit log" : null;
        }

        return (isNo && !(row.MayBeMissing && status == HttpStatusCode.NotFound)) || status == HttpStatusCode.Unauthorized
            ? $"{status}, though it is its own" : null;
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient attacker, GuardedRoute row, string address)
    {
        using HttpRequestMessage request = new(row.Method, address);
        if (row.Body is not null)
        {
            request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
        }

        request.Headers.Add("Last-Event-ID", "0");
        using HttpResponseMessage answer = await attacker.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType switch
        {
            "text/event-stream" => await FirstAsync(answer),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => await CellsAsync(answer),
            _ => await answer.Content.ReadAsStringAsync(),
        });
    }

    // What is the account's own came after what is not.
    private static async Task<string> FirstAsync(HttpResponseMessage answer)
    {
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync());
        StringBuilder all = new();
        while (await lines.ReadLineAsync() is { } line && !all.Append(line).ToString().Contains(Own, StringComparison.Ordinal))
        {
        }

        return all.ToString();
    }

    // As a row of CSV, so that a prefecture's code is known among figures.
    private static async Task<string> CellsAsync(HttpResponseMessage answer)
    {
        await using ZipArchive book = new(await answer.Content.ReadAsStreamAsync());
        StringBuilder all = new();
        foreach (ZipArchiveEntry part in book.Entries)
        {
            using StreamReader text = new(await part.OpenAsync());
            all.Append((await text.ReadToEndAsync()).Replace(">1525<", ",1525,", StringComparison.Ordinal));
        }

        return all.ToString();
    }

    private static async Task<HttpClient> LogInAsync(Role role)
    {
        Grant grant = role == Role.Keeper ? new Grant(role, [], [], [Own]) : new Grant(role, ["1501"], [], []);
        string name = role.ToString();
        if (!s_systems.Contains(role))
        {
            await s_host.AddAsync(name, grant);
            return await s_host.LogInAsync(name);
        }

        string secret = string.Empty;
        await s_host.ChangeAsync(async people =>
        {
            people.Kind = Account.System;
            secret = await people.AddSystemAsync(name, [grant]);
        });
        HttpClient system = s_host.Open();
        using HttpResponseMessage answer = await system.PostAsync("/connect/token", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = name, ["client_secret"] = secret }));
        JsonNode token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        system.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["access_token"]!);
        return system;
    }

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        string route = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        if (route.Contains("{**", StringComparison.Ordinal))
        {
            return [];
        }

        return endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? ["PAGE " + route]
            : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } methods
                ? methods.HttpMethods.Where(method => method != "OPTIONS").Select(method => $"{method} {route}") : ["ANY " + route];
    }

    // Two cabinets, each with a contact, an emergency, an inspection with a photograph, and somebody on call; the foreign one's came first.
    private static SqliteTestStore Filled(SqliteTestStore store)
    {
        using (LedgerDatabase database = store.Store.OpenForIngest())
        {
            using LedgerWriter writer = new(database);
            foreach ((string topic, string id, string name, int number) in new[]
            {
                (ForeignTopic, Foreign, "外地机柜", 2), (OwnTopic, Own, "本地机柜", 1),
            })
            {
                string now = ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                string at =
                    $$$"""{"name":"{{{name}}}","access":"yes","hours":"24/7"},"position":{"lat":40.84,"lon":111.75,"datum":"WGS-84"}""";
                writer.Write(
                [
                    Message(topic + "/about", $$$"""
                        {"id":"{{{id}}}","boot":1,"kind":"aed","name":"{{{name}}}","site":{{{at}}},"expiries":{"pads":"2026-01-11"},
                        "contact":{"name":"Bo","phone":"1390000000{{{number}}}"},"firmware":{"version":"0.1.0"}}
                        """),
                    Message(topic + "/state", $$$"""
                        {"id":"{{{id}}}","boot":1,"connection":1,"seq":1,"time":"{{{now}}}","uptimeMs":1000,"mode":"normal","ready":true,
                        "reasons":[],"doors":{"aed":"closed"},"open":[]}
                        """),
                    Message(topic + "/event", $$$"""
                        {"id":"{{{id}}}","event":"aed.removed","severity":"emergency","boot":1,"seq":2,"time":"{{{now}}}",
                        "uptimeMs":2000,"data":{}}
                        """),
                ], DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                AedCabinet.Care.Inspection inspection = new(Guid.NewGuid().ToString(), id, DateTimeOffset.UtcNow,
                    new Dictionary<string, string>(), new Dictionary<string, string>(), string.Empty,
                    new PhotoFile("image/jpeg", Photos.Plain()));
                new InspectionBook(store.Store).Keep(inspection, "Bo", DateTimeOffset.UtcNow);
            }
        }

        using OnCallBook onCall = new(store.Store);
        onCall.Replace([new OnCallEntry(0, "1525", "", "", Severity.Emergency, 1, "Bo", "mail", "13900000003", "", false)]);
        return store;
    }

    private static ReceivedMessage Message(string topic, string text) => s_intake.Read(topic, Encoding.UTF8.GetBytes(text.Trim()), false,
        DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), null);
}
