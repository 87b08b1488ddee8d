using System.Data.Common;
using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>Runs the alerting in this process, and shows on its pages, and on those of others, whom it tells.</summary>
internal sealed class AlertingService : IHostedService
{
    private readonly AlertEngine _engine;
    private readonly IServiceProvider _parts;

    /// <summary>Initializes a new instance of the <see cref="AlertingService"/> class.</summary>
    /// <param name="engine">Tells those on call.</param>
    /// <param name="parts">The host's parts.</param>
    public AlertingService(AlertEngine engine, IServiceProvider parts)
    {
        _engine = engine;
        _parts = parts;
    }

    /// <summary>Adds it, where an alerting file was given, and the lists for the page.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What was asked for.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options)
    {
        if (options.Alerting is { } settings)
        {
            AlertingServices.AddGateways(services, settings);
            services.AddSingleton(parts => new AlertEngine(options.Store, AlertingServices.ChannelsOf(parts, settings), settings,
                parts.GetRequiredService<TimeProvider>(), parts.GetRequiredService<ILogger<AlertEngine>>()));
            services.AddHostedService<AlertingService>();
        }

        if (options.HttpPort is not null && options.Role != RegistryRole.Worker)
        {
            services.AddSingleton<IOnCallDesk>(parts => new OnCallDesk(options.Store, parts.GetService<AlertEngine>(),
                options.Alerting is { } known ? [.. AlertingServices.NamesOf(known)] : [], parts.GetRequiredService<TimeProvider>()));
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _engine.Kept += Show;
        _engine.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _engine.Kept -= Show;
        return Task.CompletedTask;
    }

    private void Show()
    {
        try
        {
            _parts.GetService<PostgresNews>()?.Tell(PostgresNews.Steps);
            _parts.GetService<IRegistryOffice>()?.Emergencies.Reload();
        }
        catch (DbException)
        {
            // Told where it matters; the pages read it again with the next step.
        }
    }
}
