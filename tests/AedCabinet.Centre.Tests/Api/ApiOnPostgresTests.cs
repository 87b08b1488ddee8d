using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

[TestClass]
public sealed class ApiOnPostgresTests : ApiTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
