using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Centre.Tests.Access;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>What a worker needs of what pages have sealed and written: it has no page itself.</summary>
[TestClass]
public class AheadPartsTests : StoreTests
{
    [TestMethod]
    public async Task A_worker_without_a_page_opens_the_secrets_that_a_page_has_sealed_and_knows_what_may_be_seen()
    {
        TestStore store = NewStore();
        await using RegistryHost page = await RegistryHost.StartAsync(store);
        await page.AddAsync("system", new Grant(Role.Feed, ["1501"], [], []));
        Account account = page.Accounts.All().Single();
        (_, string secret) = page.Parts.GetRequiredService<SubscriptionBook>().Add(account.Id,
            new NewSubscription("test", new Uri("https://receiver.example/"), new FeedFilter()), default)!.Value;

        ServiceCollection services = new();
        services.AddLogging().AddSingleton<TimeProvider>(new ManualTime());
        AheadParts.Add(services, new RegistryServiceOptions(null, "worker", store.Store, null, 6) { Role = RegistryRole.Worker },
            hasPage: false);
        await using ServiceProvider worker = services.BuildServiceProvider();
        using AheadBook book = new(store.Store, worker.GetRequiredService<IFeedMakers>(), worker.GetRequiredService<FeedSecrets>(),
            TimeProvider.System);
        IReadOnlyList<AheadAddress> addresses = [];

        // The page's own engine notes now and then that nobody answers there.
        Waiting.Until(() =>
        {
            store.Change("UPDATE subscriptions SET state = 'active'");
            return (addresses = [.. book.Read(null).Addresses]).Count == 1;
        }, "the subscription to be known to the worker");
        AheadAddress told = addresses.Single();
        Assert.AreEqual(secret, told.Secrets.Single());
        Assert.DoesNotContain("whsec", told.ToString());
        Assert.IsNotNull(worker.GetRequiredService<AheadDesk>());
    }
}
