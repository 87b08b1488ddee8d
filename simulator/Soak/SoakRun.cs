using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>A soak run: virtual hours of one cabinet under random faults, judged at every step.</summary>
public static class SoakRun
{
    /// <summary>
    /// The link is online again this long after the last fault at the latest, in milliseconds; every part is from <c>TIMEOUTS.md</c>:
    /// a dead connection is noticed by the keep-alive and a half (90 s), the pause is at most <c>broker.maxRetrySeconds</c> (300 s),
    /// an attempt already begun with a silent broker holds the thread for 30 s, then the clock (30 s), the patience of the
    /// handshake's gate (10 s), the handshake itself (2.5 s), the subscription and the birth (30 s each).
    /// </summary>
    public const int RecoveryMs = 90000 + 300000 + 30000 + LinkTimeouts.ClockMs + LinkTimeouts.HandshakePatienceMs + 2500
        + LinkTimeouts.SubscribeMs + LinkTimeouts.AcknowledgeMs;

    /// <summary>Online for this long, in milliseconds, the link has delivered what waited.</summary>
    public const int DeliveryMs = 120000;

    private const int JudgedEveryMs = 10000;
    private const int HourMs = 3600000;

    /// <summary>Runs.</summary>
    /// <param name="hours">How many virtual hours, 1 or more; the calm at the end comes on top.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="verbose">Receives every happening, or <c>null</c>.</param>
    /// <param name="progress">Told after every virtual hour how many have passed; may be <c>null</c>.</param>
    /// <returns>What was seen, a violation included.</returns>
    public static SoakReport Run(double hours, long seed, TextWriter? verbose, Action<SoakReport>? progress)
    {
        SoakWorld world = new(seed, verbose);
        SoakReport report = world.Report;
        try
        {
            RunThrough(world, (long)(hours * HourMs), progress);
        }
        catch (InvariantViolation violation)
        {
            report.Violation = violation;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            report.Violation = new InvariantViolation("nothing throws", exception.ToString());
        }

        report.SimulatedMs = world.Timeline.NowMs;
        report.LastHappenings = world.Timeline.Last;
        report.Fingerprint = world.Timeline.Fingerprint;
        return report;
    }

    private static void RunThrough(SoakWorld world, long untilMs, Action<SoakReport>? progress)
    {
        LinkJudge judge = new(world);
        long judgeAtMs = 0;
        long tellAtMs = HourMs;
        long endMs = untilMs;
        while (world.Timeline.NowMs < endMs)
        {
            world.Step();
            long nowMs = world.Timeline.NowMs;
            judge.Step();
            if (nowMs >= judgeAtMs)
            {
                judgeAtMs = nowMs + JudgedEveryMs;
                judge.CheckDelivery();
            }

            if (nowMs >= tellAtMs)
            {
                tellAtMs += HourMs;
                world.Report.SimulatedMs = nowMs;
                progress?.Invoke(world.Report);
            }

            if (nowMs >= untilMs && !(world.Faults.IsOver && world.Faults.IsCalm))
            {
                // The end is calm, so that everything must arrive.
                world.Faults.IsOver = true;
                endMs = nowMs + RecoveryMs + (2 * DeliveryMs);
            }
        }

        judge.CheckDelivery();
    }

    /// <summary>Whether the link comes back in time, and brings what waited.</summary>
    private sealed class LinkJudge(SoakWorld world)
    {
        private long _onlineSinceMs = -1;

        public void Step()
        {
            bool isOnline = world.Boot is { } boot && boot.Link?.State == LinkState.Online;
            long nowMs = world.Timeline.NowMs;
            if (isOnline && _onlineSinceMs < 0)
            {
                _onlineSinceMs = nowMs;
                world.Timeline.Add("online");
                if (world.Faults.IsCalm)
                {
                    world.Report.Count("recoveries to online");
                    world.Report.LongestRecoveryMs = Math.Max(world.Report.LongestRecoveryMs, nowMs - world.CalmSinceMs);
                }
            }
            else if (!isOnline)
            {
                if (_onlineSinceMs >= 0)
                {
                    world.Timeline.Add("offline");
                    _onlineSinceMs = -1;
                }

                if (world.Faults.IsCalm && nowMs - world.CalmSinceMs > RecoveryMs)
                {
                    throw new InvariantViolation("online in time after the last fault", $"offline {nowMs - world.CalmSinceMs} ms after it, link state {(int?)world.Boot?.Link?.State}");
                }
            }
        }

        public void CheckDelivery()
        {
            long nowMs = world.Timeline.NowMs;
            if (world.Faults.IsCalm && _onlineSinceMs >= 0 && nowMs - Math.Max(_onlineSinceMs, world.CalmSinceMs) >= DeliveryMs)
            {
                world.Ledger.CheckNothingIsOwed(nowMs - DeliveryMs);
            }
        }
    }
}
