using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Incidents;

/// <summary>What a host needs for incidents.</summary>
public static class IncidentParts
{
    /// <summary>So long what is personal is kept unless it is set otherwise: a year, for the year's figures and what is asked after
    /// it.</summary>
    public static readonly TimeSpan UsualKeeping = TimeSpan.FromDays(365);

    /// <summary>Adds where incidents and responders are kept.</summary>
    /// <param name="services">The host's services, the time among them.</param>
    /// <param name="store">Where the database is.</param>
    public static void Add(IServiceCollection services, LedgerStore store)
    {
        services.AddSingleton(parts => new IncidentBook(store, parts.GetRequiredService<TimeProvider>()));
        services.AddSingleton(parts => new ResponderBook(store, parts.GetRequiredService<TimeProvider>()));
        services.AddSingleton(parts => new IncidentFollower(store, parts.GetRequiredService<IncidentBook>(),
            parts.GetRequiredService<TimeProvider>(), parts.GetRequiredService<ILogger<IncidentFollower>>()));
    }

    /// <summary>Has incidents made of the cabinets' emergencies, and what is personal forgotten in time.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="store">Where the database is.</param>
    /// <param name="kept">So long what is personal is kept; <c>null</c> for ever.</param>
    public static void Run(IServiceCollection services, LedgerStore store, TimeSpan? kept)
    {
        services.AddHostedService(parts => parts.GetRequiredService<IncidentFollower>().Of(parts.GetRequiredService<IRegistryOffice>()));
        if (kept is { } time)
        {
            services.AddHostedService(parts => new IncidentKeeping(store, time, parts.GetRequiredService<TimeProvider>(),
                parts.GetRequiredService<ILogger<IncidentKeeping>>()));
        }
    }
}
