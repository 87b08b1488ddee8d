using AedCabinet.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Feeds;

/// <summary>Adds what tells others what happens.</summary>
public static class FeedServices
{
    /// <summary>Adds what the routes need: the log of what happens and the subscriptions.</summary>
    /// <param name="services">The host's services, with the time, who reads the database and who follows it.</param>
    /// <param name="store">Where the database is.</param>
    public static void Add(IServiceCollection services, LedgerStore store) =>
        services.AddSingleton(parts => new FeedLog(store, parts.GetRequiredService<EventTail>(),
            parts.GetRequiredService<TimeProvider>()))
            .AddSingleton<FeedWriter>()
            .AddSingleton(parts => new FeedSecrets(parts.GetRequiredService<IDataProtectionProvider>()))
            .AddSingleton(parts => new SubscriptionBook(store, parts.GetRequiredService<ReadingPool>(),
                parts.GetRequiredService<FeedSecrets>(), parts.GetRequiredService<TimeProvider>(), parts.GetService<AheadReach>()));

    /// <summary>Adds what delivers.</summary>
    /// <param name="services">The host's services, with what the routes need.</param>
    /// <param name="store">Where the database is.</param>
    /// <param name="isAlone">Whether no other process can deliver.</param>
    public static void AddDelivery(IServiceCollection services, LedgerStore store, bool isAlone)
    {
        AddReceivers(services);
        services.AddHostedService(parts => new FeedEngine(
            new FeedParts(parts.GetRequiredService<FeedLog>(), new FeedClaims(store, PostgresStore.NewOwner(), isAlone),
                parts.GetRequiredService<IFeedMakers>(), parts.GetRequiredService<FeedWriter>(), parts.GetRequiredService<FeedSecrets>(),
                parts.GetRequiredService<HttpReceivers>(), parts.GetRequiredService<TimeProvider>(), Random.Shared),
            parts.GetRequiredService<ReadingPool>(), parts.GetRequiredService<SubscriptionBook>(),
            parts.GetRequiredService<ILogger<FeedEngine>>()));
    }

    /// <summary>Adds what tells of emergencies that cannot be put on disk, to a process that takes messages in.</summary>
    /// <param name="services">The host's services, with what is said of an event and whose makers may see it.</param>
    /// <param name="store">Where the database is.</param>
    /// <param name="isAlone">Whether no other process can take messages in.</param>
    public static void AddAhead(IServiceCollection services, LedgerStore store, bool isAlone)
    {
        AddReceivers(services);
        if (isAlone)
        {
            services.AddSingleton<AheadReach>();
        }

        services.TryAddSingleton<FeedWriter>();
        services.TryAddSingleton(parts => new FeedSecrets(parts.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton(parts => MakeAhead(parts, store));
        services.AddHostedService(parts => parts.GetRequiredService<AheadDesk>());
    }

    private static AheadDesk MakeAhead(IServiceProvider parts, LedgerStore store)
    {
        AheadDesk desk = new(
            new AheadBook(store, parts.GetRequiredService<IFeedMakers>(), parts.GetRequiredService<FeedSecrets>(),
                parts.GetRequiredService<TimeProvider>()),
            parts.GetRequiredService<FeedWriter>(), parts.GetRequiredService<HttpReceivers>(), parts.GetRequiredService<TimeProvider>(),
            Random.Shared, parts.GetRequiredService<ILogger<AheadDesk>>(), parts.GetService<AheadReach>());
        if (parts.GetService<SubscriptionBook>() is { } book)
        {
            book.Changed += desk.LookSoon;
        }

        return desk;
    }

    private static void AddReceivers(IServiceCollection services) => services.TryAddSingleton(
        parts => new HttpReceivers(parts.GetRequiredService<FeedSettings>(), parts.GetRequiredService<TimeProvider>()));
}
