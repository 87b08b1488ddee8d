using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.Extensions.Hosting;

namespace AedCabinet.Api.Events;

/// <summary>Follows what happens for all who stream it or are told of it; the registry says when there is something new.</summary>
/// <param name="tail">Follows.</param>
/// <param name="office">Tells.</param>
internal sealed class EventFollower(EventTail tail, IRegistryOffice office) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        office.Changed += tail.Note;
        tail.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        office.Changed -= tail.Note;
        return Task.CompletedTask;
    }
}
