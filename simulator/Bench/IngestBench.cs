using System.Globalization;
using AedCabinet.Ledger;

namespace AedCabinet.Simulator.Bench;

/// <summary>How fast the registry gets events onto the disk, against the bare inserts.</summary>
public sealed class IngestBench : IBench
{
    // A server to measure on besides: how to get in, without its password (PGPASSWORD, ~/.pgpass).
    private const string PostgresVariable = "AED_BENCH_POSTGRES";

    /// <inheritdoc/>
    public string Name => "ingest";

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        say("events into the registry's database, against the bare inserts of the same rows");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        try
        {
            List<BenchFigure> postgres = [];
            if (Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } connection)
            {
                say("the same into PostgreSQL");
                IngestFigures there = size == BenchSize.Full ? RegistryIngestBench.RunOnPostgres(connection, stop: stop)
                    : RegistryIngestBench.RunOnPostgres(connection, 2000, 1, stop);
                postgres.Add(BenchFigure.AtMost(
                    "events' time into PostgreSQL against bare inserts, same run", 1.5, there.Ratio, "×", string.Create(
                        CultureInfo.InvariantCulture, $" ({there.EventsPerSecond:#,0} a second; bare: {there.BareEventsPerSecond:#,0})")));
            }

            IngestFigures figures = size == BenchSize.Full ? RegistryIngestBench.Run(folder, stop: stop)
                : RegistryIngestBench.Run(folder, 2000, 1, stop);
            return Task.FromResult<IReadOnlyList<BenchFigure>>(
            [
                BenchFigure.AtLeast("registry's events to disk", 20_000, figures.EventsPerSecond, "a second"),
                BenchFigure.AtMost("their time against bare SQLite inserts, same run", 1.3, figures.Ratio, "×",
                    string.Create(CultureInfo.InvariantCulture, $" (bare: {figures.BareEventsPerSecond:#,0} a second)")),
                .. postgres,
            ]);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
