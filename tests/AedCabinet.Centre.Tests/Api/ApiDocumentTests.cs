using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>The API's document is made from the code, is the one that is checked in, and says of each route who may use it.</summary>
[TestClass]
public sealed class ApiDocumentTests
{
    private const string Checked = "simulator/Api/openapi.v1.json";
    private const string Renew = "AED_RENEW_OPENAPI";

    private static readonly JsonSerializerOptions s_plain = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private static ApiBench s_bench = null!;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _ = context;
        s_bench = new ApiBench(new SqliteTestStore());
    }

    [ClassCleanup]
    public static async Task EndAsync() => await s_bench.DisposeAsync();

    [TestMethod]
    public async Task The_document_that_is_checked_in_is_that_of_the_code()
    {
        HttpResponseMessage answer = await s_bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, "/openapi/v1.json"));
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        string made = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.ToJsonString(s_plain).ReplaceLineEndings("\n") + "\n";
        string file = RepositoryRoot.At(Checked);
        if (System.Environment.GetEnvironmentVariable(Renew) == "1")
        {
            await File.WriteAllTextAsync(file, made);
        }

        Assert.AreEqual(File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : string.Empty, made,
            $"The routes have changed. Renew {Checked} by running this test with {Renew}=1, look at the difference, and commit it.");
    }

    [TestMethod]
    public void Each_route_asks_for_a_permission_or_says_that_it_is_for_everybody()
    {
        RouteEndpoint[] routes = [.. s_bench.Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        Assert.IsGreaterThan(10, routes.Length);
        string[] everybody = [.. routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(AddressOf)];
        CollectionAssert.AreEquivalent(ForEverybody, everybody);
        foreach (RouteEndpoint route in routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            Assert.Contains(route.Metadata.GetMetadata<IAuthorizeData>()?.Policy,
                Enum.GetValues<Permission>().Select(Permissions.Policy).ToArray(), route.RoutePattern.RawText);
        }
    }

    [TestMethod]
    [DataRow(Role.Dispatcher)]
    [DataRow(Role.Keeper)]
    [DataRow(Role.Department)]
    [DataRow(Role.Maintainer)]
    [DataRow(Role.Administrator)]
    [DataRow(Role.Feed)]
    [DataRow(null)]
    public async Task Each_route_lets_in_whose_role_has_its_permission_and_nobody_else(Role? role)
    {
        Grant[] grants = role is { } known ? [new Grant(known, [], [], known == Role.Keeper ? ["NM-7"] : [])] : [];
        foreach (RouteEndpoint route in s_bench.Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            string path = AddressOf(route).Replace("{documentName}", "v1").Replace("{id:long}", "7").Replace("{version:long}", "7")
                .Replace("{no:long}", "7").Replace("{id}", "NM-7").Replace("{item}", "silent").Replace("{month}", "2026-10")
                .Replace("{command}", "r-7").Replace("{code}", "invalid").Replace("{collection}", "cabinets");
            string method = route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
            HttpRequestMessage request = ApiBench.Request(new HttpMethod(method), path + (path.EndsWith("stream") ? "?limit=1" : ""), "en",
                grants);
            HttpResponseMessage answer = await s_bench.Client.SendAsync(request);

            bool isForAll = route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            Permission[] asked = [.. Enum.GetValues<Permission>().Where(
                permission => Permissions.Policy(permission) == route.Metadata.GetMetadata<IAuthorizeData>()?.Policy)];
            bool may = isForAll || (role is { } one && Permissions.Of(one).Contains(asked.Single()));
            bool isRefused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            Assert.AreEqual(!may, isRefused, $"{method} {path} for {role}: {answer.StatusCode}");
        }
    }

    // The root of a group is written with a slash at its end that nobody asks it by.
    private static string AddressOf(RouteEndpoint route) => route.RoutePattern.RawText!.TrimEnd('/');

    private static readonly string[] ForEverybody =
    [
        "/openapi/{documentName}.json", "/v1/problems", "/v1/problems/{code}", "/public/v1/nearest", "/public/v1/cabinets/{id}",
        "/public/v1/cabinets/{id}/reports",
    ];
}
