using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Simulator.Bench;

/// <summary>How large the demo cabinet's messages are on a day on which much happens.</summary>
public sealed class MessageSizeBench : IBench
{
    private const long DayMs = 86_400_000;

    /// <inheritdoc/>
    public string Name => "size";

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        say("sizes of the demo cabinet's messages");
        FleetPlanEntry[] plan =
        [
            .. Enumerable.Range(1, 20)
                .Select(hour => new FleetPlanEntry(hour * DayMs / 24, FleetStorm.Doors, FleetPlanEntry.DefaultPrefecture)),
            new FleetPlanEntry(DayMs / 2, FleetStorm.Mains, FleetPlanEntry.DefaultPrefecture),
            new FleetPlanEntry(DayMs * 3 / 4, FleetStorm.Broker, FleetPlanEntry.DefaultPrefecture),
        ];
        VirtualFleetReport report = VirtualFleet.OfDemoCabinet(new VirtualFleetOptions
        {
            Cabinets = 20,
            LengthMs = DayMs,
            Seed = 1,
            Plan = new VirtualPlan(plan, 0.01),
        }).Run(null, stop);
        return Task.FromResult<IReadOnlyList<BenchFigure>>(
        [
            BenchFigure.AtMost("the demo cabinet's largest event", 400, report.LargestEventBytes, "B",
                $" (of {report.EventsMade} in 20 days of it)"),
            BenchFigure.AtMost("the demo cabinet's largest state", 700, report.LargestStateBytes, "B"),
        ]);
    }
}
