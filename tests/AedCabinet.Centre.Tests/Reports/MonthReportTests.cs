using System.Globalization;
using System.IO.Compression;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Page.Reports;
using AedCabinet.Reports;
using AedCabinet.Training;
using CsvHelper;
using MiniExcelLibs;

namespace AedCabinet.Centre.Tests.Reports;

/// <summary>A month's figures follow from the ledger (SPEC §18, Reports).</summary>
[TestClass]
public class MonthReportTests : StoreTests
{
    private const string School = "aed/v1/1501/150102/education/NM-2";
    private const string Far = "aed/v1/1502/150203/education/NM-3";

    private static readonly ReportMonth s_january = new(2026, 1);
    private static readonly ReportQuestion s_question = new(s_january);

    [TestMethod]
    public void A_month_begins_and_ends_at_midnight_in_China()
    {
        Assert.IsTrue(ReportMonth.TryParse("2026-10", out ReportMonth month));

        Assert.AreEqual(new DateTimeOffset(2026, 9, 30, 16, 0, 0, TimeSpan.Zero), month.From);
        Assert.AreEqual(new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero), month.Until);
        Assert.AreEqual(new ReportMonth(2027, 1), ReportMonth.Of(new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero)));
        foreach (string wrong in new[] { "2026-13", "2026", "10-2026", "=1+1", string.Empty })
        {
            Assert.IsFalse(ReportMonth.TryParse(wrong, out _), wrong);
        }
    }

    [TestMethod]
    public void Readiness_faults_and_how_long_they_stood_come_from_the_spans_and_not_known_is_not_ready()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic);
        bench.Pass(TimeSpan.FromHours(1));
        Say(bench, LedgerBench.Topic, seq: 2, reasons: ["aed-attention", "mains-lost"]);
        bench.Pass(TimeSpan.FromMinutes(30));
        Say(bench, LedgerBench.Topic, seq: 3, reasons: ["aed-attention"]);
        bench.Pass(TimeSpan.FromMinutes(90));
        Say(bench, LedgerBench.Topic, seq: 4);
        bench.Pass(TimeSpan.FromHours(4));

        MonthReport report = Make(bench);

        // Ready 1 h and the 2 h that a state holds; not ready 2 h; then 2 h of silence.
        ReportRow all = report.Rows[^1];
        Assert.AreEqual((3.0, 2.0, 2.0), (all.Time.Ready.TotalHours, all.Time.NotReady.TotalHours, all.Time.Unknown.TotalHours));
        Assert.AreEqual((2, 2.5), (all.Faults, all.FaultTime.TotalHours));
        CollectionAssert.AreEqual(
            new[]
            {
                new FaultRow("aed-attention", 1, 1, TimeSpan.FromHours(2), TimeSpan.FromHours(2)),
                new FaultRow("mains-lost", 1, 1, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)),
            },
            report.Faults.ToArray());
        Assert.IsTrue(report.IsOfUnfinishedMonth);
    }

    [TestMethod]
    public void A_silence_in_the_middle_ends_no_fault_and_its_time_is_nobody_s()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic, reasons: ["heater-fault"]);
        bench.Pass(TimeSpan.FromHours(5));
        Say(bench, LedgerBench.Topic, seq: 2, reasons: ["heater-fault"]);
        bench.Pass(TimeSpan.FromHours(1));

        FaultRow fault = Make(bench).Faults.Single();

        Assert.AreEqual((1, 3.0), (fault.Faults, fault.Stood.TotalHours));
    }

    [TestMethod]
    public void Openings_drills_and_inspections_of_the_month_are_counted_and_what_drills_and_work_opened_is_not()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic, reasons: ["inspection-due"]);
        DateTimeOffset december = s_january.From.AddSeconds(-1);
        foreach ((int seq, string name, string more, DateTimeOffset at) in new[]
        {
            (2, "door.opened", string.Empty, bench.Now), (3, "door.opened", "\"drill\":true,", bench.Now),
            (4, "door.opened", "\"maintenance\":true,", bench.Now), (5, "drill.started", "\"drill\":true,", bench.Now),
            (6, "inspection.done", "\"maintenance\":true,", bench.Now), (7, "inspection.done", string.Empty, december),
            (8, "door.opened", string.Empty, december), (9, "door.opened", string.Empty, s_january.From),
        })
        {
            bench.Send("event", LedgerBench.EventText(4, seq, name, at: at, more: more));
        }

        bench.Send("event", LedgerBench.EventText(4, 10, "aed.removed", "emergency", at: bench.Now));
        bench.Pass(TimeSpan.FromMinutes(1));

        ReportRow all = Make(bench).Rows[^1];

        Assert.AreEqual((2, 1, 1, 1, 1), (all.Openings, all.Taken, all.Drills, all.Inspections, all.Overdue));
        Assert.AreEqual(0, all.Faults, "what is due is no fault");
    }

    [TestMethod]
    public void Expiries_coverage_and_trained_responders_are_those_that_cabinets_tell_and_nothing_is_made_up()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic, about: """ "expiries":{"pads":"2026-01-11","battery":"2026-03-31"} """);
        Say(bench, School, about: """ "trainedResponders":4 """);
        Say(bench, School.Replace("NM-2", "NM-4"), about: """ "trainedResponders":6 """);
        Say(bench, Far, kind: "kit");
        bench.Pass(TimeSpan.FromMinutes(1));

        MonthReport report = Make(bench);
        ReportRow hohhot = report.Rows.Single(row => row is { Prefecture: "1501", Department: null });
        ReportRow baotou = report.Rows.Single(row => row is { Prefecture: "1502", Department: null });

        Assert.AreEqual((1, 1), (hohhot.ExpiriesPast, hohhot.ExpiriesComing));
        Assert.AreEqual((3, 3 * 100_000.0 / 3_446_100), (hohhot.Aeds, hohhot.Per100000));
        Assert.AreEqual((1034L, (long?)6), (hohhot.Planned, hohhot.Trained));
        Assert.AreEqual((0, (double?)0.0, (long?)null), (baotou.Aeds, baotou.Per100000, baotou.Trained));
        ReportSheet sheet = ReportSheet.Figures(report, ReportChoice.WordsOf(isChinese: false));
        Assert.AreEqual("not known yet", sheet.Text(0, sheet.Headings.ToList().IndexOf("Responders 1:10")));
        Assert.AreEqual(string.Empty, sheet.Text(0, sheet.Headings.ToList().IndexOf("AEDs per 100,000")),
            "a department covers no prefecture");
    }

    [TestMethod]
    public void One_of_ten_is_reckoned_from_the_sites_of_which_certificates_and_people_are_known()
    {
        using LedgerBench bench = Bench();
        Say(bench, School, about: """ "trainedResponders":6 """);
        Say(bench, Far, kind: "kit");
        bench.Pass(TimeSpan.FromMinutes(1));
        SiteKey school = new("150102", "education", "S");
        DateOnly day = new(2026, 1, 1);
        _ = new CertificateBook(bench.Store).Keep(
            [new("a-1", school, "p-1", "first-aid", day, day.AddYears(2)), new("a-2", school, "p-2", "first-aid", day.AddYears(-3), day)],
            [(school, 25)], _ => true, "Wang", bench.Now);

        ReportRow all = Make(bench).Rows[^1];

        Assert.AreEqual(((long?)1, (double?)0.4, (long?)1), (all.Trained, all.OneToTen, all.SitesShort));
    }

    [TestMethod]
    public void Who_may_see_one_department_gets_its_figures_alone_and_no_coverage()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic);
        Say(bench, School);
        Say(bench, Far);
        bench.Pass(TimeSpan.FromMinutes(1));

        MonthReport clerk = Make(bench, may: topic => topic.Sector == "education");
        MonthReport asked = Make(bench, new ReportQuestion(s_january, "1501", "education"));

        Assert.AreEqual(2, clerk.Rows[^1].Cabinets);
        Assert.IsFalse(clerk.Rows.Any(row => row.Department == "culture-tourism"));
        Assert.IsNull(clerk.Rows.Single(row => row is { Prefecture: "1501", Department: null }).Per100000);
        Assert.IsNotNull(clerk.Rows.Single(row => row is { Prefecture: "1502", Department: null }).Per100000);
        Assert.IsNull(clerk.Rows[^1].Per100000);
        Assert.AreEqual(1, asked.Rows[^1].Cabinets);
        Assert.IsNull(asked.Rows[^1].Per100000);
    }

    [TestMethod]
    public void A_month_that_has_not_begun_has_no_rows_and_a_past_one_says_the_same_whenever_it_is_asked_for()
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic, reasons: ["aed-dark"]);
        for (int day = 0; day < 40; day++)
        {
            bench.Pass(TimeSpan.FromDays(1));
            Say(bench, LedgerBench.Topic, seq: 2 + day, reasons: day < 5 ? ["aed-dark"] : []);
        }

        string then = Csv(Make(bench));
        bench.Pass(TimeSpan.FromDays(30));

        Assert.AreEqual(then, Csv(Make(bench)));
        Assert.IsFalse(Make(bench).IsOfUnfinishedMonth);
        Assert.IsEmpty(Make(bench, new ReportQuestion(new ReportMonth(2027, 1))).Rows);
    }

    [TestMethod]
    [DataRow(true, "归口部门", "可用时间（%）")]
    [DataRow(false, "Department", "Ready (%)")]
    public void CSV_and_XLSX_hold_the_same_figures_in_both_languages(bool isChinese, string department, string ready)
    {
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic);
        bench.Pass(TimeSpan.FromHours(1));
        Say(bench, LedgerBench.Topic, seq: 2, reasons: ["temperature-low"]);
        bench.Pass(TimeSpan.FromMinutes(30));
        MonthReport report = Make(bench);

        using CsvReader csv = new(new StringReader(Csv(report, isChinese)), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        csv.Read();
        using MemoryStream book = new();
        ReportFile.WriteXlsx(report, ReportChoice.WordsOf(isChinese), book);
        IDictionary<string, object>[] rows = [.. book.Query(useHeaderRow: true).Cast<IDictionary<string, object>>()];

        Assert.AreEqual("66.67", csv.GetField(ready));
        Assert.AreEqual(66.67, rows[0][ready]);
        Assert.AreEqual(csv.GetField(department), rows[0][department]);
        Assert.HasCount(4, rows);
        CollectionAssert.AreEqual(
            isChinese ? new[] { "月报", "故障分类", "指标说明" } : ["Report", "Faults by kind", "Definitions"], book.GetSheetNames());
    }

    [TestMethod]
    public void No_cell_of_a_file_is_a_formula()
    {
        ReportWords words = new(false, _ => "=HYPERLINK(\"http://x\")", _ => "=1+1");
        using LedgerBench bench = Bench();
        Say(bench, LedgerBench.Topic, reasons: ["aed-dark"]);
        bench.Pass(TimeSpan.FromHours(1));
        MonthReport report = Make(bench);
        using MemoryStream csv = new();
        ReportFile.WriteCsv(report, words, csv);
        using MemoryStream book = new();
        ReportFile.WriteXlsx(report, words, book);

        Assert.Contains("'=HYPERLINK", Encoding.UTF8.GetString(csv.ToArray()));
        using ZipArchive parts = new(book);
        foreach (ZipArchiveEntry sheet in parts.Entries.Where(entry => entry.FullName.Contains("worksheets/", StringComparison.Ordinal)))
        {
            using StreamReader text = new(sheet.Open());
            Assert.DoesNotContain("<f>", text.ReadToEnd().Replace("<x:f>", "<f>", StringComparison.Ordinal));
        }
    }

    private static MonthReport Make(LedgerBench bench, ReportQuestion? question = null, Func<CabinetTopic, bool>? may = null) =>
        MonthReporter.Make(bench.Database, question ?? s_question, bench.Now, 6, may ?? (_ => true));

    private static string Csv(MonthReport report, bool isChinese = true)
    {
        using MemoryStream file = new();
        ReportFile.WriteCsv(report, ReportChoice.WordsOf(isChinese), file);
        return new UTF8Encoding(true).GetString(file.ToArray()).TrimStart('\uFEFF');
    }

    private static void Say(LedgerBench bench, string topic, int seq = 1, string[]? reasons = null, string? about = null,
        string kind = "aed")
    {
        string id = topic[(topic.LastIndexOf('/') + 1)..];
        if (seq == 1)
        {
            bench.Send("about",
                $$"""{"id":"{{id}}","boot":4,"kind":"{{kind}}","name":"N","site":{"name":"S"}{{(about is null ? "" : "," + about)}}}""",
                topic: topic);
        }

        string state = bench.StateText(4, seq, reasons is null, id: id).Replace("[\"needs-inspection\"]",
            $"[{string.Join(',', (reasons ?? []).Select(reason => $"\"{reason}\""))}]", StringComparison.Ordinal);
        bench.Send("state", reasons is { Length: 0 } ? state.Replace("\"ready\":false", "\"ready\":true", StringComparison.Ordinal) : state,
            topic: topic);
    }
}
