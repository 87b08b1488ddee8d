using System.Text;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>What is wrong in a table of cabinets is told all at once, with line, column and reason.</summary>
[TestClass]
public class CabinetTableTests
{
    [TestMethod]
    public void A_sound_table_has_no_problem()
    {
        using ProvisioningBench bench = new();

        Assert.IsEmpty(bench.Problems());
    }

    [TestMethod]
    [DataRow("id", "NM HOH 1", "cabinets.csv:2: id: \"NM HOH 1\" may hold only letters")]
    [DataRow("id", "", "cabinets.csv:2: id: is empty")]
    [DataRow("id", ".hidden", "must begin and end with a letter or digit")]
    [DataRow("id", "registry", "a name that provisioning itself uses")]
    [DataRow("id", "centre-1501", "a name that provisioning itself uses")]
    [DataRow("id", "COM3.x", "Windows keeps for itself")]
    [DataRow("id", "NM-0123456789-0123456789-0123456789", "has 35 characters, at most 32")]
    [DataRow("id", "nm-bao-0002", "cabinets.csv:3: id: \"NM-BAO-0002\" is on line 2 already")]
    [DataRow("kind", "box", "kind: \"box\" is unknown; use one of: aed, kit, station")]
    [DataRow("kind", "statoin", "kind: \"statoin\" is unknown; did you mean \"station\"?")]
    [DataRow("kind", "kit", "aedModel: is there, but a kit has no AED")]
    [DataRow("prefecture", "15", "prefecture: \"15\" is no GB/T 2260 code of 4 digits")]
    [DataRow("prefecture", "9501", "prefecture: \"9501\" is no GB/T 2260 code")]
    [DataRow("county", "150203", "county: 150203 does not belong to prefecture 1501")]
    [DataRow("county", "15O104", "county: \"15O104\" is no GB/T 2260 code of 6 digits")]
    [DataRow("sector", "turism", "sector: \"turism\" is unknown; use one of: health")]
    [DataRow("sector", "transports", "did you mean \"transport\"?")]
    [DataRow("name", "", "cabinets.csv:2: name: is empty")]
    [DataRow("where", "\u4e1c\u200b\u95e8", "where: holds the invisible character U+200B")]
    [DataRow("site", "博物\uFFFD", "site: holds a character that was lost")]
    [DataRow("floor", "1\n2", "a value runs over several lines")]
    [DataRow("indoor", "maybe", "indoor: \"maybe\" is neither yes nor no")]
    [DataRow("access", "public", "access: \"public\" is unknown; use one of: yes, permissive")]
    [DataRow("lat", "111.67", "lat: 111.67 is not within 18 to 54 degrees")]
    [DataRow("lat", "40°42'", "lat: \"40°42'\" is no number of degrees")]
    [DataRow("lon", "", "lon: is empty, but the other coordinate is there")]
    [DataRow("contactPhone", "8.65E+12", "contactPhone: \"8.65E+12\": Excel made a number of it and lost its last digits")]
    [DataRow("trainedResponders", "a few", "trainedResponders: \"a few\" is not a whole number")]
    [DataRow("aedSerial", "A-0002", "cabinets.csv:3: aedSerial: \"A-0002\" is on line 2 already; one AED can't be in two cabinets")]
    [DataRow("aedSerial", "202601011200000123", "aedSerial: the device refuses aed.serial")]
    [DataRow("aedModel", "", "aedModel: is empty")]
    [DataRow("padsExpire", "30.6.2088", "padsExpire: \"30.6.2088\" is no date; write it as 2028-06-30, or \"none\"")]
    [DataRow("padsExpire", "2087-02-29", "padsExpire: \"2087-02-29\" is no date")]
    [DataRow("padsExpire", "2020-06-30", "padsExpire: 2020-06-30 is past")]
    [DataRow("batteryExpire", "", "batteryExpire: is empty")]
    [DataRow("kitExpire", "2088-01-01", "kitExpire: is there, but this kind has no first-aid kit")]
    [DataRow("lastInspection", "2087-01-01", "lastInspection: 2087-01-01 is yet to come")]
    [DataRow("profile", "philips", "profile: \"philips\" is unknown; use one of: custom")]
    [DataRow("profile", "phillips-hs1", "did you mean \"philips-hs1\"?")]
    [DataRow("board", "esp32-devkit", "board: \"esp32-devkit\" is unknown; did you mean \"esp32-devkitc\"?")]
    [DataRow("insideProbe", "28FF", "insideProbe: \"28FF\" is no DS18B20's number")]
    [DataRow("insideProbe", "2.8E+15", "Excel made a number of it")]
    [DataRow("insideProbe", "2801000000000000", "insideProbe: \"2801000000000000\" is no DS18B20's number")]
    [DataRow("outsideProbe", "280200000000004F", "insideProbe: is empty; two probes share the bus")]
    [DataRow("id", "labels.html", "a name that provisioning itself uses")]
    [DataRow("id", "registry-commands", "a name that provisioning itself uses")]
    [DataRow("sector", "企业", "企业 is an owner's kind, not a department")]
    [DataRow("aedSerial", "1.23457E+14", "aedSerial: \"1.23457E+14\": Excel made a number of it")]
    [DataRow("aedSerial", "12-May", "aedSerial: \"12-May\" looks like a text that Excel turned into a date")]
    [DataRow("aedSerial", "5月12日", "looks like a text that Excel turned into a date")]
    [DataRow("aedSerial", "#N/A", "is an error of Excel's, not a value")]
    [DataRow("name", "#REF!", "name: \"#REF!\" is an error of Excel's")]
    [DataRow("where", "########", "Excel's column was too narrow")]
    [DataRow("floor", "2026/1/2", "floor: \"2026/1/2\" looks like a text that Excel turned into a date")]
    [DataRow("contactPhone", "4710000000", "contactPhone: \"4710000000\" seems to have lost the zero")]
    [DataRow("padsExpire", "72501", "is Excel's number of a day (2098-06-30)")]
    [DataRow("padsExpire", "6/30/2088", "padsExpire: \"6/30/2088\" is no date")]
    [DataRow("prefecture", "1,501", "Excel has parted the thousands; write it as 1501")]
    [DataRow("aedSerial", "1.5e+14", "Excel made a number of it")]
    [DataRow("aedSerial", "-1.5E-03", "Excel made a number of it")]
    [DataRow("aedSerial", "1.23457E14", "Excel made a number of it")]
    [DataRow("aedSerial", "5/12/26", "looks like a text that Excel turned into a date")]
    [DataRow("aedSerial", "二〇二六年五月十二日", "looks like a text that Excel turned into a date")]
    [DataRow("where", "星期二", "looks like a text that Excel turned into a date")]
    [DataRow("aedSerial", "20260101120000000", "looks like a text that Excel turned into a number")]
    [DataRow("floor", "2.0", "looks like a text that Excel turned into a number")]
    [DataRow("aedSerial", "123,456", "looks like a text that Excel turned into a number")]
    [DataRow("name", "TRUE", "looks like a text that Excel turned into a number")]
    [DataRow("aedSerial", "=A2", "is a formula, not a value")]
    [DataRow("aedSerial", "#EXTERNAL!", "is an error of Excel's")]
    [DataRow("aedSerial", "Err:502", "is an error of Excel's")]
    [DataRow("aedSerial", "##", "Excel's column was too narrow")]
    [DataRow("contactPhone", "10-12345678", "seems to have lost the zero")]
    [DataRow("contactPhone", "8613800000000", "seems to have lost the + before 86")]
    [DataRow("contactPhone", "13800000000.0", "looks like a text that Excel turned into a number")]
    [DataRow("padsExpire", "72501.5", "is Excel's number of a day (2098-06-30)")]
    [DataRow("padsExpire", "1900/1/0", "is what Excel makes of an empty cell")]
    [DataRow("prefecture", "呼伦", "is no GB/T 2260 code of 4 digits")]
    [DataRow("hours", "Mo-Fr 25:00-26:00", "hours: \"Mo-Fr 25:00-26:00\" is no opening hours")]
    [DataRow("hours", "夏季 8:00-18:00", "hours: \"夏季 8:00-18:00\" is no opening hours")]
    public void A_wrong_value_is_told_with_line_column_and_reason(string column, string value, string expected)
    {
        using ProvisioningBench bench = new();
        bench.Rows[0][column] = value;

        string[] problems = bench.Problems();

        Assert.Contains(problem => problem.Contains(expected, StringComparison.Ordinal), problems,
            string.Join(System.Environment.NewLine, problems));
        Assert.IsFalse(bench.Output.Exists);
    }

    [TestMethod]
    public void One_probe_s_number_in_two_cabinets_is_told_with_the_other_line()
    {
        using ProvisioningBench bench = new();
        bench.Rows.ForEach(row => row["insideProbe"] = ProbeWithSerial(7));

        string problem = bench.Problems().Single();

        Assert.StartsWith("cabinets.csv:3: insideProbe: ", problem);
        Assert.Contains("is on line 2 already; no two probes have the same number", problem);
    }

    [TestMethod]
    public void A_part_that_the_board_has_no_pin_for_is_told()
    {
        using ProvisioningBench bench = new();
        BoardTarget board = BoardTarget.LoadAll()["esp32-devkitc"];
        BoardTarget poor = board with
        {
            Pins = board.Pins.Where(pin => pin.Key != "lock").ToDictionary(),
            Lacks = new Dictionary<string, string> { ["lock"] = "all pins are taken" }
        };
        List<ProvisioningProblem> problems = [];
        RowReader row = new(new TableRow(2, new Dictionary<string, string> { ["lockFitted"] = "yes" }), "cabinets.csv", problems);

        FittedParts.Read(row, "aed", true).Check(row, poor);

        Assert.StartsWith("cabinets.csv:2: lockFitted: is yes, but the board esp32-devkitc has no pin for it (all pins are taken)",
            problems.Single().ToString());
    }

    [TestMethod]
    public void A_light_that_the_board_has_no_pin_for_is_told_with_the_reason()
    {
        using ProvisioningBench bench = new();
        BoardTarget board = BoardTarget.LoadAll()["esp32-s3"];
        BoardTarget poor = board with
        {
            Kinds = ["aed"],
            Pins = board.Pins.Where(pin => pin.Key != "indicatorRed").ToDictionary(),
            Lacks = new Dictionary<string, string> { ["indicatorRed"] = "all pins are taken" }
        };
        List<ProvisioningProblem> problems = [];
        SitePlan site = new() { Host = "broker.example", Port = 8883, Board = "esp32-s3", Wifi = new WifiPlan("AED", "password", "WPA2") };
        CabinetTable table = CabinetTable.Read(Encoding.UTF8.GetBytes(
            bench.Csv().Replace("philips-hs1", "defibtech-ddu-100").Replace("esp32-wrover", "esp32-s3")), "cabinets.csv", problems);

        new CabinetPlanner(site, "site.json", new Dictionary<string, BoardTarget> { ["esp32-s3"] = poor }, new DateOnly(2026, 1, 1),
            "cabinets.csv", problems).PlanAll(table);

        string[] lines = [.. problems.Select(problem => problem.ToString())];
        Assert.Contains(
            "cabinets.csv:2: board: the device refuses pins.indicatorRed: is missing. esp32-s3 has no such pin: all pins are taken; "
                + "choose another board.", lines, string.Join(System.Environment.NewLine, lines));
        Assert.Contains("cabinets.csv:3: board: esp32-s3 has not pins enough for the kind \"station\", only for aed; choose another board.",
            lines);
    }

    [TestMethod]
    public void A_site_that_wants_no_bench_boards_refuses_them_row_by_row_with_the_reason()
    {
        using ProvisioningBench bench = new();
        bench.WriteSite(site => site["benchBoards"] = false);
        bench.Rows[0]["board"] = "esp32-devkitc";
        bench.Rows[1]["board"] = "esp32-devkitc";

        string[] problems = bench.Problems();

        Assert.HasCount(2, problems);
        Assert.StartsWith("cabinets.csv:2: board: esp32-devkitc is for the bench only: no PSRAM: the runtime leaves 84 to 111 KB of heap",
            problems[0]);
        Assert.StartsWith("cabinets.csv:3: board: esp32-devkitc is for the bench only", problems[1]);
        Assert.Contains("Take one of: esp32-s3, esp32-wrover; site.json refuses such boards by \"benchBoards\": false.", problems[0]);
    }

    [TestMethod]
    public void The_site_s_own_board_without_the_memory_is_told_once()
    {
        using ProvisioningBench bench = new();
        bench.Rows[1]["board"] = string.Empty;
        bench.WriteSite(site =>
        {
            site["board"] = "esp32-devkitc";
            site["benchBoards"] = false;
        });

        string problem = bench.Problems().Single();

        Assert.StartsWith("site.json: board: esp32-devkitc is for the bench only", problem);
    }

    [TestMethod]
    public void Else_labels_and_scripts_of_bench_boards_say_bench_only()
    {
        using ProvisioningBench bench = new();
        bench.Rows[0]["board"] = "esp32-devkitc";

        bench.Provision();

        Assert.Contains("仅供台架试验 不得装柜", File.ReadAllText(bench.Out(ProvisioningBench.First, "label.svg")));
        Assert.Contains("BENCH ONLY, NOT FOR A CABINET", File.ReadAllText(bench.Out("labels.html")));
        Assert.Contains("bench='bench'", File.ReadAllText(bench.Out(ProvisioningBench.First, "flash.sh")));
        Assert.Contains("$bench = 'bench'", File.ReadAllText(bench.Out(ProvisioningBench.First, "flash.ps1")));
        Assert.DoesNotContain("BENCH ONLY", File.ReadAllText(bench.Out(ProvisioningBench.Second, "label.svg")));
        Assert.Contains("bench=''", File.ReadAllText(bench.Out(ProvisioningBench.Second, "flash.sh")));
        string[] told = [.. new DeliveryCheck(bench.Output, bench.Now).Run().Select(problem => problem.ToString())];
        Assert.Contains(
            line => line.StartsWith($"{ProvisioningBench.First}/cabinet.json: note: pins.board: esp32-devkitc is for the bench only",
                StringComparison.Ordinal), told);
        Assert.Contains(
            line => line.StartsWith("firmware/aed-cabinet.json: is for ESP32_PSRAM_REV3, ESP32_S3_QUAD and not for ESP32_REV3",
                StringComparison.Ordinal), told);
    }

    [TestMethod]
    public void Every_problem_of_the_whole_file_is_listed_at_once_in_the_order_of_its_lines()
    {
        using ProvisioningBench bench = new();
        bench.Rows[0]["county"] = "150203";
        bench.Rows[0]["padsExpire"] = "soon";
        bench.Rows[1]["sector"] = "railways";
        bench.Rows[1]["contactName"] = string.Empty;

        string[] problems = bench.Problems();

        Assert.HasCount(4, problems, string.Join(System.Environment.NewLine, problems));
        Assert.StartsWith("cabinets.csv:2: county", problems[0]);
        Assert.StartsWith("cabinets.csv:2: padsExpire", problems[1]);
        Assert.StartsWith("cabinets.csv:3: ", problems[2]);
        Assert.StartsWith("cabinets.csv:3: ", problems[3]);
    }

    [TestMethod]
    public void Columns_that_are_missing_unknown_or_there_twice_are_told_at_the_header()
    {
        using ProvisioningBench bench = new();
        string csv = bench.Csv();
        string header = csv[..csv.IndexOf('\r')];
        string[] problems = bench.Problems(Encoding.UTF8.GetBytes(
            csv.Replace(header, header.Replace("county", "contry").Replace("floor", "hours").Replace("access", "colour")
                .Replace("prefecture", "region"))));

        Assert.Contains(
            problem => problem.StartsWith("cabinets.csv:1: contry: there is no such column; did you mean \"county\"?",
                StringComparison.Ordinal), problems);
        Assert.DoesNotContain(problem => problem.StartsWith("cabinets.csv:1: county:", StringComparison.Ordinal), problems,
            "one mistake is told once");
        Assert.Contains(problem => problem.StartsWith("cabinets.csv:1: prefecture: the column is missing", StringComparison.Ordinal),
            problems);
        Assert.Contains(problem => problem.StartsWith("cabinets.csv:1: hours: the column is there twice", StringComparison.Ordinal),
            problems);
        Assert.Contains(
            problem => problem.StartsWith("cabinets.csv:1: note: columns that are not asked for were left unread: region, colour",
                StringComparison.Ordinal), problems);
        Assert.DoesNotContain(problem => problem.Contains(": county: is empty", StringComparison.Ordinal), problems);
    }

    [TestMethod]
    public void Too_many_and_too_few_values_and_a_stray_quotation_mark_are_told()
    {
        using ProvisioningBench bench = new();
        string[] lines = bench.Csv().Split("\r\n");
        string[] problems = bench.Problems(Encoding.UTF8.GetBytes(
            string.Join('\n', lines[0], lines[1] + ",surplus", "NM-3,aed", lines[2].Replace("候车厅", "候\"车厅"))));

        Assert.Contains(problem => problem.StartsWith("cabinets.csv:2: value 31 stands under no column", StringComparison.Ordinal),
            problems, string.Join(System.Environment.NewLine, problems));
        Assert.Contains(
            problem => problem.StartsWith("cabinets.csv:3: 2 values, but the header names 30 columns", StringComparison.Ordinal), problems);
        Assert.Contains(problem => problem.StartsWith("cabinets.csv:4: a quotation mark stands inside a value", StringComparison.Ordinal),
            problems);
    }

    [TestMethod]
    [DataRow("utf-8", false, "UTF-8")]
    [DataRow("utf-8", true, "UTF-8 with byte order mark")]
    [DataRow("gb18030", false, "GBK")]
    [DataRow("utf-16", true, "UTF-16")]
    [DataRow("utf-16", false, "UTF-16")]
    [DataRow("utf-16BE", false, "UTF-16")]
    public void The_encoding_is_found_out_and_named_and_the_text_comes_through(string name, bool hasMark, string expected)
    {
        using ProvisioningBench bench = new();
        _ = TableText.Decode([], string.Empty, []);
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] content = [.. hasMark ? encoding.Preamble : [], .. encoding.GetBytes(bench.Csv())];
        List<ProvisioningProblem> problems = [];

        CabinetTable table = CabinetTable.Read(content, "cabinets.csv", problems);

        Assert.IsEmpty(problems);
        Assert.AreEqual(expected, table.Encoding);
        Assert.AreEqual("游客中心一层, 东门旁", table.Rows[0].Values["where"]);
        Assert.IsEmpty(bench.Problems(content));
    }

    [TestMethod]
    public void One_broken_character_does_not_turn_a_UTF_8_file_into_nonsense()
    {
        using ProvisioningBench bench = new();
        byte[] content = Encoding.UTF8.GetBytes(bench.Csv());
        int place = content.AsSpan().IndexOf("候车厅"u8);
        content[place] = 0xFF;

        string problem = bench.Problems(content).Single();

        Assert.StartsWith("cabinets.csv:3: the file is UTF-8, but byte 0xFF here is not", problem);
    }

    [TestMethod]
    public void Chinese_headers_semicolons_and_empty_lines_are_as_good()
    {
        using ProvisioningBench bench = new();
        string csv = bench.Csv().Replace("where", "位置").Replace("county", "旗县代码").Replace("\"游客中心一层, 东门旁\"", "东门旁").Replace(',', ';');

        Assert.IsEmpty(bench.Problems(Encoding.UTF8.GetBytes(csv.Replace("\r\n", "\r\n;;;\r\n\r\n"))));
    }

    [TestMethod]
    [DataRow("", "the table is empty")]
    [DataRow("id,kind,prefecture,county,sector,name,site,where,contactName,contactPhone\n", "the table has no cabinet, only a header")]
    public void A_table_without_cabinets_is_told(string text, string expected)
    {
        using ProvisioningBench bench = new();

        Assert.Contains(expected, bench.Problems(Encoding.UTF8.GetBytes(text)).Single());
    }

    [TestMethod]
    public void The_handbook_has_the_table_of_columns_that_the_command_prints()
    {
        string handbook = File.ReadAllText(RepositoryRoot.At("simulator", "Provisioning", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(CabinetColumns.Text(), handbook);
    }

    internal static string ProbeWithSerial(byte serial) =>
        new AedCabinet.Simulator.Physics.SimulatedDs18b20(() => 0, () => 0) { Serial = serial }.Number;
}
