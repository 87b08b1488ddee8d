using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class OneThingFailsOnPostgresTests : OneThingFailsTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
