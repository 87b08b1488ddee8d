using AedCabinet.Access;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Hosting;

/// <summary>An audit log that is a log and nothing more: for a host that keeps none.</summary>
/// <param name="log">The log.</param>
internal sealed class LoggedAudit(ILogger<LoggedAudit> log) : IAuditLog
{
    /// <inheritdoc/>
    public Task AddAsync(AuditEntry entry, CancellationToken stop = default)
    {
        string what = string.Join(' ', new[] { entry.Action, entry.Cabinet, entry.Detail }.Where(part => part is not null));
        log.Tell(LogLevel.Information, new Wording(
            $"操作记录：{entry.Who}（{entry.From}）{what}{(entry.IsAllowed ? string.Empty : "，被拒绝")}",
            $"audit: {entry.Who} ({entry.From}) {what}{(entry.IsAllowed ? string.Empty : ", refused")}"));
        return Task.CompletedTask;
    }
}
