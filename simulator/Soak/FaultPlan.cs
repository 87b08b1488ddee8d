using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// Random faults of place, network, broker, clock and flash: one begins, lasts, and ends, sometimes a second within it; and
/// between them it is calm for long enough, now and then, that everything must have recovered.
/// </summary>
/// <param name="world">What is struck.</param>
/// <param name="random">What strikes when.</param>
internal sealed class FaultPlan(SoakWorld world, SeededRandom random)
{
    private const int YearDays = 365;

    // How often each kind comes, compared with the others.
    private static readonly (string Name, int Weight)[] s_weights =
    [
        ("power-cut", 6), ("power-cut-in-write", 6), ("power-cut-in-boot", 4), ("link-broken", 3), ("network-gone", 3),
        ("network-gone-for-long", 2),
        ("broker-silent", 3), ("broker-refuses", 3), ("acknowledgements-lost", 3), ("clock-stepped", 4), ("clock-unknown", 3),
        ("flash-refuses", 5),
        ("flash-full", 3), ("reads-fail", 4), ("reads-short", 4), ("reads-wrong", 4), ("listing-fails", 4), ("flash-formatted", 2),
        ("board-replaced", 2),
        ("memory-short", 4), ("gauge-throws", 3), ("probe-throws", 3), ("client-throws", 3),
    ];

    private readonly List<(long UntilMs, Action End, string Name)> _active = [];
    private long _nextAtMs = 120000;

    /// <summary>Gets a value indicating whether nothing is wrong now.</summary>
    public bool IsCalm => _active.Count == 0;

    /// <summary>Gets the virtual time at which the last fault ended, in milliseconds.</summary>
    public long CalmSinceMs { get; private set; }

    /// <summary>Gets or sets a value indicating whether no new fault begins.</summary>
    public bool IsOver { get; set; }

    /// <summary>How long the power stays away after a cut.</summary>
    /// <returns>Milliseconds.</returns>
    public int OutageMs() => random.NextInt(1000, 600000);

    /// <summary>Begins and ends what is due.</summary>
    public void Step()
    {
        long nowMs = world.Timeline.NowMs;
        for (int i = _active.Count - 1; i >= 0; i--)
        {
            if (nowMs >= _active[i].UntilMs)
            {
                _active[i].End();
                world.Timeline.Add("fault ends: " + _active[i].Name);
                _active.RemoveAt(i);
                CalmSinceMs = nowMs;
            }
        }

        if (nowMs >= _nextAtMs && !IsOver)
        {
            // Half of the time soon, half of the time after everything must have recovered.
            _nextAtMs = nowMs + (random.Chance(0.5) ? random.NextInt(1000, 300000) : random.NextInt(600000, 3000000));
            Begin(nowMs);
        }
    }

    private void Begin(long nowMs)
    {
        if (s_weights.Sum(WeightOf) is > 0 and int sum)
        {
            int drawn = random.NextInt(0, sum - 1);
            foreach ((string name, int weight) kind in s_weights)
            {
                drawn -= WeightOf(kind);
                if (drawn < 0)
                {
                    Begin(kind.name, nowMs);
                    return;
                }
            }
        }
    }

    private int WeightOf((string Name, int Weight) kind) => world.Kinds.IsOn(kind.Name) ? kind.Weight : 0;

    private void Begin(string name, long nowMs)
    {
        switch (name)
        {
            case "power-cut":
                Strike(name, nowMs, 20, () => world.CutPower(OutageMs()), () => { });
                break;
            case "power-cut-in-write":
                Strike(name, nowMs, 20,
                    () => world.CutPowerInWrite(random.NextInt(0, 3), random.NextInt(0, 200), (CutResidue)random.NextInt(0, 3)), () => { });
                break;
            case "power-cut-in-boot":
                Strike(name, nowMs, 20, CutInBoot, () => { });
                break;
            case "clock-stepped":
                long stepMs = random.Chance(0.5) ? random.NextInt(-20 * YearDays, 20 * YearDays) * 86400000L
                    : random.NextInt(-7200, 7200) * 1000L;
                Strike(name, nowMs, random.NextInt(20, 3600000), () => world.Clock.ErrorMs = stepMs, () => world.Clock.ErrorMs = 0);
                break;
            case "clock-unknown":
                Strike(name, nowMs, random.NextInt(1000, 600000), () => world.IsTimeServerDead = true,
                    () => world.IsTimeServerDead = false);
                break;
            case "flash-formatted":
                Strike(name, nowMs, random.NextInt(60000, 1200000), world.FormatFlash, world.Deploy);
                break;
            case "board-replaced":
                Strike(name, nowMs, 20, ReplaceBoard, () => { });
                break;
            case "gauge-throws":
                Strike(name, nowMs, random.NextInt(1000, 1200000), () => world.Parts.GaugeThrows = true,
                    () => world.Parts.GaugeThrows = false);
                break;
            case "probe-throws":
                Strike(name, nowMs, random.NextInt(1000, 1200000), () => world.Parts.ProbeThrows = true,
                    () => world.Parts.ProbeThrows = false);
                break;
            default:
                BeginInFlash(name, nowMs);
                break;
        }
    }

    private void BeginInFlash(string name, long nowMs)
    {
        FlashFaults flash = world.FlashFaults;
        switch (name)
        {
            case "flash-refuses":
                Strike(name, nowMs, random.NextInt(1000, 600000),
                    () => flash.Refuse(random.NextInt(1, 4) / 4.0, (CutResidue)random.NextInt(0, 3)),
                    () => flash.Refuse(0, CutResidue.Nothing));
                break;
            case "flash-full":
                Strike(name, nowMs, random.NextInt(1000, 600000), () => flash.Fill(random.NextInt(0, 300)), () => flash.Fill(-1));
                break;
            case "reads-fail":
                Misread(name, nowMs, ReadFault.Fails);
                break;
            case "reads-short":
                Misread(name, nowMs, ReadFault.Short);
                break;
            case "reads-wrong":
                Misread(name, nowMs, ReadFault.Wrong);
                break;
            case "listing-fails":
                Strike(name, nowMs, random.NextInt(1000, 600000), () => flash.HidesNames = true, () => flash.HidesNames = false);
                RestartSometimes();
                break;
            case "memory-short":
                Strike(name, nowMs, random.NextInt(1000, 120000), () => flash.RunShort(random.NextDouble(0.05, 0.5)),
                    () => flash.RunShort(0));
                RestartSometimes();
                break;
            default:
                BeginInLink(name, nowMs);
                break;
        }
    }

    private void BeginInLink(string name, long nowMs)
    {
        switch (name)
        {
            case "link-broken":
                Strike(name, nowMs, 20, () => world.Broker.Break(random.Chance(0.5)), () => { });
                break;
            case "network-gone":
                Strike(name, nowMs, random.NextInt(500, 900000), () => world.Network.IsDead = true, () => world.Network.IsDead = false);
                break;
            case "network-gone-for-long":
                int outageMs = random.NextInt(2100000, 10000000);
                Strike(name, nowMs, outageMs, () => world.Network.IsDead = true, () => world.Network.IsDead = false);
                _nextAtMs = Math.Max(_nextAtMs, nowMs + (outageMs / 2));
                break;
            case "broker-silent":
                Strike(name, nowMs, random.NextInt(1000, 600000), () => world.Broker.IsSilent = true, () => world.Broker.IsSilent = false);
                break;
            case "broker-refuses":
                Strike(name, nowMs, random.NextInt(10000, 600000), Refuse, () => world.Broker.IsRefusing = false);
                break;
            case "client-throws":
                Strike(name, nowMs, random.NextInt(1000, 120000), () => world.Broker.Throws = random.NextDouble(0.05, 1.0),
                    () => world.Broker.Throws = 0);
                break;
            default:
                Strike(name, nowMs, random.NextInt(10000, 300000), () => world.Broker.LostAcknowledgements = random.NextDouble(0.1, 1.0),
                    () => world.Broker.LostAcknowledgements = 0);
                break;
        }
    }

    private void Misread(string name, long nowMs, ReadFault how)
    {
        // One way at a time: the flash answers one way.
        if (world.FlashFaults.Misreading != ReadFault.None)
        {
            return;
        }

        Strike(name, nowMs, random.NextInt(1000, 300000), () => Misread(how, random.NextDouble(0.2, 1.0)),
            () => Misread(ReadFault.None, 0));
        RestartSometimes();
    }

    private void Misread(ReadFault how, double share)
    {
        world.FlashFaults.Misreading = how;
        world.FlashFaults.MisreadShare = share;
    }

    // What a boot reads is read then and never again.
    private void RestartSometimes()
    {
        if (random.Chance(0.5))
        {
            world.CutPower(random.NextInt(1000, 5000));
        }
    }

    private void CutInBoot()
    {
        world.CutPower(random.NextInt(1000, 60000));
        world.CutPowerInWrite(random.NextInt(0, 4), random.NextInt(0, 30), (CutResidue)random.NextInt(0, 3));
    }

    private void ReplaceBoard()
    {
        world.FormatFlash();
        world.Deploy();
    }

    private void Refuse()
    {
        world.Broker.IsRefusing = true;
        world.Broker.Break(true);
    }

    private void Strike(string name, long nowMs, int durationMs, Action begin, Action end)
    {
        // One of a kind at a time.
        if (_active.Exists(fault => fault.Name == name))
        {
            return;
        }

        world.Timeline.Add("fault: " + name);
        world.Report.Count("fault: " + name);
        _active.Add((nowMs + durationMs, end, name));
        begin();
    }
}
