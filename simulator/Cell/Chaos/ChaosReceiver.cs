using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Who is told of emergencies while parts die: a 120 desk that has subscribed at the pages, and how long each emergency took from the hand
/// to it.
/// </summary>
internal sealed class ChaosReceiver : IAsyncDisposable
{
    private const string System = DeskOptions.Dispatch;

    // CELL.md's point 2: through the death of any one part.
    private const double MostSeconds = 15;

    // The boot of all cabinets of a chaos.
    private const int Boot = 1;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private const string Primary = "primary";

    // A worker that dies while there is no primary is followed when there is one: so long nobody tells of an emergency at most.
    private static readonly string[] s_withoutWorker = ["primary-worker", "replace", "upgrade"];

    private readonly ChaosPages _pages;
    private readonly DeskServer _desk;
    private readonly ConcurrentDictionary<string, TimeSpan> _worst = new();
    private string _step = string.Empty;
    private int _missing;
    private int _all;

    private ChaosReceiver(ChaosPages pages, DeskServer desk) => (_pages, _desk) = (pages, desk);

    /// <summary>Starts pages and a desk that has subscribed there.</summary>
    /// <param name="site">The site, whose workers have made the database.</param>
    /// <param name="folder">Where logs go.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The receiver.</returns>
    public static async Task<ChaosReceiver> StartAsync(ChaosSite site, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, CancellationToken stop)
    {
        ChaosPages pages = new(program, site.Cell, folder);
        try
        {
            DeskServer desk = new(new DeskOptions(pages.Address, 0, new Dictionary<string, SystemLogin>
            {
                [System] = new(System, await pages.AddSystemAsync(System, stop)),
            })
            { ActsAlone = false }, TextWriter.Null, TimeProvider.System);
            ChaosReceiver receiver = new(pages, desk);
            await desk.StartAsync(stop);
            await receiver.UntilToldAsync(stop);
            return receiver;
        }
        catch
        {
            pages.Dispose();
            throw;
        }
    }

    /// <summary>A step begins.</summary>
    /// <param name="kind">Which.</param>
    public void Begin(string kind) => _step = kind;

    /// <summary>One of the processes that deliver dies.</summary>
    /// <param name="place">Which.</param>
    public void KillPage(int place) => _pages.Kill(place);

    /// <summary>Waits until the desk has an emergency.</summary>
    /// <param name="cabinet">Whose.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="began">When the AED was taken, a time stamp.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it has, or the patience is over.</returns>
    public async Task AwaitAsync(string cabinet, int seq, long began, CancellationToken stop)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{cabinet}-{Boot}-{seq}");
        string step = _step;
        Interlocked.Increment(ref _all);
        if (await ChaosSite.UntilAsync(() => _desk.HasTaken(id), s_patience, stop) >= s_patience)
        {
            Interlocked.Increment(ref _missing);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(began);
        _worst.AddOrUpdate(step, took, (_, before) => took > before ? took : before);
    }

    /// <summary>Adds what it showed.</summary>
    /// <param name="site">The site.</param>
    /// <param name="figures">Where to.</param>
    public void AddTo(ChaosSite site, ICollection<ChaosFigure> figures)
    {
        figures.Add(ChaosFigure.None(2, $"没有送达接收方的急救事件（共{_all}件）", $"emergencies that did not reach their receiver, of {_all}", _missing));
        figures.Add(ChaosFigure.None(2, "同一机柜顺序颠倒送达的事件", "events that came behind a later one of their cabinet", _desk.OutOfOrder));
        Add(_worst.Where(pair => pair.Key != Primary && !s_withoutWorker.Contains(pair.Key)), "急救事件送达接收方（最慢，数据库主库除外）",
            "an emergency reaches its receiver through the death of any part but the database's primary (slowest)",
            MostSeconds, "receiver");
        Add(_worst.Where(pair => pair.Key == Primary), "主库失效期间：急救事件先于数据库送达接收方（最慢）",
            "while there is no primary: an emergency reaches its receiver ahead of the database (slowest)", MostSeconds,
            "primaryReceiver");
        Add(_worst.Where(pair => s_withoutWorker.Contains(pair.Key)), "主库与工作进程同时失效：急救事件送达接收方（最慢）",
            "primary and worker away together: an emergency reaches its receiver (slowest)", ChaosKills.MostDatabaseEmergencySeconds,
            "primaryWorkerReceiver");

        void Add(IEnumerable<KeyValuePair<string, TimeSpan>> worst, string zh, string en, double most, string name)
        {
            foreach (KeyValuePair<string, TimeSpan> slowest in worst.OrderByDescending(pair => pair.Value).Take(1))
            {
                ChaosKills.AddTime(figures, 2, $"{zh}：{slowest.Key}", $"{en}: {slowest.Key}", slowest.Value, most, site, name);
            }
        }
    }

    private async Task UntilToldAsync(CancellationToken stop)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await _desk.IsToldAsync(stop))
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
            {
                throw new TimeoutException($"the receiver's subscription is not active within {s_patience.TotalSeconds} s");
            }

            await Task.Delay(s_look, stop);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        _pages.Dispose();
    }
}
