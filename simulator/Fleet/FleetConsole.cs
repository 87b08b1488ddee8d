using System.Globalization;
using Spectre.Console;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Shows a live run on the terminal: a line that is rewritten every second, or, in a file, one every ten seconds.</summary>
/// <param name="console">The terminal.</param>
public sealed class FleetConsole(IAnsiConsole console) : IFleetProgress
{
    private const int SecondsPerLine = 10;

    private int _seconds;

    /// <inheritdoc/>
    public void Say(string what)
    {
        Clear();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{DateTime.Now:HH:mm:ss}[/]  {what}");
    }

    /// <inheritdoc/>
    public void Show(LiveFleet fleet, FleetSample sample)
    {
        _seconds++;
        if (!console.Profile.Capabilities.Interactive && _seconds % SecondsPerLine != 0)
        {
            return;
        }

        Clear();
        int count = fleet.Members.Count;
        string colour = sample.Online + sample.Asleep == count ? "green" : "yellow";
        console.Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"  {sample.Seconds,5:F0} s  [{colour}]{sample.Online} of {count} "
                + $"online{(sample.Asleep > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {sample.Asleep} asleep")
                    : string.Empty)}[/], {sample.Accepted}/s connected, {sample.EventsMade} events/s made, {fleet.Ledger.Received} of "
                        + $"{fleet.Ledger.Made} arrived, {sample.Acknowledged}/s acknowledged, {sample.UnderWay} under way, scan up to "
                        + $"{sample.WorstScanMs:F0} ms late, CPU {sample.CpuPercent:F0} "
                        + $"%{(sample.BrokerCpuPercent > 0 ? string.Create(CultureInfo.InvariantCulture,
                            $" and broker {sample.BrokerCpuPercent:F0} %")
                            : string.Empty)}, {sample.WorkingSetBytes / 1024 / count} KB a cabinet"));
        if (!console.Profile.Capabilities.Interactive)
        {
            console.WriteLine();
        }
    }

    private void Clear()
    {
        if (console.Profile.Capabilities.Interactive)
        {
            console.Write(new ControlCode("\u001b[2K\r"));
        }
    }
}
