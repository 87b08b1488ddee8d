using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Sleeping;

namespace AedCabinet.Simulator.Soak;

/// <summary>A soak run: virtual hours of a cabinet and of a kit under random faults, judged at every step.</summary>
public static class SoakRun
{
    /// <summary>
    /// The link is online again this long after the last fault at the latest, in milliseconds; every part is from <c>TIMEOUTS.md</c>:
    /// a dead connection is noticed by the keep-alive and a half (90 s), the pause is at most <c>broker.maxRetrySeconds</c> (300 s),
    /// an attempt already begun with a silent broker holds the thread for 30 s, then the clock (30 s), the patience of the
    /// handshake's gate (10 s), the handshake itself (2.5 s), the subscription and the birth (30 s each).
    /// </summary>
    public const int RecoveryMs = 90000 + 300000 + 30000 + LinkTimeouts.ClockMs + HandshakeGate.HandshakePatienceMs + 2500
        + LinkTimeouts.SubscribeMs + LinkTimeouts.AcknowledgeMs;

    /// <summary>Online for this long, in milliseconds, the link has delivered what waited.</summary>
    public const int DeliveryMs = 120000;

    /// <summary>
    /// Faults have ended, an alarm has been sounded to its end and settings on trial have been kept or taken back this long after
    /// the last fault, in milliseconds: 10 min of trial, an hour of a board in safe mode, and what a fault takes that has begun.
    /// </summary>
    public const int RestMs = 6 * 3_600_000;

    private const int JudgedEveryMs = 10000;
    private const int HourMs = 3600000;

    /// <summary>
    /// A kit has told everything this long after the last fault, in milliseconds: it sleeps for at most an hour
    /// (<see cref="CabinetFile"/>), gives a report up after <see cref="SleepWatch.EmergencyPatienceMs"/>, and sleeps again.
    /// </summary>
    public const int KitRecoveryMs = 2 * (3_600_000 + SleepWatch.EmergencyPatienceMs);

    /// <summary>Runs with all kinds of faults.</summary>
    /// <param name="hours">How many virtual hours of each cabinet, 1 or more; the calm at the end comes on top.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="verbose">Receives every happening, or <c>null</c>.</param>
    /// <param name="progress">Told after every virtual hour how many have passed; may be <c>null</c>.</param>
    /// <returns>What was seen, a violation included.</returns>
    public static SoakReport Run(double hours, long seed, TextWriter? verbose, Action<SoakReport>? progress) =>
        Run(hours, seed, FaultKinds.All, verbose, progress);

    /// <summary>Runs: first a station on mains, then a kit on battery where short wakes are wanted.</summary>
    /// <param name="hours">How many virtual hours of each cabinet, 1 or more; the calm at the end comes on top.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="kinds">The faults to make.</param>
    /// <param name="verbose">Receives every happening, or <c>null</c>.</param>
    /// <param name="progress">Told after every virtual hour how many have passed; may be <c>null</c>.</param>
    /// <returns>What was seen, a violation included.</returns>
    public static SoakReport Run(double hours, long seed, FaultKinds kinds, TextWriter? verbose, Action<SoakReport>? progress)
    {
        SoakReport report = new() { Seed = seed, Kinds = kinds, AskedHours = hours };
        Run(false, hours, report, verbose, progress);
        if (report.Violation == null && kinds.IsOn("short-wake"))
        {
            Run(true, hours, report, verbose, progress);
        }

        return report;
    }

    private static void Run(bool isKit, double hours, SoakReport report, TextWriter? verbose, Action<SoakReport>? progress)
    {
        Timeline timeline = new(verbose);
        long beforeMs = report.SimulatedMs;
        try
        {
            RunThrough(new SoakWorld(isKit, report, timeline), beforeMs, (long)(hours * HourMs), progress);
        }
        catch (InvariantViolation violation)
        {
            report.Violation = violation;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException || exception.Message == FlashFaults.NoMemory)
        {
            report.Violation = new InvariantViolation("nothing throws", exception.ToString());
        }

        report.EndedAtMs = timeline.NowMs;
        report.IsOfKit = isKit;
        report.SimulatedMs = beforeMs + timeline.NowMs;
        report.LastHappenings = timeline.Last;
        report.Fingerprint = unchecked((report.Fingerprint * 31) + timeline.Fingerprint);
    }

    private static void RunThrough(SoakWorld world, long beforeMs, long untilMs, Action<SoakReport>? progress)
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
                world.Judge();
                judge.CheckDelivery();
            }

            if (nowMs >= tellAtMs)
            {
                tellAtMs += HourMs;
                world.Report.SimulatedMs = beforeMs + nowMs;
                progress?.Invoke(world.Report);
            }

            if (nowMs >= untilMs && !(world.Faults.IsOver && world.IsCalm))
            {
                // The end is calm, so that everything must arrive.
                world.Faults.IsOver = true;
                if (nowMs - untilMs > RestMs)
                {
                    throw new InvariantViolation("comes to rest after the last fault", $"{nowMs - untilMs} ms after it: {world.Restless}");
                }

                endMs = nowMs + (world.IsKit ? KitRecoveryMs : RecoveryMs) + (2 * DeliveryMs);
            }
        }

        judge.CheckDelivery();
    }

    /// <summary>Whether the link comes back in time, and brings what waited.</summary>
    /// <param name="world">Where.</param>
    internal sealed class LinkJudge(SoakWorld world)
    {
        private long _onlineSinceMs = -1;

        /// <summary>Judges a moment.</summary>
        public void Step()
        {
            bool isOnline = world.Boot is { } boot && boot.Link?.State == LinkState.Online;
            long nowMs = world.Timeline.NowMs;
            if (isOnline && _onlineSinceMs < 0)
            {
                _onlineSinceMs = nowMs;
                world.Timeline.Add("online");
                if (world.IsCalm)
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

                if (!world.IsKit && world.IsCalm && nowMs - world.CalmSinceMs > RecoveryMs)
                {
                    throw new InvariantViolation("online in time after the last fault",
                        $"offline {nowMs - world.CalmSinceMs} ms after it, link state {(int?)world.Boot?.Link?.State}");
                }
            }
        }

        /// <summary>Judges what has arrived by now.</summary>
        public void CheckDelivery()
        {
            long nowMs = world.Timeline.NowMs;
            if (world.IsKit && world.IsCalmFor(KitRecoveryMs))
            {
                // A kit that sleeps has told everything before.
                world.Ledger.CheckNothingIsOwed(nowMs - KitRecoveryMs);
            }
            else if (world.IsCalm && _onlineSinceMs >= 0 && nowMs - Math.Max(_onlineSinceMs, world.CalmSinceMs) >= DeliveryMs)
            {
                world.Ledger.CheckNothingIsOwed(nowMs - DeliveryMs);
            }
        }
    }
}
