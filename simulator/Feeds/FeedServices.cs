using AedCabinet.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Feeds;

/// <summary>Adds what tells others what happens.</summary>
public static class FeedServices
{
    /// <summary>Adds what the routes need: the log of what happens and the subscriptions.</summary>
    /// <param name="services">The host's services, with the time and who reads the database.</param>
    /// <param name="store">Where the database is.</param>
    public static void Add(IServiceCollection services, LedgerStore store) =>
        services.AddSingleton(parts => new FeedLog(store, parts.GetRequiredService<TimeProvider>()))
            .AddSingleton<FeedWriter>()
            .AddSingleton(parts => new FeedSecrets(parts.GetRequiredService<IDataProtectionProvider>()))
            .AddSingleton(parts => new SubscriptionBook(store, parts.GetRequiredService<ReadingPool>(),
                parts.GetRequiredService<FeedSecrets>(), parts.GetRequiredService<TimeProvider>()));

    /// <summary>Adds what delivers.</summary>
    /// <param name="services">The host's services, with what the routes need.</param>
    /// <param name="store">Where the database is.</param>
    /// <param name="isAlone">Whether no other process can deliver.</param>
    public static void AddDelivery(IServiceCollection services, LedgerStore store, bool isAlone)
    {
        services.AddSingleton(parts => new HttpReceivers(parts.GetRequiredService<FeedSettings>(),
            parts.GetRequiredService<TimeProvider>()));
        services.AddHostedService(parts => new FeedEngine(
            new FeedParts(parts.GetRequiredService<FeedLog>(), new FeedClaims(store, PostgresStore.NewOwner(), isAlone),
                parts.GetRequiredService<IFeedMakers>(), parts.GetRequiredService<FeedWriter>(), parts.GetRequiredService<FeedSecrets>(),
                parts.GetRequiredService<HttpReceivers>(), parts.GetRequiredService<TimeProvider>(), Random.Shared),
            parts.GetRequiredService<ReadingPool>(), parts.GetRequiredService<SubscriptionBook>(),
            parts.GetRequiredService<ILogger<FeedEngine>>()));
    }
}
