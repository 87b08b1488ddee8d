using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Chaos;

/// <summary>What is broken in which order, drawn from a seed.</summary>
internal static class ChaosPlan
{
    /// <summary>Gets the words for kinds of steps.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        .. Of(new ChaosOptions(0, ChaosForm.Long, 1, default, ChaosOptions.Few, 1), 0).Select(step => step.Kind)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The steps of one round.</summary>
    /// <param name="options">How much.</param>
    /// <param name="round">Which round, from 0.</param>
    /// <returns>The steps.</returns>
    public static IReadOnlyList<ChaosStep> Of(ChaosOptions options, int round)
    {
        Random random = new(options.Seed + round);
        string Prefecture() => ChaosOptions.Prefectures[random.Next(ChaosOptions.Prefectures.Count)];
        ChaosStep[] kills =
        [
            ChaosKills.LeaderWithCabinets(Prefecture()),
            ChaosKills.Proxy(),
            ChaosKills.EtcdMember(random.Next(CellPlan.Machines)),
            ChaosKills.Worker(Prefecture()),
            ChaosKills.Pages(Prefecture()),
            ChaosTroubles.Strangers(),
            ChaosTroubles.DoubleClient(random.Next(options.Talking)),
        ];
        ChaosStep[] more =
        [
            ChaosKills.Primary(),
            ChaosKills.NodeAndWorker(Prefecture()),
            ChaosKills.PrimaryAndWorker(Prefecture()),
            ChaosTroubles.PausedNode(Prefecture()),
            ChaosTroubles.PausedWorker(Prefecture()),
            ChaosTroubles.Storm(),
            ChaosUpkeep.Replaced(random.Next(CellPlan.Machines)),
            ChaosUpkeep.Upgraded(),
        ];
        ChaosStep[] steps = [.. kills, .. more, .. round == 0 ? [ChaosStorage.Deleted()] : Array.Empty<ChaosStep>()];
        if (options.Only.Count > 0)
        {
            return [.. steps.Where(step => options.Only.Contains(step.Kind))];
        }

        switch (options.Form)
        {
            case ChaosForm.Short:
                // First, while each worker has its share: after one was killed they take some seconds to share anew.
                random.Shuffle(kills);
                return [ChaosTroubles.PausedWorker(Prefecture()), .. kills, ChaosKills.Primary()];
            case ChaosForm.Figures:
                return [.. kills, .. more];
            default:
                ChaosStep[] all = [.. kills, .. more];
                random.Shuffle(all);
                ChaosStep[] crowd =
                [
                    ChaosTroubles.Storm(), ChaosCrowd.Told(ChaosKills.LeaderWithCabinets(Prefecture())), ChaosKills.Proxy(),
                    ChaosCrowd.Thinned(),
                ];
                return [.. options.Cabinets > ChaosOptions.Measured && round == 0 ? crowd : [], .. all, .. steps[all.Length..]];
        }
    }
}
