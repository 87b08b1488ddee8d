using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>SPEC §19: certificates come in, whole or not at all and without names, and sites short of one in ten are told.</summary>
[TestClass]
public class CertificateTests : StoreTests, IAsyncDisposable
{
    private const string Site = "景区";
    private static readonly Grant s_training = new(Role.Training, ["1501"], [], []);

    private readonly ApiBench _bench;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public CertificateTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_site_s_trained_people_are_those_with_a_certificate_that_is_valid_each_once()
    {
        _bench.Say(about: LedgerBench.AboutText().Replace("\"contact\"", "\"trainedResponders\":7,\"contact\"", StringComparison.Ordinal));
        JsonNode before = (await _bench.GetAsync("/v1/trained"))["items"]![0]!;
        Assert.AreEqual((7L, "cabinet"), (before["trained"]!.GetValue<long>(), before["by"]!.GetValue<string>()));
        Assert.IsNull(before["people"]);
        Assert.IsNull(before["short"]);

        await PutAsync("a-1", new { site = Site, holder = "p-1", kind = "first-aid", issued = "2025-01-01", expires = "2099-12-31" });
        await PutAsync("a-2", new { site = ApiBench.Museum, holder = "p-1", kind = "aed", issued = "2025-01-01", expires = "2098-12-31" });
        await PutAsync("a-3", new { site = Site, kind = "first-aid", issued = "2025-01-01", expires = "2099-12-31" });
        await PutAsync("a-4", new { site = Site, holder = "p-4", kind = "first-aid", issued = "2020-01-01", expires = "2022-12-31" });
        JsonNode after = await ReadAsync(Request(HttpMethod.Put, "/v1/trained", new { site = Site, people = 31 }));

        Assert.AreEqual((2L, "certificates", 31L, 4L, 2L), (after["trained"]!.GetValue<long>(), after["by"]!.GetValue<string>(),
            after["people"]!.GetValue<long>(), after["wanted"]!.GetValue<long>(), after["short"]!.GetValue<long>()));
        Assert.AreEqual("2098-12-31", after["nextExpiry"]!.GetValue<string>());
        Assert.HasCount(1, (await _bench.GetAsync("/v1/trained?short=true"))["items"]!.AsArray());
        Assert.IsFalse((await _bench.GetAsync("/v1/certificates/a-4", s_training))["isValid"]!.GetValue<bool>());
    }

    [TestMethod]
    public async Task An_import_is_kept_whole_or_not_at_all_and_everything_wrong_is_told()
    {
        _bench.Say();
        object[] rows =
        [
            Row("c-1", Site, "2026-01-01", "2028-12-31"), Row("c-2", "别处", "2026-01-01", "2028-12-31"),
            Row("c-1", Site, "2026-02-31", "2028-12-31"), Row("c-3", Site, "2028-01-01", "2027-12-31"),
        ];
        (HttpResponseMessage refused, JsonNode problem) = await _bench.RefusedAsync(
            ApiBench.Post("/v1/certificates/import", new { certificates = rows }, s_training));

        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
        CollectionAssert.AreEqual(new[] { "/certificates/1/site", "/certificates/2/issued", "/certificates/3/expires" },
            problem["errors"]!.AsArray().Select(part => part!["pointer"]!.GetValue<string>()).ToArray());
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM certificates"));

        JsonNode kept = await ReadAsync(ApiBench.Post("/v1/certificates/import",
            new { certificates = rows[..1], sites = new[] { new { site = Site, people = 8 } } }, s_training));
        Assert.AreEqual((1, 1), (kept["certificates"]!.GetValue<int>(), kept["sites"]!.GetValue<int>()));
        Assert.AreEqual(0, (await _bench.GetAsync("/v1/trained"))["items"]![0]!["short"]!.GetValue<int>());
        CollectionAssert.AreEqual(new[] { "training.certified" }, _bench.Store.Rows("SELECT type FROM centre_events"));
    }

    [TestMethod]
    public async Task A_table_as_a_spreadsheet_saves_it_comes_in_with_its_lines_named_where_it_is_wrong()
    {
        _bench.Say();
        (_, JsonNode problem) = await _bench.RefusedAsync(Table("证书编号,设置单位,证书种类,发证日期,有效期至\r\nz-1,景区,急救员,2026/1/5,46000\r\n"));
        JsonNode kept = await ReadAsync(
            Table("证书编号,设置单位,证书种类,发证日期,有效期至\r\nz-1,景区,急救员,2026/1/5,2029-01-04\r\nz-2,NM-1,急救员,2026-01-05,2029-01-04\r\n"));

        Assert.AreEqual("/2/expires", problem["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.AreEqual(2, kept["certificates"]!.GetValue<int>());
        JsonNode page = await _bench.GetAsync("/v1/certificates?limit=1", s_training);
        JsonNode rest = await _bench.GetAsync($"/v1/certificates?limit=1&cursor={page["next"]}", s_training);
        CollectionAssert.AreEqual(new[] { "z-1", "z-2" },
            new[] { page, rest }.Select(list => list["items"]![0]!["id"]!.GetValue<string>()).ToArray());
    }

    [TestMethod]
    [DataRow("张三")]
    [DataRow("150102199001011234")]
    [DataRow("13800138000")]
    public async Task Names_and_numbers_of_people_are_refused(string holder)
    {
        _bench.Say();
        (HttpResponseMessage answer, JsonNode problem) = await _bench.RefusedAsync(Request(HttpMethod.Put, "/v1/certificates/a-1",
            new { site = Site, holder, kind = "first-aid", issued = "2025-01-01", expires = "2027-12-31" }));

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.AreEqual("/holder", problem["errors"]![0]!["pointer"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Whoever_trains_elsewhere_neither_sees_nor_replaces_a_certificate()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        await PutAsync("a-1", new { site = ApiBench.Museum, kind = "first-aid", issued = "2025-01-01", expires = "2099-12-31" });
        Grant other = new(Role.Training, ["1525"], [], []);
        HttpRequestMessage replace = ApiBench.Request(HttpMethod.Put, "/v1/certificates/a-1", "en", other);
        replace.Content = JsonContent.Create(
            new { site = ApiBench.Station, kind = "first-aid", issued = "2025-01-01", expires = "2099-12-31" });

        (HttpResponseMessage taken, _) = await _bench.RefusedAsync(replace);
        (HttpResponseMessage hidden, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, "/v1/certificates/a-1", "en", other));
        Assert.AreEqual(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.IsEmpty((await _bench.GetAsync("/v1/certificates", other))["items"]!.AsArray());
        HttpResponseMessage gone = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Delete, "/v1/certificates/a-1", "en", s_training));
        Assert.AreEqual(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM certificates"));
    }

    private static object Row(string id, string site, string issued, string expires) =>
        new { id, site, holder = "p-" + id, kind = "first-aid", issued, expires };

    private static HttpRequestMessage Request(HttpMethod method, string path, object body)
    {
        HttpRequestMessage request = ApiBench.Request(method, path, "en", s_training);
        request.Content = JsonContent.Create(body);
        return request;
    }

    private static HttpRequestMessage Table(string text)
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Post, "/v1/certificates/import", "zh", s_training);
        request.Content = new StringContent(text, Encoding.UTF8, "text/csv");
        return request;
    }

    private async Task PutAsync(string id, object certificate) =>
        _ = await ReadAsync(Request(HttpMethod.Put, "/v1/certificates/" + id, certificate));

    private async Task<JsonNode> ReadAsync(HttpRequestMessage request)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
