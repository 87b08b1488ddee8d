using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// The table comes out of Excel, from people: what is clear is helped along, what looks wrong is warned of, and it is answered in
/// the language of its header (SPEC §15).
/// </summary>
[TestClass]
public class ExcelTableTests
{
    [TestMethod]
    [DataRow("aedSerial", "=\"0012\"", "aed.serial", "0012")]
    [DataRow("aedSerial", "'0012", "aed.serial", "0012")]
    [DataRow("padsExpire", "2088/6/30 0:00", "aed.padsExpire", "2088-06-30")]
    [DataRow("padsExpire", "2088.6.30", "aed.padsExpire", "2088-06-30")]
    [DataRow("padsExpire", "2088年6月30日", "aed.padsExpire", "2088-06-30")]
    [DataRow("county", "150104.0", "county", "150104")]
    [DataRow("trainedResponders", "12.0", "site.trainedResponders", "12")]
    [DataRow("sector", "文化和旅游厅", "sector", "culture-tourism")]
    [DataRow("sector", "交通运输", "sector", "transport")]
    [DataRow("sector", "机关事务管理局", "sector", "government-offices")]
    [DataRow("kind", "AED柜", "kind", "aed")]
    [DataRow("access", "公众", "site.access", "yes")]
    [DataRow("indoor", "室外", "site.indoor", "false")]
    [DataRow("contactPhone", "400-123-4567", "site.contactPhone", "400-123-4567")]
    [DataRow("hours", "周一至周五 8:00-17:00", "site.hours", "Mo-Fr 08:00-17:00")]
    [DataRow("hours", "\"by appointment\"", "site.hours", "unknown \"by appointment\"")]
    [DataRow("hours", "全天", "site.hours", "24/7")]
    [DataRow("padsExpire", "20880630", "aed.padsExpire", "2088-06-30")]
    [DataRow("padsExpire", "２０８８-６-３０", "aed.padsExpire", "2088-06-30")]
    [DataRow("county", "玉泉区", "county", "150104")]
    [DataRow("prefecture", "呼和浩特市", "prefecture", "1501")]
    [DataRow("prefecture", "150100", "prefecture", "1501")]
    [DataRow("sector", "呼和浩特市教育局", "sector", "education")]
    [DataRow("sector", "自治区卫健委", "sector", "health")]
    [DataRow("trainedResponders", "1,200人", "site.trainedResponders", "1200")]
    [DataRow("contactPhone", "０４７１－１２３４５６７", "site.contactPhone", "0471-1234567")]
    public void What_is_clear_is_helped_along(string column, string value, string member, string expected)
    {
        using ProvisioningBench bench = new();
        bench.Rows[0][column] = value;

        bench.Provision();

        JsonNode node = bench.Configuration(ProvisioningBench.First);
        foreach (string name in member.Split('.'))
        {
            node = node[name]!;
        }

        Assert.AreEqual(expected, node.ToString());
    }

    [TestMethod]
    [DataRow("lat", "31.230400", "lat: note: 31.230400, 111.676500 lies outside prefecture 1501")]
    [DataRow("county", "150199", "county: note: Inner Mongolia has no county with the code 150199")]
    [DataRow("contactPhone", "1234567", "contactPhone: note: \"1234567\" has no area code")]
    [DataRow("contactPhone", "1380000000", "contactPhone: note: \"1380000000\" has 10 digits, a mobile number has 11")]
    [DataRow("aedSerial", "1234567890123450", "aedSerial: note: the last digit of \"1234567890123450\" may be a zero that Excel put there")]
    [DataRow("sector", "enterprise", "sector: note: is an owner's kind, not a department; kept for older tables")]
    public void What_looks_wrong_is_warned_of_and_holds_nothing_up(string column, string value, string expected)
    {
        using ProvisioningBench bench = new();
        bench.Rows[0][column] = value;

        string problem = bench.Problems().Single();

        Assert.Contains(expected, problem);
        Assert.AreEqual(2, bench.Provision().Made);
    }

    [TestMethod]
    public void Several_cabinets_at_one_point_are_told_once()
    {
        using ProvisioningBench bench = new();
        (bench.Rows[1]["lat"], bench.Rows[1]["lon"]) = ("40.71230", "111.676500");
        (bench.Rows[1]["prefecture"], bench.Rows[1]["county"]) = ("1501", "150104");

        Assert.AreEqual(
            "cabinets.csv:2: lat: note: 2 cabinets stand at one point, 40.712300, 111.676500 (lines 2, 3); check their positions.",
            bench.Problems().Single());
    }

    [TestMethod]
    public void Serials_that_only_what_is_left_of_them_makes_alike_are_looked_at_and_the_same_one_written_twice_is_refused()
    {
        using ProvisioningBench bench = new();
        (bench.Rows[0]["aedSerial"], bench.Rows[1]["aedSerial"]) = ("=\"0012\"", "'0012");
        Assert.AreEqual("cabinets.csv:2: aedSerial: note: lines 2, 3 are all read as \"0012\"; compare whether it is the same AED.",
            bench.Problems().Single());

        (bench.Rows[0]["aedSerial"], bench.Rows[1]["aedSerial"]) = ("0012", "0012");
        Assert.Contains("\"0012\" is on line 2 already", bench.Problems().Single());
    }

    [TestMethod]
    [DataRow("内蒙古AED台账,,\r\n\r\n", "", "cabinets.csv:1: note: the columns are named on line 3; what stands above was left unread.")]
    [DataRow("", "合计,2台\r\n", "cabinets.csv:4: note: no cabinet's row; left unread.")]
    [DataRow("", "注：请勿修改\r\n", "cabinets.csv:4: note: no cabinet's row; left unread.")]
    [DataRow("sep=\t\r\n", "", null)]
    [DataRow("\"sep =;\",,,\r\n", "", null)]
    [DataRow("\uFEFF", "", null)]
    public void What_people_put_around_a_table_is_passed_over(string above, string below, string? told)
    {
        using ProvisioningBench bench = new();

        string[] problems = bench.Problems([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(above + bench.Csv() + below)]);

        CollectionAssert.AreEqual(told is null ? Array.Empty<string>() : [told], problems);
    }

    [TestMethod]
    public void What_is_written_behind_a_column_s_name_and_within_it_is_passed_over()
    {
        using ProvisioningBench bench = new();
        string csv = bench.Csv();
        string header = csv[..csv.IndexOf('\r')];
        string marked = header.Replace("county", "旗县代码*").Replace("contactPhone", "\"联系\n电话（必填）\"").Replace("lat", "纬度(WGS-84)");

        Assert.IsEmpty(bench.Problems(Encoding.UTF8.GetBytes(marked + csv[header.Length..])));
    }

    [TestMethod]
    [DataRow("a,b\r\n1,2\r\n", "cabinets.csv:1: neither here nor below are the columns named")]
    [DataRow("PK\u0003\u0004…", "cabinets.csv: this is an Excel workbook, not a CSV")]
    public void What_is_no_table_of_cabinets_is_told_in_one_sentence(string content, string expected)
    {
        using ProvisioningBench bench = new();

        Assert.StartsWith(expected, bench.Problems(Encoding.UTF8.GetBytes(content)).Single());
    }

    [TestMethod]
    public void A_row_out_of_step_with_the_header_is_told_once_and_a_wide_or_doubled_column_s_name_in_short()
    {
        using ProvisioningBench bench = new();
        string csv = bench.Csv();
        string header = csv[..csv.IndexOf('\r')];
        Assert.StartsWith("cabinets.csv:4: 3 values, but the header names",
            bench.Problems(Encoding.UTF8.GetBytes(csv + "NM-3,aed,1501\r\n")).Single());

        string body = csv[header.Length..];
        string[] wide = bench.Problems(Encoding.UTF8.GetBytes($"{header},{new string('备', 3000)}{body.Replace("\r\n", ",\r\n")[1..]}"));
        Assert.HasCount(1, wide, string.Join('\n', wide));
        Assert.IsLessThan(250, wide[0].Length, wide[0]);

        string[] doubled = bench.Problems(Encoding.UTF8.GetBytes($"{header},名称,名称{body.Replace("\r\n", ",,\r\n")[2..]}"));
        CollectionAssert.AreEqual(new[] { "cabinets.csv:1: 名称: the column is there 3 times (name, 名称 are one); keep one of them." },
            doubled, string.Join('\n', doubled));
    }

    [TestMethod]
    [DataRow("county: is missing", "county：没有填")]
    [DataRow("aed.serial: is read as a time; write it so that it doesn't look like one", "aed.serial：被控制板读成了时间")]
    [DataRow("climate.heaterOnBelow: 95.0 is above heaterOffAbove", "climate.heaterOnBelow：95.0高于heaterOffAbove")]
    [DataRow("care.expiryLastNoticeDays: 9 is not below expiryNoticeDays 7", "care.expiryLastNoticeDays：9不低于expiryNoticeDays 7")]
    [DataRow("power.batteryLowMv: 5 is not within 8000 to 30000", "power.batteryLowMv：5不在8000到30000之间")]
    [DataRow("colour: is not a setting of this firmware; correct its name or remove it", "colour：本固件没有这项设置")]
    [DataRow("is not valid JSON; check brackets, commas and quotation marks", "不是有效的JSON")]
    public void What_the_device_refuses_is_said_in_Chinese_too(string english, string expected)
    {
        Assert.StartsWith(expected, DeviceRefusal.Of(english).Zh);
        Assert.AreEqual(english, DeviceRefusal.Of(english).En);
    }

    [TestMethod]
    public void One_mistake_of_the_site_is_told_once_with_the_lines_it_concerns()
    {
        using ProvisioningBench bench = new();
        bench.WriteSite(site => site.Remove("board"));
        for (int i = 3; i <= 500; i++)
        {
            bench.Rows.Add(new(bench.Rows[0]) { ["id"] = $"NM-{i}", ["aedSerial"] = $"S-{i}", ["lat"] = "", ["lon"] = "" });
        }

        string problem = bench.Problems().Single();

        Assert.StartsWith("cabinets.csv:2: board: is empty, and site.json names no board either", problem);
        Assert.EndsWith("(and on 498 more lines: 4-501)", problem);
    }

    [TestMethod]
    public void A_table_is_answered_in_the_language_and_with_the_column_names_of_its_header()
    {
        using ProvisioningBench bench = new();
        (bench.Rows[0]["padsExpire"], bench.Rows[0]["contactPhone"], bench.Rows[0]["lon"], bench.Rows[0]["kind"]) = ("46032",
            "4710000000", "", "柜子");
        bench.WriteSite(site => site["broker"]!["port"] = 0);
        File.WriteAllText(bench.Table.FullName, InChinese(bench.Csv()));
        List<ProvisioningProblem> problems = [];

        ProvisioningOrder order = ProvisioningOrder.Read(new ProvisioningOptions(bench.Table, bench.Site, bench.Output),
            bench.Now, problems);

        Assert.IsTrue(order.IsChinese);
        string[] lines = [.. problems.Select(problem => problem.In(order.IsChinese))];
        string all = string.Join('\n', lines);
        Assert.Contains("site.json: broker.port: 0不是1到65535的整数。", lines, all);
        Assert.Contains("cabinets.csv:2: 电极片有效期: “46032”是Excel的日期序号（2026-01-10）；请把该列设为日期格式，或写成2028-06-30。", lines, all);
        Assert.Contains(line => line.StartsWith("cabinets.csv:2: 联系电话: “4710000000”像是丢了区号前面的0", StringComparison.Ordinal), lines, all);
        Assert.Contains("cabinets.csv:2: 经度: 是空的，但另一个坐标有值；两个都填，或都不填。", lines, all);
        Assert.Contains("cabinets.csv:2: 类型: 不认识“柜子”；可以填：AED柜（aed）、急救箱柜（kit）、应急救护一体机（station）。", lines, all);
    }

    [TestMethod]
    public void Every_message_is_there_in_Chinese()
    {
        using ProvisioningBench bench = new();
        foreach (string column in bench.Rows[0].Keys.ToArray())
        {
            bench.Rows[0][column] = "#N/A";
            bench.Rows[1][column] = "xyz";
        }

        File.WriteAllText(bench.Table.FullName, bench.Csv());
        List<ProvisioningProblem> problems = [];
        _ = ProvisioningOrder.Read(new ProvisioningOptions(bench.Table, bench.Site, bench.Output), bench.Now, problems);

        Assert.IsGreaterThan(30, problems.Count);
        Assert.IsEmpty(problems.Where(problem => !problem.Message.Zh.Any(c => c >= '\u4E00')).Select(problem => problem.Message.Zh));
    }

    [TestMethod]
    public void A_line_that_Excel_writes_for_itself_is_passed_over_and_lines_are_counted_with_it()
    {
        using ProvisioningBench bench = new();
        Assert.IsEmpty(
            bench.Problems(Encoding.UTF8.GetBytes("sep=;\r\n" + bench.Csv().Replace("\"游客中心一层, 东门旁\"", "东门旁").Replace(',', ';'))));

        bench.Rows[0]["name"] = string.Empty;
        Assert.AreEqual("cabinets.csv:3: name: is empty.", bench.Problems(Encoding.UTF8.GetBytes("sep=,\r\n" + bench.Csv())).Single());
    }

    [TestMethod]
    public void A_million_columns_are_refused_at_once_and_a_thousand_empty_ones_are_nothing()
    {
        using ProvisioningBench bench = new();
        byte[] wide = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000).Select(number => "c" + number)) + "\n1,2\n");
        Stopwatch watch = Stopwatch.StartNew();

        string problem = bench.Problems(wide).Single();

        Assert.StartsWith("cabinets.csv:1: the first line has more than 16384 columns", problem);
        Assert.IsLessThan(Waiting.Limit, watch.Elapsed, "looked through column by column it would take hours");
        Assert.IsEmpty(bench.Problems(Encoding.UTF8.GetBytes(bench.Csv().Replace("\r\n", new string(',', 1000) + "\r\n"))));
    }

    private static string InChinese(string csv)
    {
        string header = csv[..csv.IndexOf('\r')];
        string chinese = CabinetColumns.All.Aggregate(header,
            (text, column) => Regex.Replace(text, $"(?<=^|,){column.Name}(?=,|$)", column.Chinese));
        return chinese + csv[header.Length..];
    }
}
