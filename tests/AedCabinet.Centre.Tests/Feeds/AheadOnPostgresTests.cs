using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class AheadOnPostgresTests : AheadTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
