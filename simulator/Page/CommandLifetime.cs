namespace AedCabinet.Page;

/// <summary>A host that lives as long as the command that runs it: Ctrl-C and SIGTERM come to the command, which stops the host.</summary>
public sealed class CommandLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
