using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page;
using AedCabinet.Terminal;
using Microsoft.Extensions.Options;
using Prometheus;

namespace AedCabinet.Registry.Service;

/// <summary>The registry as a host: its parts, with a page or without.</summary>
internal static class RegistryService
{
    // The writer and the goodbye to the broker each have their own, shorter, patience (LedgerLimits.StopPatience).
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(25);

    private static readonly string s_program = typeof(RegistryService).Assembly.GetName().Name!;

    /// <summary>Runs until asked to stop.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logTo">Says where the log goes.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserErrorException">An option can't be used, or the database, the port or a file refuses.</exception>
    public static async Task<int> RunAsync(RegistryServiceOptions options, TimeProvider clock, Action<ILoggingBuilder> logTo,
        CancellationToken stop)
    {
        ValidateOptionsResult judged = new RegistryServiceRules().Validate(null, options);
        if (judged.Failed)
        {
            throw new UserErrorException(string.Join(Environment.NewLine, judged.Failures), UserErrorException.WrongInput);
        }

        IHost host = options.HttpPort is { } port ? BuildWithPage(options, port, clock, logTo) : BuildWithout(options, clock, logTo);
        await using ((IAsyncDisposable)host)
        {
            await PageServer.StartAsync(host, options.HttpPort ?? 0, "the page and the figures", "--http");
            await host.WaitForShutdownAsync(stop);
            return host.Services.GetRequiredService<IntakeService>().HasYielded ? UserErrorException.Environment : 0;
        }
    }

    private static IHost BuildWithout(RegistryServiceOptions options, TimeProvider clock, Action<ILoggingBuilder> logTo)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = s_program });
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        AddParts(builder.Services, options, clock);
        AddLog(builder.Logging, logTo);
        return builder.Build();
    }

    private static WebApplication BuildWithPage(RegistryServiceOptions options, int port, TimeProvider clock, Action<ILoggingBuilder> logTo)
    {
        WebApplicationBuilder builder = PageServer.CreateBuilder(port, s_program);
        AddParts(builder.Services, options, clock);
        AddLog(builder.Logging, logTo);
        RegistryHealth.Add(builder.Services, options.Store);
        builder.Services.AddSingleton(new PageOrigins(options.PageOrigins)).AddSingleton(MakeOffice);
        PageServer.AddPage(builder.Services, RegistrySite.Site);
        WebApplication web = builder.Build();
        RegistryIngest ingest = web.Services.GetRequiredService<RegistryIngest>();
        ingest.Metrics.Registry.AddBeforeCollectCallback(
            () => Show(ingest, web.Services.GetRequiredService<IMessageSource>(), options.Store, clock));
        web.MapMetrics("/metrics", ingest.Metrics.Registry);
        RegistryHealth.Map(web);
        PageServer.MapPage(web);

        // Opens what it needs of the database now, not when the first page is asked for.
        _ = web.Services.GetRequiredService<IRegistryOffice>();
        return web;
    }

    private static void AddLog(ILoggingBuilder logging, Action<ILoggingBuilder> logTo)
    {
        // What keeps the host from starting is told in words by the command, what is not healthy by its own line.
        logging.ClearProviders()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter(nameof(AedCabinet), LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logTo(logging);
    }

    private static void AddParts(IServiceCollection services, RegistryServiceOptions options, TimeProvider clock)
    {
        services.AddSingleton(options).AddSingleton(clock);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopPatience);
        services.AddSingleton(_ => options.Store.OpenForIngest());
        services.AddSingleton(
            parts => new RegistryIngest(parts.GetRequiredService<LedgerDatabase>(), clock,
                parts.GetRequiredService<ILogger<RegistryIngest>>(), options.WakeHours));
        SourceParts.Add(services, options, clock);
        services.AddSingleton(parts => new AccountReach(options.Access, parts.GetRequiredService<ILogger<AccountReach>>()));
        if (options.ResendKeys is { } keys)
        {
            services.AddSingleton(parts => MakeResends(parts, options.Store, keys, clock));
        }

        services.AddSingleton<IntakeService>().AddHostedService(parts => parts.GetRequiredService<IntakeService>());
        services.AddHostedService<StatusLine>();
    }

    private static IRegistryOffice MakeOffice(IServiceProvider parts)
    {
        RegistryServiceOptions options = parts.GetRequiredService<RegistryServiceOptions>();
        IMessageSource source = parts.GetRequiredService<IMessageSource>();
        return new LedgerOffice(
            parts.GetRequiredService<RegistryIngest>(),
            () => source.IsConnected,
            options.Store,
            options.PageKeys,
            parts.GetRequiredService<ICommandPublisher>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<LedgerOffice>>());
    }

    private static ResendDesk MakeResends(IServiceProvider parts, LedgerStore store, CommandKeys keys, TimeProvider clock)
    {
        RegistryIngest ingest = parts.GetRequiredService<RegistryIngest>();
        keys.Follow(ingest.TopicOf);
        return new ResendDesk(
            store, keys, parts.GetRequiredService<ICommandPublisher>(), ingest.IsConnected, ingest.Metrics, clock,
            parts.GetRequiredService<ILogger<ResendDesk>>());
    }

    private static void Show(RegistryIngest ingest, IMessageSource source, LedgerStore store, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan lag = ingest.Queue.OldestMs is { } oldest ? now - DateTimeOffset.FromUnixTimeMilliseconds(oldest) : TimeSpan.Zero;
        ingest.Metrics.ShowIntake(source.IsConnected, ingest.Queue.Count, lag < TimeSpan.Zero ? TimeSpan.Zero : lag);
        ingest.Metrics.ShowCabinets(LedgerCabinets.Records(ingest.Book, now));

        // A connection of its own: the writer's belongs to its thread.
        using LedgerDatabase database = store.OpenForReading();
        ingest.Metrics.ShowMissing(MissingEvents.List(database, now.ToUnixTimeMilliseconds()));
    }
}
