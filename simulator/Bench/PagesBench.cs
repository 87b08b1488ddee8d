using System.Globalization;

namespace AedCabinet.Simulator.Bench;

/// <summary>What a registry takes of memory while many have its page open.</summary>
/// <param name="rig">The registry.</param>
public sealed class PagesBench(RegistryRig rig) : IBench
{
    private const int FullPages = 50;
    private const int ShortPages = 2;
    private const double MostMb = 1024;
    private const double Mb = 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "pages";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        await rig.StartAsync(size, say, stop);
        int pages = size == BenchSize.Full ? FullPages : ShortPages;
        double before = rig.MemoryBytes / Mb;
        say(string.Create(CultureInfo.InvariantCulture, $"{pages} open pages"));
        List<Browser.Tab> tabs = [];
        try
        {
            for (int i = 0; i < pages; i++)
            {
                tabs.Add(await rig.Browser.OpenAsync(new Uri(rig.Address, "/registry"), stop));
                await tabs[^1].AwaitAsync("document.querySelector('main')?.dataset.interactive === 'true'", stop);
            }

            return
            [
                BenchFigure.AtMost(
                    string.Create(CultureInfo.InvariantCulture,
                        $"memory of a registry with {rig.Cabinets:#,0} cabinets and {pages} open pages"),
                    MostMb, rig.MemoryBytes / Mb, "MiB", string.Create(CultureInfo.InvariantCulture, $" (without them {before:0} MiB)")),
            ];
        }
        finally
        {
            foreach (Browser.Tab tab in tabs)
            {
                await tab.DisposeAsync();
            }
        }
    }
}
