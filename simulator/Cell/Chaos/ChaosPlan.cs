namespace AedCabinet.Cell.Chaos;

/// <summary>What is broken in which order, drawn from a seed.</summary>
internal static class ChaosPlan
{
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
            ChaosKills.EtcdMember(random.Next(Plan.CellPlan.Machines)),
            ChaosKills.Worker(Prefecture()),
            ChaosTroubles.Strangers(),
            ChaosTroubles.DoubleClient(random.Next(options.Talking)),
        ];
        random.Shuffle(kills);
        if (options.IsShort)
        {
            // First, while each worker has its share: after one was killed they take some seconds to share anew.
            return [ChaosTroubles.PausedWorker(Prefecture()), .. kills, ChaosKills.Primary()];
        }

        ChaosStep[] more =
        [
            ChaosKills.Primary(),
            ChaosKills.NodeAndWorker(Prefecture()),
            ChaosKills.PrimaryAndWorker(Prefecture()),
            ChaosTroubles.PausedNode(Prefecture()),
            ChaosTroubles.PausedWorker(Prefecture()),
            ChaosTroubles.Storm(),
        ];
        ChaosStep[] all = [.. kills, .. more];
        random.Shuffle(all);
        return round == 0 ? [.. all, ChaosStorage.Deleted()] : all;
    }
}
