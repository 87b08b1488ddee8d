using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>A table and its site, read and found without a mistake.</summary>
/// <param name="Site">What the cabinets share.</param>
/// <param name="Cabinets">The cabinets.</param>
/// <param name="Encoding">The encoding the table was found to have.</param>
/// <param name="IsChinese">Whether to speak Chinese: as asked for, or as the table's header does.</param>
public sealed record ProvisioningOrder(SitePlan Site, IReadOnlyList<CabinetPlan> Cabinets, string Encoding, bool IsChinese)
{
    // A problem on up to this many lines is reported for each; on more, once for all of them.
    private const int MostAlike = 3;
    private const int MostRanges = 8;

    /// <summary>Reads both files and judges everything in them.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="now">The time.</param>
    /// <param name="problems">Receives every problem, in the order of the files.</param>
    /// <returns>The order; carry it out only when there is no problem but warnings.</returns>
    public static ProvisioningOrder Read(ProvisioningOptions options, DateTimeOffset now, List<ProvisioningProblem> problems)
    {
        IReadOnlyDictionary<string, BoardTarget> boards = BoardTarget.LoadAll();
        SitePlan site = new SitePlanReader(options.Site, boards.Keys, now, problems).Read();
        List<ProvisioningProblem> ofTable = [];
        CabinetTable table = new(string.Empty, [], null);
        try
        {
            table = CabinetTable.Read(File.ReadAllBytes(options.Table.FullName), options.Table.Name, ofTable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool isThere = exception is not FileNotFoundException and not DirectoryNotFoundException;
            ofTable.Add(new(options.Table.Name, 0, string.Empty, new(
                isThere ? $"读不了：{exception.Message} 请先在Excel里关闭它。" : $"没有文件{options.Table.FullName}。",
                $"can't be read: {exception.Message}{(isThere ? " Close it in Excel first." : string.Empty)}")));
        }

        // Problems of a site that is already wrong are told there.
        SitePlan judged = !problems.Exists(problem => !problem.IsWarning) ? site
            : site with { Host = "broker.example", Port = 8883, Wifi = site.Wifi ?? new WifiPlan("wifi", "password", "WPA2") };
        CabinetPlanner planner = new(judged, options.Site.Name, boards,
            DateOnly.FromDateTime(now.UtcDateTime.AddMinutes(site.UtcOffsetMinutes)), options.Table.Name, ofTable);
        IReadOnlyList<CabinetPlan> cabinets = planner.PlanAll(table);
        problems.AddRange(Gather(ofTable).OrderBy(problem => problem.Line));
        return new ProvisioningOrder(site, cabinets, table.Encoding,
            options.IsChinese ?? table.Header?.IsChinese ?? HostLanguage.IsChinese);
    }

    // The same mistake in the site's file or in a whole column is reported once.
    private static IEnumerable<ProvisioningProblem> Gather(List<ProvisioningProblem> problems)
    {
        foreach (IGrouping<(string, Wording, bool), ProvisioningProblem> alike in problems.GroupBy(
            problem => (problem.Place, problem.Message, problem.IsWarning)))
        {
            ProvisioningProblem[] all = [.. alike];
            if (all.Length <= MostAlike)
            {
                foreach (ProvisioningProblem problem in all)
                {
                    yield return problem;
                }

                continue;
            }

            string lines = Ranges([.. all.Skip(1).Select(problem => problem.Line)]);
            yield return all[0] with { Also = new($"（另有{all.Length - 1}行相同：{lines}）", $" (and on {all.Length - 1} more lines: {lines})") };
        }
    }

    private static string Ranges(int[] lines)
    {
        List<string> ranges = [];
        for (int i = 0; i < lines.Length; i++)
        {
            int first = i;
            while (i + 1 < lines.Length && lines[i + 1] == lines[i] + 1)
            {
                i++;
            }

            ranges.Add(first == i ? $"{lines[i]}" : $"{lines[first]}-{lines[i]}");
        }

        return string.Join(", ", ranges.Take(MostRanges)) + (ranges.Count > MostRanges ? " …" : string.Empty);
    }
}
