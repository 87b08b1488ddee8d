namespace AedCabinet.Ledger;

/// <summary>Who keeps what, at one moment of the database's clock.</summary>
/// <param name="Leases">The leases, by prefecture.</param>
/// <param name="Workers">The workers that run.</param>
/// <param name="Now">The database's time.</param>
public sealed record LeasePicture(IReadOnlyDictionary<string, LeaseRow> Leases, IReadOnlyList<string> Workers, DateTimeOffset Now);
