using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Page.Words;
using AedCabinet.Parsing;
using AedCabinet.Places;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>One Chinese word for one thing: on the page, on labels, in documents, drawings and parts lists, and in tables.</summary>
[TestClass]
public class WordsTests
{
    // A forbidden word as a pattern, and the word to use instead.
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["急救包"] = "急救箱",
        ["警笛|警灯"] = "蜂鸣器, 警示灯",
        ["警笛门"] = "蜂鸣器硬件联锁",
        ["救护站"] = "应急救护一体机",
        ["箱体开关|控制器外壳开关"] = "防拆开关",
        ["(?<!急救)箱门|(?<!急救)箱内|(?<!急救)箱外"] = "柜门, 柜内, 柜外",
        ["受训人员"] = "取证救护员",
        ["警情"] = "急救事件",
        ["派人"] = "派车, 调派",
        ["(找不到|否则|就|时)报警"] = "拨打110报案",
        ["(?<!AED ?)(?<!蓄)(?<!铅酸)(?<!亚硫酰氯)电池"] = "AED电池, 蓄电池",
        ["(?<!协议)合同"] = "接口协议",
        ["(?<!命令)序号(?!列)"] = "命令序号",
        ["登记库"] = "管理系统数据库",
        ["(?<!引)脚(?!本)|映像"] = "引脚, 镜像",
        ["程序死了"] = "程序死机",
        ["动手与故障"] = "操作与故障注入",
        ["引导寻找"] = "声光引导",
        ["旁人"] = "公众",
        ["投用"] = "投运",
        ["维护人员|维护 Service|维护人(?!员)"] = "管理员",
        ["拨打120或|120或按SOS"] = "拨打120，并按SOS",
        ["不要派"] = "仅凭本柜信号不派车，有人拨打120照常派车",
        ["只会响"] = "不通知任何人",
        ["230 ?V[^。|]{0,6}电工"] = "220 V市电，仅限持证电工",
    };

    public static IEnumerable<object[]> Rows => s_words.Select(pair => new object[] { pair.Key, pair.Value });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void A_word_never_stands_for_what_has_another(string wrong, string right)
    {
        string[] found = [.. Texts().SelectMany(
            text => Regex.Matches(text.Content, wrong).Select(match => $"{text.Name}: …{Around(text.Content, match.Index)}…"))];

        Assert.IsEmpty(found, $"say {right}:{System.Environment.NewLine}{string.Join(System.Environment.NewLine, found)}");
    }

    [TestMethod]
    public void Severities_are_called_by_what_is_to_be_done()
    {
        CollectionAssert.AreEqual(
            new[] { "急救", "当日处理", "巡检处理" },
            new[] { "emergency", "urgent", "maintenance" }.Select(severity => PageText.Chinese["registry.severity." + severity]).ToArray());
    }

    [TestMethod]
    public void Every_department_has_its_name_and_an_enterprise_is_none_any_more()
    {
        foreach (string sector in ConfigurationReader.Sectors.Split(", "))
        {
            Assert.IsTrue(PageText.Has("registry.sector." + sector), sector);
        }

        foreach ((string zh, string sector) in new[] { ("商务", "commerce"), ("民航", "civil-aviation"), ("铁路", "railway"),
            ("机关事务", "government-offices") })
        {
            Assert.AreEqual(sector, TableWords.Translate("sector", zh));
            Assert.AreEqual(zh, PageText.Chinese["registry.sector." + sector]);
        }

        Assert.AreEqual("企业", TableWords.Translate("sector", "企业"));
    }

    [TestMethod]
    public void An_AED_is_taken_out_to_be_looked_at_while_the_drill_still_runs()
    {
        foreach ((string name, string check, string end) in new[] { ("INSTALL.zh.md", "取出AED检查", "`drill`带`end`"),
            ("INSTALL.md", "take the AED out, check", "`drill` with `end`") })
        {
            string page = File.ReadAllText(RepositoryRoot.At("hardware", name));
            int place = page.IndexOf(check, StringComparison.Ordinal);
            Assert.IsTrue(place > 0 && place < page.IndexOf(end, StringComparison.Ordinal), name);
        }
    }

    [TestMethod]
    public void Advice_to_take_an_AED_out_declares_maintenance_first()
    {
        JsonObject words = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("simulator", "Page", "Words", "cabinet.json")))!.AsObject();
        foreach ((string key, JsonNode? word) in words.Where(pair => pair.Key.StartsWith("advice.", StringComparison.Ordinal)))
        {
            string zh = word!["zh"]!.GetValue<string>();
            if (Regex.IsMatch(zh, "移到|更换电极片|更换 AED 电池|检查电极片"))
            {
                Assert.Contains("先声明维护", zh, key);
                Assert.Contains("maintenance first", word["en"]!.GetValue<string>(), key);
            }
        }
    }

    [TestMethod]
    public void What_the_firmware_says_of_a_self_test_and_of_a_refusal_is_Chinese_on_the_page()
    {
        foreach (string name in new[] { "reply.done-self-test.json", "reply.failed-self-test.json" })
        {
            JsonNode data = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("firmware", "contract", "examples", name)))!["data"]!;
            foreach (string line in data["lines"]!.AsArray().Select(line => line!.GetValue<string>()))
            {
                Assert.IsNotNull(FirmwareSentences.InChinese(line), line);
            }
        }

        Assert.AreEqual("加热器：没有试，温度未知", FirmwareSentences.InChinese("heater: not tried, the temperature is unknown"));
        Assert.AreEqual("蓄电池：12.6 V，正常", FirmwareSentences.InChinese("battery: 12.6 V, ok"));
        Assert.AreEqual("没有装门锁", FirmwareSentences.Of("no lock is fitted", PageText.Chinese));
        Assert.AreEqual("no lock is fitted", FirmwareSentences.Of("no lock is fitted", PageText.English));
        Assert.AreEqual("something newer", FirmwareSentences.Of("something newer", PageText.Chinese));
    }

    [TestMethod]
    public void All_103_counties_have_a_name()
    {
        Assert.HasCount(103, CountyNames.All);
        Assert.AreEqual("玉泉区", CountyNames.Of("150104"));
        Assert.AreEqual("额济纳旗", CountyNames.Of("152923"));
        Assert.IsNull(CountyNames.Of("150199"));
    }

    private static IEnumerable<(string Name, string Content)> Texts()
    {
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.At("simulator", "Page", "Words"), "*.json").Concat(
            Directory.EnumerateFiles(RepositoryRoot.At("hardware"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".md" or ".svg" or ".csv" or ".json")))
        {
            yield return (Path.GetFileName(file), File.ReadAllText(file));
        }

        foreach (string kind in new[] { "aed", "kit", "station" })
        {
            yield return ("label " + kind, new CabinetLabel(new LabelText("NM-1", kind, "", "", "", "张三", "120")).ToSvg());
        }

        yield return ("signs", System.Text.Encoding.UTF8.GetString(SignSheets.Make(LabelWords.Shipped)));
        yield return ("columns", string.Join('\n', CabinetColumns.All.Select(column => column.Chinese)));
        foreach (string name in new[] { "flash.sh", "flash.ps1" })
        {
            yield return (name, File.ReadAllText(RepositoryRoot.At("simulator", "Provisioning", "Templates", name)));
        }
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 12)..Math.Min(text.Length, at + 16)].ReplaceLineEndings(" ");
}
