using System.Collections.Concurrent;
using System.Diagnostics;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests;

/// <summary>The time of a <c>run</c> and how a cabinet goes through it, with scans that only note their time.</summary>
[TestClass]
[TestCategory("RealTime")]
public class SimulatedTimeTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(2.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Another_speed_is_refused_with_those_there_are(double speed)
    {
        SimulatedTime time = new(TimeProvider.System);

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => time.Speed = speed);
        Assert.Contains("1, 10, 60 or 600", exception.Message);
        Assert.AreEqual(1, time.Speed);
    }

    [TestMethod]
    public void A_change_of_the_speed_is_told_and_time_goes_on_from_where_it_was()
    {
        SettableHost host = new();
        SimulatedTime time = new(host);
        int changes = 0;
        time.Changed += () => changes++;

        host.Pass(1000);
        time.Speed = 60;
        Assert.AreEqual(1000, time.NowMs);
        host.Pass(1000);
        Assert.AreEqual(61_000, time.NowMs);
        time.Speed = 1;
        Assert.AreEqual(61_000, time.NowMs);
        host.Pass(500);
        Assert.AreEqual(61_500, time.NowMs);
        Assert.AreEqual(2, changes);
        Assert.AreEqual(new DateTimeOffset(2026, 1, 5, 8, 1, 1, 500, TimeSpan.FromHours(8)), time.Now);
    }

    [TestMethod]
    public void Hurried_time_never_skips_a_scan_and_waits_for_a_slow_one()
    {
        SimulatedTime time = new(TimeProvider.System);
        using Scanning cabinet = new(time, () => Thread.Sleep(2));
        Waiting.Until(() => cabinet.Scans.Count >= 3, "the first scans");
        time.Speed = 600;
        int first = cabinet.Scans.Count + 1;
        Waiting.Until(() => cabinet.Scans.Count >= first + 200 && time.ReachedSpeed < 100, "200 scans, and the speed to be told as it is");

        long[] scans = [.. cabinet.Scans];
        for (int i = first + 1; i < scans.Length; i++)
        {
            Assert.AreEqual(CabinetPace.SliceMs, scans[i] - scans[i - 1], $"before scan {i}");
        }
    }

    [TestMethod]
    public void A_scan_that_is_stuck_does_not_stop_the_time()
    {
        SimulatedTime time = new(TimeProvider.System) { Speed = 600 };
        using ManualResetEvent release = new(false);
        using Scanning cabinet = new(time, () => release.WaitOne());
        Waiting.Until(() => cabinet.Scans.Count == 1, "the scan that is stuck");
        long fromMs = time.NowMs;
        Stopwatch watch = Stopwatch.StartNew();
        Waiting.Until(() => time.NowMs - fromMs >= 500, "half a second at real speed");

        Assert.IsGreaterThan(200, watch.ElapsedMilliseconds, "no faster than real time");
        _ = release.Set();
    }

    [TestMethod]
    public void A_thread_at_work_holds_hurried_time_to_real_speed()
    {
        SimulatedTime time = new(TimeProvider.System);
        using Scanning cabinet = new(time, () => { });
        using ManualResetEvent works = new(false);
        using ManualResetEvent release = new(false);
        using AutoResetEvent wake = new(false);
        Thread worker = new(() =>
        {
            _ = cabinet.Clock.Wait(wake, 0);
            _ = works.Set();
            _ = release.WaitOne();
        });
        worker.Start();
        _ = works.WaitOne();
        time.Speed = 600;
        long fromMs = time.NowMs;
        Stopwatch watch = Stopwatch.StartNew();
        Waiting.Until(() => time.NowMs - fromMs >= 300, "time to go on");
        Assert.IsGreaterThan(100, watch.ElapsedMilliseconds, "no faster than real time");

        _ = release.Set();
        worker.Join();
        fromMs = time.NowMs;
        Waiting.Until(() => time.NowMs - fromMs >= 60_000, "a minute when it is done");
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(600.0)]
    public void A_light_is_told_with_its_own_moment_and_never_with_one_before_the_scan(double speed)
    {
        const int FlashEveryMs = 7;
        SimulatedTime time = new(TimeProvider.System) { Speed = speed };
        long dueMs = -1;
        ConcurrentQueue<(long AtMs, long ToldMs)> flashes = new();
        using Scanning owned = new(time, () => { }, (cabinet, toMs) =>
        {
            dueMs = dueMs < 0 ? toMs + FlashEveryMs : dueMs;
            for (; dueMs <= toMs; dueMs += FlashEveryMs)
            {
                cabinet.Pace.Deliver(dueMs);
                flashes.Enqueue((dueMs, cabinet.Clock.NowMs));
            }
        });
        Waiting.Until(() => flashes.Count >= 100, "a hundred flashes");

        (long AtMs, long ToldMs)[] told = [.. flashes.Take(100)];
        Assert.IsTrue(told.Zip(told.Skip(1)).All(pair => pair.First.ToldMs <= pair.Second.ToldMs), "in the order of time");
        Assert.IsTrue(told.All(flash => flash.ToldMs >= flash.AtMs - owned.BeginMs), "never before it happened");
        if (speed > 1)
        {
            Assert.IsTrue(told.All(flash => flash.ToldMs == flash.AtMs - owned.BeginMs), "at its own moment: " + string.Join(' ', told));
        }
    }

    [TestMethod]
    public void Time_never_goes_back_whatever_is_done_to_its_speed()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        SimulatedTime time = new(TimeProvider.System);
        Scanning[] cabinets = [.. Enumerable.Range(0, 3).Select(_ => new Scanning(time, () => { }))];
        ConcurrentQueue<string> backwards = new();
        using CancellationTokenSource stop = new();
        Func<long>[] clocks = [() => time.NowMs, () => time.Now.ToUnixTimeMilliseconds(),
            .. cabinets.Select(cabinet => (Func<long>)(() => cabinet.Clock.NowMs))];
        Thread[] readers = [.. clocks.Select((clock, number) => new Thread(() =>
        {
            long lastMs = long.MinValue;
            while (!stop.IsCancellationRequested)
            {
                long nowMs = clock();
                if (nowMs < lastMs)
                {
                    backwards.Enqueue($"clock {number}: {lastMs} then {nowMs} (seed {seed})");
                }

                lastMs = nowMs;
                Thread.Sleep(0);
            }
        }))];
        Array.ForEach(readers, reader => reader.Start());
        for (int change = 0; change < 200; change++)
        {
            time.Speed = SimulatedTime.Speeds[random.Next(SimulatedTime.Speeds.Count)];
            long untilMs = time.NowMs + random.Next(1, 30);
            Waiting.Until(() => time.NowMs >= untilMs, "time to pass");
        }

        stop.Cancel();
        Array.ForEach(readers, reader => reader.Join());
        Array.ForEach(cabinets, cabinet => cabinet.Dispose());
        Assert.IsEmpty(backwards, string.Join(System.Environment.NewLine, backwards));
        foreach (Scanning cabinet in cabinets)
        {
            long[] scans = [.. cabinet.Scans];
            Assert.IsTrue(scans.Zip(scans.Skip(1)).All(pair => pair.First <= pair.Second), $"scans in the order of time (seed {seed})");
        }
    }

    /// <summary>A cabinet's scan thread as the firmware has it, without a cabinet.</summary>
    private sealed class Scanning : IDisposable
    {
        private readonly ManualResetEvent _stop = new(false);
        private readonly Thread _thread;

        public Scanning(SimulatedTime time, Action scan, Action<Scanning, long>? advance = null)
        {
            Pace = new CabinetPace(time, "test", new Lock(), toMs => advance?.Invoke(this, toMs), () => false);
            Clock = new PacedClock(Pace);
            BeginMs = Pace.ReachedMs - Clock.NowMs;
            Pace.Begin(Clock);
            _thread = new Thread(() =>
            {
                Pace.TakeLead();
                for (long dueMs = Clock.NowMs; !Clock.Wait(_stop, (int)Math.Max(0, dueMs - Clock.NowMs)); dueMs += CabinetPace.SliceMs)
                {
                    Scans.Enqueue(Clock.NowMs);
                    scan();
                }
            });
            Pace.Start();
            _thread.Start();
        }

        public ConcurrentQueue<long> Scans { get; } = new();

        public CabinetPace Pace { get; }

        public PacedClock Clock { get; }

        public long BeginMs { get; }

        public void Dispose()
        {
            _ = _stop.Set();
            _thread.Join();
            Pace.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>A host whose time passes when it is told to.</summary>
    private sealed class SettableHost : TimeProvider
    {
        private long _ms;

        public override long TimestampFrequency => 1000;

        public void Pass(int ms) => _ms += ms;

        public override long GetTimestamp() => _ms;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    }
}
