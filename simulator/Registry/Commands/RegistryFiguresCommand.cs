using System.CommandLine;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Places;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry availability</c> and <c>registry coverage</c>.</summary>
internal static class RegistryFiguresCommand
{
    private const int DefaultDays = 30;

    /// <summary>Builds <c>availability</c>.</summary>
    /// <returns>The command.</returns>
    public static Command CreateAvailability()
    {
        StoreOptions store = new();
        Option<int> days = new("--days")
        {
            Description = "Over how many days up to now.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultDays
        };
        days.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count is < 1 or > 3660)
            {
                result.AddError("--days: use 1 to 3660.");
            }
        });
        Option<string> by = new("--by")
        {
            Description = "By what: prefecture, sector or cabinet.",
            HelpName = "WHAT",
            DefaultValueFactory = _ => "prefecture"
        };
        by.AcceptOnlyFromAmong("prefecture", "sector", "cabinet");
        Command command = new(
            "availability",
            "The share of time in which cabinets were ready. A cabinet counts from its first state on; unknown (offline for over 15 min, "
                + "or a state too old) is not ready.") { days, by };
        store.AddTo(command);
        command.SetAction(result =>
        {
            CabinetGrouping? grouping = result.GetValue(by) switch
            {
                "prefecture" => CabinetGrouping.Prefecture,
                "sector" => CabinetGrouping.Sector,
                _ => null,
            };
            PrintAvailability(store.Store(result), result.GetValue(days), grouping, result.GetValue(by)!);
        });
        return command;
    }

    /// <summary>Builds <c>coverage</c>.</summary>
    /// <returns>The command.</returns>
    public static Command CreateCoverage()
    {
        StoreOptions store = new();
        Option<int> wakeHours = RegistryCommand.WakeHoursOption();
        Command command = new("coverage",
            $"What hangs against the plan of {Coverage.PlannedPer100000} AEDs for each 100,000 people, by prefecture.") { wakeHours };
        store.AddTo(command);
        command.SetAction(result => PrintCoverage(store.Store(result), result.GetValue(wakeHours)));
        return command;
    }

    private static void PrintAvailability(LedgerStore store, int days, CabinetGrouping? by, string column)
    {
        using LedgerDatabase ledger = store.OpenForReading();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        IReadOnlyList<AvailabilityRow> rows = Availability.Of(ledger, now.AddDays(-days).ToUnixTimeMilliseconds(),
            now.ToUnixTimeMilliseconds(), by);
        Table table = RegistryTables.Create(column, "#cabinets", "#ready %", "#ready h", "#not ready h", "#unknown h");
        foreach (AvailabilityRow row in rows)
        {
            table.Add(row.Name, Text(row.Cabinets), Text(row.Share * 100, "F2"), Text(row.Ready.TotalHours, "F1"),
                Text(row.NotReady.TotalHours, "F1"), Text(row.Unknown.TotalHours, "F1"));
        }

        table.Print();
    }

    private static void PrintCoverage(LedgerStore store, int wakeHours)
    {
        using LedgerDatabase ledger = store.OpenForReading();
        PrefectureTable population = PrefectureTable.Load();
        IReadOnlyList<CoverageRow> rows = Coverage.Of(LedgerCabinets.Read(ledger, DateTimeOffset.UtcNow, wakeHours), population);
        Table table = RegistryTables.Create("code", "prefecture", "#people", "#plan", "#installed", "#of plan %", "#ready");
        foreach (CoverageRow row in rows)
        {
            table.Add(row.Code, row.Name, row.Population is { } people ? Text(people, "N0") : "?", Text(row.Planned), Text(row.Installed),
                Share(row.Installed, row.Planned), Text(row.Ready));
        }

        long planned = Coverage.Planned(population.Total);
        int installed = rows.Sum(row => row.Installed);
        table.Add(string.Empty, "all", Text(population.Total, "N0"), Text(planned), Text(installed), Share(installed, planned),
            Text(rows.Sum(row => row.Ready)));
        table.Print();
        Console.Out.WriteLine(
            $"Cabinets that hold an AED. Each plan is rounded up, so the twelve add up to a little more than the region's. People: "
                + $"{population.Source}.");
    }

    private static string Share(int part, long whole) => whole == 0 ? "-" : Text(100.0 * part / whole, "F1");

    private static string Text<T>(T number, string? format = null)
        where T : IFormattable => number.ToString(format, CultureInfo.InvariantCulture);
}
