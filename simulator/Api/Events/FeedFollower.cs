using AedCabinet.Centre;
using AedCabinet.Feeds;
using Microsoft.Extensions.Hosting;

namespace AedCabinet.Api.Events;

/// <summary>Follows what happens for all who are told of it, told by the registry when there is something new.</summary>
/// <param name="log">Follows.</param>
/// <param name="office">Tells.</param>
internal sealed class FeedFollower(FeedLog log, IRegistryOffice office) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        office.Changed += log.Note;
        log.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        office.Changed -= log.Note;
        return Task.CompletedTask;
    }
}
