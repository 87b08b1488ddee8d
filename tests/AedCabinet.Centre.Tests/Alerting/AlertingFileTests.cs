using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>Files that people write: what is wrong, where, and what to do; nothing secret is shown.</summary>
[TestClass]
public sealed class AlertingFileTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789ab";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-alerting-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public void A_file_says_how_long_is_waited_and_by_what_people_are_told()
    {
        Write("secret", Secret);
        Write("password", "hush");
        AlertingSettings settings = AlertingFile.Read(Write("alerting.json", """
            {
              // Minutes may be parts.
              "firstAfterMinutes": 1.5, "digestAt": "07:30", "page": "https://aed.example/",
              "mail": { "host": "mail.example", "from": "aed@example.org", "user": "aed", "passwordFile": "password" },
              "gateways": { "sms": { "url": "https://sms.example/send", "secretFile": "secret" } }
            }
            """));

        Assert.AreEqual(TimeSpan.FromSeconds(90), settings.FirstAfter);
        Assert.AreEqual(TimeSpan.FromMinutes(3), settings.NextAfter);
        Assert.AreEqual(new TimeOnly(7, 30), settings.DigestAt);
        Assert.AreEqual(587, settings.Mail!.Port);
        Assert.AreEqual("hush", settings.Mail.Password);
        Assert.AreEqual(Secret, settings.Gateways["sms"].Secret);
        Assert.IsFalse(settings.Gateways["sms"].AllowsPrivate);
        Assert.DoesNotContain("hush", settings.Mail.ToString());
        Assert.DoesNotContain(Secret, settings.Gateways["sms"].ToString());
    }

    [TestMethod]
    [DataRow("""{ "firstAfterMinutes": -1 }""", "firstAfterMinutes")]
    [DataRow("""{ "digestAt": "8" }""", "digestAt")]
    [DataRow("""{ "mial": {} }""", "line 1")]
    [DataRow("""{ "mail": { "host": "m", "from": "nobody" } }""", "mail.from")]
    [DataRow("""{ "mail": { "host": "m", "from": "a@b.example", "security": "ssl" } }""", "mail.security")]
    [DataRow("""{ "mail": { "host": "m", "from": "a@b.example", "security": "none", "passwordFile": "secret" } }""", "security none")]
    [DataRow("""{ "mail": { "host": "m", "from": "a@b.example", "passwordFile": "nowhere" } }""", "mail.passwordFile")]
    [DataRow("""{ "gateways": { "mail": { "url": "https://g.example", "secretFile": "secret" } } }""", "gateways.mail")]
    [DataRow("""{ "gateways": { "sms": { "url": "http://g.example", "secretFile": "secret" } } }""", "gateways.sms.url")]
    [DataRow("""{ "gateways": { "sms": { "url": "https://u:p@g.example", "secretFile": "secret" } } }""", "gateways.sms.url")]
    [DataRow("""{ "gateways": { "sms": { "url": "https://g.example", "secretFile": "short" } } }""", "gateways.sms.secretFile")]
    public void What_can_t_be_used_is_said_with_its_place(string text, string place)
    {
        Write("secret", Secret);
        Write("short", "hush");
        UserErrorException wrong = Assert.ThrowsExactly<UserErrorException>(() => AlertingFile.Read(Write("alerting.json", text)));

        Assert.AreEqual(UserErrorException.WrongInput, wrong.ExitCode);
        Assert.Contains(place, wrong.Message);
        Assert.Contains("--alerting：", wrong.Message);
        Assert.DoesNotContain("hush", wrong.Message);
    }

    [TestMethod]
    public void A_list_on_call_is_taken_whole_or_not_at_all_and_every_wrong_cell_is_named()
    {
        IReadOnlyList<OnCallEntry> list = OnCallFile.Read(Write("good.csv", """
            prefecture,department,cabinet,severity,place,name,channel,address,hours,language
            1501,,,emergency,1,王敏,sms,+86 471 1,周一至周五 8:00-18:00,zh
            ,education,,maintenance,1,Li,mail,li@example.org,,en
            """));
        Assert.AreEqual(("1501", Severity.Emergency, "Mo-Fr 08:00-18:00", true),
            (list[0].Prefecture, list[0].Severity, list[0].Hours, list[0].IsChinese));
        Assert.AreEqual(("education", Severity.Maintenance, false), (list[1].Department, list[1].Severity, list[1].IsChinese));

        string wrong = Assert.ThrowsExactly<UserErrorException>(() => OnCallFile.Read(Write("bad.csv", """
            prefecture,department,cabinet,severity,place,name,channel,address,hours,language
            15,,,emergency,1,王敏,sms,+86 471 1,,zh
            1501,,,info,0,,mail,nobody,sometimes,fr
            """))).Message;
        foreach (string cell in new[] { "row 2, prefecture", "row 3, severity", "row 3, place", "row 3, name",
            "row 3, address", "row 3, hours",
            "row 3, language" })
        {
            Assert.Contains(cell, wrong);
        }

        Assert.Contains("值班表没有改动", wrong);
        Assert.Contains("there is no column \"phone\"", Assert.ThrowsExactly<UserErrorException>(
            () => OnCallFile.Read(Write("columns.csv", "prefecture,severity,place,name,channel,address,phone\n"))).Message);

        using StringWriter back = new();
        OnCallFile.Write(list, back);
        CollectionAssert.AreEqual(list.ToArray(), OnCallFile.Read(Write("back.csv", back.ToString())).ToArray());
    }

    private FileInfo Write(string name, string text)
    {
        FileInfo file = new(Path.Combine(_folder.FullName, name));
        File.WriteAllText(file.FullName, text);
        return file;
    }
}
