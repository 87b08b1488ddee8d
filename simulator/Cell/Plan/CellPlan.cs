namespace AedCabinet.Cell.Plan;

/// <summary>A cell: three machines and the prefectures whose cabinets they serve (SPEC §20).</summary>
/// <param name="Name">The cell's name: letters, digits and hyphens.</param>
/// <param name="Nodes">Its machines, three.</param>
/// <param name="Prefectures">Its prefectures.</param>
/// <param name="Secrets">The passwords that only the cell's own parts use.</param>
public sealed record CellPlan(string Name, IReadOnlyList<CellNode> Nodes, IReadOnlyList<PrefectureAccounts> Prefectures,
    CellSecrets Secrets)
{
    /// <summary>How many machines a cell has: with three, one may die and the other two still agree.</summary>
    public const int Machines = 3;

    /// <summary>Gets the addresses under which people open the pages beside the machines' own, <c>https://HOST</c>.</summary>
    public IReadOnlyList<string> PageOrigins { get; init; } = [];

    /// <summary>
    /// Gets the networks, beside the public internet, in which receivers of webhooks may be; none for all, <c>null</c> for no other.
    /// </summary>
    public IReadOnlyList<string>? FeedNetworks { get; init; }

    /// <summary>Gets how many cabinets, and others that speak MQTT, may be connected.</summary>
    public int Clients => Prefectures.Sum(prefecture => prefecture.Clients.Count);
}
