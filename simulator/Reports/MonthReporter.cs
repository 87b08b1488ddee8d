using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Places;

namespace AedCabinet.Reports;

/// <summary>Makes a month's report from a database: for the page, its files and the command line alike.</summary>
public static class MonthReporter
{
    private static readonly PrefectureTable s_population = PrefectureTable.Load();

    /// <summary>Makes it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="now">The time now.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <param name="may">Whether a cabinet may be reported to who asks.</param>
    /// <returns>The report.</returns>
    public static MonthReport Make(LedgerDatabase database, ReportQuestion question, DateTimeOffset now, int wakeHours,
        Func<CabinetTopic, bool> may)
    {
        DateTimeOffset until = now < question.Month.Until ? now : question.Month.Until;
        if (until <= question.Month.From)
        {
            return new MonthReport(question, question.Month.From, [], []);
        }

        IReadOnlyList<CabinetRecord> all = LedgerCabinets.Read(database, now, wakeHours);
        CabinetRecord[] reported = [.. all.Where(cabinet => IsAskedFor(cabinet.Topic, question) && may(cabinet.Topic))];
        HashSet<string> cutPrefectures = [.. all.Except(reported).Select(cabinet => cabinet.Topic.Prefecture)];
        IReadOnlyList<CabinetMonth> months = new MonthReader(database, question.Month.From.ToUnixTimeMilliseconds(),
            until.ToUnixTimeMilliseconds()).Read(reported);
        Dictionary<SiteKey, TrainedSite> trained = TrainedSites.Read(database, reported,
            DateOnly.FromDateTime(until.AddTicks(-1).ToOffset(WallTime.Offset).DateTime)).ToDictionary(site => site.Site);
        return new MonthReport(question, until, [.. Rows(months, trained, question, cutPrefectures)], FaultsOf(months));
    }

    private static bool IsAskedFor(CabinetTopic topic, ReportQuestion question) =>
        (question.Prefecture ?? topic.Prefecture) == topic.Prefecture && (question.Department ?? topic.Sector) == topic.Sector;

    private static IEnumerable<ReportRow> Rows(IReadOnlyList<CabinetMonth> months, Dictionary<SiteKey, TrainedSite> trained,
        ReportQuestion question, HashSet<string> cutPrefectures)
    {
        if (months.Count == 0)
        {
            yield break;
        }

        foreach (IGrouping<(string Prefecture, string Sector), CabinetMonth> both in months
            .GroupBy(month => (month.Cabinet.Topic.Prefecture, month.Cabinet.Topic.Sector)).OrderBy(group => group.Key))
        {
            yield return ReportRow.Of([.. both], trained) with { Prefecture = both.Key.Prefecture, Department = both.Key.Sector };
        }

        foreach (IGrouping<string, CabinetMonth> one in months.GroupBy(month => month.Cabinet.Topic.Prefecture)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // Whoever may not see all AEDs of a prefecture can't be told how well it is covered.
            yield return ReportRow.Of([.. one], trained) with
            {
                Prefecture = one.Key,
                HasCoverage = true,
                Population = cutPrefectures.Contains(one.Key) ? null
                    : s_population.Prefectures.FirstOrDefault(prefecture => prefecture.Code == one.Key)?.Population,
            };
        }

        foreach (IGrouping<string, CabinetMonth> one in months.GroupBy(month => month.Cabinet.Topic.Sector)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            yield return ReportRow.Of([.. one], trained) with { Department = one.Key };
        }

        yield return ReportRow.Of(months, trained) with
        {
            HasCoverage = true,
            Population = question.Prefecture is null && cutPrefectures.Count == 0 ? s_population.Total
                : question.Prefecture is { } code && !cutPrefectures.Contains(code)
                    ? s_population.Prefectures.FirstOrDefault(prefecture => prefecture.Code == code)?.Population : null,
        };
    }

    private static IReadOnlyList<FaultRow> FaultsOf(IReadOnlyList<CabinetMonth> months) =>
    [
        .. months.SelectMany(month => month.Faults.Select(fault => (month.Cabinet.Id, Fault: fault)))
            .GroupBy(item => item.Fault.Reason)
            .Select(kind => new FaultRow(kind.Key, kind.Count(), kind.Select(item => item.Id).Distinct().Count(),
                kind.Aggregate(TimeSpan.Zero, (sum, item) => sum + item.Fault.Stood), kind.Max(item => item.Fault.Stood)))
            .OrderByDescending(row => row.Stood).ThenBy(row => row.Reason, StringComparer.Ordinal),
    ];
}
