using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk.Systems;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>The golden events beside the API are what a registry sends, and what it sends keeps the schemas.</summary>
[TestClass]
public sealed class GoldenEventTests
{
    private const string Folder = "simulator/Api/contract/examples";
    private const string Renew = "AED_RENEW_EVENTS";

    // What differs from run to run: of these only the form is compared.
    private static readonly string[] s_varying =
        ["id", "time", "cursor", "source", "arrival", "received", "at", "incident", "drill", "item", "started", "ended"];

    private static readonly JsonSerializerOptions s_plain = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] s_said = ["accepted", "fetched", "arrived", "left"];

    [TestMethod]
    public async Task What_a_registry_sends_is_as_the_golden_events_have_it_and_keeps_the_schemas()
    {
        await using DeskBench bench = await DeskBench.StartAsync(new SqliteTestStore());
        await HappenAsync(bench);
        foreach (string system in DeskOptions.Systems)
        {
            Check(bench.JournalOf(system));
        }

        // Of two cabinets either may be told of first.
        FeedEvent[] golden = [.. bench.Taken().GroupBy(NameOf).Select(group => group.FirstOrDefault(IsAsWritten) ?? group.First())];
        if (System.Environment.GetEnvironmentVariable(Renew) == "1")
        {
            foreach (FeedEvent item in golden)
            {
                File.WriteAllText(FileOf(item), Written(JsonNode.Parse(item.Text)!));
            }
        }

        string how = $"Renew {Folder} by running this test with {Renew}=1, look at the difference, and commit it.";
        foreach (FeedEvent item in golden)
        {
            Assert.AreEqual(WrittenForm(item), Form(JsonNode.Parse(item.Text)!), $"{NameOf(item)}: {how}");
        }

        CollectionAssert.AreEquivalent(golden.Select(NameOf).ToArray(),
            Directory.GetFiles(RepositoryRoot.At(Folder)).Select(Path.GetFileNameWithoutExtension).ToArray(), how);

        static string WrittenForm(FeedEvent item) =>
            Form(AsItCame(item, JsonNode.Parse(File.Exists(FileOf(item)) ? File.ReadAllText(FileOf(item)) : "{}")!));

        static bool IsAsWritten(FeedEvent item) => WrittenForm(item) == Form(JsonNode.Parse(item.Text)!);
    }

    // What a busy machine was slow to put on disk came ahead, without its place.
    private static JsonNode AsItCame(FeedEvent item, JsonNode golden)
    {
        if (item.Cursor is null)
        {
            golden.AsObject().Remove("cursor");
            (golden["data"] as JsonObject)?.Remove("arrival");
        }

        return golden;
    }

    // All that happens between a centre and the systems beside it, once.
    private static async Task HappenAsync(DeskBench bench)
    {
        bench.Say(DeskBench.Museum);
        bench.Say(DeskBench.Station);
        bench.Happen(DeskBench.Museum, "door.opened", "info");
        bench.Happen(DeskBench.Station, "aed.removed", "info", isDrill: true);
        bench.Happen(DeskBench.Museum, "aed.removed", "emergency");
        bench.Await(item => item.Type == "aed.incident.aed-out", "the AED to be out");
        bench.Happen(DeskBench.Museum, "aed.returned", "info");
        bench.Await(item => item.Type == "aed.incident.aed-back", "the AED to be back");

        using CentreCalls dispatch = bench.CallsOf(DeskOptions.Dispatch);
        using CentreCalls responders = bench.CallsOf(DeskOptions.Responders);
        DeskIncident call = await bench.Desk.Dispatch!.OpenAsync(
            new JsonObject { ["lat"] = 40.8430, ["lon"] = 111.7500, ["address"] = "大昭寺广场" }, CancellationToken.None);
        await PostAsync(dispatch, $"/v1/incidents/{call.Id}/commands",
            new JsonObject { ["cabinet"] = DeskBench.Station, ["name"] = "locate" });
        await bench.Desk.Dispatch.StageAsync(call.Id, new JsonObject { ["stage"] = "dispatched" }, CancellationToken.None);
        await responders.SendAsync(HttpMethod.Put, "/v1/responders/R-0007", new JsonObject
        {
            ["lat"] = 40.8428,
            ["lon"] = 111.7495,
            ["prefecture"] = "1501",
        }, null, CancellationToken.None);
        foreach (string status in s_said)
        {
            JsonObject said = new() { ["responder"] = "R-0007", ["status"] = status };
            if (status == "fetched")
            {
                said["cabinet"] = DeskBench.Station;
            }

            await PostAsync(responders, $"/v1/incidents/{call.Id}/responses", said);
        }

        await responders.SendAsync(HttpMethod.Put, "/v1/responders/R-0008", new JsonObject { ["cabinet"] = DeskBench.Museum }, null,
            CancellationToken.None);
        await PostAsync(responders, $"/v1/incidents/{call.Id}/responses", new() { ["responder"] = "R-0008", ["status"] = "declined" });

        await bench.Desk.Dispatch.StageAsync(call.Id, new JsonObject { ["stage"] = "closed", ["outcome"] = "real-use" },
            CancellationToken.None);
        await DrillAsync(bench);
        await CareAsync(bench);
        await bench.Desk.Training!.CertifyAsync("C-2026-0017", new JsonObject
        {
            ["site"] = "景区",
            ["county"] = "150102",
            ["department"] = "culture-tourism",
            ["holder"] = "H-1",
            ["kind"] = "first-aid",
            ["issued"] = "2026-11-01",
            ["expires"] = "2028-10-31",
        }, CancellationToken.None);
        bench.Await(item => item.Type == "aed.training.certified", "the certificate");
        Waiting.Until(() => bench.Taken().Count == bench.Store.Number(
            "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM centre_events)"), "everything");
    }

    // One that is held, one that the cabinet refuses, one that is taken back.
    private static async Task DrillAsync(DeskBench bench)
    {
        async Task<string> PlanAsync(string cabinet, TimeSpan ahead) => (string)(await bench.Desk.Training!.PlanAsync(new JsonObject
        {
            ["cabinet"] = cabinet,
            ["at"] = (DateTimeOffset.UtcNow + ahead).ToString("O"),
            ["minutes"] = 30,
            ["expects"] = new JsonArray("aed.removed", "sos.pressed"),
        }, CancellationToken.None))["id"]!;

        using CentreCalls training = bench.CallsOf(DeskOptions.Training);
        string spared = await PlanAsync(DeskBench.Station, TimeSpan.FromDays(1));
        await training.SendAsync(HttpMethod.Delete, "/v1/drills/" + spared, null, null, CancellationToken.None);
        await PlanAsync(DeskBench.Museum, TimeSpan.Zero);
        bench.Answer(DeskBench.Museum, "bad-arguments", "minutes: 30 is above 10");
        bench.Await(item => item.Type == "aed.training.drill-missed", "the refused drill");

        // The station has had a command already, and the desk knows the latest first.
        int before = bench.Office.Desk.Commands.Count;
        await PlanAsync(DeskBench.Station, TimeSpan.Zero);
        Waiting.Until(() => bench.Office.Desk.Commands.Count > before, "the drill's command");
        bench.Answer(DeskBench.Station, "done");
        bench.Happen(DeskBench.Station, "drill.started", "info", isDrill: true);
        bench.Happen(DeskBench.Station, "aed.removed", "info", isDrill: true);
        bench.Happen(DeskBench.Station, "aed.returned", "info", isDrill: true);
        bench.Happen(DeskBench.Station, "drill.ended", "info");
        bench.Await(item => item.Type == "aed.training.drill-done", "the drill that was held");
    }

    // Somebody says that something is wrong; it is seen to; the registry's own knowledge of the site is corrected.
    private static async Task CareAsync(DeskBench bench)
    {
        const string Cabinet = "/v1/cabinets/" + DeskBench.Station;
        using HttpClient office = await bench.LogInAsync("office", Grant.Everywhere(Role.Administrator));
        using HttpClient anybody = new() { BaseAddress = bench.Centre };
        Assert.AreEqual(202, (int)(await anybody.PostAsJsonAsync($"/public{Cabinet}/reports", new { kind = "damaged" })).StatusCode);
        string item = (string)bench.Await(told => told.Type == "aed.care.reported", "the report").Data["item"]!;
        HttpResponseMessage done = await office.PostAsJsonAsync($"{Cabinet}/care/{Uri.EscapeDataString(item)}/done", new { note = "已处理" });
        Assert.IsTrue(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync());
        HttpResponseMessage state = await office.GetAsync(Cabinet + "/corrections");
        using HttpRequestMessage patch = new(HttpMethod.Patch, Cabinet) { Content = JsonContent.Create(new { people = 120 }) };
        patch.Headers.IfMatch.Add(state.Headers.ETag!);
        Assert.AreEqual(200, (int)(await office.SendAsync(patch)).StatusCode);
        bench.Await(told => told.Type == "aed.cabinet.corrected", "the correction");
    }

    private static Task PostAsync(CentreCalls calls, string path, JsonObject body) =>
        calls.SendAsync(HttpMethod.Post, path, body, null, CancellationToken.None);

    // Of a type, one in a drill and one that is none may differ, and so may what a cabinet opened and what a call did.
    private static string NameOf(FeedEvent item) => item.Type + (item.IsDrill && item.IsOfCabinet ? "~drill" : string.Empty)
        + (item.Type == "aed.incident.opened" ? "~" + (string?)item.Data["origin"] : string.Empty);

    private static string FileOf(FeedEvent item) => RepositoryRoot.At($"{Folder}/{NameOf(item)}.json");

    private static string Written(JsonNode node) => node.ToJsonString(s_plain).ReplaceLineEndings("\n") + "\n";

    private static string Form(JsonNode node)
    {
        Level(node);
        return Written(node);
    }

    private static void Level(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
            {
                Level(item);
            }
        }

        foreach ((string name, JsonNode? value) in node is JsonObject all ? all.ToArray() : [])
        {
            if (value is JsonValue leaf && s_varying.Contains(name))
            {
                node![name] = leaf.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? leaf.DeepClone()
                    : $"({leaf.GetValueKind()})";
            }
            else
            {
                Level(value);
            }
        }
    }

    private static void Check(string file)
    {
        BufferedCommandResult result = Cli.Wrap("node").WithArguments([RepositoryRoot.At("tests/contract/events.mjs"), file]).Run();
        Assert.AreEqual(0, result.ExitCode, result.Output());
    }
}
