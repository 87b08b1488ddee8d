using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class SubscriptionRouteOnPostgresTests : SubscriptionRouteTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
