using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A virtual fleet's report for people.</summary>
internal static class VirtualFleetText
{
    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Receives the lines.</param>
    public static void Write(VirtualFleetReport report, TextWriter output)
    {
        output.WriteLine();
        Line($"{report.Cabinets} cabinets, {report.VirtualHours:0.##} h of virtual time, seed {report.Seed}: {report.Seconds:F1} s, {report.Cabinets * report.VirtualHours / 24 / report.Seconds:F0} cabinet-days a second");
        Line($"  put through             {(report.Plan.Count == 0 ? "nothing" : string.Join(", ", report.Plan))}");
        Line($"  scans                   {report.Scans} of the {report.ScansOfBoards} that boards make: the others would have changed nothing");
        Line($"  ready                   {report.Ready:P2} of the time");
        Line($"  boots                   {report.Boots}; {report.Attempts} attempts to connect, {report.Connections} connections, after the first two minutes at most {report.PeakConnectsASecond} a second");
        Line($"  messages                {report.Messages}, {report.MessageCharacters:F0} characters on average");
        Line($"  events                  {report.Events} happened ({report.Emergencies} emergencies arrived), {report.Arrived} arrived, {report.Doubles} more than once, {report.Waiting} wait, {report.Lost} lost");
        Line($"  memory a cabinet        {report.BytesPerCabinet / 1024.0:F1} KB, flash included");
        Line($"  fingerprint             {report.Fingerprint} (the same options have the same one)");
        foreach (string line in report.Log)
        {
            output.WriteLine("  " + line);
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
