using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A live run's report for the terminal.</summary>
internal static class FleetText
{
    private const int MostComplaints = 10;

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where.</param>
    public static void Write(FleetReport report, TextWriter output)
    {
        output.WriteLine();
        Line($"{report.Cabinets} cabinets, seed {report.Seed}, {report.Machine}{(report.WasCut ? "; ended early" : string.Empty)}");
        Line(report.AllOnlineAfterSeconds is { } seconds ? (FormattableString)$"  all online after        {seconds:F0} s, at most {report.MostAccepted} connections a second" : $"  NOT all came online; at most {report.MostAccepted} connections a second");
        Line($"  events                  {report.EventsMade} made, {report.EventsReceived} arrived, {report.EventsMade - report.EventsReceived} missing, {report.EventsDoubled} came again");
        if (report.EventsMissing.Count > 0)
        {
            Line($"  missing                 {string.Join(", ", report.EventsMissing)}");
        }

        Times("contact to event", report.ContactToEvent, " (debouncing and scan)");
        Times("event to subscriber", report.EventToObserver, string.Empty);
        Times("contact to subscriber", report.ContactToObserver, string.Empty);
        foreach (FleetStormReport storm in report.Storms)
        {
            string back = storm.BackAfterSeconds is { } after ? $"all online after {after:F0} s" : "NOT all online again";
            Line($"  storm {storm.Name,-18}{storm.Cabinets} cabinets; {back}; at most {storm.MostAccepted} connections a second");
            if (storm.Whole.Count > 0)
            {
                Times("  event to subscriber", storm.Beyond, string.Empty);
                Times("  contact to subscriber", storm.Whole, string.Empty);
                if (storm.ToDisk.Count > 0)
                {
                    Times("  event to disk", storm.ToDisk, string.Empty);
                }
            }
        }

        if (report.Database is { } database)
        {
            Line($"  registry's database     {database.Present} events there, {database.Missing} missing, {database.Doubled} doubled");
            Times("contact to disk", database.ContactToCommit, string.Empty);
        }

        if (report.RegistryVerdict is { } verdict)
        {
            output.WriteLine("  registry verify         " + verdict.ReplaceLineEndings("\n                          "));
        }

        Line($"  scans                   {report.Scans}, late by {report.ScanLatenessMs[0]:F1} ms (half), {report.ScanLatenessMs[1]:F1} ms (99 of 100), {report.ScanLatenessMs[2]:F0} ms (most); {report.SkippedRounds} rounds left out");
        Line($"  an attempt waited       {report.LongestConnectWaitMs} ms at most for one of the fleet's threads");
        Line($"  memory a cabinet        {report.ManagedBytesPerCabinet / 1024.0:F1} KB on the runtime's heap, {report.ProcessBytesPerCabinet / 1024.0:F1} KB of the process in all");
        foreach (KeyValuePair<string, int> complaint in report.Complaints.Take(MostComplaints))
        {
            Line($"  {complaint.Value,8} × {complaint.Key}");
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        void Times(string name, FleetTimes times, string note) =>
            Line($"  {name,-24}{times.Count} times: {times.P50:F0} ms (half), {times.P95:F0} ms (95 of 100), {times.P99:F0} ms (99 of 100), {times.Max:F0} ms (most){note}");
    }
}
