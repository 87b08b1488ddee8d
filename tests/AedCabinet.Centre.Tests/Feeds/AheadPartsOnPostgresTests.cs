using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class AheadPartsOnPostgresTests : AheadPartsTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
