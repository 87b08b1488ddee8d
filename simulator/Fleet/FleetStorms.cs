using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The storms that a live fleet is put through.</summary>
internal static class FleetStorms
{
    /// <summary>A storm of doors lasts this long, in milliseconds.</summary>
    public const int DoorsMs = 10000;

    /// <summary>A door of it stays open this long at most, in milliseconds.</summary>
    public const int LongestOpenMs = 20000;

    private const int ShortestOpenMs = 6000;
    private const double ShareOfDoors = 0.1;
    private const double ShareTaken = 0.2;
    private const int OutageMs = 10000;

    /// <summary>Opens a tenth of the doors within 10 s; every fifth AED behind them is taken out and put back.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="random">Whose, when, for how long.</param>
    /// <returns>The cabinets.</returns>
    public static IReadOnlyCollection<int> OpenDoors(LiveFleet fleet, SeededRandom random)
    {
        int count = fleet.Members.Count;
        int[] order = [.. Enumerable.Range(0, count).OrderBy(_ => random.NextDouble())];
        int[] struck = order[..Math.Max(1, (int)Math.Round(count * ShareOfDoors))];
        foreach (int index in struck)
        {
            fleet.Visit(index, random.NextInt(0, DoorsMs), random.NextInt(ShortestOpenMs, LongestOpenMs), random.Chance(ShareTaken));
        }

        return struck;
    }

    /// <summary>Cuts the power of a prefecture's boards, without a battery to bridge it.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>The cabinets.</returns>
    public static IReadOnlyCollection<int> CutMains(LiveFleet fleet, string prefecture)
    {
        int[] struck = [.. fleet.Members.Where(member => member.Cabinet.Configuration.Prefecture == prefecture).Select(member => member.Cabinet.Index)];
        foreach (int index in struck)
        {
            fleet.CutPower(index);
        }

        return struck;
    }

    /// <summary>Gives them their power back, to all in the same moment.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="struck">The cabinets.</param>
    /// <returns>When it is done.</returns>
    public static async Task ReturnMainsAsync(LiveFleet fleet, IReadOnlyCollection<int> struck)
    {
        await Task.Delay(OutageMs);
        foreach (int index in struck)
        {
            fleet.PowerOn(index);
        }
    }
}
