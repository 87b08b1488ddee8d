using System.CommandLine;
using AedCabinet.Ledger;
using AedCabinet.Page.Reports;
using AedCabinet.Reports;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry report</c>: a month's figures, as the page has them.</summary>
internal static class RegistryReportCommand
{
    // Of the figures' table: level, code, prefecture, department.
    private const int PrefectureColumn = 2;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        LanguageOption language = new();
        Option<string> month = new("--month")
        {
            Description = "Of which month, by Beijing time: for example 2026-10.",
            HelpName = "YYYY-MM",
            Required = true,
        };
        month.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !ReportMonth.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"--month：“{result.Tokens[0].Value}”不是月份，请写成2026-10这样。/ --month: \"{result.Tokens[0].Value}\" is no "
                    + "month: write it as 2026-10.");
            }
        });
        Option<string?> prefecture = new("--prefecture")
        {
            Description = "Of one prefecture alone: the first four digits of its GB/T 2260 code, for example 1501.",
            HelpName = "CODE",
        };
        Option<string?> department = new("--department")
        {
            Description = "Of one department alone, by its name in topics: health, education, transport, …",
            HelpName = "NAME",
        };
        Option<FileInfo?> csv = new("--csv") { Description = "Write the figures as CSV.", HelpName = "FILE" };
        Option<FileInfo?> xlsx = new("--xlsx")
        {
            Description = "Write figures, faults by kind and definitions as a workbook.",
            HelpName = "FILE",
        };
        Option<int> wakeHours = RegistryCommand.WakeHoursOption();
        Command command = new("report",
            "A month's figures by prefecture and department: readiness, faults, openings, drills, inspections, expiries, coverage, trained "
                + "responders. The same code and figures as the page's; what each means is in the workbook and in simulator/Reports.")
        {
            month, prefecture, department, csv, xlsx, wakeHours, language.Option,
        };
        store.AddTo(command);
        command.SetAction(result =>
        {
            _ = ReportMonth.TryParse(result.GetValue(month), out ReportMonth wanted);
            ReportQuestion question = new(wanted, result.GetValue(prefecture), result.GetValue(department));
            using LedgerDatabase ledger = store.Store(result).OpenForReading();

            // Who reads the database itself may read all of it.
            MonthReport report = MonthReporter.Make(ledger, question, DateTimeOffset.UtcNow, result.GetValue(wakeHours), _ => true);
            Give(report, ReportChoice.WordsOf(language.IsChinese(result)), result.GetValue(csv), result.GetValue(xlsx));
        });
        return command;
    }

    private static void Give(MonthReport report, ReportWords words, FileInfo? csv, FileInfo? xlsx)
    {
        Console.Out.WriteLine(words.Title(report));
        if (report.Rows.Count == 0)
        {
            Console.Out.WriteLine(words.Say(new("没有可报告的机柜：该月还没有开始，没有机柜在月末之前上报过状态，或没有这样的盟市、部门。",
                "There is no cabinet to report of: the month has not begun, none had sent a state before its end, or there is no such "
                    + "prefecture or department.")));
        }

        foreach ((FileInfo? file, Action<MonthReport, ReportWords, Stream> write) in new (FileInfo?,
            Action<MonthReport, ReportWords, Stream>)[]
        {
            (csv, ReportFile.WriteCsv), (xlsx, ReportFile.WriteXlsx),
        })
        {
            if (file is not null)
            {
                WholeFile.Write(file, stream => write(report, words, stream));
                Console.Out.WriteLine(file.FullName);
            }
        }

        if (csv is null && xlsx is null && report.Rows.Count > 0)
        {
            Print(ReportSheet.Figures(report, words), report.Rows);
        }
    }

    // One figure a line: side by side they are wider than a terminal. Prefectures and all of them; the rest is for files.
    private static void Print(ReportSheet sheet, IReadOnlyList<ReportRow> rows)
    {
        int[] shown = [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].Department is null)];
        Table table = RegistryTables.Create([string.Empty, .. shown.Select(row => "#" + sheet.Text(row, PrefectureColumn))]);
        for (int column = PrefectureColumn + 2; column < sheet.Headings.Count; column++)
        {
            int at = column;
            table.Add([sheet.Headings[column], .. shown.Select(row => sheet.Text(row, at))]);
        }

        table.Print();
    }
}
