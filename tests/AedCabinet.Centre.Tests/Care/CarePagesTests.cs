using System.Text;
using AedCabinet.Access;
using AedCabinet.Care;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Terminal;

namespace AedCabinet.Centre.Tests.Care;

/// <summary>What a telephone gets that has read a label's QR code (SPEC §18, Care).</summary>
[TestClass]
public class CarePagesTests : StoreTests
{
    private const string Cabinet = LedgerBench.Cabinet;

    private static readonly Grant s_keeper = new(Role.Keeper, [], [], [Cabinet]);

    [TestMethod]
    public async Task Everybody_reads_whether_it_is_ready_what_to_do_and_the_nearest_other_and_no_contact()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();
        host.Introduce("NM-7", longitude: 111.7552);
        host.Introduce("NM-8", longitude: 111.7502, isReady: false, reasons: "\"aed-missing\"");

        (int status, string page) = await host.GetAsync($"/c/{Cabinet}?lang=en");

        Assert.AreEqual(200, status);
        Assert.Contains("data-state=\"ready\"", page);
        Assert.Contains("Call 120 first", page);
        Assert.Contains("100–120 a minute", page);
        Assert.Contains("/c/NM-7?", page);
        Assert.DoesNotContain("/c/NM-8?", page, "not one that is not ready");
        Assert.DoesNotContain("471", page, "no contact");
        Assert.DoesNotContain("<script", page);
        (_, string other) = await host.GetAsync("/c/NM-8");
        Assert.Contains("data-state=\"not-ready\"", other);
        Assert.Contains("现在不能保证可用", other);
    }

    [TestMethod]
    public async Task What_is_not_known_for_certain_is_not_known_and_an_unknown_id_still_says_how_to_help()
    {
        await using CareHost host = new(NewStore());
        host.Say("about", LedgerBench.AboutText());
        Desktop.Tests.Environment.Waiting.Until(() => host.Office.Find(Cabinet) is not null, "the cabinet");
        Assert.Contains("data-state=\"unknown\"", (await host.GetAsync($"/c/{Cabinet}")).Text, "it has not said how it is");

        host.Introduce();
        host.IsConnected = false;
        Assert.Contains("data-state=\"unknown\"", (await host.GetAsync($"/c/{Cabinet}")).Text, "nothing comes in");

        (int status, string page) = await host.GetAsync("/c/NM-404");
        Assert.AreEqual(404, status);
        Assert.Contains("先拨打120", page);
    }

    [TestMethod]
    public async Task Other_languages_come_from_the_authority_s_file_and_one_that_lacks_a_text_is_refused_by_name()
    {
        FileInfo file = new(Path.GetTempFileName());
        try
        {
            string shipped = await ShippedAsync();
            int english = shipped.IndexOf("\"en\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(file.FullName, shipped.Insert(english,
                shipped[english..shipped.LastIndexOf('}', shipped.LastIndexOf('}') - 1)]
                    .Replace("\"en\"", "\"it\"", StringComparison.Ordinal)
                    .Replace("\"English\"", "\"Italiano\"", StringComparison.Ordinal)
                    .Replace("\"Ready\"", "\"Pronto\"", StringComparison.Ordinal) + ",\n"));
            await using CareHost host = new(NewStore(), texts: FirstAidTexts.Read(file));
            host.Introduce();

            Assert.Contains("Pronto", (await host.GetAsync($"/c/{Cabinet}?lang=it")).Text);
            Assert.Contains("可以使用", (await host.GetAsync($"/c/{Cabinet}?lang=xx")).Text);

            await File.WriteAllTextAsync(file.FullName, """{"languages":{"it":{"language":"Italiano"}}}""");
            string told = Assert.ThrowsExactly<UserErrorException>(() => FirstAidTexts.Read(file)).Message;
            Assert.Contains("it", told);
            Assert.Contains("step3", told);
        }
        finally
        {
            file.Delete();
        }
    }

    [TestMethod]
    public async Task Who_asks_too_often_is_told_to_call_120_all_the_same()
    {
        await using CareHost host = new(NewStore(), perMinute: 2);
        _ = await host.GetAsync("/c/NM-1");
        _ = await host.GetAsync("/c/NM-1");

        (int status, string text) = await host.GetAsync("/c/NM-1");

        Assert.AreEqual(429, status);
        Assert.Contains("120", text);
    }

    [TestMethod]
    public async Task The_form_is_for_the_keeper_alone()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();
        Grant other = new(Role.Keeper, [], [], ["NM-2"]);
        Grant dispatcher = Grant.Everywhere(Role.Dispatcher);
        string form = $"/c/{Cabinet}/inspect";

        Assert.AreEqual(401, (await host.GetAsync(form)).Status);
        Assert.AreEqual(404, (await host.GetAsync(form, other)).Status);
        Assert.AreEqual(403, (await host.GetAsync(form, dispatcher)).Status);
        (int status, string page) = await host.GetAsync(form + "?lang=en", s_keeper);
        Assert.AreEqual(200, status);
        Assert.Contains("Pads: the package is whole", page);
        Assert.AreEqual(401, (await host.PostAsync(Cabinet, Form(), null)).Status);
        Assert.AreEqual(404, (await host.PostAsync(Cabinet, Form(), other)).Status);
        Assert.AreEqual(403, (await host.PostAsync(Cabinet, Form(), dispatcher)).Status);
        Assert.AreEqual(0, host.Number("SELECT count(*) FROM inspections"));
        Assert.IsEmpty(host.Commands);
    }

    [TestMethod]
    public async Task An_inspection_that_is_sent_again_and_again_makes_one_record_and_one_signed_inspect()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();
        Guid id = Guid.NewGuid();

        (int Status, string Text)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => host.PostAsync(Cabinet, Form(id, photo: Photos.WithExif()), s_keeper)));
        (int status, string again) = await host.PostAsync(Cabinet, Form(id), s_keeper);

        Assert.IsTrue(answers.All(answer => answer.Status == 200), answers[0].Text);
        Assert.AreEqual(200, status);
        Assert.Contains("Sent", again);
        Assert.AreEqual(1, host.Number("SELECT count(*) FROM inspections"));
        Assert.HasCount(1, host.Commands);
        Assert.Contains("\"name\":\"inspect\"", host.Commands[0]);
        Assert.Contains("王敏", System.Text.RegularExpressions.Regex.Unescape(host.Commands[0]));
        Assert.AreEqual(200, (await host.GetAsync($"/care/photos/{id}", s_keeper)).Status);
        Assert.AreEqual(404, (await host.GetAsync($"/care/photos/{id}", new Grant(Role.Keeper, [], [], ["NM-2"]))).Status);
        Assert.AreEqual($"{id} 王敏 0 image/jpeg {Photos.Plain().Length} 1", host.Rows(
            "SELECT id, who, defects, photo_type, length(photo), CASE WHEN command IS NULL THEN 0 ELSE 1 END FROM inspections").Single());
    }

    [TestMethod]
    public async Task A_defect_is_kept_and_planned_and_the_cabinet_is_not_told_that_all_is_well()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();

        (int status, string told) = await host.PostAsync(Cabinet, Form(defect: "pads", note: "包装破了"), s_keeper);

        Assert.AreEqual(200, status, told);
        Assert.Contains("Withheld", told);
        Assert.IsEmpty(host.Commands);
        DueItem due = host.Desk.Make(Administrator).Due.Single(item => item.Kind == DueKind.Defect);
        Assert.AreEqual("包装破了", due.Detail);
        Assert.IsNotNull(host.Desk.Record(Administrator, due, "换了"));
        Assert.IsFalse(host.Desk.Make(Administrator).Due.Any(item => item.Kind == DueKind.Defect));
        CollectionAssert.AreEquivalent(new[] { "换了", "包装破了" }, host.Desk.Make(Administrator).Done.Select(done => done.Note).ToArray());
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_form_is_named_by_its_field_and_nothing_is_kept()
    {
        await using CareHost host = new(NewStore());
        host.Introduce();

        (int status, string told) = await host.PostAsync(Cabinet,
            Form(defect: "pads", leaveOut: "battery", photo: "<html>"u8.ToArray()), s_keeper);
        (int large, _) = await host.PostAsync(Cabinet, Form(photo: new byte[6 * CareLimits.SubmissionBytes]), s_keeper);

        Assert.AreEqual(400, status);
        foreach (string field in new[] { "\"battery\"", "\"note\"", "\"photo\"" })
        {
            Assert.Contains(field, told);
        }

        Assert.AreEqual(413, large);
        Assert.AreEqual(0, host.Number("SELECT count(*) FROM inspections"));
    }

    private static AccessScope Administrator => new("李华", [Grant.Everywhere(Role.Administrator)]);

    private static MultipartFormDataContent Form(Guid? id = null, string? defect = null, string? leaveOut = null, string note = "",
        byte[]? photo = null)
    {
        MultipartFormDataContent form = new()
        {
            { new StringContent((id ?? Guid.NewGuid()).ToString()), "id" },
            { new StringContent(DateTimeOffset.UtcNow.ToString("O")), "at" },
            { new StringContent(note), "note" },
            { new StringContent("2029-01-31"), "pads-expire" },
        };
        foreach (string question in InspectionQuestions.Of("aed").Where(question => question != leaveOut))
        {
            form.Add(new StringContent(question == defect ? "defect" : "ok"), question);
        }

        if (photo is not null)
        {
            form.Add(new ByteArrayContent(photo), "photo", "photo.jpg");
        }

        return form;
    }

    private static async Task<string> ShippedAsync()
    {
        await using Stream stream = typeof(FirstAidTexts).Assembly.GetManifestResourceStream("care/first-aid.json")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
