using AedCabinet.Care;
using AedCabinet.Feeds;
using AedCabinet.Incidents;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page.Care;
using AedCabinet.Page.Reports;
using AedCabinet.Reports;

namespace AedCabinet.Registry.Service;

/// <summary>What a centre has beside the overview (SPEC §18): care and reports.</summary>
internal static class CentreParts
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options)
    {
        services.AddHostedService(parts => new CentreRounds(options.Store, parts.GetRequiredService<ReadingPool>(),
            parts.GetRequiredService<IRegistryOffice>(), parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<CentreRounds>>()));
        services.AddSingleton(parts => new ReportDesk(options.Store, parts.GetRequiredService<TimeProvider>(), options.WakeHours));
        services.AddSingleton(options.Store).AddSingleton(options.FirstAidTexts).AddSingleton(new RequestRate(options.FirstAidTexts));
        services.AddSingleton<InspectionBook>().AddSingleton<InspectionDesk>().AddSingleton<CareBook>().AddSingleton<CareDesk>();
        services.AddSingleton(new FeedSettings(options.FeedNetworks, OriginOf(options)));
        FeedServices.AddDelivery(services, options.Store, isAlone: !options.IsShared);
        IncidentParts.Run(services, options.Store, options.KeepIncidents);
    }

    // The name under which a proxy serves the page is the one that receivers know.
    private static string OriginOf(RegistryServiceOptions options) =>
        options.PageOrigins.Select(origin => new Uri(origin).Host).FirstOrDefault() ?? FeedSettings.Usual.Origin;

    /// <summary>Serves their addresses.</summary>
    /// <param name="web">The server.</param>
    public static void Map(WebApplication web)
    {
        CareRoutes.Map(web);
        ReportRoutes.Map(web);
    }
}
