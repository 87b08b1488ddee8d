using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Places;
using AedCabinet.Registry.Exports;
using CsvHelper;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>What is worked out from the database: readiness over time, availability, coverage, exports.</summary>
[TestClass]
public class LedgerFiguresTests : StoreTests
{
    [TestMethod]
    public void Availability_is_the_share_of_time_ready_and_unknown_is_not_ready()
    {
        using LedgerBench bench = Bench();
        DateTimeOffset start = bench.Now;
        bench.Send("online", """{"online":true,"boot":4,"connection":1}""");
        bench.Send("state", bench.StateText(4, 1));
        bench.Pass(TimeSpan.FromHours(1));
        bench.Send("state", bench.StateText(4, 2, isReady: false));
        bench.Pass(TimeSpan.FromMinutes(30));
        bench.Send("state", bench.StateText(4, 3));
        bench.Send("online", """{"online":false,"boot":4,"connection":1}""");
        bench.Pass(TimeSpan.FromMinutes(45));

        // Ready 60 + 15 min of grace, not ready 30, unknown 30 of 135.
        AvailabilityRow row = Availability.Of(bench.Database, start.AddDays(-1).ToUnixTimeMilliseconds(), bench.NowMs,
            CabinetGrouping.Prefecture).Single();
        Assert.AreEqual(new AvailabilityRow("1501", 1, TimeSpan.FromMinutes(75), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)), row);
        Assert.AreEqual(75.0 / 135, row.Share, 1e-9);

        // Connected again: known again, and what was unknown stays so.
        bench.Send("online", """{"online":true,"boot":4,"connection":2}""");
        CollectionAssert.AreEqual(
            new[] { "1 ", "0 needs-inspection", "1 ", "- offline", "1 " },
            bench.Rows("SELECT ready, reasons FROM readiness ORDER BY since"));
        Assert.AreEqual(bench.NowMs, bench.Number("SELECT since FROM readiness WHERE until IS NULL"));
    }

    [TestMethod]
    public void States_that_waited_at_the_broker_count_at_their_own_time_and_a_registry_that_did_not_run_knows_nothing()
    {
        using LedgerBench bench = Bench();
        DateTimeOffset start = bench.Now;
        bench.Send("state", bench.StateText(4, 1));
        bench.Restart();
        bench.Pass(TimeSpan.FromHours(5));
        for (int hour = 1; hour <= 5; hour++)
        {
            bench.Send("state", bench.StateText(4, 1 + hour, isReady: hour != 3, at: start.AddHours(hour)));
        }

        bench.Pass(TimeSpan.FromMinutes(1));
        AvailabilityRow row = Availability.Of(bench.Database, start.ToUnixTimeMilliseconds(), bench.NowMs + 3_600_000, null).Single();
        Assert.AreEqual(TimeSpan.FromMinutes(60), row.NotReady);
        Assert.AreEqual(TimeSpan.FromMinutes(241), row.Ready);
        Assert.AreEqual(TimeSpan.FromMinutes(60), row.Unknown);
    }

    [TestMethod]
    public void The_twelve_prefectures_add_up_to_the_region()
    {
        PrefectureTable table = PrefectureTable.Load();

        Assert.HasCount(12, table.Prefectures);
        Assert.AreEqual(24_049_155, table.Total);
        Assert.AreEqual(table.Total, table.Prefectures.Sum(item => item.Population));
        Assert.AreEqual(7215, Coverage.Planned(table.Total));
        Assert.Contains("Census", table.Source);
    }

    [TestMethod]
    public void Coverage_counts_what_holds_an_AED()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("state", bench.StateText(4, 1));
        bench.Send("about", LedgerBench.AboutText("NM-2", "kit"), topic: "aed/v1/1501/150102/health/NM-2");
        bench.Send("about", LedgerBench.AboutText("NM-3", "station"), topic: "aed/v1/1599/159902/health/NM-3");

        IReadOnlyList<CoverageRow> rows = Coverage.Of(LedgerCabinets.Read(bench.Database, bench.Now, 6), PrefectureTable.Load());
        Assert.AreEqual(new CoverageRow("1501", "Hohhot 呼和浩特市", 3_446_100, 1034, 1, 1), rows[0]);
        Assert.AreEqual(new CoverageRow("1599", "not in the table", null, 0, 1, 0), rows[^1]);
    }

    [TestMethod]
    public void The_exports_hold_what_the_mapping_says()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("state", bench.StateText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 1, "inspection.done"));
        IReadOnlyList<CabinetRecord> cabinets = LedgerCabinets.Read(bench.Database, bench.Now, 6);
        IReadOnlyDictionary<string, string> inspections = LedgerCabinets.Inspections(bench.Database);

        using MemoryStream stream = new();
        Assert.AreEqual(1, GeoJsonExport.Write(cabinets, inspections, stream));
        JsonNode feature = JsonNode.Parse(stream.ToArray())!["features"]![0]!;
        Assert.AreEqual("[111.7492,40.8426]", feature["geometry"]!["coordinates"]!.ToJsonString());
        JsonNode tags = feature["properties"]!;
        CollectionAssert.AreEqual(
            new[] { "defibrillator", "NM-1", "景区", "东门", "0", "yes", "24/7", "2026-01-12", "ready", "WGS-84" },
            new[] { "emergency", "ref", "operator", "defibrillator:location", "level", "indoor", "opening_hours", "check_date",
                "aed:status", "aed:datum" }.Select(name => tags[name]!.GetValue<string>()).ToArray());

        StringBuilder text = new();
        using (StringWriter writer = new(text, CultureInfo.InvariantCulture))
        {
            Assert.AreEqual(1, CsvExport.Write(cabinets, inspections, writer));
        }

        using CsvReader csv = new(new StringReader(text.ToString()), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        csv.Read();
        CollectionAssert.AreEqual(
            new[] { "NM-1", "演示箱, \"东门\"", "40.842600", "111.749200", "En fonctionnement", "2026-01-12", "2029-01-31", "f", "t", "7j/7",
                "24h/24", "rdc", "Intérieur" },
            new[] { "c_gid", "c_nom", "c_lat_coor1", "c_long_coor1", "c_etat_fonct", "c_dermnt", "c_dtpr_bat", "c_dae_mobile", "c_acc_lib",
                "c_disp_j", "c_disp_h", "c_acc_etg", "c_acc" }.Select(name => csv.GetField(name)).ToArray());
    }

    [TestMethod]
    [DataRow("=HYPERLINK(\\\"http://x\\\")", "-1", "+86 471 1", "'=HYPERLINK(\"http://x\")", "-1", "+86 471 1",
        DisplayName = "a formula, and a number that is none")]
    [DataRow("@SUM(A1)", "-1+2", "+86-(0471)-1", "'@SUM(A1)", "'-1+2", "+86-(0471)-1", DisplayName = "what Lotus took for one, and a sum")]
    [DataRow("东门=西门", "+1F", "+cmd|1", "东门=西门", "'+1F", "'+cmd|1", DisplayName = "a sign within a name, and a plus")]
    public void What_a_cabinet_says_is_no_formula_in_a_spreadsheet(string name, string floor, string phone, string expectedName,
        string expectedFloor, string expectedPhone)
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText().Replace("演示箱, \\\"东门\\\"", name).Replace("\"floor\":\"1\"", $"\"floor\":\"{floor}\"")
            .Replace("+86 471 1", phone));
        bench.Send("state", bench.StateText(4, 1));
        using StringWriter writer = new(CultureInfo.InvariantCulture);

        Assert.AreEqual(1, CsvExport.Write(LedgerCabinets.Read(bench.Database, bench.Now, 6), new Dictionary<string, string>(), writer));

        using CsvReader csv = new(new StringReader(writer.ToString()), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        csv.Read();
        CollectionAssert.AreEqual(
            new[] { expectedName, expectedFloor, expectedPhone, "40.842600" },
            new[] { "c_nom", "c_acc_etg", "c_tel", "c_lat_coor1" }.Select(column => csv.GetField(column)).ToArray());
    }
}
