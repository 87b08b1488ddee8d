using System.Globalization;

namespace AedCabinet.Simulator.Bench;

/// <summary>How soon an emergency is on a page that is open.</summary>
/// <param name="rig">The registry.</param>
public sealed class AlarmBench(RegistryRig rig) : IBench
{
    private const int FullTimes = 20;
    private const int ShortTimes = 1;
    private const double MostMs = 1000;

    /// <inheritdoc/>
    public string Name => "alarm";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        await rig.StartAsync(size, say, stop);
        double[] times = new double[size == BenchSize.Full ? FullTimes : ShortTimes];
        say(string.Create(CultureInfo.InvariantCulture, $"emergencies to an open page, one after the other, {times.Length}"));
        await using Browser.Tab tab = await rig.Browser.OpenAsync(new Uri(rig.Address, "/registry"), stop);
        await tab.AwaitAsync("document.querySelector('main')?.dataset.interactive === 'true'", stop);
        for (int i = 0; i < times.Length; i++)
        {
            // This host's time on both sides; from before the broker had it, so that being on disk is within it.
            long began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            string id = await rig.PressSosAsync(i, stop);
            double seen = (await tab.EvaluateAsync(
                $$"""
                new Promise(done => {
                  const look = () => document.querySelector('[data-testid="emergency-{{id}}"]') 
                    ? done(Date.now()) : requestAnimationFrame(look);
                  look();
                })
                """, stop))!.GetValue<double>();
            times[i] = seen - began;
        }

        Array.Sort(times);
        return
        [
            BenchFigure.AtMost(
                string.Create(CultureInfo.InvariantCulture,
                    $"from a cabinet's sending to an open page with {rig.Cabinets:#,0} cabinets, an emergency"), MostMs, times[^1], "ms",
                string.Create(CultureInfo.InvariantCulture, $" (half: {times[times.Length / 2]:0} ms)")),
        ];
    }
}
