using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Simulator.Registry.Ledger;
using Spectre.Console;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>registry verify</c>: proves from the database that no event is missing or doubled, or lists what is.</summary>
internal static class RegistryVerifyCommand
{
    private const int Clean = 0;
    private const int Findings = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<FileInfo> database = RegistryCommand.DatabaseOption();
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Command command = new(
            "verify",
            "Proves from the database that no event is missing or doubled, or lists what is; a registry may go on writing meanwhile. Exit code: 0 clean, 1 findings, 2 no such database.") { database, json };
        command.SetAction(result =>
        {
            using LedgerDatabase ledger = LedgerDatabase.OpenForReading(result.GetValue(database)!.FullName);
            LedgerReport report = LedgerCheck.Run(ledger.Connection, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            if (result.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(report, s_json));
            }
            else
            {
                Print(report, ledger.File);
            }

            return report.IsClean ? Clean : Findings;
        });
        return command;
    }

    private static void Print(LedgerReport report, string file)
    {
        Tell($"{file}: {report.Cabinets} cabinets, {report.Boots} boots, {report.Events} events");
        Tell($"integrity        {string.Join("; ", report.Integrity)}");
        Tell($"stored twice     {report.StoredTwice}   (came again and were not stored: {report.DoublesRemoved})");
        Tell($"missing          {report.MissingUnexplained} unexplained, {report.MissingExplained} of which the cabinet told (outbox.overflowed)");
        Tell($"set aside        {report.SetAside} messages that could not be used, {report.Conflicts} of them events with the number of another");
        Tell($"open emergencies {report.OpenEmergencies}");
        foreach (string cabinet in report.WrongGapLists)
        {
            Tell($"{cabinet}: the kept list of gaps is not what its events say");
        }

        if (report.Missing.Count > 0)
        {
            Table table = RegistryTables.Create("cabinet", "#boot", "#first", "#last", "#events", "where", "explained");
            foreach (LedgerProblem item in report.Missing)
            {
                table.Add(item.Cabinet, Number(item.Boot), Number(item.First), Number(item.Last), Number((long)item.Last - item.First + 1), item.Kind, item.IsExplained ? "yes" : "no");
            }

            table.Print();
        }

        Console.Out.WriteLine(report.IsClean ? "clean: no event is missing unexplained, none is doubled" : "NOT clean");
    }

    private static void Tell(FormattableString line) => Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
