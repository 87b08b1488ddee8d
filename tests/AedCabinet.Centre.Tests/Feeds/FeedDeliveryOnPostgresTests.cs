using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class FeedDeliveryOnPostgresTests : FeedDeliveryTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
