using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Incidents;

[TestClass]
public sealed class ResponderApiOnPostgresTests : ResponderApiTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
