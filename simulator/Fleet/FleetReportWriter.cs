using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Makes the report of what was counted.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="fleet">The fleet, stopped.</param>
/// <param name="samples">The run, second by second.</param>
/// <param name="storms">The storms.</param>
internal sealed class FleetReportWriter(FleetOptions options, LiveFleet fleet, IReadOnlyList<FleetSample> samples, IReadOnlyList<FleetStormRecord> storms)
{
    private const int MostMissing = 20;
    private const int BinMs = 10;
    private const int Bins = 200;

    /// <summary>Makes it.</summary>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="allOnlineAfterSeconds">After how many seconds all were online.</param>
    /// <param name="wasCut">Whether the run was ended before its time.</param>
    /// <param name="managedBytes">The runtime's memory of a cabinet.</param>
    /// <param name="processBytes">The process's memory of a cabinet.</param>
    /// <returns>The report.</returns>
    public FleetReport Write(DateTimeOffset startedAt, double? allOnlineAfterSeconds, bool wasCut, long managedBytes, long processBytes)
    {
        IReadOnlyList<(int Cabinet, EventTrace Event)> all = fleet.Ledger.ToList();
        EventTrace[] contacts = [.. all.Select(item => item.Event).Where(IsTimed)];
        return new FleetReport
        {
            StartedAt = startedAt,
            Command = CommandLine(),
            Machine = Machine(),
            Seed = options.Seed,
            Cabinets = fleet.Members.Count,
            WasCut = wasCut,
            AllOnlineAfterSeconds = allOnlineAfterSeconds,
            EventsMade = all.Count,
            EventsReceived = all.Count(item => item.Event.Copies > 0),
            EventsDoubled = fleet.Ledger.Doubles,
            EventsMissing = [.. all.Where(item => item.Event.Copies == 0).Take(MostMissing).Select(item => string.Create(CultureInfo.InvariantCulture, $"{fleet.Members[item.Cabinet].Cabinet.Configuration.Id} {item.Event.Boot}/{item.Event.Seq}"))],
            EventsOfStrangers = fleet.Ledger.Strangers,
            ContactToEvent = FleetTimes.Of(contacts.Select(item => (double)item.MadeMs - item.ContactMs)),
            EventToObserver = FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.MadeMs)),
            ContactToObserver = FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.ContactMs)),
            MostAccepted = samples.Count == 0 ? 0 : samples.Max(sample => sample.Accepted),
            LongestConnectWaitMs = fleet.LongestConnectWaitMs,
            ScanLatenessMs = [FleetHistogram.Percentile(fleet.Lateness, 0.5), FleetHistogram.Percentile(fleet.Lateness, 0.99), fleet.Lateness.Max(item => item.MaxMs)],
            Scans = fleet.Scans,
            SkippedRounds = fleet.SkippedRounds,
            ManagedBytesPerCabinet = managedBytes,
            ProcessBytesPerCabinet = processBytes,
            Storms = [.. storms.Select((storm, place) => Describe(storm, place + 1 < storms.Count ? storms[place + 1].AtMs : double.MaxValue, all))],
            Complaints = fleet.Log.Lines,
            Database = options.Database is null ? null : Compare(all),
            Samples = samples,
            LatencyBins = BinsOf(contacts),
        };
    }

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

    private static FleetDatabaseReport Compare(IReadOnlyList<(int Cabinet, EventTrace Event)> all) => new(
        all.Count(item => item.Event.Commits > 0),
        all.Count(item => item.Event.Commits == 0),
        all.Count(item => item.Event.Commits > 1),
        FleetTimes.Of(all.Select(item => item.Event).Where(item => IsTimed(item) && item.Commits > 0).Select(item => (double)item.CommittedMs - item.ContactMs)));

    private FleetStormReport Describe(FleetStormRecord storm, double untilMs, IReadOnlyList<(int Cabinet, EventTrace Event)> all)
    {
        EventTrace[] contacts = [.. all.Where(item => storm.Struck.Contains(item.Cabinet) && item.Event.ContactMs >= storm.AtMs && item.Event.ContactMs < untilMs && IsTimed(item.Event)).Select(item => item.Event)];
        FleetSample[] during = [.. samples.Where(sample => sample.Seconds * 1000 > storm.AtMs && sample.Seconds * 1000 <= untilMs)];
        return new FleetStormReport(
            storm.Entry.ToString(),
            storm.AtMs / 1000,
            storm.Struck.Count,
            storm.BackAtMs is { } backAtMs ? (backAtMs - storm.AtMs) / 1000 : null,
            during.Length == 0 ? 0 : during.Max(sample => sample.Accepted),
            FleetTimes.Of(contacts.Select(item => (double)item.MadeMs - item.ContactMs)),
            FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.MadeMs)),
            FleetTimes.Of(contacts.Select(item => (double)item.ReceivedMs - item.ContactMs)),
            FleetTimes.Of(contacts.Where(item => item.Commits > 0).Select(item => (double)item.CommittedMs - item.MadeMs)));
    }

    private string CommandLine()
    {
        string plan = string.Concat(options.Plan.Select(entry => " --at " + entry));
        string source = options.Deliveries is null ? string.Empty : " --deliveries DIR";
        string broker = options.Broker is null ? string.Empty : $" --broker {options.Broker}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"fleet --cabinets {options.Cabinets} --live{source}{broker}{(options.OwnsBroker ? " --own-broker" : string.Empty)}{(options.OwnsRegistry ? " --own-registry --database FILE" : string.Empty)} --ramp {options.RampPerSecond}{(plan.Length == 0 ? " --storm none" : plan)} --seed {options.Seed}");
    }

    private static string Machine()
    {
        const string Load = "/proc/loadavg";
        string load = File.Exists(Load) ? ", load " + string.Join(' ', File.ReadAllText(Load).Split(' ')[..3]) : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors{load}, .NET {Environment.Version}");
    }
}
