using AedCabinet.Page.Reports;
using AedCabinet.Reports;

namespace AedCabinet.Registry.Service;

/// <summary>What a centre has beside the overview (SPEC §18): reports.</summary>
internal static class CentreParts
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options) =>
        services.AddSingleton(parts => new ReportDesk(options.Store, parts.GetRequiredService<TimeProvider>(), options.WakeHours));

    /// <summary>Serves their addresses.</summary>
    /// <param name="web">The server.</param>
    public static void Map(WebApplication web) => ReportRoutes.Map(web);
}
