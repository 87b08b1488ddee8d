using System.Globalization;
using AedCabinet.Terminal;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AedCabinet.Simulator.Bench;

/// <summary>How long a steady-state scan takes and what it allocates.</summary>
public sealed class ScanBench : IBench
{
    private const double NsPerSecond = 1e9;

    /// <inheritdoc/>
    public string Name => "scan";

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        say("scans of the demo cabinet, against an empty interface call (BenchmarkDotNet)");
        (int warmUps, int iterations) = size == BenchSize.Full ? (5, 15) : (1, 2);
        ManualConfig configuration = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(warmUps).WithIterationCount(iterations))
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "aed-cabinet-bench"))
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run<ScanBenchmarks>(configuration);
        BenchmarkReport scan = ReportOf(summary, nameof(ScanBenchmarks.Scan));
        BenchmarkReport nothing = ReportOf(summary, nameof(ScanBenchmarks.EmptyInterfaceCall));
        double scanNs = scan.ResultStatistics!.Median;
        double nothingNs = nothing.ResultStatistics!.Median;
        double bytes = scan.GcStats.GetBytesAllocatedPerOperation(scan.BenchmarkCase) ?? double.NaN;
        string note = string.Create(CultureInfo.InvariantCulture,
            $" ({scanNs:F0} ns a scan = {scanNs / nothingNs:F0} empty interface calls of {nothingNs:F1} ns)");
        return Task.FromResult<IReadOnlyList<BenchFigure>>(
        [
            BenchFigure.AtLeast("scans of one cabinet a second, one core", 2_000_000, NsPerSecond / scanNs, string.Empty, note),
            BenchFigure.AtMost("allocated by a steady-state scan", 0, bytes, "B"),
        ]);
    }

    private static BenchmarkReport ReportOf(Summary summary, string method)
    {
        BenchmarkReport report = summary.Reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);
        return report.Success
            ? report
            : throw new UserErrorException(
                $"bench: {method} failed: {string.Join("; ", report.ExecuteResults.SelectMany(result => result.Errors))}", 1);
    }
}
