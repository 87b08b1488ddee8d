using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A run's report for the terminal.</summary>
/// <param name="output">Receives the lines.</param>
public sealed class FleetText(TextWriter output)
{
    private const int MostComplaints = 10;

    /// <summary>Writes a live run's report.</summary>
    /// <param name="report">The report.</param>
    public void Write(FleetReport report)
    {
        output.WriteLine();
        Line($"{report.Cabinets} cabinets, seed {report.Seed}, {report.Machine}{Cut(report)}");
        Row("all online after", report.AllOnlineAfterSeconds is { } seconds ? (FormattableString)$"{seconds:F0} s"
            : $"NOT all came online");
        WriteKits(report);
        if (report.Absent.Count > 0)
        {
            Row("not online at the end", $"{string.Join("; ", report.Absent)}");
        }

        WriteEvents(report);
        if (report.EventsMissing.Count > 0)
        {
            Row("missing", $"{string.Join(", ", report.EventsMissing)}");
        }

        Times("contact to event", report.ContactToEvent, " (debouncing and scan)");
        Times("event to subscriber", report.EventToObserver, string.Empty);
        Times("contact to subscriber", report.ContactToObserver, string.Empty);
        foreach (FleetStormReport storm in report.Storms)
        {
            Write(storm);
        }

        if (report.Database is { } database)
        {
            Row("registry's database", $"{database.Present} events there, {database.Missing} missing, {database.Doubled} doubled");
            Times("contact to disk", database.ContactToCommit, string.Empty);
        }

        if (report.RegistryVerdict is { } verdict)
        {
            output.WriteLine("  registry verify         " + verdict.ReplaceLineEndings("\n                          "));
        }

        WriteConnections(report);
        Row("an attempt waited", $"{report.LongestConnectWaitMs} ms at most for one of the fleet's threads");
        Row("scans",
            $"{report.Scans}, late by {report.ScanLatenessMs[0]:F1} ms (half), {report.ScanLatenessMs[1]:F1} ms (99 of 100), ",
            $"{report.ScanLatenessMs[2]:F0} ms (most); {report.SkippedRounds} rounds left out");
        Row("memory a cabinet",
            $"{report.ManagedBytesPerCabinet / 1024.0:F1} KB on the runtime's heap, {report.ProcessBytesPerCabinet / 1024.0:F1} KB of the ",
            $"process in all");
        WriteComplaints(report);
    }

    /// <summary>Writes a virtual run's report.</summary>
    /// <param name="report">The report.</param>
    public void Write(VirtualFleetReport report)
    {
        output.WriteLine();
        Line(
            $"{report.Cabinets} cabinets, {report.VirtualHours:0.##} h of virtual time, seed {report.Seed}: {report.Seconds:F1} s, ",
            $"{report.Cabinets * report.VirtualHours / 24 / report.Seconds:F0} cabinet-days a second{Cut(report)}");
        Row("put through", $"{(report.Plan.Count == 0 ? "nothing" : string.Join(", ", report.Plan))}");
        WriteKits(report);
        WriteEvents(report);
        Row("emergencies", $"{report.Emergencies} arrived");
        WriteConnections(report);
        Row("boots", $"{report.Boots}");
        Row("ready", $"{report.Ready:P2} of the time");
        Row("messages",
            $"{report.Messages}, {report.MessageBytes:F0} bytes on average, the largest event {report.LargestEventBytes}, the largest ",
            $"state {report.LargestStateBytes}");
        Row("scans", $"{report.Scans} of the {report.ScansOfBoards} that boards make: the others would have changed nothing");
        Row("memory a cabinet", $"{report.ManagedBytesPerCabinet / 1024.0:F1} KB on the runtime's heap");
        Row("fingerprint", $"{report.Fingerprint} (the same options have the same one)");
        WriteComplaints(report);
    }

    private static string Cut(FleetOutcome report) => report.WasCut ? "; ended early" : string.Empty;

    private void Write(FleetStormReport storm)
    {
        string back = storm.BackAfterSeconds is { } after
            ? string.Create(CultureInfo.InvariantCulture,
                $"all online after {after:F0} "
                    + $"s{(storm.Asleep > 0 ? $" but for {storm.Asleep} kits asleep after their report" : string.Empty)}")
                    : "NOT all online again";
        Row($"storm {storm.Name}", $"{storm.Cabinets} cabinets; {back}; at most {storm.MostAccepted} connections a second");
        if (storm.Whole.Count > 0)
        {
            Times("  event to subscriber", storm.Beyond, string.Empty);
            Times("  contact to subscriber", storm.Whole, string.Empty);
        }

        if (storm.ToDisk.Count > 0)
        {
            Times("  event to disk", storm.ToDisk, string.Empty);
        }
    }

    private void WriteKits(FleetOutcome report)
    {
        if (report.BatteryKits > 0)
        {
            Row("battery kits", $"{report.BatteryKits}; {report.Asleep} asleep at the end, after their report, and not missed");
        }
    }

    private void WriteEvents(FleetOutcome report) => Row(
        "events",
        $"{report.EventsMade} made, {report.EventsArrived} arrived, {report.EventsWaiting} wait on flash, {report.EventsLost} lost, ",
        $"{report.EventsDoubled} came again, {report.EventsOfStrangers} of strangers");

    private void WriteConnections(FleetOutcome report) => Row(
        "connections", $"{report.Attempts} attempts, {report.Connections} accepted, at most {report.MostAccepted} a second");

    private void WriteComplaints(FleetOutcome report)
    {
        foreach (KeyValuePair<string, int> complaint in report.Complaints.Take(MostComplaints))
        {
            Line($"  {complaint.Value,8} × {complaint.Key}");
        }
    }

    private void Times(string name, FleetTimes times, string note) =>
        Row(name,
            $"{times.Count} times: {times.P50:F0} ms (half), {times.P95:F0} ms (95 of 100), {times.P99:F0} ms (99 of 100), ",
            $"{times.Max:F0} ms (most){note}");

    private void Row(string name, params FormattableString[] parts) => output.WriteLine($"  {name,-24}{Text(parts)}");

    private void Line(params FormattableString[] parts) => output.WriteLine(Text(parts));

    private static string Text(FormattableString[] parts) => string.Concat(parts.Select(FormattableString.Invariant));
}
