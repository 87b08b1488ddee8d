using System.Diagnostics;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Nearest;

namespace AedCabinet.Simulator.Bench;

/// <summary>How fast the nearest AEDs are found that are ready and reachable, among all that a country might have.</summary>
public sealed class NearestBench : IBench
{
    private const int FullCabinets = 420_000;
    private const int ShortCabinets = 20_000;
    private const int FullQuestions = 20_000;
    private const int ShortQuestions = 500;
    private const double MostMs = 5;

    // Of ten cabinets so many are not ready: worse than any day should be.
    private const int NotReadyOfTen = 3;

    private static readonly string[] s_hours =
    [
        "24/7", "Mo-Fr 08:00-18:00; PH off", "Mo-Su 05:00-23:30", "Mo-Fr 08:00-12:00,14:30-18:00", "Mo-Su 09:00-22:00",
    ];

    /// <inheritdoc/>
    public string Name => "nearest";

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        int count = size == BenchSize.Full ? FullCabinets : ShortCabinets;
        say(string.Create(CultureInfo.InvariantCulture, $"the nearest AEDs that are ready, of {count:#,0}"));
        BenchTowns towns = new();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Dictionary<string, CabinetRecord> cabinets = new(count);
        for (int i = 0; i < count; i++)
        {
            CabinetRecord cabinet = Cabinet(i, towns, now);
            cabinets.Add(cabinet.Id, cabinet);
        }

        CabinetMap map = new();
        map.Put(cabinets.Values.Select(one => (one.Id, one.About!.Latitude!.Value, one.About.Longitude!.Value)));
        using OpeningClock clock = new(TimeProvider.System, PublicHolidays.China);
        Array.ForEach(s_hours, clock.Expect);
        _ = SpinWait.SpinUntil(() => !clock.IsBusy || stop.IsCancellationRequested, Timeout.Infinite);
        NearestCabinets nearest = new(map, clock, (id, _) => cabinets.GetValueOrDefault(id));
        double[] times = new double[size == BenchSize.Full ? FullQuestions : ShortQuestions];
        int found = 0;
        for (int i = 0; i < times.Length && !stop.IsCancellationRequested; i++)
        {
            (double latitude, double longitude) = towns.Place();
            long began = Stopwatch.GetTimestamp();
            found += nearest.Find(new NearestQuestion(latitude, longitude, now)).Aeds.Count;
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        return Task.FromResult<IReadOnlyList<BenchFigure>>(
        [
            BenchFigure.AtMost(
                string.Create(CultureInfo.InvariantCulture,
                    $"the five nearest ready AEDs of {count:#,0}, p99, without the way there"), MostMs,
                times[times.Length * 99 / 100], "ms", string.Create(
                    CultureInfo.InvariantCulture,
                    $" (half: {times[times.Length / 2]:0.00} ms, most: {times[^1]:0.0} ms; {found:#,0} named in {times.Length:#,0} "
                        + $"answers)")),
        ]);
    }

    private static CabinetRecord Cabinet(int number, BenchTowns towns, DateTimeOffset now)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"NM-{number:000000}");
        (double latitude, double longitude) = towns.Place();
        bool isReady = towns.Random.Next(10) >= NotReadyOfTen;
        return new CabinetRecord
        {
            Topic = new CabinetTopic("aed/v1/1501/150102/health/" + id, "1501", "150102", "health", id, "state"),
            About = new ReportedAbout
            {
                Boot = 1,
                Kind = "aed",
                Latitude = latitude,
                Longitude = longitude,
                Access = "yes",
                Hours = s_hours[towns.Random.Next(s_hours.Length)],
                IsIndoor = true,
            },
            State = new ReportedState
            {
                Boot = 1,
                At = now,
                UptimeMs = 1,
                Mode = "normal",
                IsReady = isReady,
                Reasons = isReady ? [] : ["aed-attention"],
                Doors = new Dictionary<string, string>(),
                Open = [],
            },
            Status = isReady ? CabinetStatus.Ready : CabinetStatus.NotReady,
            Open = [],
        };
    }
}
