using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Reports;

/// <summary>A month's figures of the cabinets of a prefecture, a department, both, or all.</summary>
public sealed record ReportRow
{
    /// <summary>Gets the prefecture, four digits; <c>null</c> for all of them.</summary>
    public string? Prefecture { get; init; }

    /// <summary>Gets the department by its name in topics; <c>null</c> for all of them.</summary>
    public string? Department { get; init; }

    /// <summary>Gets how many cabinets there were.</summary>
    public int Cabinets { get; init; }

    /// <summary>Gets how many of them hold an AED.</summary>
    public int Aeds { get; init; }

    /// <summary>Gets for how long they were ready, were not, and nothing was known.</summary>
    public required AvailabilityRow Time { get; init; }

    /// <summary>Gets how many faults stood.</summary>
    public int Faults { get; init; }

    /// <summary>Gets for how long in all.</summary>
    public TimeSpan FaultTime { get; init; }

    /// <summary>Gets how often a door was opened.</summary>
    public int Openings { get; init; }

    /// <summary>Gets how often an AED was taken.</summary>
    public int Taken { get; init; }

    /// <summary>Gets how many drills there were.</summary>
    public int Drills { get; init; }

    /// <summary>Gets how many inspections.</summary>
    public int Inspections { get; init; }

    /// <summary>Gets how many cabinets asked for one at the end.</summary>
    public int Overdue { get; init; }

    /// <summary>Gets how many consumables expire soon.</summary>
    public int ExpiriesComing { get; init; }

    /// <summary>Gets how many have expired.</summary>
    public int ExpiriesPast { get; init; }

    /// <summary>Gets how many people live there; <c>null</c> where that can't be set against these cabinets.</summary>
    public long? Population { get; init; }

    /// <summary>Gets a value indicating whether coverage belongs into the row: a department alone covers no prefecture.</summary>
    public bool HasCoverage { get; init; }

    /// <summary>Gets how many trained responders the sites have told of; <c>null</c> while none has.</summary>
    public long? Trained { get; init; }

    /// <summary>Gets how near the sites of which it is known are to one trained person of ten: 1 and more reaches it; <c>null</c> while it
    /// is known of none.</summary>
    public double? OneToTen { get; init; }

    /// <summary>Gets how many sites are short of it; <c>null</c> while it is known of none.</summary>
    public long? SitesShort { get; init; }

    /// <summary>Gets how many AEDs hang for each 100,000 people; <c>null</c> when that isn't known.</summary>
    public double? Per100000 => Population is { } people ? Aeds * 100_000.0 / people : null;

    /// <summary>Gets how many AEDs are planned; <c>null</c> when that isn't known.</summary>
    public long? Planned => Population is { } people ? Coverage.Planned(people) : null;

    /// <summary>Adds cabinets up.</summary>
    /// <param name="months">The cabinets' months, one at least.</param>
    /// <param name="trained">How many are trained at the cabinets' sites.</param>
    /// <returns>The row.</returns>
    internal static ReportRow Of(IReadOnlyCollection<CabinetMonth> months, IReadOnlyDictionary<SiteKey, TrainedSite> trained)
    {
        IReadOnlyList<TrainedSite> sites = SitesOf(months, trained);
        int Happened(string name) => months.Sum(month => month.Happened.GetValueOrDefault(name));
        FaultRun[] faults = [.. months.SelectMany(month => month.Faults)];
        return new ReportRow
        {
            Cabinets = months.Count,
            Aeds = months.Count(month => month.Cabinet.About is { Kind: not "kit" }),
            Time = months.Select(month => month.Time).Aggregate(new AvailabilityRow(string.Empty, 0, default, default, default),
                (sum, time) => new AvailabilityRow(string.Empty, sum.Cabinets + time.Cabinets, sum.Ready + time.Ready,
                    sum.NotReady + time.NotReady, sum.Unknown + time.Unknown)),
            Faults = faults.Length,
            FaultTime = faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.Stood),
            Openings = Happened(MonthReader.DoorOpened),
            Taken = Happened(MonthReader.AedRemoved),
            Drills = Happened(MonthReader.DrillStarted),
            Inspections = Happened(MonthReader.InspectionDone),
            Overdue = months.Count(month => month.IsOverdue),
            ExpiriesComing = months.Sum(month => month.ExpiriesComing),
            ExpiriesPast = months.Sum(month => month.ExpiriesPast),
            Trained = SumOf([.. sites.Select(site => site.Trained)]),
            OneToTen = OneToTenOf(sites),
            SitesShort = SumOf([.. sites.Select(site => site.Short is { } lacking ? (long?)(lacking > 0 ? 1 : 0) : null)]),
        };
    }

    // Several cabinets of one site tell of the same people.
    private static IReadOnlyList<TrainedSite> SitesOf(IEnumerable<CabinetMonth> months, IReadOnlyDictionary<SiteKey, TrainedSite> sites) =>
        [.. months.Select(month => SiteKey.Of(month.Cabinet)).Distinct().Select(site => sites[site])];

    private static long? SumOf(IEnumerable<long?> known) => known.Any(value => value is not null) ? known.Sum() : null;

    // Only where both are known: what one knows of half the sites says nothing about the others.
    private static double? OneToTenOf(IEnumerable<TrainedSite> sites)
    {
        TrainedSite[] known = [.. sites.Where(site => site is { Trained: not null, People: > 0 })];
        return known.Length == 0 ? null
            : known.Sum(site => site.Trained!.Value) * (double)TrainedSite.PeopleForEach / known.Sum(site => site.People!.Value);
    }
}
