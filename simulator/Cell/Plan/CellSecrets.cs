namespace AedCabinet.Cell.Plan;

/// <summary>The passwords that only a cell's own parts use among themselves.</summary>
/// <param name="Routes">Between the three nats-server.</param>
/// <param name="System">The account in which nats-server tells of itself.</param>
/// <param name="Database">The registry's, at PostgreSQL.</param>
/// <param name="Replication">Between the three PostgreSQL.</param>
/// <param name="Superuser">PostgreSQL's administrator, by which Patroni keeps it.</param>
public sealed record CellSecrets(string Routes, string System, string Database, string Replication, string Superuser)
{
    /// <summary>Those of a cell.</summary>
    /// <param name="secrets">Where they are kept.</param>
    /// <returns>They.</returns>
    public static CellSecrets From(CellSecretsFile secrets) => new(
        secrets.Of("nats-routes"), secrets.Of("nats-system"), secrets.Of("postgres-registry"), secrets.Of("postgres-replication"),
        secrets.Of("postgres-superuser"));

    /// <summary>Nothing of them is ever shown.</summary>
    /// <returns>A word.</returns>
    public override string ToString() => nameof(CellSecrets);
}
