using AedCabinet.Centre;
using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>The parts of a process that shares the work with others over one PostgreSQL (SPEC §20).</summary>
internal static class SharedParts
{
    /// <summary>Makes the tables where there are none: a page that is served from here reads them as soon as it is built.</summary>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    public static void Prepare(RegistryServiceOptions options)
    {
        if (options.TakesIn)
        {
            ((PostgresStore)options.Store).OpenForLeases().Dispose();
        }
    }

    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="clock">This computer's time.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options, TimeProvider clock)
    {
        ServerTime time = new(clock);
        services.AddSingleton(time).AddSingleton<TimeProvider>(time);
        services.AddSingleton(_ => new PostgresNews((PostgresStore)options.Store));
        if (options.TakesIn)
        {
            services.AddSingleton(parts =>
            {
                ILoggerFactory logs = parts.GetRequiredService<ILoggerFactory>();
                return new WorkerPool(options, (code, ingest) => SourceParts.Of(options, code, ingest, time, logs), time, logs,
                    parts.GetRequiredService<AheadDesk>());
            });
            services.AddSingleton<IIntake>(parts => parts.GetRequiredService<WorkerPool>());
            SourceParts.AddPublisher(services, options, time);
            services.AddHostedService(parts => parts.GetRequiredService<WorkerPool>());
            services.AddHostedService<SharedDesk>();
            services.AddHostedService<StatusLine>();
        }

        services.AddHostedService(parts => parts.GetRequiredService<StartWords>());
    }
}
