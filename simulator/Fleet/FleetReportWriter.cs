using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Makes the report of what was counted.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="fleet">The fleet, stopped.</param>
/// <param name="samples">The run, second by second.</param>
/// <param name="storms">The storms.</param>
internal sealed class FleetReportWriter(FleetOptions options, LiveFleet fleet, IReadOnlyList<FleetSample> samples,
    IReadOnlyList<FleetStormRecord> storms)
{
    private const int MostMissing = 20;
    private const int BinMs = 10;
    private const int Bins = 200;

    /// <summary>Makes the report, without the parts that only the run itself knows.</summary>
    /// <returns>The report.</returns>
    public FleetReport Write()
    {
        IReadOnlyList<(int Cabinet, EventTrace Event)> all = fleet.Ledger.ToList();
        EventTrace[] contacts = [.. all.Select(item => item.Event).Where(IsTimed)];
        (int Cabinet, EventTrace Event)[] missing = [.. all.Where(item => item.Event.Copies == 0)];
        HashSet<(int Cabinet, long Key)> waiting = [.. missing.Select(item => item.Cabinet).Distinct().SelectMany(WaitingOn)];
        int lost = missing.Count(item => !waiting.Contains((item.Cabinet, item.Event.Key)));
        return new FleetReport
        {
            StartedAt = default,
            Command = CommandLine(),
            Machine = Machine(),
            Seed = options.Seed,
            Cabinets = fleet.Members.Count,
            BatteryKits = fleet.Members.Count(member => member.Cabinet.Configuration.Power.DeepSleep),
            Asleep = 0,
            Absent = [],
            Plan = [.. options.Plan.Select(entry => entry.ToString())],
            WasCut = false,
            AllOnlineAfterSeconds = null,
            EventsMade = all.Count,
            EventsArrived = all.Count - missing.Length,
            EventsDoubled = fleet.Ledger.Doubles,
            EventsWaiting = missing.Length - lost,
            EventsLost = lost,
            EventsMissing = [.. missing.Take(MostMissing)
                .Select(
                    item => string.Create(CultureInfo.InvariantCulture,
                        $"{fleet.Members[item.Cabinet].Cabinet.Configuration.Id} {item.Event.Boot}/{item.Event.Seq}"))],
            EventsOfStrangers = fleet.Ledger.Strangers,
            ContactToEvent = FleetTimes.Of(contacts.Select(item => (double)item.MadeMs - item.ContactMs)),
            EventToObserver = FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.MadeMs)),
            ContactToObserver = FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.ContactMs)),
            Attempts = fleet.Counters.Attempts,
            Connections = fleet.Counters.Accepted,
            MostAccepted = fleet.Counters.MostAccepted(0, double.MaxValue),
            LongestConnectWaitMs = fleet.LongestConnectWaitMs,
            ScanLatenessMs = [FleetHistogram.Percentile(fleet.Lateness, 0.5), FleetHistogram.Percentile(fleet.Lateness, 0.99),
                fleet.Lateness.Max(item => item.MaxMs)],
            Scans = fleet.Scans,
            SkippedRounds = fleet.SkippedRounds,
            ManagedBytesPerCabinet = 0,
            ProcessBytesPerCabinet = 0,
            Storms = [.. storms.Select((storm, place) =>
                Describe(storm, place + 1 < storms.Count ? storms[place + 1].AtMs : double.MaxValue, all))],
            Errors = fleet.Log.Errors,
            Complaints = fleet.Log.Lines,
            Database = options.Database is null ? null : Compare(all, waiting),
            Samples = samples,
            LatencyBins = BinsOf(contacts),
        };
    }

    private IEnumerable<(int Cabinet, long Key)> WaitingOn(int index) =>
        fleet.Members[index].Cabinet.WaitingOnFlash().Select(key => (index, key));

    private static bool IsTimed(EventTrace item) => item.ContactMs >= 0 && item.WasOnline && item.Copies > 0;

    private static int[] BinsOf(EventTrace[] contacts)
    {
        int[] bins = new int[Bins];
        foreach (EventTrace item in contacts)
        {
            bins[Math.Clamp((item.ReceivedMs - item.ContactMs) / BinMs, 0, Bins - 1)]++;
        }

        return bins;
    }

    // Events still on a cabinet's flash have not been sent yet, so they are not missing.
    private static FleetDatabaseReport Compare(IReadOnlyList<(int Cabinet, EventTrace Event)> all,
        HashSet<(int Cabinet, long Key)> waiting) => new(
        all.Count(item => item.Event.Commits > 0),
        all.Count(item => item.Event.Commits == 0 && !waiting.Contains((item.Cabinet, item.Event.Key))),
        all.Count(item => item.Event.Commits > 1),
        FleetTimes.Of(all.Select(item => item.Event).Where(item => IsTimed(item) && item.Commits > 0)
            .Select(item => (double)item.CommittedMs - item.ContactMs)));

    private FleetStormReport Describe(FleetStormRecord storm, double untilMs, IReadOnlyList<(int Cabinet, EventTrace Event)> all)
    {
        EventTrace[] contacts = [.. all.Where(item =>
            storm.Struck.Contains(item.Cabinet) && item.Event.ContactMs >= storm.AtMs && item.Event.ContactMs < untilMs
                && IsTimed(item.Event)).Select(item => item.Event)];
        return new FleetStormReport(
            storm.Entry.ToString(),
            storm.AtMs / 1000,
            storm.Struck.Count,
            storm.BackAtMs is { } backAtMs ? (backAtMs - storm.AtMs) / 1000 : null,
            storm.Asleep,
            fleet.Counters.MostAccepted(storm.AtMs, untilMs),
            FleetTimes.Of(contacts.Select(item => (double)item.MadeMs - item.ContactMs)),
            FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.MadeMs)),
            FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.ContactMs)),
            FleetTimes.Of(contacts.Where(item => item.Commits > 0).Select(item => (double)item.CommittedMs - item.MadeMs)));
    }

    private string CommandLine()
    {
        string plan = string.Concat(options.Plan.Select(entry => " --at " + entry));
        string duration = options.DurationMs is { } durationMs
            ? string.Create(CultureInfo.InvariantCulture, $" --duration {durationMs / 1000}s") : string.Empty;
        string source = options.Deliveries is null ? string.Empty
            : " --deliveries DIR" + (options.Readers is null ? string.Empty : $" --readers {options.Readers}");
        string broker = options.Broker is null ? string.Empty : $" --broker {options.Broker}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"fleet --cabinets {fleet.Members.Count} "
                + $"--live{source}{broker}{(options.OwnsBroker ? " --own-broker"
                    : string.Empty)}{(options.OwnsRegistry ? " --own-registry --database FILE" : string.Empty)} --ramp "
                        + $"{options.RampPerSecond}{(plan.Length == 0 ? " --storm none" : plan)}{duration} --seed {options.Seed}");
    }

    private static string Machine()
    {
        const string Load = "/proc/loadavg";
        string load = File.Exists(Load) ? ", load " + string.Join(' ', File.ReadAllText(Load).Split(' ')[..3]) : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors{load}, .NET {Environment.Version}");
    }
}
