using AedCabinet.Ledger;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AedCabinet.Registry.Service;

/// <summary>What a process of a registry says of itself when it has started.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="services">The registry's parts.</param>
/// <param name="log">Where it is said.</param>
internal sealed class StartWords(RegistryServiceOptions options, IServiceProvider services, ILogger<StartWords> log)
    : IHostedLifecycleService
{
    /// <summary>Says where the page is.</summary>
    public void TellAddress()
    {
        string? address = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is not null && options.Role != RegistryRole.Worker)
        {
            log.Tell(LogLevel.Information, $"网页     {address}/registry", $"page     {address}/registry");
        }

        if (address is not null && options.TakesIn)
        {
            log.Tell(LogLevel.Information, $"指标     {address}/metrics", $"figures  {address}/metrics");
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        TellAddress();
        log.Tell(LogLevel.Information, $"数据库   {options.Store.Name}", $"database {options.Store.Name}");
        if (options.TakesIn)
        {
            string from = options.Cell is { } cell ? string.Join(", ", cell.Streams.Select(stream => stream.Prefecture))
                : $"{options.Access}";
            log.Tell(LogLevel.Information, $"消息来源 {from}", $"source   {from}");
        }

        log.Tell(LogLevel.Information, "按Ctrl-C停止。", "Ctrl-C stops.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        log.Tell(LogLevel.Information, "正在停止", "stopping");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
