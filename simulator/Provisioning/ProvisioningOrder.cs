namespace AedCabinet.Simulator.Provisioning;

/// <summary>A table and its site, read and found without a mistake.</summary>
/// <param name="Site">What the cabinets share.</param>
/// <param name="Cabinets">The cabinets.</param>
/// <param name="Encoding">The encoding the table was found to have.</param>
internal sealed record ProvisioningOrder(SitePlan Site, IReadOnlyList<CabinetPlan> Cabinets, string Encoding)
{
    /// <summary>Reads both files and judges everything in them.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="now">The time.</param>
    /// <param name="problems">Receives every problem, in the order of the files.</param>
    /// <returns>The order; carry it out only when no problem was found.</returns>
    public static ProvisioningOrder Read(ProvisioningOptions options, DateTimeOffset now, List<ProvisioningProblem> problems)
    {
        IReadOnlyDictionary<string, BoardTarget> boards = BoardTarget.LoadAll();
        SitePlan site = new SitePlanReader(options.Site, boards.Keys, now, problems).Read();
        List<ProvisioningProblem> ofTable = [];
        CabinetTable table = new(string.Empty, []);
        try
        {
            table = CabinetTable.Read(File.ReadAllBytes(options.Table.FullName), options.Table.Name, ofTable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ofTable.Add(new(options.Table.Name, 0, string.Empty, $"can't be read: {exception.Message}{(exception is FileNotFoundException or DirectoryNotFoundException ? string.Empty : " Close it in Excel first.")}"));
        }

        // What the device itself would refuse of a site that is wrong already is told there.
        SitePlan judged = problems.Count == 0 ? site : site with { Host = "broker.example", Port = 8883, Wifi = site.Wifi ?? new WifiPlan("wifi", "password", "WPA2") };
        CabinetPlanner planner = new(judged, options.Site.Name, boards, DateOnly.FromDateTime(now.UtcDateTime.AddMinutes(site.UtcOffsetMinutes)), options.Table.Name, ofTable);
        IReadOnlyList<CabinetPlan> cabinets = planner.PlanAll(table);
        problems.AddRange(ofTable.OrderBy(problem => problem.Line));
        return new ProvisioningOrder(site, cabinets, table.Encoding);
    }
}
