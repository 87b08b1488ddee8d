using System.Net;
using System.Net.Http.Json;
using AedCabinet.Care;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Centre.Tests.Care;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>
/// SPEC §19: "something is wrong here" from a member of the public becomes maintenance work, once, without anybody's data.
/// </summary>
[TestClass]
public class PublicReportTests : StoreTests
{
    [TestMethod]
    public async Task What_anybody_says_becomes_due_work_without_names_and_numbers_and_too_many_are_told_to_wait()
    {
        await using ApiBench bench = new(NewStore());
        bench.Say();
        string path = $"/public/v1/cabinets/{ApiBench.Museum}/reports";
        HttpRequestMessage Ask(object body)
        {
            HttpRequestMessage request = ApiBench.Request(HttpMethod.Post, path);
            request.Content = JsonContent.Create(body);
            return request;
        }

        HttpResponseMessage taken = await bench.Client.SendAsync(Ask(new { kind = "damaged", words = "玻璃碎了，电话138 0013 8000" }));
        (HttpResponseMessage wrong, _) = await bench.RefusedAsync(Ask(new { kind = "boring" }));
        for (int i = 1; i < ReportRate.AtOnce; i++)
        {
            Assert.AreEqual(HttpStatusCode.Accepted, (await bench.Client.SendAsync(Ask(new { kind = "locked" }))).StatusCode);
        }

        (HttpResponseMessage tooMany, _) = await bench.RefusedAsync(Ask(new { kind = "locked" }));

        Assert.AreEqual(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.IsNotNull(tooMany.Headers.RetryAfter);
        string[] rows = bench.Store.Rows("SELECT times, kinds, words FROM public_reports");
        Assert.AreEqual("5 damaged,locked [\"玻璃碎了，电话…\"]", rows.Single());
    }

    [TestMethod]
    public void A_hundred_of_them_are_one_piece_of_work_and_one_event_and_another_begins_when_it_is_done()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("state", bench.StateText(4, 1));
        PublicReportBook book = new(bench.Store);
        for (int i = 0; i < 100; i++)
        {
            book.Take(bench.Record.Topic, PublicReportKinds.All[i % 3], $"笑话{i}", bench.Now);
        }

        DueItem due = CareLists.Make(bench.Database, [bench.Record], bench.Now).Due.Single();
        Assert.AreEqual((DueKind.Report, "not-there"), (due.Kind, due.Word));
        Assert.StartsWith("100×", due.Detail);
        Assert.Contains("笑话4", due.Detail!);
        Assert.DoesNotContain("笑话5", due.Detail!);
        CollectionAssert.AreEqual(new[] { "care.reported 1" }, bench.Rows("SELECT type, severity FROM centre_events"));

        new CareBook(bench.Store).Record(new CareDone("NM-1", due.Item, "王敏", bench.Now, "看过了"));
        Assert.IsEmpty(CareLists.Make(bench.Database, [bench.Record], bench.Now).Due);
        book.Take(bench.Record.Topic, "other", null, bench.Now);
        Assert.AreNotEqual(due.Item, CareLists.Make(bench.Database, [bench.Record], bench.Now).Due.Single().Item);
        CollectionAssert.AreEqual(new[] { "care.reported", "care.done", "care.reported" },
            bench.Rows("SELECT type FROM centre_events ORDER BY no"));
        Assert.AreEqual("[]", bench.Rows("SELECT words FROM public_reports WHERE closed IS NOT NULL").Single());
    }

    [TestMethod]
    public async Task The_page_behind_the_label_has_a_form_that_needs_no_script_and_says_thanks()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();
        (_, string page) = await host.GetAsync("/c/NM-1?lang=en");
        Assert.Contains("action=\"/c/NM-1/reports?lang=en\"", page);
        using FormUrlEncodedContent form = new([KeyValuePair.Create("kind", "sounding"), KeyValuePair.Create("words", "since noon")]);
        using HttpRequestMessage request = new(HttpMethod.Post, "/c/NM-1/reports?lang=en") { Content = form };
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Http.BaseAddress };
        using HttpResponseMessage sent = await browser.SendAsync(request);
        (_, string thanks) = await host.GetAsync(sent.Headers.Location!.ToString());

        Assert.AreEqual(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("Thank you", thanks);
        Assert.AreEqual(1, host.Number("SELECT times FROM public_reports"));
    }
}
