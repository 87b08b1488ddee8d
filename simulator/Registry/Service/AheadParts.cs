using AedCabinet.Accounts;
using AedCabinet.Api;
using AedCabinet.Feeds;

namespace AedCabinet.Registry.Service;

/// <summary>What tells of emergencies that cannot be put on disk (SPEC §20), where messages come in.</summary>
internal static class AheadParts
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="hasPage">Whether there is a page, with accounts and all that feeds need.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options, bool hasPage)
    {
        if (!options.TakesIn)
        {
            return;
        }

        if (!hasPage)
        {
            services.AddSingleton(_ => AccountServices.OpenSeals(options.Store)).AddSingleton(_ => new AccountBook(options.Store));
            services.AddSingleton(FeedSettings.Usual with { Private = options.FeedNetworks });
            RegistryApi.AddFeedItems(services);
        }

        FeedServices.AddAhead(services, options.Store, isAlone: !options.IsShared);
    }
}
