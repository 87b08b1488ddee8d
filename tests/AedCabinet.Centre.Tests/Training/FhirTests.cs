using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Task = System.Threading.Tasks.Task;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>SPEC §19: AEDs as FHIR R4 and as a 台账, cut to roles, whom to call only where that may be seen.</summary>
[TestClass]
public class FhirTests : StoreTests, IAsyncDisposable
{
    // Strict: cardinalities, codes, ids and what else the model knows are judged as it is read.
    private static readonly JsonSerializerOptions s_strict = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);
    private static readonly Grant s_feed = new(Role.Feed, ["1501"], [], []);
    private static readonly Grant s_keeper = new(Role.Dispatcher, ["1501"], [], []);

    private readonly ApiBench _bench;

    public FhirTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task Devices_and_locations_are_right_FHIR_R4_page_by_page()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);
        foreach (string type in new[] { "Device", "Location" })
        {
            Bundle first = await ReadAsync<Bundle>($"/v1/fhir/{type}?_count=1", Grant.Everywhere(Role.Feed));
            Bundle second = await ReadAsync<Bundle>(first.NextLink!.PathAndQuery, Grant.Everywhere(Role.Feed));
            Bundle last = await ReadAsync<Bundle>(second.NextLink!.PathAndQuery, Grant.Everywhere(Role.Feed));
            Assert.IsEmpty(last.Entry);
            Assert.IsNull(last.NextLink);
            CollectionAssert.AreEqual(new[] { ApiBench.Museum, ApiBench.Station },
                new[] { first, second }.Select(bundle => bundle.Entry.Single().Resource!.Id).ToArray());
            Assert.EndsWith($"/v1/fhir/{type}/NM-1", first.Entry[0].FullUrl!);
        }

        Device ready = await ReadAsync<Device>("/v1/fhir/Device/NM-1", Grant.Everywhere(Role.Feed));
        Device other = await ReadAsync<Device>("/v1/fhir/Device/NM-2", Grant.Everywhere(Role.Feed));
        Location where = await ReadAsync<Location>("/v1/fhir/Location/NM-1", Grant.Everywhere(Role.Feed));
        Assert.AreEqual(Device.FHIRDeviceStatus.Active, ready.Status);
        Assert.AreEqual(Device.FHIRDeviceStatus.Inactive, other.Status);
        Assert.AreEqual("Location/NM-1", ready.Location!.Reference);
        Assert.AreEqual(40.8426m, where.Position!.Latitude);
        Assert.AreEqual("24/7", where.AvailabilityExceptions);
        CapabilityStatement can = await ReadAsync<CapabilityStatement>("/v1/fhir/metadata", Grant.Everywhere(Role.Feed));
        Assert.AreEqual(FHIRVersion.N4_0_1, can.FhirVersion);
    }

    [TestMethod]
    public async Task They_are_cut_to_the_role_and_say_whom_to_call_only_to_whom_may_see_that()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        _bench.Say("NM-3.A_1", "aed/v1/1501/150102/culture-tourism/NM-3.A_1",
            about: LedgerBench.AboutText("NM-3.A_1", "kit"));

        Bundle own = await ReadAsync<Bundle>("/v1/fhir/Device", s_feed);
        Bundle one = await ReadAsync<Bundle>("/v1/fhir/Location?identifier=urn:aed-cabinet:cabinet|NM-3.A_1", s_feed);
        Bundle none = await ReadAsync<Bundle>("/v1/fhir/Location?identifier=NM-2", s_feed);
        HttpResponseMessage foreign = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Get, "/v1/fhir/Device/NM-2", "en", s_feed));
        HttpResponseMessage kit = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Get, "/v1/fhir/Device/NM-3.dA.u1", "en", s_feed));

        Assert.AreEqual(ApiBench.Museum, own.Entry.Single().Resource!.Id);
        Assert.AreEqual("NM-3.dA.u1", one.Entry.Single().Resource!.Id);
        Assert.IsEmpty(none.Entry);
        Assert.AreEqual(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, kit.StatusCode);
        Assert.IsEmpty(((Device)own.Entry[0].Resource!).Contact);
        Assert.IsFalse(_bench.Audit.Entries.Any(entry => entry.Action == AuditActions.ContactSeen));
        Device told = await ReadAsync<Device>("/v1/fhir/Device/NM-1", s_keeper);
        Assert.AreEqual("+86 471 1", told.Contact.Single().Value);
        Assert.IsTrue(_bench.Audit.Entries.Any(entry => entry is { Action: AuditActions.ContactSeen, Cabinet: ApiBench.Museum }));
    }

    [TestMethod]
    [DataRow("GET", "/v1/fhir/Device/NM-404", 404, "not-found", null)]
    [DataRow("GET", "/v1/fhir/Patient", 404, "not-found", null)]
    [DataRow("GET", "/v1/fhir/Device?_count=0", 400, "invalid", "http._count")]
    [DataRow("GET", "/v1/fhir/Location?name=x", 400, "invalid", "http.name")]
    [DataRow("POST", "/v1/fhir/Device", 405, "not-supported", null)]
    public async Task What_is_refused_is_told_as_an_OperationOutcome_in_the_reader_s_language(string method, string path, int status,
        string code, string? place)
    {
        _bench.Say();
        foreach (string language in new[] { "en", "zh-CN" })
        {
            OperationOutcome.IssueComponent issue = (await OutcomeAsync(
                ApiBench.Request(new HttpMethod(method), path, language, Grant.Everywhere(Role.Feed)), status, language)).Issue.Single();
            Assert.AreEqual(OperationOutcome.IssueSeverity.Error, issue.Severity);
            Assert.AreEqual(code, EnumUtility.GetLiteral(issue.Code));
            Assert.AreEqual(place, issue.Expression.SingleOrDefault());
            Assert.AreEqual(language != "en", issue.Details!.Text!.Any(letter => letter > '\u2E7F'), issue.Details.Text);
        }
    }

    [TestMethod]
    public async Task Who_is_not_logged_in_is_told_so_as_FHIR_too()
    {
        OperationOutcome stranger = await OutcomeAsync(ApiBench.Request(HttpMethod.Get, "/v1/fhir/Device"), 401, "en");

        Assert.AreEqual(OperationOutcome.IssueType.Login, stranger.Issue.Single().Code);
    }

    [TestMethod]
    public async Task The_list_of_an_authority_has_the_export_s_columns_and_no_contact_for_whom_may_not_see_it()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        string all = await TextAsync("/v1/ledger.csv", Grant.Everywhere(Role.Administrator));
        string own = await TextAsync("/v1/ledger.csv?kind=aed", s_feed);
        using StringWriter export = new();
        _ = AedCabinet.Api.Open.SheetExport.Write(_bench.Office.Cabinets(), new Dictionary<string, string>(), export);

        Assert.AreEqual(export.ToString().Split("\r\n")[0], all.Split("\r\n")[0].TrimStart('\uFEFF'));
        Assert.HasCount(3, all.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.HasCount(2, own.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("+86 471 1", all);
        Assert.DoesNotContain("471 1", own);
        Assert.HasCount(1, _bench.Audit.Entries.Where(entry => entry.Action == AuditActions.ContactSeen).ToArray());
    }

    private async Task<OperationOutcome> OutcomeAsync(HttpRequestMessage request, int status, string language)
    {
        using HttpClient bare = new() { BaseAddress = _bench.Client.BaseAddress };
        HttpResponseMessage answer = await bare.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(status, (int)answer.StatusCode, text);
        Assert.AreEqual("application/fhir+json", answer.Content.Headers.ContentType!.MediaType, text);
        OperationOutcome outcome = (OperationOutcome)JsonSerializer.Deserialize<Resource>(text, s_strict)!;
        Assert.StartsWith(language[..2], outcome.Language);
        return outcome;
    }

    private async Task<string> TextAsync(string path, Grant grant)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, path, "en", grant));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        return text;
    }

    private async Task<T> ReadAsync<T>(string path, Grant grant)
        where T : Resource
    {
        string text = await TextAsync(path, grant);
        Assert.IsNotNull(JsonNode.Parse(text)!["resourceType"]);
        return (T)JsonSerializer.Deserialize<Resource>(text, s_strict)!;
    }
}
