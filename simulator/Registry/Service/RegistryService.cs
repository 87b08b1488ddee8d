using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Api;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
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
            await PageServer.StartAsync(host, options.Listening ?? new PageListening(options.HttpPort ?? 0),
                "the page and the figures", "--http");
            await host.WaitForShutdownAsync(stop);
            return host.Services.GetService<IntakeService>() is { HasYielded: true } ? UserErrorException.Environment : 0;
        }
    }

    private static IHost BuildWithout(RegistryServiceOptions options, TimeProvider clock, Action<ILoggingBuilder> logTo)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = s_program });
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        AddParts(builder.Services, options, clock);
        AheadParts.Add(builder.Services, options, hasPage: false);
        AddLog(builder.Logging, logTo);
        return builder.Build();
    }

    /// <summary>Builds one that serves a page or figures.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="port">The port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logTo">Says where the log goes.</param>
    /// <returns>The server, not started.</returns>
    internal static WebApplication BuildWithPage(RegistryServiceOptions options, int port, TimeProvider clock,
        Action<ILoggingBuilder> logTo)
    {
        WebApplicationBuilder builder = PageServer.CreateBuilder(options.Listening ?? new PageListening(port), s_program);
        AddParts(builder.Services, options, clock);
        AddLog(builder.Logging, logTo);
        RegistryHealth.Add(builder.Services, options.Store, options.TakesIn);
        bool hasPage = options.Role != RegistryRole.Worker;
        AheadParts.Add(builder.Services, options, hasPage);
        if (hasPage)
        {
            builder.Services.AddSingleton(new PageOrigins(options.PageOrigins)).AddSingleton(MakeOffice);
            builder.Services.AddAccounts(options.Store, options.Authority, clock);
            if (options.KeepPeople is { } kept)
            {
                builder.Services.AddHostedService(parts => new PeopleKeeping(options.Store, kept, parts.GetRequiredService<TimeProvider>(),
                    parts.GetRequiredService<ILogger<PeopleKeeping>>()));
            }

            PageServer.AddPage(builder.Services, RegistrySite.Site, options.Map);
            RegistryApi.Add(builder.Services, options.Store);
            CentreParts.Add(builder.Services, options);
        }

        WebApplication web = builder.Build();
        if (web.Services.GetService<IIntake>() is { } intake)
        {
            intake.Metrics.Registry.AddBeforeCollectCallback(() => Show(intake, options.Store, clock));
            IEndpointConventionBuilder figures = web.MapMetrics("/metrics", intake.Metrics.Registry);
            if (hasPage)
            {
                figures.RequireAuthorization(AccessServices.ThisHost);
            }
        }

        RegistryHealth.Map(web);
        if (hasPage)
        {
            PageServer.MapPage(web);
            RegistryApi.Map(web);
            web.MapAccounts(options.Store, options.Authority is not null);
            CentreParts.Map(web);
            if (options.IsShared)
            {
                SharedParts.Prepare(options);
            }

            // Opens what it needs of the database now, not when the first page is asked for.
            _ = web.Services.GetRequiredService<IRegistryOffice>();
            _ = web.Services.GetRequiredService<LedgerAuditLog>();
            _ = web.Services.GetRequiredService<AccountBook>();

            // Opening hours take seconds to read: before somebody asks for the nearest AED.
            _ = web.Services.GetRequiredService<NearestDesk>();
        }

        return web;
    }

    private static void AddLog(ILoggingBuilder logging, Action<ILoggingBuilder> logTo)
    {
        // What keeps the host from starting is told in words by the command, what is not healthy by its own line.
        logging.ClearProviders()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter(nameof(AedCabinet), LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)

            // What seals cookies lies unencrypted in the registry's own database: known, and written down (ACCESS.md).
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logTo(logging);
    }

    private static void AddParts(IServiceCollection services, RegistryServiceOptions options, TimeProvider clock)
    {
        services.AddSingleton(options).AddSingleton<StartWords>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopPatience);
        AlertingService.Add(services, options);
        if (options.IsShared)
        {
            SharedParts.Add(services, options, clock);
            return;
        }

        services.AddSingleton(clock);
        services.AddSingleton(_ => options.Store.OpenForIngest());
        services.AddSingleton(
            parts => new RegistryIngest(parts.GetRequiredService<LedgerDatabase>(), clock,
                parts.GetRequiredService<ILogger<RegistryIngest>>(), options.WakeHours));
        services.AddSingleton(parts => SourceParts.OfAll(options, parts.GetRequiredService<RegistryIngest>(), clock,
            parts.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IIntake, OneIntake>();
        SourceParts.AddPublisher(services, options, clock);
        services.AddSingleton(parts => new AccountReach(options.Access!, parts.GetRequiredService<ILogger<AccountReach>>()));
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
        ILogger<LedgerOffice> log = parts.GetRequiredService<ILogger<LedgerOffice>>();
        if (options.IsShared)
        {
            return LedgerOffice.OfStore((PostgresStore)options.Store, options.PageKeys, options.WakeHours,
                parts.GetRequiredService<PostgresNews>(), parts.GetRequiredService<ServerTime>(), log);
        }

        IMessageSource source = parts.GetRequiredService<IMessageSource>();
        return new LedgerOffice(
            parts.GetRequiredService<RegistryIngest>(),
            () => source.IsConnected,
            options.Store,
            options.PageKeys,
            parts.GetRequiredService<ICommandPublisher>(),
            parts.GetRequiredService<TimeProvider>(),
            log);
    }

    private static ResendDesk MakeResends(IServiceProvider parts, LedgerStore store, CommandKeys keys, TimeProvider clock)
    {
        RegistryIngest ingest = parts.GetRequiredService<RegistryIngest>();
        keys.Follow(ingest.TopicOf);
        return new ResendDesk(
            store, keys, parts.GetRequiredService<ICommandPublisher>(), ingest.IsConnected, ingest.Metrics, clock,
            parts.GetRequiredService<ILogger<ResendDesk>>());
    }

    private static void Show(IIntake intake, LedgerStore store, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan lag = intake.OldestMs is { } oldest ? now - DateTimeOffset.FromUnixTimeMilliseconds(oldest) : TimeSpan.Zero;
        intake.Metrics.ShowIntake(intake.IsConnected, intake.Waiting, lag < TimeSpan.Zero ? TimeSpan.Zero : lag);
        intake.Metrics.ShowCabinets(intake.Records(now));

        // A connection of its own: the writer's belongs to its thread.
        using LedgerDatabase database = store.OpenForReading();
        intake.Metrics.ShowMissing(MissingEvents.List(database, now.ToUnixTimeMilliseconds()));
    }
}
