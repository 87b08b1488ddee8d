namespace AedCabinet.Ledger;

/// <summary>What the database has of a cabinet beside its messages.</summary>
/// <param name="Topic">The base of its topics.</param>
/// <param name="IsWithdrawn">Whether everything that was retained of it has been cleared.</param>
/// <param name="Sleeps">Whether it sleeps between its reports.</param>
/// <param name="OfflineSinceMs">Since when it has been offline, in milliseconds since 1970-01-01 UTC; <c>null</c> while it is not.</param>
/// <param name="StateFault">Why nothing could be read of its latest state; <c>null</c> when it could.</param>
public readonly record struct StoredCabinet(string Topic, bool IsWithdrawn = false, bool Sleeps = false, long? OfflineSinceMs = null,
    string? StateFault = null);
