using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class FeedStoryOnPostgresTests : FeedStoryTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
