using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AedCabinet.Contract;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// The fleet live at a real Mosquitto, the registry beside it: a storm of doors, a prefecture's mains, the registry killed, the broker
/// restarted, and the registry's proof at the end.
/// </summary>
public sealed class LiveFleetBench : IBench
{
    private const int Few = 40;
    private const double KB = 1024;

    private static readonly FleetPlanEntry[] s_storms =
    [
        new(20_000, FleetStorm.Doors, FleetPlanEntry.DefaultPrefecture),
        new(60_000, FleetStorm.Mains, FleetPlanEntry.DefaultPrefecture),
        new(75_000, FleetStorm.Registry, FleetPlanEntry.DefaultPrefecture),
        new(160_000, FleetStorm.Broker, FleetPlanEntry.DefaultPrefecture),
    ];

    private static readonly FleetPlanEntry[] s_breeze = [new(1000, FleetStorm.Doors, FleetPlanEntry.DefaultPrefecture),
        new(5000, FleetStorm.Registry, FleetPlanEntry.DefaultPrefecture)];

    /// <inheritdoc/>
    public string Name => "live";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        try
        {
            FleetOptions options = new()
            {
                Cabinets = size == BenchSize.Full ? FleetOptions.InnerMongolia : Few,
                Broker = new BrokerAddress("127.0.0.1", FreePort()),
                OwnsBroker = true,
                Database = new FileInfo(Path.Combine(folder.FullName, "registry.db")),
                OwnsRegistry = true,
                Plan = size == BenchSize.Full ? s_storms : s_breeze,
                FirstAttemptSeconds = size == BenchSize.Full ? null : 2,
                StormMs = size == BenchSize.Full ? 10_000 : 1000,
            };
            say(string.Create(CultureInfo.InvariantCulture, $"{options.Cabinets} cabinets live; {string.Join(", ", options.Plan)}"));
            return FiguresOf(await new FleetRun(options, new Progress(say)).RunAsync(stop));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static IReadOnlyList<BenchFigure> FiguresOf(FleetReport report)
    {
        FleetStormReport doors = Storm(report, FleetStorm.Doors)!;
        List<BenchFigure> figures =
        [
            new("live cabinets online", string.Create(CultureInfo.InvariantCulture, $"{report.Cabinets}"),
                report.AllOnlineAfterSeconds is { } seconds
                    ? string.Create(CultureInfo.InvariantCulture, $"all {report.Cabinets} after {seconds:F0} s")
                    : "not all", report.AllOnlineAfterSeconds is not null),
            BenchFigure.AtMost($"storm of {doors.Cabinets} doors: event to the registry's disk, p99", 1500, doors.ToDisk.P99, "ms",
                string.Create(CultureInfo.InvariantCulture, $" (half: {doors.ToDisk.P50:F0} ms, of {doors.ToDisk.Count})")),
            BenchFigure.AtMost("live events missing in the registry", 0, report.Database!.Missing, string.Empty,
                string.Create(CultureInfo.InvariantCulture, $" of {report.EventsMade:#,0}")),
            BenchFigure.AtMost("live events twice in the registry", 0, report.Database.Doubled, string.Empty),
            new("registry verify after all of it", "clean", report.IsRegistryClean == true ? "clean" : "not clean",
                report.IsRegistryClean == true),
        ];
        if (Storm(report, FleetStorm.Broker) is { } broker)
        {
            figures.Add(BenchFigure.AtMost("all back after the broker's restart", 120,
                broker.BackAfterSeconds ?? double.PositiveInfinity, "s"));
            figures.Add(BenchFigure.AtMost("connections a second after it", 200, broker.MostAccepted, string.Empty));
        }

        figures.Add(BenchFigure.AtMost("memory a cabinet, live", 64, report.ProcessBytesPerCabinet / KB, "KB",
            string.Create(CultureInfo.InvariantCulture, $" of the process ({report.ManagedBytesPerCabinet / KB:F1} KB on the heap)")));
        return figures;
    }

    private static FleetStormReport? Storm(FleetReport report, FleetStorm storm) =>
        report.Storms.FirstOrDefault(item => item.Name.Contains("=" + storm.ToString().ToLowerInvariant(), StringComparison.Ordinal));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Progress(Action<string> say) : IFleetProgress
    {
        private const int SecondsPerLine = 30;

        private int _seconds;

        public void Say(string what) => say(what);

        public void Show(LiveFleet fleet, FleetSample sample)
        {
            if (++_seconds % SecondsPerLine == 0)
            {
                say(string.Create(CultureInfo.InvariantCulture,
                    $"{sample.Seconds:F0} s, {sample.Online} of {fleet.Members.Count} online, {fleet.Ledger.Received} of "
                        + $"{fleet.Ledger.Made} events arrived"));
            }
        }
    }
}
