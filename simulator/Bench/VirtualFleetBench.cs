using System.Globalization;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Simulator.Bench;

/// <summary>How fast a fleet's day passes in virtual time, and how much memory a cabinet takes.</summary>
public sealed class VirtualFleetBench : IBench
{
    private const long HourMs = 3_600_000;
    private const int InnerMongolia = 7215;
    private const int Few = 50;

    /// <inheritdoc/>
    public string Name => "virtual";

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        int cabinets = size == BenchSize.Full ? InnerMongolia : Few;
        long lengthMs = size == BenchSize.Full ? 24 * HourMs : HourMs;
        say(string.Create(CultureInfo.InvariantCulture, $"{cabinets} cabinets, {lengthMs / HourMs} h in virtual time"));
        VirtualFleetReport report = new VirtualFleet(new VirtualFleetOptions
        {
            Cabinets = cabinets,
            LengthMs = lengthMs,
            Seed = 1,
            Plan = new VirtualPlan(VirtualPlan.Usual(lengthMs), 0.01),
        }).Run(null, stop);
        return Task.FromResult<IReadOnlyList<BenchFigure>>(
        [
            BenchFigure.AtMost("7,215 cabinets × 24 h in virtual time", 60, report.Seconds, "s",
                string.Create(CultureInfo.InvariantCulture, $" ({report.EventsMade:#,0} events, {report.EventsLost} lost)")),
            BenchFigure.AtMost("memory a cabinet, virtual", 16, report.ManagedBytesPerCabinet / 1024.0, "KB", " (flash included)"),
            BenchFigure.AtMost("connections a second after the broker's and the mains' return", 200, report.MostAccepted,
                string.Empty, " (virtual)"),
        ]);
    }
}
