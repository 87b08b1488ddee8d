namespace AedCabinet.Access;

/// <summary>Keeps nothing: for a page that demonstrates, where nobody logs in.</summary>
public sealed class NoAuditLog : IAuditLog
{
    /// <inheritdoc/>
    public Task AddAsync(AuditEntry entry, CancellationToken stop = default) => Task.CompletedTask;
}
