using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The storms that a live fleet is put through.</summary>
internal static class FleetStorms
{
    // A door stays open for 0.6 to 2 times the length of the storm.
    private const double ShortestOpen = 0.6;
    private const double LongestOpen = 2;
    private const double ShareOfDoors = 0.1;
    private const double ShareTaken = 0.2;

    /// <summary>The time from the beginning of a storm until all of its doors are shut again.</summary>
    /// <param name="stormMs">Within how long they are opened, in milliseconds.</param>
    /// <returns>Milliseconds.</returns>
    public static long OverAfterMs(int stormMs) => (long)(stormMs * (1 + LongestOpen));

    /// <summary>Opens a tenth of the doors; every fifth AED behind them is taken out and put back.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="stormMs">Within how long, in milliseconds.</param>
    /// <param name="random">Whose, when, for how long.</param>
    /// <returns>The cabinets.</returns>
    public static IReadOnlyCollection<int> OpenDoors(LiveFleet fleet, int stormMs, SeededRandom random)
    {
        int count = fleet.Members.Count;
        int[] order = [.. Enumerable.Range(0, count).OrderBy(_ => random.NextDouble())];
        int[] struck = order[..Math.Max(1, (int)Math.Round(count * ShareOfDoors))];
        foreach (int index in struck)
        {
            int openMs = random.NextInt((int)(stormMs * ShortestOpen), (int)(stormMs * LongestOpen));
            fleet.Visit(index, random.NextInt(0, stormMs), openMs,
                random.Chance(ShareTaken) && openMs >= FleetSurroundings.ShortestTakingMs);
        }

        return struck;
    }

    /// <summary>
    /// Cuts the power of a prefecture's boards, without a battery to bridge it; kits that live on their battery don't notice.
    /// </summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>The cabinets.</returns>
    public static IReadOnlyCollection<int> CutMains(LiveFleet fleet, string prefecture)
    {
        int[] struck = [.. fleet.Members.Where(member =>
            member.Cabinet.Configuration.Prefecture == prefecture
                && !member.Cabinet.Configuration.Power.DeepSleep).Select(member => member.Cabinet.Index)];
        foreach (int index in struck)
        {
            fleet.CutPower(index);
        }

        return struck;
    }

    /// <summary>Restores their power, for all at the same moment.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="struck">The cabinets.</param>
    /// <param name="outageMs">After how long, in milliseconds.</param>
    /// <param name="stop">Leaves them without power: nobody waits for them any more.</param>
    /// <returns>When it is done.</returns>
    public static async Task ReturnMainsAsync(LiveFleet fleet, IReadOnlyCollection<int> struck, int outageMs, CancellationToken stop)
    {
        await Task.Delay(outageMs, stop);
        foreach (int index in struck)
        {
            fleet.PowerOn(index);
        }
    }
}
