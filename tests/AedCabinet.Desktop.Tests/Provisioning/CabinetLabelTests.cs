using System.Xml.Linq;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>A label says what to do and which cabinet it is, in a code that can be read, and all of it fits.</summary>
[TestClass]
public class CabinetLabelTests
{
    private static readonly LabelText s_text = new("NM-HOH-0001", "aed", "东门AED", "昭君博物院", "游客中心一层", "值班室", "+86-471-0000000", "1",
        "Mo-Fr 08:00-17:00; PH off");

    [TestMethod]
    public void With_the_registry_s_address_the_code_opens_the_cabinet_s_page_and_is_still_known_for_its_cabinet_s()
    {
        string code = QrCode.Read(new CabinetLabel(s_text with { PageAddress = "https://aed.example" }).ToSvg())!;

        Assert.AreEqual("https://aed.example/c/NM-HOH-0001", code);
        Assert.AreEqual(("NM-HOH-0001", "https://aed.example"), LabelText.Read(code));
        Assert.AreEqual(("NM-HOH-0001", string.Empty), LabelText.Read(s_text.Code));
    }

    [TestMethod]
    [DataRow("aed", "自动体外除颤器", "先拨打120", "听语音做")]
    [DataRow("station", "自动体外除颤器", "先拨打120，并按SOS按钮", "听语音做")]
    [DataRow("kit", "急救箱", "先拨打120", "取急救箱")]
    public void It_says_what_it_is_and_what_to_do_in_three_lines_and_in_both_languages(string kind, string name, string call, string step)
    {
        string text = TextOf(new CabinetLabel(s_text with { Kind = kind }).ToSvg());

        foreach (string part in new[] { name, call, step, "开门无需扫码", "No scanning needed to open", "Call 120", "NM-HOH-0001", "昭君博物院",
            "游客中心一层 1层", "周一至周五 08:00-17:00；节假日不开放", "管理员 Keeper", "值班室 +86-471-0000000", "待红十字会师资审定" })
        {
            Assert.Contains(part, text);
        }

        Assert.AreEqual(kind != "kit", text.Contains("AED ", StringComparison.Ordinal) && text.Contains("压：", StringComparison.Ordinal));
        Assert.DoesNotContain("或按", text);
        Assert.DoesNotContain(" or press", text);
    }

    [TestMethod]
    public void An_authority_s_own_words_replace_ours_and_a_third_language_has_its_place()
    {
        string own = System.Text.Encoding.UTF8.GetString(ShippedWords()).Replace("听语音做", "跟着语音做")
            .Replace("待红十字会师资审定 Awaiting approval by a Red Cross trainer", "")
            .Replace("\"en\": \"Automated External Defibrillator\", \"mn\": \"\"",
                "\"en\": \"Automated External Defibrillator\", \"mn\": \"ᠮᠣᠩᠭᠣᠯ\"");
        LabelWords words = LabelWords.Read(System.Text.Encoding.UTF8.GetBytes(own), out _)!;

        string svg = new CabinetLabel(s_text, words).ToSvg();

        Assert.Contains("跟着语音做", svg);
        Assert.DoesNotContain("审定", svg);
        Assert.Contains("writing-mode:vertical-lr", svg);
        Assert.IsNull(LabelWords.Read("{\"texts\":{\"aed\":{\"zh\":\"x\"}}}"u8.ToArray(), out Wording why));
        Assert.StartsWith("lacks the Chinese or the English of: aed, kit", why.En);
    }

    [TestMethod]
    public void An_authority_s_words_come_with_the_site_and_the_check_knows_them()
    {
        using ProvisioningBench bench = new();
        File.WriteAllText(bench.PathOf("texts.json"), System.Text.Encoding.UTF8.GetString(ShippedWords()).Replace("开门无需扫码", "取用无需扫码"));
        bench.WriteSite(site => site["labelTexts"] = "texts.json");
        bench.Provision();

        Assert.Contains("取用无需扫码", File.ReadAllText(bench.Out(ProvisioningBench.First, "label.svg")));
        Assert.Contains("取用无需扫码", File.ReadAllText(bench.Out("signs.html")));
        Assert.IsEmpty(bench.Verify());
        bench.Replace("值班室", "保安室", ProvisioningBench.First, "label.svg");
        Assert.Contains("does not say what cabinet.json says", bench.Verify().Single());
    }

    [TestMethod]
    public void Its_code_says_id_and_place()
    {
        Assert.AreEqual("NM-HOH-0001\n东门AED\n昭君博物院\n游客中心一层", QrCode.Read(new CabinetLabel(s_text).ToSvg()));
    }

    [TestMethod]
    public void The_longest_texts_are_drawn_whole_and_their_code_can_be_read()
    {
        string longest = string.Concat(Enumerable.Repeat("呼和浩特市赛罕区", 13))[..100];
        LabelText text = s_text with
        {
            Id = new string('W', 32),
            Name = longest,
            Site = longest,
            Where = longest,
            Contact = longest,
            Phone = new string('8', 100)
        };

        string svg = new CabinetLabel(text).ToSvg();

        Assert.AreEqual(text.Code, QrCode.Read(svg));
        XElement[] lines = [.. XDocument.Parse(svg).Descendants("{http://www.w3.org/2000/svg}text")];
        string all = string.Concat(lines.Select(line => line.Value)).Replace(" ", string.Empty);
        Assert.HasCount(1 + 4, all.Split(longest), "name, site, place and keeper");
        Assert.IsTrue(
            lines.All(
                line =>
                    double.Parse(line.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture) < CabinetLabel.HeightMm));
    }

    [TestMethod]
    [DataRow("<&\"'>")]
    [DataRow("]]> -->")]
    public void Marks_of_the_picture_s_own_language_are_drawn_as_they_are(string name)
    {
        XDocument svg = XDocument.Parse(new CabinetLabel(s_text with { Name = name }).ToSvg());

        Assert.Contains(line => line.Value == name, svg.Descendants("{http://www.w3.org/2000/svg}text"));
    }

    [TestMethod]
    public void A_code_of_which_a_part_is_missing_is_read_or_refused_but_never_misread()
    {
        string svg = new CabinetLabel(s_text).ToSvg();
        int start = svg.IndexOf("class=\"qr\"", StringComparison.Ordinal);
        for (int cut = start + 200; cut < svg.Length - 20; cut += 150)
        {
            int end = svg.IndexOf('M', cut);
            if (end < 0)
            {
                break;
            }

            string damaged = svg[..svg.LastIndexOf('M', cut)] + svg[end..];
            Assert.IsTrue(QrCode.Read(damaged) is null or "NM-HOH-0001\n东门AED\n昭君博物院\n游客中心一层");
        }
    }

    [TestMethod]
    public void Sheets_hold_four_labels_each_and_a_file_no_more_than_a_browser_prints()
    {
        string[] labels = [.. Enumerable.Range(1, 501).Select(number => $"<svg>{number}</svg>\n")];

        (string Name, byte[] Content)[] files = [.. LabelSheets.Make(labels)];

        CollectionAssert.AreEqual(new[] { "labels.html", "labels-2.html" }, files.Select(file => file.Name).ToArray());
        string first = System.Text.Encoding.UTF8.GetString(files[0].Content);
        Assert.HasCount(125 + 1, first.Split("<div class=\"sheet\">"));
        Assert.Contains("<svg>500</svg>", first);
        Assert.Contains("<svg>501</svg>", System.Text.Encoding.UTF8.GetString(files[1].Content));
    }

    private static string TextOf(string svg) =>
        string.Concat(XDocument.Parse(svg).Descendants("{http://www.w3.org/2000/svg}text").Select(line => line.Value + " "));

    private static byte[] ShippedWords() => File.ReadAllBytes(
        AedCabinet.Testing.RepositoryRoot.At("simulator", "Provisioning", "Templates", "label-texts.json"));
}
