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
        Option<bool> accept = new("--accept-losses") { Description = "Close the matter of events that the database once lost: nobody will find them any more." };
        Command command = new(
            "verify",
            "Proves from the database and its high-water mark that no event is missing or doubled, lists what is, or says what can't be proven; a registry may go on writing meanwhile. "
            + "Exit code: 0 clean, 1 findings or not proven, 2 no such database.") { database, json, accept };
        command.SetAction(result =>
        {
            string file = result.GetValue(database)!.FullName;
            if (result.GetValue(accept))
            {
                Accept(file);
            }

            LedgerReport report = LedgerCheck.RunFile(file, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            if (result.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(report, s_json));
            }
            else
            {
                Print(report, file);
            }

            return report.IsClean ? Clean : Findings;
        });
        return command;
    }

    private static void Accept(string file)
    {
        using LedgerDatabase ledger = LedgerDatabase.OpenForChange(file);
        ledger.Execute("UPDATE losses SET accepted = unixepoch() * 1000 WHERE accepted IS NULL");
    }

    private static void Print(LedgerReport report, string file)
    {
        Tell($"{file}: {report.Cabinets} cabinets, {report.Boots} boots, {report.Events} events");
        Tell($"integrity        {string.Join("; ", report.Integrity)}");
        Tell($"stored twice     {report.StoredTwice}   (came again and were not stored: {report.DoublesRemoved})");
        Tell($"missing          {report.MissingUnexplained} unexplained, {report.MissingExplained} of which the cabinet told (outbox.overflowed)");
        Tell($"set aside        {report.SetAside} messages that could not be used; {report.InPart} more were used but for something in them");
        Tell($"same number      {report.SharedNumbers} numbers with more than one event, all kept (events that came under the number of another: {report.Conflicts})");
        Tell($"open emergencies {report.OpenEmergencies}");
        Tell($"on disk by mark  {(report.Confirmed is { } mark ? mark.ToString(CultureInfo.InvariantCulture) : "unknown")}");
        foreach (LedgerFinding finding in report.Findings)
        {
            Tell($"FINDING: {finding.What}");
            Tell($"         {finding.Advice}");
        }

        foreach (LedgerFinding unproven in report.Unproven)
        {
            Tell($"CANNOT PROVE: {unproven.What}");
            Tell($"         {unproven.Advice}");
        }

        foreach (BoardProblem problem in report.TwoBoards)
        {
            Tell($"{problem.Cabinet}: two boards or a lost flash since {problem.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {problem.Signs} signs. {problem.Sign}");
            Tell($"         Look at it on site: one board for one id; then send \"inspect\", which closes the matter.");
        }

        foreach (string cabinet in report.WrongGapLists)
        {
            Tell($"{cabinet}: the kept list of gaps is not what its events say");
        }

        if (report.Missing.Count > 0)
        {
            Table table = RegistryTables.Create("cabinet", "#boot", "#first", "#last", "#events", "where", "explained", "asked again");
            foreach (LedgerProblem item in report.Missing)
            {
                table.Add(item.Cabinet, Number(item.Boot), Number(item.First), Number(item.Last), Number(item.Count), item.Kind, item.IsExplained ? "yes" : "no", item.Asked ?? string.Empty);
            }

            table.Print();
        }

        Console.Out.WriteLine(report.IsClean ? "clean: no event is missing unexplained, none is doubled" : report.HasNoFinding ? "NOT proven" : "NOT clean");
    }

    private static void Tell(FormattableString line) => Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
