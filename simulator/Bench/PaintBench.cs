using System.Globalization;

namespace AedCabinet.Simulator.Bench;

/// <summary>How soon there is something to read on the registry's page, and how fluent its map is.</summary>
/// <param name="rig">The registry.</param>
public sealed class PaintBench(RegistryRig rig) : IBench
{
    private const int FullTimes = 7;
    private const int ShortTimes = 1;
    private const double MostMs = 1000;
    private const double MostFrameMs = 16;

    // The server sends the page with its figures and its list already in it: the first paint is one to read.
    private const string FirstPaint = """
        new Promise(done => {
          const look = () => {
            const paint = performance.getEntriesByName('first-contentful-paint')[0];
            paint && document.readyState === 'complete' ? done(paint.startTime) : setTimeout(look, 20);
          };
          look();
        })
        """;

    /// <inheritdoc/>
    public string Name => "paint";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        await rig.StartAsync(size, say, stop);
        int times = size == BenchSize.Full ? FullTimes : ShortTimes;
        say("the first useful paint of the overview and of the map");
        double[] overview = await PaintAsync("/registry", times, stop);
        double[] map = await PaintAsync("/map", times, stop);
        double frameMs = await FrameAsync(stop);
        string cabinets = rig.Cabinets.ToString("#,0", CultureInfo.InvariantCulture);
        return
        [
            BenchFigure.AtMost($"the overview's first useful paint with {cabinets} cabinets, on this host", MostMs, overview[^1], "ms",
                Half(overview)),
            BenchFigure.AtMost($"the map page's first useful paint with {cabinets} cabinets", MostMs, map[^1], "ms", Half(map)),
            BenchFigure.AtMost($"drawing the map with {cabinets} cabinets once, without a graphics card", MostFrameMs, frameMs, "ms"),
        ];
    }

    private static string Half(double[] sorted) =>
        string.Create(CultureInfo.InvariantCulture, $" (half: {sorted[sorted.Length / 2]:0} ms)");

    private async Task<double[]> PaintAsync(string path, int times, CancellationToken stop)
    {
        double[] paints = new double[times];
        for (int i = 0; i < times; i++)
        {
            await using Browser.Tab tab = await rig.Browser.OpenAsync(new Uri(rig.Address, path), stop);
            await tab.AwaitAsync("location.pathname !== 'blank' && document.querySelector('main h1') !== null", stop);
            paints[i] = (await tab.EvaluateAsync(FirstPaint, stop))!.GetValue<double>();
        }

        Array.Sort(paints);
        return paints;
    }

    private async Task<double> FrameAsync(CancellationToken stop)
    {
        await using Browser.Tab tab = await rig.Browser.OpenAsync(new Uri(rig.Address, "/map"), stop);
        string shown = rig.Cabinets.ToString(CultureInfo.InvariantCulture);
        await tab.AwaitAsync($"document.querySelector('canvas')?.dataset.shown === '{shown}'", stop);
        string frameMs = (await tab.EvaluateAsync("document.querySelector('canvas').dataset.paintMs", stop))!.GetValue<string>();
        return double.Parse(frameMs, CultureInfo.InvariantCulture);
    }
}
