using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Cell.Plan;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Cabinets that die together with the node that they were connected to: nobody publishes their wills, and only the time since they were
/// last heard of tells (CELL.md's point 5).
/// </summary>
internal static class ChaosDead
{
    private const int MostConnections = 20_000;

    // A third of those at which nothing happens: the others show that they come back.
    private const int OneOf = 3;

    // What a state says of now is over after 2 h (CabinetEntry.StaleAfter).
    private static readonly TimeSpan s_after = CabinetEntry.StaleAfter + TimeSpan.FromMinutes(1);

    /// <summary>The quiet cabinets that are to die with a node.</summary>
    /// <param name="site">The site.</param>
    /// <param name="place">The node.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The cabinets, all connected to that node.</returns>
    public static async Task<IReadOnlyList<ChaosCabinet>> WithNodeAsync(ChaosSite site, int place, CancellationToken stop)
    {
        CellNode node = site.Cell.Plan.Nodes[place];
        using HttpClient http = new();
        using JsonDocument connections = JsonDocument.Parse(await http.GetStringAsync(
            $"http://{node.Host}:{node.Ports.Monitor}/connz?auth=true&limit={MostConnections}", stop));
        HashSet<string?> there = [.. connections.RootElement.GetProperty("connections").EnumerateArray()
            .Select(item => item.TryGetProperty("mqtt_client", out JsonElement client) ? client.GetString() : null)];
        ChaosCabinet[] probes = [.. ChaosOptions.Prefectures.Select(site.ProbeOf)];
        ChaosCabinet[] quiet = [.. site.Cabinets.Skip(site.Options.Talking)
            .Where(cabinet => !cabinet.IsDead && there.Contains(cabinet.Id) && !probes.Contains(cabinet))];
        return [.. quiet.Take(Math.Max(1, quiet.Length / OneOf))];
    }

    /// <summary>Looks at what the registry will say of them when two hours have passed.</summary>
    /// <param name="site">The site.</param>
    /// <param name="dead">The dead ones.</param>
    /// <param name="figures">Where the figure goes.</param>
    public static void Judge(ChaosSite site, IReadOnlyList<ChaosCabinet> dead, ICollection<ChaosFigure> figures)
    {
        HashSet<string> ids = [.. dead.Select(cabinet => cabinet.Id)];
        int ready = site.Disk.RecordsAt(DateTimeOffset.UtcNow + s_after)
            .Count(record => ids.Contains(record.Id) && record.Status == CabinetStatus.Ready);
        figures.Add(ChaosFigure.None(5, $"与节点同时失效、2小时后仍显示“可用”的机柜（共{dead.Count}台）",
            $"cabinets that died with the node and are still ready after 2 h, of {dead.Count}", ready));
    }
}
