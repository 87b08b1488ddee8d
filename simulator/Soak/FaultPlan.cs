using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;

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
        switch (random.NextInt(0, 13))
        {
            case 0 or 1:
                Strike("power cut", nowMs, 20, () => world.CutPower(OutageMs()), () => { });
                break;
            case 2:
                Strike("power cut in a flash write", nowMs, 20, () => world.CutPowerInWrite(random.NextInt(0, 3), random.NextInt(0, 200), (CutResidue)random.NextInt(0, 3)), () => { });
                break;
            case 3:
                Strike("link broken", nowMs, 20, () => world.Broker.Break(random.Chance(0.5)), () => { });
                break;
            case 4:
                Strike("network gone", nowMs, random.NextInt(500, 900000), () => world.Network.IsDead = true, () => world.Network.IsDead = false);
                break;
            case 5:
                int outageMs = random.NextInt(2100000, 10000000);
                Strike("network gone for long", nowMs, outageMs, () => world.Network.IsDead = true, () => world.Network.IsDead = false);
                _nextAtMs = Math.Max(_nextAtMs, nowMs + (outageMs / 2));
                break;
            case 6:
                Strike("broker silent", nowMs, random.NextInt(1000, 600000), () => world.Broker.IsSilent = true, () => world.Broker.IsSilent = false);
                break;
            case 7:
                Strike("broker refuses", nowMs, random.NextInt(10000, 600000), Refuse, () => world.Broker.IsRefusing = false);
                break;
            case 8:
                Strike("acknowledgements lost", nowMs, random.NextInt(10000, 300000), () => world.Broker.LostAcknowledgements = random.NextDouble(0.1, 1.0), () => world.Broker.LostAcknowledgements = 0);
                break;
            case 9:
                Strike("clock stepped", nowMs, 20, () => world.Clock.ErrorMs = random.NextInt(-20 * YearDays, 20 * YearDays) * 86400000L, () => { });
                break;
            case 10:
                Strike("clock right again", nowMs, 20, () => world.Clock.ErrorMs = 0, () => { });
                break;
            case 11:
                Strike("clock unknown", nowMs, random.NextInt(1000, 600000), () => world.IsTimeServerDead = true, () => world.IsTimeServerDead = false);
                break;
            case 12:
                int share = random.NextInt(1, 4);
                Strike("flash refuses", nowMs, random.NextInt(1000, 600000), () => world.RefuseFlash(operation => operation % 4 < share, (CutResidue)random.NextInt(0, 3)), world.HealFlash);
                break;
            default:
                Strike("flash full", nowMs, random.NextInt(1000, 600000), () => world.FillFlash(random.NextInt(0, 300)), world.HealFlash);
                break;
        }
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
