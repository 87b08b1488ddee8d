using System.Xml.Linq;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>A label says what to do and which cabinet it is, in a code that can be read, and all of it fits.</summary>
[TestClass]
public class CabinetLabelTests
{
    private static readonly LabelText s_text = new("NM-HOH-0001", "aed", "东门AED", "昭君博物院", "游客中心一层", "值班室", "+86-471-0000000");

    [TestMethod]
    [DataRow("aed", "按语音提示操作", "follow its voice")]
    [DataRow("station", "按SOS按钮", "press SOS")]
    [DataRow("kit", "取出急救箱", "take the first-aid kit")]
    public void It_tells_in_both_languages_what_to_do(string kind, string chinese, string english)
    {
        string svg = new CabinetLabel(s_text with { Kind = kind }).ToSvg();
        string text = string.Concat(XDocument.Parse(svg).Descendants("{http://www.w3.org/2000/svg}text").Select(line => line.Value + " "));

        Assert.Contains("拨打 120", text);
        Assert.Contains("CALL 120", text);
        Assert.Contains(chinese, text.Replace(" ", string.Empty));
        Assert.Contains(english, text);
        Assert.Contains("NM-HOH-0001", text);
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
        LabelText text = s_text with { Id = new string('W', 32), Name = longest, Site = longest, Where = longest, Contact = longest, Phone = new string('8', 100) };

        string svg = new CabinetLabel(text).ToSvg();

        Assert.AreEqual(text.Code, QrCode.Read(svg));
        XElement[] lines = [.. XDocument.Parse(svg).Descendants("{http://www.w3.org/2000/svg}text")];
        Assert.Contains(longest + longest + longest, string.Concat(lines.Select(line => line.Value)).Replace(" ", string.Empty));
        Assert.IsTrue(lines.All(line => double.Parse(line.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture) < CabinetLabel.HeightMm));
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
    public void Sheets_hold_ten_labels_each_and_a_file_no_more_than_a_browser_prints()
    {
        string[] labels = [.. Enumerable.Range(1, 501).Select(number => $"<svg>{number}</svg>\n")];

        (string Name, byte[] Content)[] files = [.. LabelSheets.Make(labels)];

        CollectionAssert.AreEqual(new[] { "labels.html", "labels-2.html" }, files.Select(file => file.Name).ToArray());
        string first = System.Text.Encoding.UTF8.GetString(files[0].Content);
        Assert.HasCount(50 + 1, first.Split("<div class=\"sheet\">"));
        Assert.Contains("<svg>500</svg>", first);
        Assert.Contains("<svg>501</svg>", System.Text.Encoding.UTF8.GetString(files[1].Content));
    }
}
