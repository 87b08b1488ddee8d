using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>
/// SPEC §19: the requirements of OGC API - Features, Part 1 (OGC 17-069r4, annex A), classes Core and GeoJSON, each asked of the real API.
/// The name in front of each test is the standard's.
/// </summary>
[TestClass]
public sealed partial class OgcConformanceTests
{
    private const string Landing = "/v1/ogc";
    private const string Items = "/v1/ogc/collections/cabinets/items";
    private const string DefinedItems = "/v1/ogc/collections/{collection}/items";
    private const string GeoJson = "application/geo+json";

    private static readonly Grant s_all = Grant.Everywhere(Role.Administrator);
    private static ApiBench s_bench = null!;
    private static HttpClient s_bare = null!;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _ = context;
        s_bench = new ApiBench(new SqliteTestStore());
        s_bench.Say();
        s_bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);
        s_bench.Say("NM-3", "aed/v1/1501/150102/culture-tourism/NM-3");
        s_bare = new HttpClient { BaseAddress = s_bench.Client.BaseAddress };
    }

    [ClassCleanup]
    public static async Task What_went_over_the_wire_is_as_the_document_says()
    {
        s_bare.Dispose();
        await s_bench.DisposeAsync();
        ApiTraffic.MustBeAsDocumented();
    }

    // core/http: HTTP/1.1 asks each server for GET and HEAD, and for Allow where it refuses a method.
    [TestMethod]
    [DataRow(Landing)]
    [DataRow(Landing + "/conformance")]
    [DataRow(Landing + "/collections")]
    [DataRow(Landing + "/collections/cabinets")]
    [DataRow(Items)]
    [DataRow(Items + "/NM-1")]
    [DataRow("/openapi/v1.json")]
    public async Task Http_HEAD_is_answered_as_GET_without_its_body_and_what_is_not_there_names_what_is(string path)
    {
        HttpResponseMessage whole = await s_bare.SendAsync(ApiBench.Request(HttpMethod.Get, path, "en", s_all));
        HttpResponseMessage head = await s_bare.SendAsync(ApiBench.Request(HttpMethod.Head, path, "en", s_all));
        HttpResponseMessage post = await s_bare.SendAsync(ApiBench.Request(HttpMethod.Post, path, "en", s_all));

        Assert.AreEqual(HttpStatusCode.OK, head.StatusCode);
        Assert.AreEqual(whole.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.IsEmpty(await head.Content.ReadAsByteArrayAsync());
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Contains("GET", post.Content.Headers.Allow);
    }

    // core/root-op, core/root-success.
    [TestMethod]
    public async Task Root_the_landing_page_leads_to_the_definition_the_conformance_and_the_data()
    {
        JsonNode page = await s_bench.GetAsync(Landing);

        foreach (string rel in new[] { "self", "service-desc", "conformance", "data" })
        {
            MustBeLink(LinkOf(page, rel));
        }

        Assert.IsNotEmpty(page["title"]!.GetValue<string>());
        Assert.IsNotEmpty(page["description"]!.GetValue<string>());
    }

    // core/api-definition-op, core/api-definition-success.
    [TestMethod]
    public async Task Api_definition_is_at_its_link_in_the_media_type_that_the_link_names()
    {
        JsonNode link = LinkOf(await s_bench.GetAsync(Landing), "service-desc");
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Get, PathOf(link));
        request.Headers.Accept.ParseAdd(link["type"]!.GetValue<string>());
        HttpResponseMessage answer = await s_bare.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(MediaTypeHeaderValue.Parse(link["type"]!.GetValue<string>()), answer.Content.Headers.ContentType);
        JsonNode definition = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.StartsWith("3.1", definition["openapi"]!.GetValue<string>());
        foreach (string path in new[] { Landing, Landing + "/conformance", Landing + "/collections", DefinedItems })
        {
            Assert.IsNotNull(definition["paths"]![path]?["get"], path);
        }

        HttpResponseMessage plain = await s_bare.SendAsync(ApiBench.Request(HttpMethod.Get, PathOf(link)));
        Assert.AreEqual("application/json", plain.Content.Headers.ContentType!.MediaType);
    }

    // core/conformance-op, core/conformance-success.
    [TestMethod]
    public async Task Conformance_names_the_classes_Core_and_GeoJSON_and_nothing_that_is_not_kept()
    {
        JsonNode declared = await s_bench.GetAsync(Landing + "/conformance");

        CollectionAssert.AreEquivalent(new[] { "core", "geojson" }, declared["conformsTo"]!.AsArray().Select(item =>
            item!.GetValue<string>().Replace("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/", string.Empty)).ToArray());
    }

    // core/fc-md-op, -success, -links, -items, -items-links, core/sfc-md-op, -success, core/crs84.
    [TestMethod]
    public async Task Fc_md_each_collection_is_described_alike_in_the_list_and_by_itself_and_leads_to_its_items()
    {
        JsonNode list = await s_bench.GetAsync(Landing + "/collections");
        MustBeLink(LinkOf(list, "self"));
        JsonNode listed = list["collections"]!.AsArray().Single()!;
        JsonNode alone = await s_bench.GetAsync(Landing + "/collections/" + listed["id"]);

        Assert.IsTrue(JsonNode.DeepEquals(listed, alone));
        MustBeLink(LinkOf(listed, "self"));
        JsonNode items = LinkOf(listed, "items");
        MustBeLink(items);
        Assert.AreEqual(GeoJson, items["type"]!.GetValue<string>());
        Assert.AreEqual("http://www.opengis.net/def/crs/OGC/1.3/CRS84", listed["crs"]![0]!.GetValue<string>());
        (HttpResponseMessage none, _) = await s_bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, Landing + "/collections/roads", "en", s_all));
        Assert.AreEqual(HttpStatusCode.NotFound, none.StatusCode);
    }

    // core/fc-op, core/fc-response, -links, -rel-type, -timeStamp, -numberReturned; geojson/definition, geojson/content.
    [TestMethod]
    public async Task Fc_items_are_a_FeatureCollection_with_links_the_time_and_the_number_of_what_is_in_it()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-1);
        HttpResponseMessage answer = await s_bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, Items, "en", s_all));
        JsonNode page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.AreEqual(GeoJson, answer.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual("FeatureCollection", page["type"]!.GetValue<string>());
        Assert.AreEqual(3, page["numberReturned"]!.GetValue<int>());
        Assert.HasCount(3, page["features"]!.AsArray());
        DateTimeOffset made = page["timeStamp"]!.GetValue<DateTimeOffset>();
        Assert.IsTrue(made >= before && made <= DateTimeOffset.UtcNow.AddSeconds(1), made.ToString());
        foreach (JsonNode? link in page["links"]!.AsArray())
        {
            MustBeLink(link!);
        }

        Assert.AreEqual(Items, PathOf(LinkOf(page, "self")));
        Assert.AreEqual(GeoJson, LinkOf(page, "self")["type"]!.GetValue<string>());
        Assert.IsFalse(page["links"]!.AsArray().Any(link => link!["rel"]!.GetValue<string>() == "next"), "three of three are there");
        foreach (JsonNode? feature in page["features"]!.AsArray())
        {
            Assert.AreEqual("Feature", feature!["type"]!.GetValue<string>());
            Assert.AreEqual("Point", feature["geometry"]!["type"]!.GetValue<string>());
            Assert.HasCount(2, feature["geometry"]!["coordinates"]!.AsArray());
            Assert.IsNotNull(feature["properties"]);
            Assert.IsNull(feature["crs"]);
        }
    }

    // core/f-op, core/f-success, core/f-links.
    [TestMethod]
    public async Task F_each_feature_of_the_list_is_at_its_id_and_leads_back_to_itself_and_its_collection()
    {
        foreach (JsonNode? listed in (await s_bench.GetAsync(Items))["features"]!.AsArray())
        {
            string path = $"{Items}/{listed!["id"]}";
            HttpResponseMessage answer = await s_bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, path, "en", s_all));
            JsonNode feature = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.AreEqual(GeoJson, answer.Content.Headers.ContentType!.MediaType);
            MustBeLink(LinkOf(feature, "self"));
            Assert.AreEqual(path, PathOf(LinkOf(feature, "self")));
            Assert.AreEqual(Landing + "/collections/cabinets", PathOf(LinkOf(feature, "collection")));
            feature.AsObject().Remove("links");
            Assert.IsTrue(JsonNode.DeepEquals(listed, feature));
        }

        (HttpResponseMessage none, _) = await s_bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, Items + "/NM-404", "en", s_all));
        Assert.AreEqual(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static JsonNode LinkOf(JsonNode page, string rel) =>
        page["links"]!.AsArray().Single(link => link!["rel"]!.GetValue<string>() == rel)!;

    private static string PathOf(JsonNode link) => new Uri(link["href"]!.GetValue<string>()).PathAndQuery;

    // Each link has a relation, a type, and an address that is whole.
    private static void MustBeLink(JsonNode link)
    {
        Assert.IsTrue(Uri.IsWellFormedUriString(link["href"]!.GetValue<string>(), UriKind.Absolute), link.ToJsonString());
        Assert.IsNotEmpty(link["rel"]!.GetValue<string>());
        Assert.IsNotEmpty(link["type"]!.GetValue<string>());
    }
}
