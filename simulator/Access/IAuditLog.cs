namespace AedCabinet.Access;

/// <summary>Where it is kept who did what, when and from where: only ever added to. May be used by any thread.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry; on disk when the task ends.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>When it is kept.</returns>
    Task AddAsync(AuditEntry entry, CancellationToken stop = default);
}
