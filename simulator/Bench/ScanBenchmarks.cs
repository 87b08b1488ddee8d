using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Handover;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.State;
using BenchmarkDotNet.Attributes;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// The scan of the demo cabinet in steady state, its AED blinking and its probe read every ten seconds, against an empty interface
/// call: BenchmarkDotNet's, in this process.
/// </summary>
[MemoryDiagnoser]
public class ScanBenchmarks
{
    /// <summary>How many scans one measured call makes: 100 s of flashes and 10 readings.</summary>
    public const int Scans = 5000;

    private const int FlashMs = 60;
    private const int ProbePeriodMs = 10_000;

    private readonly InputImage _inputs = new()
    {
        AedPresenceContactClosed = true,
        MainsPresent = true,
        BatteryMv = 12600,
        IsOnline = true,
        UnixMs = Virtual.VirtualClock.DefaultStartUnixMs
    };
    private readonly OutputImage _outputs = new();
    private readonly INothing _nothing = new Nothing();
    private Cabinet _cabinet = null!;
    private long _nowMs;
    private int _flashPeriodMs;

    private interface INothing
    {
        int Do(InputImage inputs, long nowMs, OutputImage outputs);
    }

    /// <summary>Brings the cabinet into its steady state: ready for half an hour.</summary>
    /// <exception cref="InvalidOperationException">It is not ready then.</exception>
    [GlobalSetup]
    public void Begin()
    {
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(PlainJson.Write(DemoCabinet.All[0].Load()), problems);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join("; ", problems.ToLines()));
        }

        // The period that this cabinet was taught: another would never be its AED's.
        _flashPeriodMs = LightingSource.For(configuration.IndicatorProfile).Ready.Green.PeriodMs;
        _cabinet = new Cabinet(configuration, 1, new ScanExchange(new EventQueue(), new NoticeQueue()));
        _inputs.UnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (int i = 0; i < 18; i++)
        {
            Scan();
        }

        if (!_outputs.LampGreen)
        {
            throw new InvalidOperationException("The demo cabinet is not ready after half an hour: this would measure something else.");
        }
    }

    /// <summary>Scans.</summary>
    /// <returns>How many of them had something to report.</returns>
    [Benchmark(OperationsPerInvoke = Scans)]
    public int Scan()
    {
        int news = 0;
        for (int i = 0; i < Scans; i++)
        {
            Sense();
            news += _cabinet.Step(_inputs, _nowMs, _outputs) ? 1 : 0;
            _nowMs += Cabinet.ScanPeriodMs;
            _inputs.UnixMs += Cabinet.ScanPeriodMs;
        }

        return news;
    }

    /// <summary>Calls of something that does nothing.</summary>
    /// <returns>Nothing of interest.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Scans)]
    public int EmptyInterfaceCall()
    {
        int sum = 0;
        for (int i = 0; i < Scans; i++)
        {
            sum += _nothing.Do(_inputs, i, _outputs);
        }

        return sum;
    }

    private void Sense()
    {
        _inputs.GreenEdges.Clear();
        long intoFlashMs = _nowMs % _flashPeriodMs;
        if (intoFlashMs == 0 || intoFlashMs == FlashMs)
        {
            _inputs.GreenEdges.Add(intoFlashMs == 0, _nowMs);
        }

        _inputs.GreenLit = intoFlashMs < FlashMs;
        _inputs.InsideReading = _nowMs % ProbePeriodMs == 0 ? ProbeReading.Ok : ProbeReading.None;
        _inputs.InsideDeciC = 120;
        _inputs.OutsideReading = _inputs.InsideReading;
        _inputs.OutsideDeciC = -100;
    }

    private sealed class Nothing : INothing
    {
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public int Do(InputImage inputs, long nowMs, OutputImage outputs) => 0;
    }
}
